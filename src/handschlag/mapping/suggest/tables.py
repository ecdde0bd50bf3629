"""A file under suggestion: what its columns are for, what its rows are, and what was decided about it."""

from dataclasses import dataclass, field
from typing import Any

from handschlag.files import Text, both
from handschlag.mapping.suggest.samples import Column, Sample

Document = dict[str, Any]

#: What the subject of a file's rows is called in the mapping.
OBJECT = {"person": "contact", "company": "company", "opportunity": "deal", "campaign": "campaign"}


#: Where nothing is to be said.
NOTHING = both("", "")


@dataclass(frozen=True)
class Reference:
    """A column that names a record of another file, or the row's own."""

    column: str
    object: str

    def document(self, *, optional: bool = False) -> Document:
        """As a mapping writes it; `optional`: an empty id means that there is no such fact."""
        found: Document = {"object": self.object, "id": self.column}
        return {**found, "if_missing": "no_fact"} if optional else found


@dataclass
class Table:
    """A file: columns by role, kind of its rows, its own id, the records it refers to, remarks for the reader.

    `system`: the ready mapping that reads it, if one does. `left_to`: columns that are left to another file because it
    knows since when they hold, and that file.
    """

    sample: Sample
    roles: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    why: Text = NOTHING
    system: str = ""
    own: str | None = None
    object: str = ""
    references: dict[str, list[Reference]] = field(default_factory=dict)
    decimal: str = "."
    remarks: list[Text] = field(default_factory=list)
    left_to: dict[str, str] = field(default_factory=dict)

    @property
    def file(self) -> str:
        return self.sample.file

    def has(self, *roles: str) -> bool:
        """Whether there are columns for all of these roles."""
        return all(role in self.roles for role in roles)

    def some(self, *roles: str) -> list[str]:
        """Those of the roles that a column has."""
        return [role for role in roles if role in self.roles]

    def column(self, *roles: str) -> Column | None:
        """The column of the first of these roles that there is."""
        return next((self.sample.columns[self.roles[role]] for role in roles if role in self.roles), None)

    def reference(self, about: str) -> Reference | None:
        """The record of this kind that a row names first."""
        return next(iter(self.references.get(about, ())), None)

    def at(self, *roles: str, optional: bool = False) -> Document | None:
        """The instant in the column of the first of these roles."""
        column = self.column(*roles)
        return None if column is None else instant(column, optional=optional)

    def remark(self, de: str, en: str) -> None:
        self.remarks.append(both(de, en))


def instant(column: Column, *, optional: bool = False) -> Document:
    """How an instant is read from a column."""
    found: Document = {"column": column.name}
    if column.formats not in ((), ("iso",)):
        found["format"] = column.formats[0] if len(column.formats) == 1 else list(column.formats)
    return {**found, "if_missing": "no_fact"} if optional else found
