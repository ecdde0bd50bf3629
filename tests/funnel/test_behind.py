"""Every figure equals the length of the list behind it, and the list has just the passes that were counted."""

import random
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings, strategies as st

from handschlag.errors import InputProblems
from handschlag.funnel.behind import passes_behind
from handschlag.funnel.report import funnel_report
from tests.funnel.worlds import STAGES, ZONE, a_deal, a_pass, an_entry, at, loaded, world

AS_OF = at("2026-04-20T12:00:00")
questions = st.fixed_dictionaries(
    {},
    optional={
        "by": st.sampled_from(["origin", "owner", "path", "kind", "cohort"]),
        "start": st.dates(date(2025, 12, 1), date(2026, 2, 28)),
        "end": st.dates(date(2026, 3, 1), date(2026, 6, 1)),
        "path": st.sampled_from(["marketing", "sales"]),
        "unit": st.sampled_from(["pass", "person", "company", "opportunity"]),
    },
)
Figure = tuple[int, dict[str, Any]]


def figures(report: dict[str, Any]) -> Iterator[Figure]:
    """Every countable figure of a report, with what to ask for its list."""
    for row in report["entered"]:
        cell = {"stage": row["stage"], "group": row["group"], "cohort": row["cohort"]}
        yield row["count"], {"figure": "entered", **cell}
        for basis in ("derived", "reported", "implied"):
            yield row[basis], {"figure": f"entered_{basis}", **cell}
    for row in report["conversion"]:
        cell = {"stage": row["from"], "to": row["to"], "group": row["group"], "cohort": row["cohort"]}
        yield row["converted"], {"figure": "converted", **cell}
        yield row["converted_implied"], {"figure": "converted_implied", **cell}
        yield row["entered"] - row["converted"], {"figure": "not_converted", **cell}
    for row in report["velocity"]:
        cell = {"stage": row["from"], "to": row["to"], "group": row["group"], "cohort": row["cohort"]}
        yield row["n"], {"figure": "timed", **cell}
        yield row["negative"], {"figure": "negative", **cell}
    yield from without_stages(report)
    for row in report["flow"]:
        cell = {"stage": row["stage"], "group": row["group"]}
        yield row["end"], {"figure": "inventory", **cell}
        for name in ("start", "in", "out"):
            yield row[name], {"figure": f"flow_{name}", **cell}


def some_of_each(found: list[Figure], seed: int) -> list[Figure]:
    """A few figures by name, small and large ones."""
    dice = random.Random(seed)
    names = sorted({asked["figure"] for _, asked in found})
    of_name = [[one for one in found if one[1]["figure"] == name] for name in names]
    return [one for some in of_name for one in [max(some, key=lambda o: o[0]), dice.choice(some)]]


def without_stages(report: dict[str, Any]) -> Iterator[Figure]:
    for key, names in (
        ("win_rate", ("won", "lost", "no_decision", "open", "corrected")),
        ("average_deal", ("wins", "wins_with_value", "wins_without_value")),
        ("bypass", ("opportunities", "bypass")),
    ):
        for row in report[key]:
            for name in names:
                yield row[name], {"figure": name, "group": row["group"]}


@settings(max_examples=8)
@given(st.integers(0, 10**6), questions, st.sampled_from([None, "month", "quarter"]))
def test_every_figure_is_the_length_of_its_list(seed: int, question: dict[str, Any], cohort: str | None) -> None:
    """A report has hundreds of figures; every example looks at some of each kind."""
    run = loaded(world(seed, 40))
    base = {"stages": STAGES, "time_zone": ZONE, "as_of": AS_OF, **question}
    report = funnel_report(run, **base, cohort=cohort)
    for count, asked in some_of_each(list(figures(report)), seed):
        result = passes_behind(run, **{**base, **asked}, page_size=1000)
        assert (asked, result["count"], len(result["passes"])) == (asked, count, count)


def test_the_list_names_the_passes_themselves() -> None:
    run = loaded(
        {
            "passes": [
                a_pass(1, dim_origin="fair", opportunity="crm:opportunity:1", closed_at=at("2026-02-10"), outcome="won",
                       value=250_000, currency="EUR"),
                a_pass(2, dim_origin="fair", closed_at=at("2027-01-01"), outcome="inactive"),
                a_pass(3),
            ],
            "entries": [
                an_entry(1, 0, at("2026-01-05")), an_entry(1, 1, at("2026-01-20T08:00:00")),
                an_entry(2, 0, at("2026-01-07")), an_entry(3, 0, at("2026-01-06")),
            ],
            "opportunities": [a_deal(1)],
        }
    )  # fmt: skip
    asked = {"stages": STAGES, "time_zone": ZONE, "as_of": AS_OF, "by": "origin", "stage": "prospect"}
    converted = passes_behind(run, **asked, figure="converted", to="marketing_lead", group="fair")
    assert converted == {
        "count": 1, "unit": "pass", "page": 1, "pages": 1,
        "passes": [
            {
                "pass_id": str(UUID(int=1)), "person": str(UUID(int=1001)), "company": None,
                "opportunity": "crm:opportunity:1", "kind": "new", "path": "marketing",
                "opened_at": "2026-01-01T00:00:00Z", "closed_at": "2026-02-10T00:00:00Z",
                "outcome": "won", "stage": "marketing_lead", "value": 250_000,
                "currency": "EUR", "instant": "2026-01-05T00:00:00Z", "then": "2026-01-20T08:00:00Z",
            }
        ],
    }  # fmt: skip
    stuck = passes_behind(run, **asked, figure="not_converted", to="marketing_lead", group="fair")
    assert [(p["pass_id"], p["outcome"], p["closed_at"]) for p in stuck["passes"]] == [(str(UUID(int=2)), "open", None)]
    missing = passes_behind(run, **asked, figure="entered", group="(missing)")
    assert [p["pass_id"] for p in missing["passes"]] == [str(UUID(int=3))]


def test_a_person_who_converted_in_one_month_only_is_missing_in_the_other() -> None:
    """One person with two passes: January's reached the next stage, February's did not."""
    run = loaded(
        {
            "passes": [a_pass(no, person=UUID(int=7)) for no in (1, 2)],
            "entries": [
                an_entry(1, 0, at("2026-01-05")), an_entry(1, 1, at("2026-01-06")), an_entry(2, 0, at("2026-02-05")),
            ],
        }
    )  # fmt: skip
    asked = {"stages": STAGES, "time_zone": ZONE, "as_of": AS_OF, "unit": "person"}
    cell = {"figure": "not_converted", "stage": "prospect", "to": "marketing_lead"}
    counts = [passes_behind(run, **asked, **cell, cohort=cohort)["count"] for cohort in (None, "2026-01", "2026-02")]
    assert counts == [0, 0, 1]


def test_pages_cut_the_list_without_loss() -> None:
    run = loaded(world(3, 60))
    asked = {"stages": STAGES, "time_zone": ZONE, "as_of": AS_OF, "figure": "entered", "stage": "prospect"}
    whole = passes_behind(run, **asked, page_size=1000)
    pages = [passes_behind(run, **asked, page_size=7, page=page) for page in range(1, -(-whole["count"] // 7) + 1)]
    assert [p for page in pages for p in page["passes"]] == whole["passes"]
    assert {(page["count"], page["pages"]) for page in pages} == {(whole["count"], len(pages))}
    assert passes_behind(run, **asked, page_size=7, page=10**6)["page"] == len(pages)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"figure": "winn"}, "unknown figure `winn` (did you mean `wins`? available: entered,"),
        ({"figure": "entered", "stage": "prospekt"}, "unknown stage `prospekt` (did you mean `prospect`? available:"),
        ({"figure": "entered"}, "`entered` needs a stage (name it with `stage`)"),
        ({"figure": "converted", "stage": "prospect"}, "`converted` needs a stage (name it with `to`)"),
        ({"figure": "won", "cohort": "March"}, "`March` is no cohort (write it like `2026-03` or `2026-Q1`)"),
    ],
)
def test_what_cannot_be_asked(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(InputProblems) as caught:
        passes_behind(loaded({}), stages=STAGES, time_zone=ZONE, as_of=AS_OF, **asked)
    assert str(caught.value)[: len(message)] == message
