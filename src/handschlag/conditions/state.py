"""State conditions: where a lead must stand (touchpoints, scores, criteria, market), mixed with record conditions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from handschlag.conditions.canonical import canonical
from handschlag.conditions.grammar import parse_tree
from handschlag.conditions.nodes import Node, term_keys
from handschlag.conditions.operations import Operation
from handschlag.conditions.parsed import Parsed, Place
from handschlag.conditions.record import RecordCondition
from handschlag.conditions.scope import Scope
from handschlag.conditions.sentences import Label, Language, default_label, sentence
from handschlag.conditions.splitting import Splitter
from handschlag.conditions.state_atoms import StateAtoms
from handschlag.conditions.tables import CRITERION_STATES, STATE_TERMS, FieldType, criterion_terms


@dataclass(frozen=True)
class StateCondition:
    """A parsed and type-checked state condition, split into operations (see operations.py) and record conditions."""

    text: str = field(compare=False)
    tree: Node
    operation: Operation
    records: tuple[RecordCondition, ...]

    @property
    def terms(self) -> frozenset[str]:
        """The state terms it reads; `touched` stands for all its types."""
        return frozenset(key if isinstance(key, str) else key[0] for key in term_keys(self.tree))

    @property
    def touch_types(self) -> frozenset[str]:
        """The kinds of touchpoint it counts with `touched`."""
        return frozenset(key[1] for key in term_keys(self.tree) if not isinstance(key, str))

    @property
    def canonical(self) -> str:
        """Its normal form: parses to an equal condition."""
        return canonical(self.tree)

    def sentence(self, language: Language, label: Label = default_label) -> str:
        """What it says, in German or English."""
        return sentence(self.tree, language, label)


def parse_state(
    text: str,
    fields: Mapping[str, FieldType],
    *,
    touches: Collection[str] | None = None,
    criteria: Sequence[str] = (),
    markets: Sequence[str] = (),
    personas: Sequence[str] = (),
    named: Mapping[str, RecordCondition] | None = None,
    file: str = "",
    line: int = 0,
    column: int = 0,
) -> Parsed[StateCondition]:
    """Parse a condition over the state of a lead. `touches`: the known kinds of touchpoint, None if any may come."""
    named = named or {}
    place = Place(file, line, column)
    terms = {**criterion_terms(tuple(criteria)), **STATE_TERMS}
    scope = Scope(fields, terms, frozenset(named), None if touches is None else frozenset(touches))
    choices: dict[str, Sequence[str]] = {"market": markets, "persona": personas}
    choices |= {f"{key}_state": CRITERION_STATES for key in criteria}
    tree = parse_tree(text, scope, place, StateAtoms(text, place, choices).problems)
    if tree.value is None:
        return Parsed(None, tree.problems)
    splitter = Splitter(named)
    operation = splitter.operation(tree.value)
    return Parsed(StateCondition(text, tree.value, operation, tuple(splitter.records)))
