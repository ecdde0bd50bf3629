"""Writes the facts of a row as SQL: subject, instant, version and everything else a mapping says about them."""

from collections.abc import Mapping as Table
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from handschlag.conditions import FieldType, RecordCondition
from handschlag.ledger.kinds import SIDES
from handschlag.mapping.aliases import also_named
from handschlag.mapping.columns import condition, condition_names
from handschlag.mapping.models import FactPart, FilePart, Mapping
from handschlag.mapping.plan import OBJECT, VALUE, Fact, Plan, Seen
from handschlag.mapping.readers import Moment, RowReader
from handschlag.mapping.reasons import Reason
from handschlag.mapping.requirements import NAMED, is_record
from handschlag.mapping.texts import json_object, literal, split
from handschlag.mapping.values import Subject, Version

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class FactWriter:
    """Adds the facts of a part of the mapping to a plan."""

    def __init__(
        self,
        mapping: Mapping,
        part: FilePart,
        columns: Table[str, str],
        plan: Plan,
        *,
        seen: Seen,
        batch: int,
        imported_at: int,
    ) -> None:
        self._mapping, self._part, self._columns, self._plan = mapping, part, columns, plan
        self._batch, self._imported_at = batch, imported_at
        self._read = RowReader(mapping, part, columns, plan, seen)

    def write(self, fact: FactPart) -> None:
        """Add one fact and the relations that go with it."""
        self._read.applies = self._applies(fact)
        version, version_instant = self._version(fact)
        moment = self._moment(fact, version_instant)
        recorded = self._recorded(moment, version_instant)
        subject = self._subject(fact.subject, needed=True)
        columns = {
            "kind": literal(fact.kind),
            "subject": subject,
            "occurred_at": moment.micros,
            "precision": moment.precision,
            "recorded_at": recorded,
            "batch": str(self._batch),
            **self._words(fact),
        }
        if fact.related:
            columns["related"] = self._subject(fact.related, needed=True)
        if version:
            columns["version"] = version
        if fact.amount:
            columns["amount"], columns["currency"] = self._read.amount(fact.amount, f"{fact.kind}.currency")
        if fact.fields:
            members = {
                name: self._read.json_value(value, f"{fact.kind}.fields.{name}") for name, value in fact.fields.items()
            }
            columns["fields"] = self._plan.layers.let(OBJECT, json_object(members))
        self._plan.facts.append(Fact(fact.kind, self._read.applies, columns))
        self._relations(fact, columns)

    def _applies(self, fact: FactPart) -> str | None:
        """When a row states the fact: its condition is true, and nothing it cannot do without did not happen."""
        self._read.applies = None
        parts = [self._condition(fact.when)] if fact.when else []
        for one in (fact.subject, fact.related):
            if one and one.if_missing == "no_fact":
                parts.append(f"{self._read.text(one.id, one.missing)} is not null")
        if fact.at and fact.at.if_missing == "no_fact":
            parts.append(f"{self._read.text(fact.at.column, fact.at.missing)} is not null")
        return self._plan.layers.let(VALUE, " and ".join(parts)) if parts else None

    def _condition(self, when: str) -> str:
        columns, also = list(self._columns), also_named(self._part)
        names = condition_names(columns, also)
        parsed = condition(when, columns, also)
        assert isinstance(parsed, RecordCondition), "conditions are checked before a plan is made"

        def column(name: str, _: FieldType) -> str:
            return self._read.text(names[name])

        return f"({parsed.sql(column)} is true)"

    def _subject(self, ref: Subject, *, needed: bool) -> str:
        text = self._read.line(ref.id, ref.missing)
        if needed and ref.if_missing == "quarantine":
            self._read.check(ref.id, Reason("id_missing"), f"{text} is null")
        one = split(text, ref.split) if ref.split else text
        return f"{literal(f'{ref.connection or self._mapping.connection}:{ref.object}:')} || {one}"

    def _version(self, fact: FactPart) -> tuple[str | None, Moment | None]:
        """The version of a record and, where it is an instant, that instant."""
        version = fact.version or self._part.version
        if version is None or not is_record(fact.kind):
            return None, self._instant_of(version, needed="") if version and not version.sequence else None
        if version.sequence is not None:
            return self._read.whole(version.sequence), None
        moment = self._instant_of(version, needed="version_missing")
        return moment.micros, moment

    def _instant_of(self, version: Version, *, needed: str) -> Moment:
        if version.column is not None:
            return self._read.moment(version.column, version.format, version.time_zone, needed=needed)
        exported = datetime.fromisoformat(version.exported_at or "")
        if exported.tzinfo is None:
            exported = exported.replace(tzinfo=ZoneInfo(version.time_zone or self._mapping.time_zone))
        is_day = len(version.exported_at or "") <= 10
        micros = (exported.astimezone(UTC) - _EPOCH) // timedelta(microseconds=1)
        return Moment(f"{micros}::bigint", "'day'" if is_day else "'instant'")

    def _moment(self, fact: FactPart, version: Moment | None) -> Moment:
        if fact.at is None:
            assert version is not None, "a mapping without `at` has a version with an instant"
            return version
        needed = "instant_missing" if fact.at.if_missing == "quarantine" else ""
        return self._read.moment(fact.at.column, fact.at.format, fact.at.time_zone, fact.at.missing, needed=needed)

    def _recorded(self, moment: Moment, version: Moment | None) -> str:
        recorded = self._part.recorded
        known = f"coalesce({version.micros}, {moment.micros})" if version else moment.micros
        if recorded is None:
            return known
        if recorded.column is None:
            return f"{self._imported_at}::bigint"
        read = self._read.moment(recorded.column, recorded.format, recorded.time_zone)
        return f"coalesce({read.micros}, {known})"

    def _words(self, fact: FactPart) -> dict[str, str]:
        words = {}
        for key in ("name", "side", "actor", "channel", "campaign", "key"):
            value = getattr(fact, key)
            if value is None:
                continue
            words[key] = self._read.word(value, f"{fact.kind}.{key}")
            if key == "side" and value.column is not None:
                sides = ", ".join(map(literal, SIDES))
                reason = Reason("no_side", {"sides": list(SIDES), "reads": f"{fact.kind}.side"})
                self._read.check(value.column, reason, f"{words[key]} not in ({sides})")
            if key == "name" and fact.kind in NAMED and value.column is not None:
                self._read.check(value.column, Reason("name_missing"), f"{words[key]} is null")
        return words

    def _relations(self, fact: FactPart, columns: dict[str, str]) -> None:
        """Every other subject that the row names in a role: a fact of its own."""
        own = self._read.applies
        for role, ref in fact.relations.items():
            there = f"{self._read.line(ref.id, ref.missing)} is not null"
            shared = {key: columns[key] for key in ("subject", "occurred_at", "precision", "recorded_at", "batch")}
            related = {
                "kind": "'relation'",
                "name": literal(role),
                "related": self._subject(ref, needed=False),
                **shared,
            }
            self._plan.facts.append(Fact("relation", f"{own} and {there}" if own else there, related))
