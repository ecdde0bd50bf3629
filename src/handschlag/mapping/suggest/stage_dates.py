"""Columns that date the stages of an opportunity: HubSpot's `Date entered "Offer (Sales pipeline)"`."""

import re

from handschlag.mapping.columns import condition_name
from handschlag.mapping.suggest.samples import Column
from handschlag.mapping.suggest.tables import Document, Table, instant
from handschlag.mapping.suggest.words import outcome_of

_LABEL = re.compile(
    r"(?:Date entered|Eingangsdatum|Eintrittsdatum) [\"“„](?P<stage>.+?)(?: \((?P<pipeline>[^()]*)\))?[\"”“]$"
)
_INTERNAL = re.compile(r"hs_(?:v2_)?date_entered_(?P<stage>\w+)$")
#: More stages than these are dated by nobody.
MOST = 40


def stage_dates(table: Table, first: Document) -> list[Document]:
    """One change of the opportunity for every dated stage; how it ended is told by the deal itself."""
    if first["kind"] != "opportunity_created":
        return []
    dated = [(column, stage) for column in table.sample.columns.values() if (stage := _stage(column))][:MOST]
    return [
        _fact(first, column, stage, [later for later, _ in dated[n + 1 :]]) for n, (column, stage) in enumerate(dated)
    ]


def _stage(column: Column) -> str | None:
    found = _LABEL.match(column.name) or _INTERNAL.match(column.name)
    if found is None or not column.formats or outcome_of(found["stage"]):
        return None
    return found["stage"]


def _fact(first: Document, column: Column, stage: str, later: list[Column]) -> Document:
    """Two stages in one minute are one change: the later of the two columns tells it."""
    own = condition_name(column.name)
    apart = [f"({name} is null or {name} <> {own})" for name in map(condition_name, (one.name for one in later))]
    at = instant(column, optional=True)
    fact: Document = {"kind": "opportunity_changed", "name": {"constant": stage}, "subject": first["subject"], "at": at}
    if apart:
        fact["when"] = " and ".join(apart)
    return fact | {"version": {key: at[key] for key in ("column", "format") if key in at}, "side": "sales"}
