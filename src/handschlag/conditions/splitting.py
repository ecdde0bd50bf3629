"""Splits a state condition at and/or/not into operations on state terms and record conditions."""

from collections.abc import Mapping
from functools import reduce

from handschlag.conditions.canonical import canonical
from handschlag.conditions.nodes import (
    AllOf,
    Among,
    AnyOf,
    Atom,
    Between,
    Compare,
    Flag,
    IsNull,
    Literal,
    Named,
    Node,
    Not,
    Term,
    atoms,
    term_keys,
)
from handschlag.conditions.operations import Operation
from handschlag.conditions.record import RecordCondition


class Splitter:
    """Turns a checked tree into operations and gathers the record conditions in it, each once."""

    def __init__(self, named: Mapping[str, RecordCondition]) -> None:
        self.named = named
        self.records: list[RecordCondition] = []

    def operation(self, node: Node) -> Operation:
        """The operation of a tree. What reads no state becomes one record condition."""
        if not term_keys(node) and not any(isinstance(atom, Named) for atom in atoms(node)):
            return ("record", self._record(RecordCondition(canonical(node), node)))
        match node:
            case AllOf(parts):
                return reduce(lambda left, right: ("and", left, right), [self.operation(part) for part in parts])
            case AnyOf(parts):
                return reduce(lambda left, right: ("or", left, right), [self.operation(part) for part in parts])
            case Not(part):
                return ("not", self.operation(part))
            case Named(name):
                return ("record", self._record(self.named[name]))
            case _:
                return _atom_operation(node)

    def _record(self, condition: RecordCondition) -> int:
        if condition not in self.records:
            self.records.append(condition)
        return self.records.index(condition)


def _atom_operation(atom: Atom) -> Operation:
    match atom:
        case Compare(operator, Term(key), Literal(value)):
            return ("compare", operator, key, value)
        case Between(Term(key), Literal(low), Literal(high)):
            return ("between", key, low, high)
        case Among(Term(key), choices):
            return ("in", key, tuple(choice.value for choice in choices))
        case IsNull(Term(key)):
            return ("is_null", key)
        case Flag(Term(key)):
            return ("compare", "=", key, True)
        case _:
            raise TypeError(atom)
