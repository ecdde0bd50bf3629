"""A ready mapping's condition for a file: its columns' names, its words for won and lost, without what it lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handschlag.conditions import RecordCondition, parse_record
from handschlag.conditions.nodes import (
    AllOf,
    Among,
    AnyOf,
    Between,
    Call,
    Compare,
    Field,
    Flag,
    IsNull,
    Like,
    Literal,
    Node,
    Not,
    Value,
)
from handschlag.conditions.tables import FieldType
from handschlag.mapping.columns import condition, condition_name, condition_names
from handschlag.mapping.suggest.samples import Column
from handschlag.mapping.suggest.tables import Table
from handschlag.mapping.suggest.words import outcome_of

#: What is left of a condition: a condition, or that it always holds (True), never (False), or is unknown (None).
Left = Node | bool | None


class Narrowing:
    """The columns that a file has, by the ready mapping's names; what it does not have is unknown."""

    def __init__(self, table: Table, names: Mapping[str, str], known: Sequence[str], outcome: str = "") -> None:
        self._table, self._outcome = table, outcome
        self.ends: Column | None = None
        """The column whose words say how opportunities end, if the condition asks one."""
        self._known = {condition_name(name): names.get(name) for name in known}
        self._own = {column: name for name, column in condition_names(list(table.sample.columns)).items()}

    def text(self, when: str) -> str | bool:
        """The condition in the file's words; True where it always holds, False where it never can."""
        parsed = parse_record(when, dict.fromkeys(self._known, FieldType.TEXT)).value
        assert parsed is not None, "ready mappings are sound"
        left = self._node(parsed.tree)
        if left is None or isinstance(left, bool):
            return bool(left)
        text = RecordCondition("", left).canonical
        return text if isinstance(condition(text, list(self._table.sample.columns)), RecordCondition) else False

    def _node(self, node: Node) -> Left:
        if isinstance(node, AllOf):
            parts = [self._node(part) for part in node.parts]
            if any(part is False or part is None for part in parts):
                return False if False in parts else None
            kept = tuple(part for part in parts if not isinstance(part, bool) and part is not None)
            return AllOf(kept) if len(kept) > 1 else kept[0] if kept else True
        if isinstance(node, AnyOf):
            parts = [self._node(part) for part in node.parts]
            if True in parts:
                return True
            kept = tuple(part for part in parts if not isinstance(part, bool) and part is not None)
            return AnyOf(kept) if len(kept) > 1 else kept[0] if kept else None if None in parts else False
        if isinstance(node, Not):
            part = self._node(node.part)
            return part if part is None else not part if isinstance(part, bool) else Not(part)
        return self._atom(node)

    def _atom(self, node: Node) -> Left:
        if isinstance(node, Compare):
            left, right = self._value(node.left), self._value(node.right)
            return None if left is None or right is None else replace(node, left=left, right=right)
        assert isinstance(node, Among | Between | Like | IsNull | Flag), node
        value = self._value(node.value)
        if isinstance(node, IsNull):
            return value is None or (False if isinstance(value, Literal) else replace(node, value=value))
        if value is None:
            return None
        if isinstance(node, Among):
            if isinstance(value, Literal):
                return value.value in {choice.value for choice in node.choices}
            return replace(node, value=value, choices=self._choices(node, value))
        return replace(node, value=value)

    def _value(self, value: Value) -> Value | None:
        if isinstance(value, Field):
            column = self._known[value.name]
            return None if column is None else replace(value, name=self._own.get(column, value.name))
        if isinstance(value, Call):
            inner = [self._value(argument) for argument in value.arguments]
            if value.function != "coalesce":
                found = tuple(one for one in inner if one is not None)
                return replace(value, arguments=found) if len(found) == len(inner) else None
            first = tuple(one for one in inner if one is not None)
            return replace(value, arguments=first) if len(first) > 1 else first[0] if first else None
        return value

    def _choices(self, node: Among, value: Value) -> tuple[Literal, ...]:
        """Where a list names how opportunities end: the file's own words for it, if it has any."""
        said = {outcome_of(str(choice.value)) for choice in node.choices} - {None}
        if not said or not isinstance(value, Field):
            return node.choices
        columns = {name: column for column, name in self._own.items()}
        self.ends = column = self._table.sample.columns[columns[value.name]]
        ends = {self._outcome} if self._outcome else {"won", "lost", "no_decision"}
        own = [word for word in column.distinct if outcome_of(word) in ends]
        return tuple(Literal(word, FieldType.TEXT) for word in own) or node.choices
