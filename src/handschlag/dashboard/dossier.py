"""The dossier of a hand-over: what a seller has to know before the first call, on one page and as plain text."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date

Row = dict[str, Any]

#: So many of the last touches, and of the other people at the company.
_TOUCHES, _PEOPLE = 6, 5

#: key -> (English, German)
WORDS: dict[str, tuple[str, str]] = {
    "who": ("Who", "Wer"),
    "why_now": ("Why now", "Warum jetzt"),
    "proven": ("What is known", "Was feststeht"),
    "open": ("What is open", "Was offen ist"),
    "touches": ("Last touches", "Letzte Kontakte"),
    "people": ("Others at the company", "Andere im Unternehmen"),
    "opening": ("Suggested opening", "Vorschlag für den Einstieg"),
    "raised": ("asked to be contacted", "hat um Kontakt gebeten"),
    "ripe": ("ripe for sales since", "vertriebsreif seit"),
    "again": ("attempt", "Anlauf"),
    "exception": ("offered as an exception", "als Ausnahme angeboten"),
    "grade": ("grade", "Note"),
}


def dossier_of(lead: Mapping[str, Any], *, ready: str | None, hand_raises: Sequence[str]) -> Row:
    """What of a lead (as actions.leads has it) a seller needs. Texts in both languages are {"de", "en"}."""
    current: Mapping[str, Any] = next((one for one in lead["passes"] if one["outcome"] == "open"), {})
    told = [fact for fact in lead["timeline"] if fact["kind"] in ("touch", "attempt")]
    since = current.get("opened_at")
    raised = [fact for fact in told if fact["name"] in hand_raises and (since is None or fact["occurred_at"] >= since)]
    offers = [fact for fact in lead["timeline"] if fact["kind"] == "handover_offered"]
    offer = offers[-1] if offers and since is not None and offers[-1]["occurred_at"] >= since else None
    ripe = next((one["entered_at"] for one in current.get("entries", ()) if one["stage"] == ready), None)
    profile = lead["profile"]
    return {
        "person": lead["person"], "name": lead["name"], "job_title": profile.get("job_title"),
        "company": lead["company"]["name"] if lead["company"] else None,
        "email": lead["email"], "phone": profile.get("phone"), "city": profile.get("city"),
        "grade": lead["score"]["grade"], "attempt": current.get("attempts", 1), "ripe_since": ripe,
        "raised": _touch(raised[-1]) if raised else None,
        "offered": _offer(offer) if offer is not None else None,
        "proven": [_criterion(row) for row in lead["criteria"]["rows"] if row["met"]],
        "open": [_criterion(row) for row in lead["criteria"]["rows"] if not row["met"]],
        "touches": [_touch(fact) for fact in reversed(told[-_TOUCHES:])],
        "people": [
            {key: one[key] for key in ("person", "name", "job_title")} for one in lead["colleagues"][:_PEOPLE]
        ],
    }  # fmt: skip


def _touch(fact: Mapping[str, Any]) -> Row:
    return {key: fact[key] for key in ("title", "occurred_at", "precision", "side", "actor")} | {
        "note": fact["details"].get("note")
    }


def _offer(fact: Mapping[str, Any]) -> Row:
    return {"at": fact["occurred_at"], "by": fact["actor"], "note": fact["details"].get("note"),
            "exception": fact["details"].get("exception"), "to": fact["details"].get("to")}  # fmt: skip


def _criterion(row: Mapping[str, Any]) -> Row:
    evidence = row["evidence"] or {}
    return {
        "name": row["name"], "state": row["state"], "answer": evidence.get("answer"), "said": evidence.get("said"),
        "at": evidence.get("at"), "question": row["question"], "required": row["required"],
    }  # fmt: skip


def text_of(found: Mapping[str, Any], language: str, zone: str) -> str:
    """The dossier as plain text, ready for a mail or a task in the CRM."""
    lines: list[str] = []
    for key, said in sections(found, language, zone):
        lines += [WORDS[key][language == "de"].upper(), *(f"- {one}" for one in said), ""]
    return "\n".join(lines).rstrip() + "\n"


def sections(found: Mapping[str, Any], language: str, zone: str) -> list[tuple[str, list[str]]]:
    """Each heading's key with its lines; what there is nothing to say about is left out."""

    def day(at: datetime | date | None) -> str:
        if at is None:
            return ""
        local = at.astimezone(ZoneInfo(zone)) if isinstance(at, datetime) else at
        return str(format_date(local, format="medium", locale="de" if language == "de" else "en_GB"))

    def word(key: str) -> str:
        return WORDS[key][language == "de"]

    who = [
        ", ".join(filter(None, (found["name"], found["job_title"]))),
        ", ".join(filter(None, (found["company"], found["city"]))),
        " · ".join(filter(None, (found["phone"], found["email"]))),
    ]
    why = []
    if found["raised"]:
        why.append(f"{word('raised')}: {found['raised']['title'][language]}, {day(found['raised']['occurred_at'])}")
    if found["ripe_since"]:
        why.append(f"{word('ripe')} {day(found['ripe_since'])}")
    if found["attempt"] > 1:
        why.append(f"{word('again')} {found['attempt']}")
    if found["grade"]:
        why.append(f"{word('grade')} {found['grade']}")
    offer = found["offered"] or {}
    if offer.get("exception"):
        why.append(f"{word('exception')}: {offer['exception']}")
    proven = [_said(one, language, day) for one in found["proven"]]
    missing = [
        f"{one['name'][language]}: {one['question'][language]}" if one["question"] else one["name"][language]
        for one in found["open"]
    ]
    touches = [
        " · ".join(filter(None, (day(one["occurred_at"]), one["title"][language], one["actor"], one["note"])))
        for one in found["touches"]
    ]
    people = [", ".join(filter(None, (one["name"], one["job_title"]))) for one in found["people"]]
    opening = [offer["note"]] if offer.get("note") else []
    listed = (
        ("who", who), ("why_now", why), ("opening", opening), ("proven", proven), ("open", missing),
        ("touches", touches), ("people", people),
    )  # fmt: skip
    return [(key, [line for line in lines if line]) for key, lines in listed if any(lines)]


def _said(one: Mapping[str, Any], language: str, day: Any) -> str:
    answer = one["answer"][language] if one["answer"] else ""
    quoted = f"„{one['said']}“" if one["said"] and language == "de" else f"“{one['said']}”" if one["said"] else ""
    told = ", ".join(filter(None, (answer, quoted, day(one["at"]))))
    return f"{one['name'][language]}: {told}" if told else str(one["name"][language])
