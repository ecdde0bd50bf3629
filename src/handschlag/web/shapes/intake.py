"""Exports that wait: what columns are for, in words, and what the forms of an intake say."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from handschlag.mapping.suggest.choices import Choices
from handschlag.web import formats, words

#: What a column can be for; fields of records have their words in `words.FIELDS`.
ROLES: dict[str, Any] = {
    "own": _("Number of the row"),
    "of_person": _("Number of the person"),
    "of_company": _("Number of the company"),
    "of_opportunity": _("Number of the opportunity"),
    "of_campaign": _("Number of the campaign"),
    "created_at": _("Created on"),
    "modified_at": _("Last changed on"),
    "first_contact_at": _("First contact on"),
    "became_awareness": _("Became a lead on"),
    "became_interest": _("Became a marketing lead (MQL) on"),
    "became_intent": _("Became ready for sales (SQL) on"),
    "opt_in_at": _("Consent given on"),
    "opt_out_at": _("Consent withdrawn on"),
    "disqualified_at": _("Sorted out on"),
    "disqualified_reason": _("Sorted out because"),
    "campaign_name": _("Campaign"),
    "team": _("Side (marketing, SDR, sales)"),
    "starts": _("Begins on"),
    "ends": _("Ends on"),
    "deal_title": _("Title"),
    "currency": _("Currency"),
    "outcome": _("Won or lost, or the outcome of an attempt"),
    "closed_at": _("Closed on"),
    "won_at": _("Won on"),
    "lost_at": _("Lost on"),
    "deal_type": _("Kind of opportunity"),
    "sdr": _("SDR"),
    "seller": _("Seller"),
    "what": _("Kind of activity"),
    "happened_at": _("When it happened"),
    "subject_line": _("Subject line"),
    "offered_at": _("Offered on"),
    "accepted_at": _("Accepted on"),
    "returned_at": _("Returned on"),
    "budget": _("Budget"),
    "authority": _("Authority"),
    "need": _("Need"),
    "time": _("Time frame"),
    "note": _("Note"),
    "is_primary": _("Main contact (yes or no)"),
    "form": _("Form"),
    "category": _("Kind of cost"),
    "cost_centre": _("Cost centre"),
}

#: What a column is read for, where its own word says it.
SLOTS: dict[str, Any] = {
    "record": _("Number of the row"),
    "key": _("Number of the row"),
    "version": _("Last changed on"),
    "recorded": _("Known since"),
    "at": _("When it happened"),
    "amount": _("Amount"),
    "currency": _("Currency"),
    "side": pgettext_lazy("of a fact", "Side"),
    "actor": _("Done by"),
    "channel": _("Channel"),
    "campaign": _("Campaign"),
    "when": _("says what a row is"),
    "related": _("Number of another record"),
}

#: What the name of a fact is, by its kind.
NAMES: dict[str, Any] = {
    "touch": _("Kind of activity"),
    "attempt": _("Outcome of an attempt"),
    "stage_reported": _("Stage"),
    "opportunity_lost": _("Reason"),
    "opportunity_no_decision": _("Reason"),
    "handover_returned": _("Reason"),
    "opportunity_changed": _("Stage"),
    "relation": _("Role"),
    "consent": _("Purpose"),
    "cost": _("Kind of cost"),
    "campaign": _("Campaign"),
}

#: Whose number stands in the subject of a fact, by the beginning of its kind; else a person's.
_WHOSE = {"opportunity": "of_opportunity", "customer": "of_company", "company": "of_company", "cost": "of_campaign"}

#: What is asked about the words of a column.
ASKED: dict[str, Any] = {
    "outcome": _("How do these words say that an opportunity ended?"),
    "stage": _("Which of our stages do these words mean?"),
    "touch": _("What kind of activity do these words mean?"),
    "lost": _("Which of our reasons for a lost opportunity do these words mean?"),
    "no_decision": _("Which of our reasons for no decision do these words mean?"),
    "returned": _("Which of our reasons for a returned lead do these words mean?"),
    "disqualified": _("Which of our reasons for sorting out do these words mean?"),
    "criterion": _("Which of our answers do these words mean?"),
}


def role_word(role: str) -> str:
    """What a column can be for."""
    return str(ROLES[role]) if role in ROLES else words.word("fields", role)


def use_words(uses: Sequence[Mapping[str, str]]) -> list[str]:
    """What a column is read for, each thing once; of its own number and whose it is, the number is enough."""
    slots = {use["slot"] for use in uses}
    return list(dict.fromkeys(_use_word(use) for use in uses if not (use["slot"] == "subject" and "record" in slots)))


def _use_word(use: Mapping[str, str]) -> str:
    slot, name, kind = use["slot"], use["name"], use["kind"]
    if slot == "field":
        return words.word("fields", name)
    if slot == "name":
        return str(NAMES.get(kind, ROLES["what"]))
    if slot == "subject":
        return role_word(next((role for begins, role in _WHOSE.items() if kind.startswith(begins)), "of_person"))
    if slot == "relation":
        return role_word("of_company" if name == "company" else "of_person")
    return str(SLOTS.get(slot, slot))


def columns_of(file: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Columns with their words; those that are read first, in the order of the file."""
    shown = [
        {
            **column, "number": number, "reads": use_words(column["uses"]),
            "roles": [(role, role_word(role)) for role in column["options"]],
        }
        for number, column in enumerate(file["columns"])
    ]  # fmt: skip
    return sorted(shown, key=lambda column: not column["uses"])


def questions_of(file: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The questions about words; open ones first."""
    shown = [
        {**question, "number": number, "text": ASKED[question["of"].partition(":")[0]]}
        for number, question in enumerate(file["questions"])
    ]
    return sorted(shown, key=lambda question: not question["open"])


def chosen_in(sent: QueryDict, file: Mapping[str, Any]) -> Choices:
    """What somebody chose on the page of a file; what was left as proposed is not chosen."""
    uses = {column["name"]: sent.get(f"use-{number}", "") for number, column in enumerate(file["columns"])}
    meanings: dict[str, dict[str, dict[str, str]]] = {}
    for number, question in enumerate(file["questions"]):
        for place, each in enumerate(question["meanings"]):
            meant = sent.get(f"mean-{number}-{place}", "")
            if meant and meant != each["meaning"]:
                meanings.setdefault(question["column"], {}).setdefault(question["of"], {})[each["word"]] = meant
    kind = sent.get("kind", "")
    return Choices(kind, {column: role for column, role in uses.items() if role}, meanings)


def facts_of(facts: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The first facts with their details as label and value."""
    return [
        {
            **fact, "details": words.by_importance(fact["fields"]),
            "money": formats.money(fact["amount"], fact["currency"]) if fact["amount"] and fact["currency"] else "",
        }
        for fact in facts
    ]  # fmt: skip


#: What a run is at, where it is not reading a file.
_STEPS = {"link": _("recognising who is who"), "fold": _("following every lead")}


def run_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """A run as the page shows it: `sums` over all sources, warnings with words, rows that would be set aside."""
    sources = (told["result"] or {}).get("sources", [])
    keys = ("read", "new", "unchanged", "corrected", "quarantined")
    return {
        **told, "step": _STEPS.get(told["step"], told["step"]),
        "sums": {key: sum(source[key] for source in sources) for key in keys},
        "sources": sources,
        "unread": (told["result"] or {}).get("unread", []),
        "warnings": [warning for source in sources for warning in source.get("warnings", ())],
        "rejected": [row for source in sources for row in source.get("rejected", ())],
    }  # fmt: skip
