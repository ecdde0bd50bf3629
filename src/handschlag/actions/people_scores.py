"""A person's scores at any instant: fit, engagement, grade, and every entry that they are the sum of."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from handschlag.actions.houses import House
from handschlag.actions.tables import Tables
from handschlag.actions.wording import agreement_labels, names_of
from handschlag.agreement.document.voice import Voice
from handschlag.dashboard.titles import title
from handschlag.engines.judging import judge
from handschlag.engines.touches import facts_of
from handschlag.fold.facts import Fact
from handschlag.fold.order import existing, in_order
from handschlag.fold.scores import clicks_of_scanners, score
from handschlag.funnel.periods import micros
from handschlag.linking.domains import free_mail_domains
from handschlag.scoring.engagement import Engagement, Scored, left_of
from handschlag.scoring.points import HOUR, points
from handschlag.scoring.rules import digit, letter

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Profile = Mapping[str, Any]


def score_of(house: House, asked: Tables, who: str, at: datetime) -> dict[str, Any]:
    """Fit and engagement of a person as of `at`, in points; None where the agreement has no rules for it.

    `fit_entries` has every rule of fit, `entries` every fact that a rule of engagement means, the newest first. Their
    `points` at `at` add up to the scores exactly: what was capped or ignored has none, and says why. `profile` tells
    how much of what the rules of fit ask for is known.
    """
    rules, cut = house.terms.scoring, micros(at)
    told = [fact for fact in _in_order(asked, who, house) if fact.occurred_at <= cut]
    engagement, scored = _engagement(house, told)
    profile, fit_entries = _fit(house, asked, told)
    fit = sum((entry["points"] for entry in fit_entries), points(0)) if rules.fit else None
    active = engagement.at(cut) if engagement is not None else None
    names, labels = _names(house), agreement_labels(house.agreement)
    entries = [_entry(house, fact, one, cut, names, labels) for fact, one in reversed(scored)]
    return {
        "fit": fit,
        "engagement": None if active is None else points(active),
        "grade": None if fit is None or active is None else letter(rules, int(fit * 1000)) + digit(rules, active),
        "profile": profile,
        "fit_entries": fit_entries,
        "entries": entries,
    }


def _in_order(asked: Tables, who: str, house: House) -> list[Fact]:
    """What is known of a person and the person's company, in the order of the fold."""
    subjects = [
        subject
        for (subject,) in asked.run(
            "select subject from subjects where person = ?::uuid or about = 'company' and company in"
            " (select company from subjects where person = ?::uuid and company is not null)",
            [who, who],
        )
    ]
    facts = existing(facts_of(asked.con, house.terms.scoring, subjects))
    return [step for step in in_order(facts) if isinstance(step, Fact)]


def _engagement(house: House, told: Sequence[Fact]) -> tuple[Engagement | None, list[tuple[Fact, Scored]]]:
    """The same walk as the fold's, for one person."""
    rules = house.terms.scoring
    if not rules.engagement:
        return None, []
    engagement, scanners = Engagement(rules), clicks_of_scanners(rules, told)
    found: list[tuple[Fact, Scored]] = []
    addresses: dict[str, str] = {}
    for fact in told:
        if fact.kind in ("person", "company"):
            if address := fact.values().get("email"):
                addresses[fact.kind] = str(address)
            continue
        address = addresses.get("company") or addresses.get("person") or ""
        own = address.lower().partition("@")[2] in rules.own_domains
        found += [(fact, one) for one in score(rules, engagement, fact, scanners, own=own)]
    return engagement, found


def _fit(house: House, asked: Tables, told: Sequence[Fact]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """How complete the profile is, and what each rule of fit says of it."""
    own: dict[str, Any] = {}
    of_company: dict[str, Any] = {}
    for fact in told:
        if fact.kind in ("person", "company"):
            (own if fact.kind == "person" else of_company).update(fact.values())
    profile = {**own, **of_company}
    agreed = house.terms.scoring.fit
    holds = judge(asked.con, [rule.when for rule in agreed], profile, free_mail_domains)
    voices = {language: Voice(house.agreement, language) for language in ("de", "en")}
    names = _names(house)
    entries = [
        {
            "axis": "fit", "rule": rule.key, "name": names[rule.key], "holds": holding,
            "text": {language: voice.sentence(rule.when) for language, voice in voices.items()},
            "gives": points(rule.units), "points": points(rule.units if holding else 0),
        }
        for rule, holding in zip(agreed, holds, strict=True)
    ]  # fmt: skip
    return _completeness(house, profile, voices), entries


def _completeness(house: House, profile: Profile, voices: Mapping[str, Voice]) -> dict[str, Any]:
    asked_for = sorted({field for rule in house.terms.scoring.fit for field in rule.when.fields})
    needs = {field: "email" if field.startswith("email_") else field for field in asked_for}
    missing = [field for field in asked_for if not profile.get(needs[field])]
    return {
        "known": len(asked_for) - len(missing),
        "of": len(asked_for),
        "missing": [
            {"field": field, "name": {language: voice.field(field) for language, voice in voices.items()}}
            for field in missing
        ],
    }


def _entry(
    house: House, fact: Fact, one: Scored, cut: int, names: Mapping[str, Any], labels: Mapping[str, Any]
) -> dict[str, Any]:
    rules = house.terms.scoring
    rule = rules.engagement[one.rule]
    left = left_of(rules, one.rule, cut // HOUR - one.at // HOUR) if one.state == "counted" else 0
    return {
        "axis": "engagement", "rule": rule.key, "name": names[rule.key], "fact": fact.id,
        "at": _EPOCH + timedelta(microseconds=one.at), "precision": fact.precision, "side": fact.side,
        "title": title(fact.kind, fact.name, labels),
        "gives": points(rule.units), "points": points(left), "counted": one.state == "counted", "state": one.state,
        "why": one.why or None,
    }  # fmt: skip


def _names(house: House) -> dict[str, dict[str, str]]:
    scoring = house.agreement.scoring
    return names_of({rule.rule: rule for rule in (*scoring.fit, *scoring.engagement)})
