"""A back-test for its page: what changes in sentences, columns per month, and tables in the agreement's words."""

from collections.abc import Mapping, Sequence
from difflib import unified_diff
from typing import Any

from django.utils.translation import gettext as _, ngettext

from handschlag.web import formats, words
from handschlag.web.shapes.cohorts import cohort_label
from handschlag.web.words import said

Row = dict[str, Any]
LANES = ("today", "candidate")

#: So many wins that change are shown by name, the worst first.
SHOWN = 50

#: The height of the columns, in the units of their picture.
HEIGHT = 100


def changed_lines(today: str, candidate: str) -> list[Row]:
    """What the candidate writes otherwise: lines taken out and put in, in the order of the file."""
    lines = unified_diff(today.splitlines(), candidate.splitlines(), n=0, lineterm="")
    return [
        {"sign": {"-": "−", "+": "+"}[line[0]], "added": line[0] == "+", "text": line[1:]}
        for line in lines
        if line[:1] in ("-", "+") and line[:3] not in ("---", "+++")
    ]


def headline_of(found: Mapping[str, Any]) -> list[Row]:
    """The three figures a change is judged by: each today, under the candidate, and in words."""
    difference = found["difference"]
    handed = [_handed(found, lane) for lane in LANES]
    wins = difference["wins"]
    worse = wins["lost"] + wins["later"]
    precision = [row for row in difference["quality"] if row["outcome"] == "won"]
    return [
        {"label": _("Ready for hand-over"), "values": [formats.count(one) for one in handed], "more": ""},
        {
            "label": _("Wins whose lead was ripe in time"),
            "values": [formats.count(_in_time(wins, lane)) for lane in LANES],
            "more": ngettext("%(n)s win later or no longer", "%(n)s wins later or no longer", worse)
            % {"n": formats.count(worse)},
        },
        {"label": _("Precision for wins"), "values": [share(row["precision"]) for row in precision], "more": ""},
    ]


def _handed(found: Mapping[str, Any], lane: str) -> int:
    ready = found[lane]["ready"]
    return next((row[lane] for row in found["difference"]["stages"] if row["stage"] == ready), 0)


def _in_time(wins: Mapping[str, int], lane: str) -> int:
    both = wins["same"] + wins["earlier"] + wins["later"]
    return both + wins["lost" if lane == "today" else "gained"]


def share(rate: str | None) -> str:
    return _("no data") if rate is None else formats.percent(rate)


def columns_of(found: Mapping[str, Any]) -> Row:
    """Two columns per month: who was ready under today's agreement, and who under the candidate."""
    ready = [found[lane]["ready"] for lane in LANES]
    counts: dict[str, list[int]] = {}
    for row in found["passes"]:
        for place, lane in enumerate(LANES):
            if row["stage"] == ready[place]:
                counts.setdefault(row["month"], [0, 0])[place] = row[lane] or 0
    most = max((max(pair) for pair in counts.values()), default=0)
    months = [
        {
            "label": cohort_label(month), "today": pair[0], "candidate": pair[1],
            "x": place * 10 + 1, "x2": place * 10 + 5,
            "heights": [_height(count, most) for count in pair],
            "tops": [HEIGHT - _height(count, most) for count in pair],
        }
        for place, (month, pair) in enumerate(sorted(counts.items()))
    ]  # fmt: skip
    return {"months": months, "width": max(len(months) * 10, 1), "height": HEIGHT, "most": most}


def _height(count: int, most: int) -> int:
    """Something is never invisible."""
    return max(round(HEIGHT * count / most), 1) if count else 0


def stages_of(found: Mapping[str, Any], labels: Mapping[str, Any]) -> list[Row]:
    return [
        {
            "label": _name(labels, "stage", row["stage"]),
            "cells": [
                "–" if row[key] is None else formats.count(row[key])
                for key in (*LANES, "same", "earlier", "later", "lost", "gained")
            ],
            "sooner": sooner(row["days"]),
        }
        for row in found["difference"]["stages"]
    ]


def sooner(days: str | None) -> str:
    """How much sooner the candidate is, in words."""
    if days is None:
        return ""
    text = formats.days(days.removeprefix("-"))
    return _("%(time)s later") % {"time": text} if days.startswith("-") else _("%(time)s sooner") % {"time": text}


def wins_of(found: Mapping[str, Any]) -> Row:
    """The wins of each kind, and those that change, worst first."""
    wins = found["difference"]["wins"]
    kinds = [
        {"kind": kind, "label": words.word("win_changes", kind), "count": wins[kind]}
        for kind in ("lost", "later", "same", "earlier", "gained", "neither")
    ]
    rows = [
        {
            **row, "state": words.word("win_changes", row["status"]), "sooner": sooner(row["sooner_days"]),
            "money": _money(row["value"], row["currency"]),
        }
        for row in wins["rows"]
        if row["status"] not in ("same", "neither")
    ]  # fmt: skip
    return {"count": wins["count"], "kinds": kinds, "rows": rows[:SHOWN], "more": len(rows[SHOWN:])}


def _money(value: int | None, currency: str | None) -> str:
    return formats.money(value, currency) if value is not None and currency else ""


def quality_of(found: Mapping[str, Any]) -> list[Row]:
    return [
        {
            **row, "outcome": words.word("backtest_outcomes", row["outcome"]),
            "lane": words.word("lanes", row["lane"]),
            **{key: share(row[key]) for key in ("precision", "at_least", "recall")},
        }
        for row in found["difference"]["quality"]
    ]  # fmt: skip


def work_of(found: Mapping[str, Any], labels: Mapping[str, Any]) -> list[Row]:
    """Each queue and clock once, with both sides beside each other."""
    rows: dict[tuple[str, str, str], Row] = {}
    for row in found["difference"]["load"]:
        line = rows.setdefault(
            (row["what"], row["key"], row["stage"]),
            {"what": words.word("works", row["what"]), "label": _name(labels, row["what"], row["key"])},
        )
        line[row["lane"]] = {
            "mean": "" if row["mean"] is None else formats.number(row["mean"]), "peak": formats.count(row["peak"]),
            "hours": "" if row["mean_hours"] is None else formats.number(row["mean_hours"]),
        }  # fmt: skip
    return list(rows.values())


def groups_of(found: Mapping[str, Any], labels: Mapping[str, Any]) -> list[Row]:
    """One table by market, one by persona; where nobody fits any, that is a line as well."""
    return [
        {
            "title": title,
            "rows": [
                {**row, "label": _("(none)") if row["group"] is None else _name(labels, by, row["group"])}
                for row in found["difference"]["groups"]
                if row["by"] == by
            ],
        }
        for by, title in (("market", _("Target market")), ("persona", _("Persona")))
    ]


def _name(labels: Mapping[str, Any], what: str, key: str) -> str:
    known = labels[what].get(key)
    return said(known) if known else key


def excerpt(text: str, line: int, around: int = 1) -> Sequence[Row]:
    """The lines of a text around one of them."""
    if not line:
        return ()
    written = text.splitlines()
    first = max(line - around, 1)
    return [
        {"line": number, "text": each, "here": number == line}
        for number, each in enumerate(written[first - 1 : line + around], first)
    ]
