"""Reads single values of a row in SQL: words, numbers, amounts, instants, ids; notes what can be wrong with each."""

from collections.abc import Mapping as Table, Sequence
from dataclasses import dataclass

from handschlag.mapping import instants, numbers, texts, zones
from handschlag.mapping.models import FilePart, Mapping
from handschlag.mapping.plan import CLEAN, OBJECT, RESULT, TEXT, VALUE, Check, Plan, Seen
from handschlag.mapping.reasons import Reason
from handschlag.mapping.values import Amount, FieldValue, Value

_ABSENT = "null::varchar"


@dataclass(frozen=True)
class Moment:
    """An instant as SQL: UTC microseconds and the precision."""

    micros: str
    precision: str


class RowReader:
    """Turns what a mapping says about single values into columns of the plan's layers."""

    def __init__(self, mapping: Mapping, part: FilePart, columns: Table[str, str], plan: Plan, seen: Seen) -> None:
        self._mapping, self._part, self._columns, self._plan, self._seen = mapping, part, columns, plan, seen
        #: Condition under which the fact that is being written is stated at all; checks hold only then.
        self.applies: str | None = None

    def check(self, column: str, reason: Reason, failing: str) -> None:
        """Note that a row is wrong if this condition is true."""
        full = f"({self.applies} and {failing})" if self.applies else f"({failing})"
        if not any(known.column == column and known.failing == full for known in self._plan.checks):
            self._plan.checks.append(Check(column, reason, full))

    def text(self, column: str, missing: Sequence[str] = (), *, one_line: bool = False) -> str:
        """The clean text of a column, NULL where it is missing."""
        raw, kind = self.raw(column)
        every = {*self._part.missing, *missing}
        tidy = column in self._seen.tidy or raw == _ABSENT
        clean = texts.as_text(raw, kind, tidy=tidy, one_line=one_line)
        if not texts.is_text(kind) and not every:
            return self._plan.layers.let(CLEAN, clean)
        if clean == raw:
            return self._plan.layers.let(CLEAN, texts.without(clean, every))
        return self._plan.layers.let(TEXT, texts.without(self._plan.layers.let(CLEAN, clean), every))

    def line(self, column: str, missing: Sequence[str] = ()) -> str:
        """The text of an id or a name: no line ends."""
        return self.text(column, missing, one_line=True)

    def raw(self, column: str) -> tuple[str, str]:
        """The column as the file has it, and its type; of an optional column that the file lacks nothing."""
        if column not in self._columns:
            return _ABSENT, "VARCHAR"
        return f"c{self._plan.used.index(column)}", self._columns[column]

    def word(self, value: Value, reads: str) -> str:
        """A word that is fixed, or read from a column and translated. `reads` is what it becomes: `touch.name`."""
        if value.column is None:
            return texts.literal(value.constant or "") if value.constant else "null::varchar"
        text = self.line(value.column, value.missing)
        if not value.values:
            return text
        keep = value.otherwise == "keep"
        if value.otherwise == "quarantine":
            known = ", ".join(texts.literal(one) for one in value.values)
            reason = Reason("value_unknown", {"known": list(value.values), "reads": reads})
            self.check(value.column, reason, f"{text} not in ({known})")
        return self._plan.layers.let(RESULT, texts.translated(text, value.values, keep=keep))

    def number(self, column: str, missing: Sequence[str] = (), *, strip: str = "") -> str:
        """A number as digits with a point."""
        raw, kind = self.raw(column)
        if texts.is_number(kind):
            return self._plan.layers.let(CLEAN, numbers.typed_number(raw, kind))
        text = self.text(column, missing)
        layers, layer = self._plan.layers, RESULT if strip else VALUE
        bare = layers.let(VALUE, numbers.without_currency(text, strip)) if strip else text
        number = layers.let(layer, numbers.plain_number(bare, self._part.decimal))
        reason = Reason("not_a_number", {"decimal": self._part.decimal})
        self.check(column, reason, f"{text} is not null and {number} is null")
        return number

    def whole(self, column: str) -> str:
        """A whole number, for versions that are counted."""
        text = self.text(column)
        whole = self._plan.layers.let(
            VALUE, f"case when regexp_full_match({text}, '-?[0-9]{{1,18}}') then {text}::bigint end"
        )
        self.check(column, Reason("not_whole"), f"{text} is not null and {whole} is null")
        self.check(column, Reason("version_missing"), f"{text} is null")
        return whole

    def amount(self, amount: Amount, reads: str) -> tuple[str, str]:
        """Minor units and currency."""
        code = self.word(amount.currency, reads)
        fixed = amount.currency.constant or ""
        number = self.number(amount.column, amount.missing, strip=fixed)
        layers = self._plan.layers
        minor = layers.let(OBJECT, numbers.minor_units(number, code))
        self.check(amount.column, Reason("amount_too_large"), f"{number} is not null and {minor} is null")
        if amount.currency.column is not None:
            has_amount = f"{number} is not null"
            known = numbers.is_currency(code)
            self.check(
                amount.currency.column,
                Reason("not_a_currency", {"reads": reads}),
                f"{has_amount} and {code} is not null and not {known}",
            )
            self.check(amount.currency.column, Reason("currency_missing"), f"{has_amount} and {code} is null")
        return minor, f"case when {minor} is not null then {code} end"

    def moment(
        self,
        column: str,
        formats: Sequence[str],
        zone: str | None,
        missing: Sequence[str] = (),
        *,
        needed: str = "",
    ) -> Moment:
        """An instant or a day in UTC. `needed` is the key of the reason why an empty value is wrong, if it is."""
        raw, kind = self.raw(column)
        reading = instants.read_typed(raw, kind, formats)
        given = raw if reading else self.text(column, missing)
        if reading is None and column in self._seen.stamped and tuple(formats) == ("iso",):
            reading = instants.read_stamp(given)
        reading = reading or instants.read_text(given, formats)
        micros = self._utc(reading, zone or self._mapping.time_zone)
        day = self._plan.layers.let(VALUE, f"({reading.day})") if reading.day not in ("true", "false") else reading.day
        wrong = f"{given} is not null and {micros} is null"
        self.check(column, Reason("no_such_date", {"formats": list(formats)}), wrong)
        years = {"first": zones.FIRST_YEAR, "last": zones.LAST_YEAR}
        self.check(column, Reason("date_out_of_years", years), f"not ({instants.in_range(micros)})")
        if needed:
            self.check(column, Reason(needed), f"{given} is null")
        precision = {"true": "'day'", "false": "'instant'"}.get(day, f"case when {day} then 'day' else 'instant' end")
        return Moment(micros, precision)

    def _utc(self, reading: instants.Reading, zone: str) -> str:
        layers = self._plan.layers
        raw = layers.let(VALUE, reading.raw)
        shifted = zones.to_utc(raw, zone)
        if shifted == raw or reading.local == "false":
            return raw
        if reading.local == "true":
            return layers.let(RESULT, shifted)
        local = layers.let(VALUE, f"({reading.local})")
        return layers.let(RESULT, f"case when {local} then {shifted} else {raw} end")

    def json_value(self, value: FieldValue, reads: str) -> str:
        """A value of `fields` as JSON."""
        if value.column is None or value.values:
            return self._json_of(value, self.word(value, reads))
        if value.type == "text":
            return texts.json_text(self.text(value.column, value.missing))
        if value.type == "number":
            number = self.number(value.column, value.missing)
            return self._plan.layers.let(RESULT, numbers.canonical_number(number))
        if value.type == "boolean":
            text = self.text(value.column, value.missing)
            said = self._plan.layers.let(VALUE, texts.boolean(text))
            self.check(value.column, Reason("not_yes_or_no"), f"{text} is not null and {said} is null")
            return said
        return self._json_moment(value, value.column)

    def _json_of(self, value: FieldValue, word: str) -> str:
        """A fixed or translated word with a type: it is written in the mapping in its canonical form."""
        return word if value.type in ("number", "boolean") else texts.json_text(word)

    def _json_moment(self, value: FieldValue, column: str) -> str:
        if value.type == "date":
            day = self._local_day(value, column)
            return f"'\"' || {day} || '\"'"
        moment = self.moment(column, value.format, value.time_zone, value.missing)
        stamp = f"strftime(make_timestamp({moment.micros}), '%Y-%m-%dT%H:%M:%S.%fZ')"
        return f"'\"' || replace({stamp}, '.000000Z', 'Z') || '\"'"

    def _local_day(self, value: FieldValue, column: str) -> str:
        """The day as the source has it: a day does not change with the time zone."""
        self.moment(column, value.format, value.time_zone, value.missing)
        raw, kind = self.raw(column)
        reading = instants.read_typed(raw, kind, value.format) or instants.read_text(
            self.text(column, value.missing), value.format
        )
        micros = self._plan.layers.let(VALUE, reading.raw)
        return f"strftime(make_timestamp({micros}), '%Y-%m-%d')"
