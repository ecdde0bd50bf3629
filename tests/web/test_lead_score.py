"""A person's score on the page and from the command: counted once more in plain Python from the raw rows."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from handschlag.actions.houses import House
from tests.fixtures.commands import document
from tests.web.expected import emails, membership, person_of, profiles
from tests.web.raw import Fact, facts, micros
from tests.web.reading import by_id, having, opened, text
from tests.web.small_house import person_id

#: A page takes its time: of all persons every so many.
SOME = 3

HOUR = 3_600_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAYS = ["2026-04-15", "2025-11-20", "2025-06-01"]

#: Rule, what it is about, points, half-life in days, how many count on a day: the agreement, told once more.
RULES: list[tuple[str, str, int, int | None, int | None]] = [
    ("Pricing page", "page_view", 10, 14, 2),
    ("Page view", "page_view", 1, 14, 5),
    ("Guide", "content_download", 8, 30, None),
    ("Webinar attended", "webinar_attended", 25, 60, None),
    ("Talk at the stand", "trade_fair_visit", 20, 60, None),
    ("Demo requested", "demo_requested", 40, 30, None),
    ("Unsubscribed", "withdrawn", -40, None, None),
]


def everybody() -> list[str]:
    return sorted({person_of(subject) or "" for subject in emails()})


def what(fact: Fact) -> str | None:
    fields = json.loads(fact["fields"] or "{}")
    return fact["name"] if fact["kind"] == "touch" else fields.get("state") if fact["kind"] == "consent" else None


def entries(who: str, day: str) -> Iterator[tuple[str, Decimal]]:
    """Rule and points left of everything that counts, by the end of a day in Berlin."""
    end = micros(datetime.fromisoformat(f"{day}T23:59:59.999999").replace(tzinfo=ZoneInfo("Europe/Berlin")))
    taken: dict[tuple[str, Any], int] = {}
    told = [fact for fact in facts() if person_of(fact["subject"]) == who and fact["occurred_at"] <= end]
    for fact in sorted(told, key=lambda fact: (fact["occurred_at"], fact["id"])):
        for rule, on, points, half_life, most in RULES:
            path = json.loads(fact["fields"] or "{}").get("path") or ""
            if what(fact) != on or (rule == "Pricing page" and not path.startswith("/preise")):
                continue
            local = (EPOCH + timedelta(microseconds=fact["occurred_at"])).astimezone(ZoneInfo("Europe/Berlin")).date()
            taken[rule, local] = taken.get((rule, local), 0) + 1
            if most is not None and taken[rule, local] > most:
                continue
            hours = end // HOUR - fact["occurred_at"] // HOUR
            left = Decimal(points) / Decimal(2) ** (Decimal(hours) / (24 * half_life)) if half_life else points
            yield rule, Decimal(left).quantize(Decimal("0.001"), ROUND_HALF_UP)


def is_known(who: str, day: str) -> bool:
    """Before anything is known of a person, there is no page of it."""
    return any(person_of(f["subject"]) == who and str(EPOCH + timedelta(microseconds=f["occurred_at"]))[:10] < day
               for f in facts())  # fmt: skip


def engagement(who: str, day: str) -> Decimal:
    return sum((points for _, points in entries(who, day)), Decimal(0))


def fit(who: str) -> int:
    own, company = profiles().get(who, {}), profiles().get(membership().get(who) or "", {})
    known = {**own, **{key: value for key, value in company.items() if value not in (None, "")}}
    return (
        20 * (200 <= int(known.get("employees") or 0) <= 2000)
        + 10 * (known.get("industry") in ("Maschinenbau", "Metall", "Automobilzulieferer"))
        + 15 * (known.get("seniority") in ("c_level", "head"))
        - 10 * (who.partition("@")[2] in ("gmail.com", "gmx.de"))
    )


def grade(fit_: int, engagement_: Decimal) -> str:
    letter = "A" if fit_ >= 40 else "B" if fit_ >= 25 else "C" if fit_ >= 10 else "D"
    return letter + ("1" if engagement_ >= 60 else "2" if engagement_ >= 40 else "3" if engagement_ >= 15 else "4")


def written(points: Decimal | int) -> str:
    """On an English page."""
    plain = f"{abs(points):,.3f}".rstrip("0").rstrip(".")
    return f"-{plain}" if points < 0 else plain


@pytest.mark.parametrize("day", DAYS)
def test_everybodys_score(small_house: House, client_in: Client, day: str) -> None:
    """What each page says, on three days. The fit is of today's profile only on the last day."""
    for who in [who for who in everybody() if is_known(who, day)][::SOME]:
        card = by_id(opened(client_in, f"/leads/{person_id(small_house, who)}/", {"as_of": day}), "score")
        shown = dict(zip((text(one) for one in card.iter("dt")), (text(one) for one in card.iter("dd")), strict=True))
        assert shown["Engagement"] == written(engagement(who, day)), who
        if day == DAYS[0]:
            assert shown["Fit"] == written(fit(who)), who
            assert text(having(card, "score__grade")[0]) == grade(fit(who), engagement(who, day)), who


def test_the_small_house_has_something_to_count() -> None:
    """Points of every kind, capped touches among them, and all letters but one."""
    scores = {day: [engagement(who, day) for who in everybody()] for day in DAYS}
    assert {rule for who in everybody() for rule, _ in entries(who, DAYS[0])} >= {"Pricing page", "Page view", "Guide"}
    assert sum(points > 0 for points in scores[DAYS[1]]) > 3
    assert len({fit(who) for who in everybody()}) > 3


def test_the_command_tells_entries_that_add_up(small_house_as_made: Path) -> None:
    for who in ("anna.beispiel@mueller-soehne.example", "theo.uhland@uhland-umform.example"):
        for day in DAYS[:2]:
            found = document("score", who, "--at", day, "--workspace", small_house_as_made, cwd=small_house_as_made)
            told = [(entry["name"]["en"], Decimal(entry["points"])) for entry in found["entries"] if entry["counted"]]
            assert sorted(told) == sorted(entries(who, day))
            assert Decimal(found["engagement"]) == engagement(who, day)
            assert sum(Decimal(entry["points"]) for entry in found["fit_entries"]) == Decimal(found["fit"])
