"""What can be asked: dimensions, pairs, parts, units; and what is said about a question that makes no sense."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from handschlag.errors import InputProblems
from handschlag.funnel.dimensions import dimensions
from handschlag.funnel.figures import quotient
from handschlag.funnel.report import PARTS, funnel_report
from tests.funnel.oracle import text
from tests.funnel.worlds import STAGES, ZONE, at, loaded, world

AS_OF = at("2026-04-20")


def test_dimensions_are_the_built_in_ones_and_what_the_fold_wrote() -> None:
    assert dimensions(loaded({})) == ["cohort", "path", "kind", "origin", "owner"]


def test_all_problems_of_a_question_at_once() -> None:
    with pytest.raises(InputProblems) as caught:
        funnel_report(
            loaded({}), stages=STAGES, time_zone=ZONE, as_of=AS_OF, by="orign", cohort="week", path="partner",
            kind="old", unit="lead", pairs="some", start=date(2026, 2, 1), end=date(2026, 2, 1),
        )  # fmt: skip
    assert [str(problem) for problem in caught.value.problems] == [
        "unknown cohort `week` (available: month, quarter)",
        "unknown path `partner` (available: marketing, sales)",
        "unknown kind `old` (available: new, expansion, renewal)",
        "unknown unit `lead` (available: pass, person, company, opportunity)",
        "unknown pairs `some` (available: all, next)",
        "unknown dimension `orign` (did you mean `origin`? available: cohort, path, kind, origin, owner)",
        "the window from 2026-02-01 to 2026-02-01 is empty"
        " (the end is the first day that no longer belongs to the window)",
    ]


def test_a_dimensions_name_is_never_executed() -> None:
    with pytest.raises(InputProblems, match="unknown dimension"):
        funnel_report(loaded({}), stages=STAGES, time_zone=ZONE, as_of=AS_OF, by='origin" from passes; drop table x')


def test_neighbouring_pairs_are_those_rows_of_all_pairs() -> None:
    run = loaded(world(5))
    reports = [
        funnel_report(run, stages=STAGES, time_zone=ZONE, as_of=AS_OF, by="origin", cohort="month", pairs=pairs)
        for pairs in ("all", "next")
    ]
    keys = [stage.key for stage in STAGES]
    for part in ("conversion", "velocity", "period_ratio"):
        near = [row for row in reports[0][part] if keys.index(row["to"]) == keys.index(row["from"]) + 1]
        assert reports[1][part] == near
        assert len(near) < len(reports[0][part])


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_the_same_alone(part: str) -> None:
    run = loaded(world(6))
    asked = {"stages": STAGES, "time_zone": ZONE, "as_of": AS_OF, "by": "origin"}
    whole = funnel_report(run, **asked)
    if part not in ("expected", "kaplan_meier", "velocity", "conversion"):
        assert funnel_report(run, **asked, parts=[part])[part] == whole[part]
    needed = ["conversion", "velocity", "expected", "kaplan_meier"]
    alone = funnel_report(run, **asked, parts=needed)
    assert [alone[key] for key in needed[:2]] == [whole[key] for key in needed[:2]]


def test_the_population_names_who_has_no_unit() -> None:
    run = loaded(world(2))
    report = funnel_report(run, stages=STAGES, time_zone=ZONE, as_of=AS_OF, unit="person", parts=["entered"])
    passes, persons, nobody = run(
        "select count(*), count(distinct person), count(*) filter (person is null) from passes"
        f" where kind = 'new' and opened_at <= {AS_OF}", [],
    )[0]  # fmt: skip
    assert report["population"] == {
        "passes": passes, "units": persons, "without_unit": nobody, "kind": "new", "path": None, "unit": "person",
    }  # fmt: skip


@given(st.fractions(-(10**9), 10**9, max_denominator=10**6), st.integers(0, 12))
def test_quotients_are_exact_decimals(value: Fraction, places: int) -> None:
    assert quotient(*value.as_integer_ratio(), places) == (text(value, places) if round(value * 10**places) else "0")
