"""What an attempt to reach somebody can be: by which channel, and what came of it."""

from handschlag.files.text import Text, both

#: The keys that mappings write too (docs/reference/facts.md).
CHANNELS: dict[str, Text] = {
    "phone": both("Anruf", "Call"),
    "email": both("E-Mail", "E-mail"),
    "message": both("Nachricht", "Message"),
    "meeting": both("Termin", "Meeting"),
    "visit": both("Besuch", "Visit"),
}

#: What came of it, each with the channels it can be the outcome of.
OUTCOMES: dict[str, tuple[Text, tuple[str, ...]]] = {
    "reached": (both("erreicht", "reached"), ("phone", "message")),
    "not_reached": (both("nicht erreicht", "not reached"), ("phone",)),
    "voicemail": (both("Mailbox", "voicemail"), ("phone",)),
    "busy": (both("besetzt", "busy"), ("phone",)),
    "wrong_number": (both("falsche Nummer", "wrong number"), ("phone",)),
    "sent": (both("gesendet", "sent"), ("email", "message")),
    "replied": (both("beantwortet", "replied"), ("email", "message")),
    "held": (both("stattgefunden", "held"), ("meeting", "visit")),
    "no_show": (both("nicht erschienen", "no-show"), ("meeting", "visit")),
}


#: By these outcomes both sides have talked; a meeting or visit is a conversation unless it did not take place.
_TALKED = frozenset({"reached", "connected", "replied", "held"})
_NOT_HELD = frozenset({"no_show", "canceled", "cancelled"})


def both_talked(channel: str | None, outcome: str | None) -> bool:
    """Whether an attempt was more than that: somebody answered."""
    return outcome in _TALKED or (channel in ("meeting", "visit") and outcome not in _NOT_HELD)


def outcomes_of(channel: str) -> list[str]:
    """The outcomes a channel can have, in their order."""
    return [key for key, (_, channels) in OUTCOMES.items() if channel in channels]
