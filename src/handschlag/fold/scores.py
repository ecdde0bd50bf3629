"""Scores inside the fold: every fact of a person goes through the agreed rules, in the order of the walk."""

from __future__ import annotations

from collections.abc import Iterable

from handschlag.conditions.operations import TermValue
from handschlag.fold.facts import Fact
from handschlag.fold.state import Person
from handschlag.ledger.mails import ARRIVED, CLICKED, LINK_FIELDS
from handschlag.scoring.engagement import Engagement, Scored
from handschlag.scoring.events import called
from handschlag.scoring.ignoring import Mail, scanner_clicks
from handschlag.scoring.points import points
from handschlag.scoring.rules import ScoringRules, digit, letter

#: Why a fact is ignored, as the agreement calls it.
SCANNERS, OWN, BOTS = "mail_scanner_clicks", "own_employees", "known_bots"


def clicks_of_scanners(rules: ScoringRules, facts: Iterable[Fact]) -> frozenset[str]:
    """The clicks in mails that nobody made, of all persons of a component, if the agreement ignores them."""
    if SCANNERS not in rules.ignore:
        return frozenset()
    mails: dict[str, list[Mail]] = {}
    for fact in facts:
        exact = fact.kind == "touch" and fact.precision == "instant" and fact.person is not None
        if exact and fact.name in (CLICKED, *ARRIVED):
            mails.setdefault(fact.person or "", []).append(_mail(fact))
    return frozenset().union(*(scanner_clicks(mine) for mine in mails.values()))


def _mail(fact: Fact) -> Mail:
    """A mail or a click with the link that was clicked, as far as anything says which."""
    said = fact.values()
    link = next((str(said[key]) for key in LINK_FIELDS if key in said), fact.fields or fact.id)
    return Mail(fact.id, fact.occurred_at, fact.name or "", link)


def score(
    rules: ScoringRules, engagement: Engagement | None, fact: Fact, scanners: frozenset[str], *, own: bool
) -> list[Scored]:
    """Let a fact count for a person's engagement; what it did under each rule that means it."""
    if engagement is None:
        return []
    on = called(fact.kind, fact.name, fact.values() if fact.kind == "consent" else {})
    if not on:
        return []
    ignored = _why_ignored(rules, own=own, bot=fact.bot, scanner=fact.id in scanners)
    return engagement.add(on, fact.matches, fact=fact.id, at=fact.occurred_at, ignored=ignored)


def _why_ignored(rules: ScoringRules, *, own: bool, bot: bool, scanner: bool) -> str:
    """The agreed reason why a fact does not score; empty if it does."""
    for reason, holds in ((OWN, own), (BOTS, bot), (SCANNERS, scanner)):
        if holds and reason in rules.ignore:
            return reason
    return ""


def score_term(rules: ScoringRules, term: str, person: Person, now: int) -> TermValue:
    """The value of `engagement`, `fit` or `grade` at an instant; unknown where the agreement has no rules for it."""
    fit = person.profile.fit if rules.fit else None
    engagement = person.engagement.at(now) if person.engagement is not None else None
    match term:
        case "fit":
            return None if fit is None else points(fit)
        case "engagement":
            return None if engagement is None else points(engagement)
        case _:
            return None if fit is None or engagement is None else letter(rules, fit) + digit(rules, engagement)
