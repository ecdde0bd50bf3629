"""Record conditions: what the fields of one profile, touch or opportunity must look like."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from handschlag.conditions.canonical import canonical
from handschlag.conditions.grammar import parse_tree
from handschlag.conditions.nodes import Node, field_names
from handschlag.conditions.parsed import Parsed, Place
from handschlag.conditions.scope import Scope
from handschlag.conditions.sentences import Label, Language, default_label, sentence
from handschlag.conditions.sql import Column, condition_sql
from handschlag.conditions.tables import FieldType


@dataclass(frozen=True)
class RecordCondition:
    """A parsed and type-checked record condition. Two are equal if they mean the same by their normal form."""

    text: str = field(compare=False)
    tree: Node

    @property
    def fields(self) -> frozenset[str]:
        """The fields it reads."""
        return field_names(self.tree)

    @property
    def canonical(self) -> str:
        """Its normal form: parses to an equal condition."""
        return canonical(self.tree)

    def sql(self, column: Column) -> str:
        """Its boolean SQL for DuckDB: true, false, or NULL where it is unknown."""
        return condition_sql(self.tree, column)

    def sentence(self, language: Language, label: Label = default_label) -> str:
        """What it says, in German or English."""
        return sentence(self.tree, language, label)


def parse_record(
    text: str, fields: Mapping[str, FieldType], *, file: str = "", line: int = 0, column: int = 0
) -> Parsed[RecordCondition]:
    """Parse a condition over the fields of one record; line and column are those of the text's first character."""
    tree = parse_tree(text, Scope(fields), Place(file, line, column))
    return Parsed(None, tree.problems) if tree.value is None else Parsed(RecordCondition(text, tree.value))
