"""What a condition may speak about: fields, state terms, named conditions, and the values each can have."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from handschlag.conditions.parsed import Place, did_you_mean, shown
from handschlag.conditions.tables import AGGREGATES, CRITERION_TERMS, FUNCTIONS, STATE_TERMS, FieldType, StateTerm
from handschlag.conditions.words import Role, Word
from handschlag.errors import Problem

#: Words of SQL that people try, and why they do not help here.
_FOREIGN = {
    "select": "a question to a whole table does not belong into a condition",
    "exists": "a question to a whole table does not belong into a condition",
    "now": "a condition does not read the clock; state conditions have days_since_touch and days_since_stage",
    "today": "a condition does not read the clock; state conditions have days_since_touch and days_since_stage",
    "current_date": "a condition does not read the clock; state conditions have days_since_touch and days_since_stage",
    "case": "a condition has no `case`; join comparisons with and, or",
}


@dataclass(frozen=True)
class Scope:
    """The names that mean something in one condition. `terms` is empty for record conditions."""

    fields: Mapping[str, FieldType]
    terms: Mapping[str, StateTerm] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
    touches: frozenset[str] | None = None

    @property
    def of_state(self) -> bool:
        return bool(self.terms)

    def names(self) -> tuple[str, ...]:
        return (*self.fields, *self.terms, *self.named)

    def unknown_names(self, text: str, words: list[Word], place: Place) -> Iterator[Problem]:
        """Every name among the words that means nothing here."""
        for word in words:
            if word.role is Role.CALL and (complaint := self._function(word.text)):
                yield place.problem(text, word.start, *complaint)
            if word.role is Role.NAME and (complaint := self._name(word.text)):
                yield place.problem(text, word.start, *complaint)

    def _function(self, name: str) -> tuple[str, str] | None:
        function = FUNCTIONS.get(name.lower())
        if function is not None and (self.of_state or not function.of_state):
            return None
        if function is not None:
            return f"`{name}` looks at the state of a lead; this condition only sees the fields of one record", ""
        if name.lower() in AGGREGATES:
            return f"`{name}` looks at many records; a condition looks at one", ""
        if name.lower() in _FOREIGN:
            return _FOREIGN[name.lower()], ""
        return f"unknown function `{shown(name)}`", did_you_mean(name, FUNCTIONS) or f"known are {', '.join(FUNCTIONS)}"

    def _name(self, name: str) -> tuple[str, str] | None:
        if name in self.fields or name in self.terms or name in self.named:
            return None
        if name.lower() in _FOREIGN:
            return _FOREIGN[name.lower()], ""
        if not self.of_state and name in STATE_TERMS:
            return f"`{name}` is about the state of a lead; this condition only sees the fields of one record", ""
        if name.lower() in FUNCTIONS:
            return f"`{name}` is a function and needs brackets behind it", ""
        kind = "field or term" if self.of_state else "field"
        return f"unknown {kind} `{shown(name)}`", did_you_mean(name, self.names()) or self._offer(name)

    def _offer(self, name: str) -> str:
        ending = name.rpartition("_")[2]
        if self.of_state and ending in CRITERION_TERMS:
            known = sorted(term for term in self.terms if term.endswith(f"_{ending}") and term not in STATE_TERMS)
            return f"known are {', '.join(known)}" if known else "the agreement has no criteria"
        known = sorted(self.names())
        if not known:
            return "no fields are mapped"
        return f"known are {', '.join(known[:12])}{', ...' if len(known) > 12 else ''}"
