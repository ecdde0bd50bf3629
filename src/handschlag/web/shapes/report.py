"""The rows of a funnel report, found by what they are about."""

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]


class Report:
    """One answer of the funnel, indexed once: a page asks for hundreds of its cells."""

    def __init__(self, answer: Mapping[str, Any]) -> None:
        self.answer = answer
        self.time_zone: str = answer["time_zone"]
        self._conversion = _by(answer, "conversion", "from", "to", "group", "cohort")
        self._velocity = _by(answer, "velocity", "from", "to", "group", "cohort")
        self._entered = _by(answer, "entered", "stage", "group")
        self._flow = _by(answer, "flow", "stage", "group")
        self._win_rate = _by(answer, "win_rate", "group")
        self._average_deal = _by(answer, "average_deal", "group")

    def conversion(self, start: str, end: str, group: str | None = None, cohort: str | None = None) -> Row | None:
        return self._conversion.get((start, end, group, cohort))

    def velocity(self, start: str, end: str, group: str | None = None, cohort: str | None = None) -> Row | None:
        return self._velocity.get((start, end, group, cohort))

    def entered(self, stage: str, group: str | None = None) -> Row | None:
        return self._entered.get((stage, group))

    def flow(self, stage: str) -> Row | None:
        return self._flow.get((stage, None))

    def win_rate(self, group: str | None = None) -> Row | None:
        return self._win_rate.get((group,))

    def average_deal(self) -> Row | None:
        return self._average_deal.get((None,))

    def cohorts(self) -> list[str]:
        return sorted({row["cohort"] for row in self.answer["conversion"] if row["cohort"]})

    def groups(self) -> list[str]:
        """Every group there is, in the order of the answer."""
        return list(dict.fromkeys(row["group"] for row in self.answer["entered"]))


def _by(answer: Mapping[str, Any], name: str, *keys: str) -> dict[tuple[Any, ...], Row]:
    rows: Sequence[Row] = answer.get(name, [])
    return {tuple(row[key] for key in keys): row for row in rows}
