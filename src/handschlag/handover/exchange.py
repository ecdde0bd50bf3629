"""Where a lead stands between the two sides, and what each may do with it there."""

from dataclasses import dataclass

from handschlag.access.refusals import Refusal
from handschlag.files.text import Text, both

#: The last word of the hand-over in a pass.
STATES = ("none", "offered", "accepted", "returned")


@dataclass(frozen=True)
class Exchange:
    """A person's open pass, seen from the hand-over.

    `is_open`: there is an open pass. `ripe`: it stands where the agreement hands over, or further. `state` is one of
    STATES; `to` whom it was offered to (empty: whoever of sales takes it), `by` who spoke that last word.
    """

    is_open: bool
    ripe: bool = False
    has_opportunity: bool = False
    state: str = "none"
    to: str = ""
    by: str = ""


_NOT_OPEN = Refusal(
    "",
    both("Diese Person hat keinen offenen Durchlauf", "this person has no open pass"),
    both(
        "Er beginnt mit dem nächsten Kontakt, der zählt; ein eingetragener Kontaktversuch ist einer",
        "it begins with the next touch that counts; an attempt that you record is one",
    ),
)


def why_not_offer(lead: Exchange, exception: str) -> list[Refusal]:
    """What stands against offering it to sales; `exception` is the reason given for a lead that is not ripe."""
    if not lead.is_open:
        return [_NOT_OPEN]
    if lead.state == "offered":
        return [
            Refusal(
                "", both("Der Lead ist schon angeboten, die Antwort steht aus", "it is offered already, unanswered")
            )
        ]
    if lead.state == "accepted" or lead.has_opportunity:
        return [Refusal("", both("Der Vertrieb hat den Lead schon", "sales has this lead already"))]
    if not lead.ripe and not exception.strip():
        text = both("Der Lead erfüllt die vereinbarten Kriterien nicht", "the lead does not meet the agreed criteria")
        hint = both(
            "Eine Ausnahme braucht einen Grund; sie wird gezählt", "an exception needs a reason, and it is counted"
        )
        return [Refusal("exception", text, hint)]
    return []


def why_not_accept(lead: Exchange, *, to_me: bool, leads_sales: bool) -> list[Refusal]:
    """What stands against taking it over. What is offered to somebody else (not `to_me`) is for that person or the head
    of sales.
    """
    if not lead.is_open:
        return [_NOT_OPEN]
    if lead.state == "accepted":
        text = both(f"Der Lead ist schon angenommen, von {lead.by}", f"it was accepted already, by {lead.by}")
        return [Refusal("", text)]
    if lead.state != "offered":
        return [Refusal("", _not_offered(lead))]
    if lead.to and not to_me and not leads_sales:
        text = both(f"Der Lead ist {lead.to} angeboten", f"it is offered to {lead.to}")
        hint = both("Annehmen kann auch die Vertriebsleitung", "the head of sales can accept it too")
        return [Refusal("", text, hint)]
    return []


def why_not_return(lead: Exchange) -> list[Refusal]:
    """What stands against giving it back: legal from any open stage, but only of what sales has or was offered."""
    if not lead.is_open:
        return [_NOT_OPEN]
    if lead.state not in ("offered", "accepted") and not lead.has_opportunity:
        return [Refusal("", _not_offered(lead))]
    return []


def _not_offered(lead: Exchange) -> Text:
    if lead.state == "returned":
        return both(f"Der Lead ist schon zurückgegeben, von {lead.by}", f"it was returned already, by {lead.by}")
    return both("Der Lead ist dem Vertrieb nicht angeboten", "it is not offered to sales")
