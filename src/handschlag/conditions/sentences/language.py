"""The two languages, and the names a house gives to things."""

from collections.abc import Callable
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["de", "en"]

#: Gives the house's name of a field, or of `market:<key>`, `persona:<key>`, `criterion:<key>`, `touch:<key>`,
#: `stage:<key>` or `named:<key>`, in a language.
Label: TypeAlias = Callable[[str, str], str]


def default_label(key: str, language: str) -> str:
    """The key itself, readable: the name of whatever a house has not named."""
    return key.rpartition(":")[2].replace("_", " ")
