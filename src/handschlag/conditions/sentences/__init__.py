"""What a condition says, as a sentence in German or English that a head of sales understands."""

from collections.abc import Callable
from typing import Literal, TypeAlias

from handschlag.conditions.canonical import canonical
from handschlag.conditions.nodes import Node

Language: TypeAlias = Literal["de", "en"]
#: Gives the house's name of a field, or of `market:<key>`, `persona:<key>`, `criterion:<key>`, `touch:<key>`,
#: `stage:<key>`, `named:<key>`, in a language.
Label: TypeAlias = Callable[[str, str], str]


def default_label(key: str, language: str) -> str:
    """The key itself, readable."""
    return key.rpartition(":")[2].replace("_", " ")


def sentence(node: Node, language: Language, label: Label = default_label) -> str:
    """The sentence of a condition."""
    return canonical(node)
