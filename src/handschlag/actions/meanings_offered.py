"""What can be said of the values of a group of rows: it depends on why they were set aside, and on what reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from handschlag.actions.houses import House
from handschlag.actions.readings import reading_of
from handschlag.actions.setting_aside import Row
from handschlag.actions.wording import agreement_labels
from handschlag.dashboard.titles import NAMES
from handschlag.files import Text
from handschlag.funnel.terms import DETOURS
from handschlag.ledger.kinds import SIDES
from handschlag.mapping.meanings import Saying
from handschlag.mapping.models import FilePart
from handschlag.mapping.numbers import currencies
from handschlag.mapping.reasons import example
from handschlag.mapping.suggest.shapes import PATTERNS, fits
from handschlag.mapping.values import Value
from handschlag.store import batches
from handschlag.store.groups import Group

#: Reason to what can be said about a value with it.
KINDS_OF: Mapping[str, tuple[str, ...]] = {
    "value_unknown": ("means", "missing", "otherwise"),
    "no_side": ("means", "missing"),
    "not_a_currency": ("means", "missing"),
    "not_a_number": ("missing", "decimal"),
    "no_such_date": ("missing", "format"),
    "date_out_of_years": ("missing",),
    "not_yes_or_no": ("missing",),
    "amount_too_large": ("missing",),
    "id_missing": ("no_fact",),
    "instant_missing": ("no_fact",),
}


@dataclass(frozen=True)
class Offer:
    """The values of a group with the number of their rows, and what can be said of them.

    `targets` are the words a value can mean (key to text), `formats` how dates may be written, with an example and the
    number of rows that are written so; `decimal` is the other decimal sign.
    """

    file: str
    column: str
    kinds: tuple[str, ...] = ()
    values: Sequence[tuple[str, int]] = ()
    targets: Mapping[str, Text] = field(default_factory=dict)
    formats: Sequence[tuple[str, str, int]] = ()
    decimal: str = ""
    reads: str = ""

    def saying(self, kind: str, value: str = "", target: str = "") -> Saying:
        """One thing that is said of a value of this group."""
        reads = self.reads if kind in ("means", "otherwise") else ""
        return Saying(self.file, self.column, kind, value, target, reads)


def offer(house: House, group: Group, row: Row | None, values: Sequence[tuple[str, int]]) -> Offer:
    """What can be said of a group's values; `row` is one of its rows, None if none is left."""
    if row is None:
        return Offer(group.file, group.field)
    details: dict[str, Any] = row["wrong"][0][2]
    reads = str(details.get("reads", ""))
    kinds = KINDS_OF.get(group.reason, ())
    batch = batches.get(row["batch"])
    assert batch is not None, "every row belongs to a delivery"
    part = reading_of(house, batch).mapping.files[batch.part]
    return Offer(
        group.file, group.field, kinds, values,
        targets=_targets(house, group, part, reads) if "means" in kinds else {},
        formats=_formats(values) if "format" in kinds else (),
        decimal={",": ".", ".": ","}[part.decimal] if "decimal" in kinds else "",
        reads=reads,
    )  # fmt: skip


def _targets(house: House, group: Group, part: FilePart, reads: str) -> dict[str, Text]:
    """The words a value can mean: those the mapping uses there, and all that are legal where that is a fixed set."""
    labels = {key: Text(**text) for key, text in agreement_labels(house.agreement).items()}
    if reads == "stage_reported.name":
        keys = [stage.key for stage in house.agreement.funnel.stages] + list(DETOURS)
    elif group.reason == "no_side":
        keys = list(SIDES)
    elif group.reason == "not_a_currency":
        keys = [house.currency, *sorted(code for code in currencies() if code != house.currency)]
    else:
        keys = sorted({word for value in _values(part, reads) for word in (value.values or {}).values() if word})
    plain = {key: dict.fromkeys(("de", "en"), key.replace("_", " ")) for key in keys}
    return {key: labels.get(key) or Text(**NAMES.get(key, plain[key])) for key in keys}


def _values(part: FilePart, reads: str) -> list[Value]:
    """The places of the mapping that are called so."""
    kind, _, place = reads.partition(".")
    found: list[Value | None] = []
    for fact in part.facts:
        if fact.kind == kind:
            is_field = place.startswith("fields.")
            found.append(fact.fields.get(place.removeprefix("fields.")) if is_field else getattr(fact, place, None))
    return [value for value in found if value is not None]


def _formats(values: Sequence[tuple[str, int]]) -> list[tuple[str, str, int]]:
    """The usual ways to write a date, those first that fit most rows."""
    counted = [(one, sum(n for value, n in values if fits(value, one))) for one in ("iso", *PATTERNS)]
    return [(one, example(one), n) for one, n in sorted(counted, key=lambda each: -each[1])]
