"""Splits a state condition at and/or/not into operations on state terms and record conditions."""

import re
from collections.abc import Mapping, Sequence
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
    Value,
    atoms,
    field_names,
    leaves,
    term_keys,
    values_of,
)
from handschlag.conditions.operations import Operation
from handschlag.conditions.parsed import Place, did_you_mean, shown
from handschlag.conditions.record import RecordCondition
from handschlag.conditions.tables import FieldType
from handschlag.conditions.values import name_of
from handschlag.errors import Problem

_GRADE = re.compile(r"[A-Z][0-9]\Z")


class Splitter:
    """Checks the state atoms of a tree and turns the tree into operations; problems are kept."""

    def __init__(
        self, text: str, place: Place, named: Mapping[str, RecordCondition], choices: Mapping[str, Sequence[str]]
    ) -> None:
        self.text = text
        self.place = place
        self.named = named
        self.choices = choices
        self.records: list[RecordCondition] = []
        self.problems: list[Problem] = []

    def check(self, tree: Node) -> None:
        """Keeps a problem for every atom that the fold could not answer."""
        for atom in atoms(tree):
            if term_keys(atom):
                self._check_atom(atom)

    def operation(self, node: Node) -> Operation:
        """The operation of a checked tree. What reads no state becomes one record condition."""
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

    def _complain(self, value: Value, message: str, hint: str = "") -> None:
        self.problems.append(self.place.problem(self.text, value.at, message, hint))

    def _check_atom(self, atom: Atom) -> None:
        leading, *others = values_of(atom)
        term = next(leaf for value in (leading, *others) for leaf in leaves(value) if isinstance(leaf, Term))
        if fields := field_names(atom):
            message = (
                f"{name_of(term)} (state of the lead) and `{min(fields)}` (field of a record) stand in one comparison"
            )
            self._complain(term, message, "compare each with a value of its own and join them with and, or")
        elif not isinstance(leading, Term):
            message = f"{name_of(term)} cannot be calculated with or changed here"
            self._complain(term, message, f"let {name_of(term)} stand alone on its side of the comparison")
        elif not all(isinstance(other, Literal) for other in others):
            self._complain(term, f"{name_of(term)} can only be compared with a written value", "such as 40 or 'A1'")
        else:
            self._check_kind(atom, leading)

    def _check_kind(self, atom: Atom, term: Term) -> None:
        same = isinstance(atom, Compare) and atom.operator in ("=", "<>")
        if term.type is FieldType.TEXT and not same and not isinstance(atom, Among | IsNull):
            hint = f"list them: {term.key} in ('...', '...')"
            self._complain(term, f"{name_of(term)} knows only =, <>, in, is null", hint)
            return
        for other in values_of(atom)[1:]:
            if isinstance(other, Literal) and isinstance(other.value, str):
                self._check_choice(term, other, other.value)

    def _check_choice(self, term: Term, literal: Literal, value: str) -> None:
        if term.key == "grade" and not _GRADE.match(value):
            self._complain(literal, f"'{shown(value)}' is no grade", "a letter and a digit, as in 'A1'")
        known = self.choices.get(str(term.key))
        if known is not None and value not in known:
            offer = f"known are {', '.join(known)}" if known else f"the agreement declares no {term.key}"
            self._complain(
                literal,
                f"unknown {str(term.key).replace('_', ' ')} '{shown(value)}'",
                did_you_mean(value, known) or offer,
            )


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
