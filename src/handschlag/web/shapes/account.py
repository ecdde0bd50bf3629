"""One company for its page: why it fits a market, its opportunities and persons in words, and its joint journey."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from handschlag.web import formats, words
from handschlag.web.shapes.story import Moment, Month, by_month, close_of, entry_of, fact_of
from handschlag.web.words import said


@dataclass(frozen=True)
class Reason:
    """One condition of a market, whether the company meets it, and what is known of it."""

    text: str
    state: str  # met, missed, unknown; of an exclusion: excluded, not_excluded
    known: str  # "Employees: 210"


@dataclass(frozen=True)
class Market:
    name: str
    fits: str  # yes, no, unknown
    sentence: str
    reasons: list[Reason]
    reach: list[str]


def markets_of(fit: Mapping[str, Any]) -> list[Market]:
    """Every market with its reasons, the one that counts first."""
    found = [_market(each, chosen=each["market"] == fit["fits"]) for each in fit["markets"]]
    return sorted(found, key=lambda market: ("yes", "also", "unknown", "no").index(market.fits))


def _market(each: Mapping[str, Any], *, chosen: bool) -> Market:
    name = said(each["name"])
    fits = {True: "yes" if chosen else "also", False: "no", None: "unknown"}[each["fits"]]
    sentences = {
        "yes": _("Fits %(market)s: every condition is met."),
        "also": _("Would fit %(market)s too, but the first market that fits counts."),
        "no": _("Does not fit %(market)s."),
        "unknown": _("Whether it fits %(market)s is not known yet."),
    }
    reasons = [_reason(condition) for condition in each["conditions"]]
    return Market(
        name, fits, sentences[fits] % {"market": name}, reasons, [said(p["name"]) for p in each["must_reach"]]
    )


def _reason(condition: Mapping[str, Any]) -> Reason:
    text, holds = said(condition["text"]), condition["holds"]
    if condition["rule"] == "not_when":
        state = "excluded" if holds else "not_excluded"
    else:
        state = {True: "met", False: "missed", None: "unknown"}[holds]
    values = [
        f"{words.word('fields', field)}: {_('unknown') if value in (None, '') else words.value(field, value)}"
        for field, value in condition["values"].items()
    ]
    return Reason(text[:1].upper() + text[1:], state, ", ".join(values))


def deals_of(deals: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each opportunity with its amount as money, why it advances this pass, and its history in lines."""
    return [
        {
            **deal,
            "title": deal["title"] or deal["opportunity"],
            "money": _money(deal),
            "why": words.word("primary_rules", deal["rule"]),
            "involved": [
                {**one, "role": words.word("deal_roles", one["role"])}
                for one in deal["involved"]
                if one["person"] != deal["person"]
            ],
            "history": [_line(line) for line in deal["history"]],
        }
        for deal in deals["shown"]
    ]


def _money(deal: Mapping[str, Any]) -> str:
    amount = deal["value"] if deal["outcome"] == "won" else deal["open_value"]
    return formats.money(amount, deal["currency"]) if amount is not None and deal["currency"] else ""


def _line(line: Mapping[str, Any]) -> dict[str, Any]:
    amount = formats.money(line["amount"], line["currency"]) if line["amount"] is not None and line["currency"] else ""
    return {"fact": line["fact"], "at": line["occurred_at"], "title": said(line["title"]), "amount": amount}


def journey_of(story: Mapping[str, Any], labels: Mapping[str, str], zone: str) -> list[Month]:
    """The page's moments, month by month, each with the person it is about."""
    return by_month([_moment(each, labels) for each in story["moments"]], zone)


def _moment(each: Mapping[str, Any], labels: Mapping[str, str]) -> Moment:
    whose: dict[str, Any] = {"person": each["person"], "name": each["name"] or ""}
    if each["what"] == "entry":
        return entry_of(each, each["occurred_at"], labels, **whose)
    if each["what"] == "close":
        return close_of(each["outcome"], each["reason_name"], each["occurred_at"], **whose)
    return fact_of(each, **whose)


def people_of(people: Sequence[Mapping[str, Any]], labels: Mapping[str, str], personas: Mapping[str, str]) -> list[Any]:
    """The persons with what they stand in, the persona they match and the roles opportunities give them."""
    return [
        {
            **each,
            "stage": labels.get(each["stage"] or "", ""),
            "persona": personas.get(each["persona"] or "", ""),
            "roles": [words.word("deal_roles", role) for role in each["roles"]],
        }
        for each in people
    ]
