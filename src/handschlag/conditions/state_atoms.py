"""Checks the single comparisons of a state condition: the fold can answer only simple ones about known things."""

import re
from collections.abc import Iterator, Mapping, Sequence

from handschlag.conditions.nodes import (
    Among,
    Atom,
    Compare,
    IsNull,
    Literal,
    Term,
    Value,
    field_names,
    leaves,
    term_keys,
    values_of,
)
from handschlag.conditions.parsed import Place, did_you_mean, shown
from handschlag.conditions.tables import FieldType
from handschlag.conditions.values import name_of
from handschlag.errors import Problem

_GRADE = re.compile(r"[A-Z][0-9]\Z")


class StateAtoms:
    """Knows the values each state term can have (`choices`) and says what is wrong with an atom."""

    def __init__(self, text: str, place: Place, choices: Mapping[str, Sequence[str]]) -> None:
        self.text = text
        self.place = place
        self.choices = choices

    def problems(self, atom: Atom) -> Iterator[Problem]:
        """What is wrong with an atom, if it reads the state of a lead at all."""
        if not term_keys(atom):
            return
        leading, *others = values_of(atom)
        term = next(leaf for value in (leading, *others) for leaf in leaves(value) if isinstance(leaf, Term))
        name = name_of(term)
        if fields := field_names(atom):
            message = f"{name} (state of the lead) and `{min(fields)}` (field of a record) stand in one comparison"
            yield self._problem(term, message, "compare each with a value of its own and join them with and, or")
        elif not isinstance(leading, Term):
            hint = f"let {name} stand alone on its side of the comparison"
            yield self._problem(term, f"{name} cannot be calculated with or changed here", hint)
        elif not all(isinstance(other, Literal) for other in others):
            yield self._problem(term, f"{name} can only be compared with a written value", "such as 40 or 'A1'")
        elif term.type is FieldType.TEXT and not _same_or_one_of(atom):
            yield self._problem(
                term, f"{name} knows only =, <>, in, is null", f"list them: {term.key} in ('...', '...')"
            )
        else:
            for other in others:
                yield from self._choice(term, other)

    def _choice(self, term: Term, literal: Value) -> Iterator[Problem]:
        if not isinstance(literal, Literal) or not isinstance(literal.value, str):
            return
        value, known = literal.value, self.choices.get(str(term.key))
        if term.key == "grade" and not _GRADE.match(value):
            yield self._problem(literal, f"'{shown(value)}' is no grade", "a letter and a digit, as in 'A1'")
        if known is not None and value not in known:
            offer = f"known are {', '.join(known)}" if known else f"the agreement declares no {term.key}"
            message = f"unknown {str(term.key).replace('_', ' ')} '{shown(value)}'"
            yield self._problem(literal, message, did_you_mean(value, known) or offer)

    def _problem(self, value: Value, message: str, hint: str) -> Problem:
        return self.place.problem(self.text, value.at, message, hint)


def _same_or_one_of(atom: Atom) -> bool:
    return isinstance(atom, Among | IsNull) or (isinstance(atom, Compare) and atom.operator in ("=", "<>"))
