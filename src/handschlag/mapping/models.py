"""The mapping file as data: which file of a source states which facts, and how its columns are read."""

from collections.abc import Iterator, Mapping as Table
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import Annotated, Literal

from pydantic import PrivateAttr, WithJsonSchema

from handschlag.errors import Problem
from handschlag.files import Names, Section, Terms, Words, plain_error
from handschlag.files.read_by import ReadBy
from handschlag.files.tree import Node, Path, find
from handschlag.files.values import Key, one_of
from handschlag.ledger.kinds import KINDS
from handschlag.mapping.values import (
    Aliases,
    Amount,
    Character,
    FieldFromColumn,
    FromColumn,
    InstantFromColumn,
    Subject,
    Texts,
    Value,
    Version,
    Word,
    Written,
    character_or,
)

#: Kinds of fact that the product writes about its own ledger; no source can state them.
OWN_KINDS = ("link", "unlink", "correction", "erasure")
STATED_KINDS = tuple(kind for kind in KINDS if kind not in OWN_KINDS)


Format = Literal["csv", "jsonl", "parquet"]
ENDINGS: dict[str, Format] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
}


def _lines(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1000:
        raise plain_error("expected a number of lines between 0 and 1000")
    return value


def _format_version(value: object) -> int:
    if value != 1 or isinstance(value, bool):
        raise plain_error(f"this version of the format is unknown: `{value}`", "write `mapping: 1`")
    return 1


class CsvOptions(Terms):
    """How a CSV file is written, where that cannot be found out."""

    delimiter: Annotated[str, *character_or("auto", "tab")] = "auto"
    """The character between two values. `auto` finds comma, semicolon, tab and `|`."""
    encoding: Written = "auto"
    """`auto` finds UTF-8, UTF-16 and Windows-1252; or the name of an encoding."""
    quote: Annotated[str, *character_or("none")] = '"'
    """The character around values that contain a delimiter or a line end; `none` if there is none."""
    escape: Character | None = None
    """The character before a quote inside a value, where such a quote is not written twice."""
    skip: Annotated[int, ReadBy(_lines), WithJsonSchema({"type": "integer", "minimum": 0})] = 0
    """How many lines before the header are no data."""
    columns: Texts | None = None
    """The names of the columns, for files without a header."""


class FactPart(Terms):
    """A fact that a row states."""

    kind: Annotated[str, *one_of(*STATED_KINDS)]
    """The kind of fact."""
    when: Written | None = None
    """Only rows for which this condition over the file's columns is true state the fact."""
    subject: Subject
    """Whom or what the fact is about."""
    related: Subject | None = None
    """The other end of a `relation`."""
    at: InstantFromColumn | None = None
    """When it happened. For records by default the instant of their version."""
    version: Version | None = None
    """The version of the record, where it is not the one of the whole file."""
    name: Word | None = None
    """The name of the fact: type of touch, stage, outcome, reason, role."""
    side: Word | None = None
    """The side that acted: marketing, sdr, sales, partner, customer, unknown."""
    actor: Word | None = None
    """Who did it, as the source names him."""
    channel: Word | None = None
    """The channel."""
    campaign: Word | None = None
    """The campaign."""
    key: FromColumn | None = None
    """The column with the source's own id of the event."""
    amount: Amount | None = None
    """An amount of money."""
    fields: Table[Key, FieldFromColumn] = {}
    """Further values to keep, each under its name."""
    relations: Table[Key, Subject] = {}
    """To whom else the subject stands in which role; every id that is not empty is a `relation` fact."""


class Recorded(Terms):
    """When the source, or we, recorded the row."""

    column: Written | None = None
    """The column it is read from; without it, the instant of the import counts."""
    format: Texts = ("iso",)
    """How it is written, as in `at`."""
    time_zone: Written | None = None
    """The time zone of values that name none, where it is not the mapping's."""


class FilePart(Terms):
    """A kind of file of the source."""

    match: Texts
    """Which files are read so: a pattern for the file's name, such as `"*deals*.csv"`, or several."""
    format: Annotated[Format, *one_of("csv", "jsonl", "parquet")] | None = None
    """The format, where the file's ending does not tell it."""
    csv: CsvOptions = CsvOptions()
    """How the CSV file is written."""
    columns: Aliases = {}
    """Other names of columns: `Email: [E-Mail, email]`. The first that a file has is read."""
    optional: Texts = ()
    """Columns that a file may lack; what is read from them is missing then."""
    decimal: Annotated[str, *one_of(".", ",")] = "."
    """The decimal sign of numbers and amounts."""
    missing: Texts = ()
    """Values that mean missing in every column. The empty value always does."""
    record: Written | None = None
    """The column that identifies a row, so that it can be found again."""
    version: Version | None = None
    """What tells the newer of two contents of a record."""
    recorded: Recorded | None = None
    """When the source recorded the row. By default its version, else the instant of the fact."""
    facts: tuple[FactPart, ...]
    """What every row states."""

    def format_of(self, name: str) -> Format | None:
        """The format of a file of this name; None where neither mapping nor ending tells."""
        return self.format or ENDINGS.get(PurePath(name).suffix.lower())


@dataclass(frozen=True)
class Origin:
    """The file a mapping was read from."""

    file: str = ""
    text: str = ""
    node: Node | None = None

    def problem(self, path: Path, message: str, hint: str = "", *, offset: int = 0) -> Problem:
        """A problem with what stands at this path of the mapping."""
        section = Section(self.file, self.text, self.node, Names())
        section.problem(path, message, hint, offset=offset)
        return section.problems[0]

    def has(self, path: Path) -> bool:
        """Whether the file says something at this path."""
        return find(self.node, path) is not None


@dataclass(frozen=True)
class StageName:
    """A stage that a mapping names, and the problem it is if the agreement does not know it."""

    name: str
    unknown: Problem


class Mapping(Terms):
    """The files of a source system and what they state."""

    mapping: Annotated[int, ReadBy(_format_version), WithJsonSchema({"const": 1})] = 0
    """The version of this format."""
    connection: Key = ""
    """The stable key of the source system; part of every subject, so never change it."""
    title: Words | None = None
    """What people call the source."""
    time_zone: Written = "UTC"
    """The time zone of instants that name none."""
    format: Texts = ("iso",)
    """How dates and instants are written, where a column does not say otherwise."""
    decides: tuple[Key, ...] = ()
    """Stages for which this source's report decides."""
    files: tuple[FilePart, ...] = ()
    """The kinds of file, the first that matches a file's name reads it."""

    _origin: Origin = PrivateAttr(default_factory=Origin)

    @property
    def origin(self) -> Origin:
        """Where the mapping comes from, to report a problem at its place."""
        return self._origin

    def set_origin(self, origin: Origin) -> None:
        """Remember where the mapping comes from."""
        self._origin = origin

    def part_for(self, name: str) -> FilePart | None:
        """How a file of this name is read: by the first part whose pattern fits, whatever the case of letters."""
        base = PurePath(name).name.lower()
        return next((part for part in self.files if any(fnmatchcase(base, one.lower()) for one in part.match)), None)

    def path_of(self, part: FilePart) -> Path:
        """Where a part stands in the mapping."""
        return ("files", next(number for number, one in enumerate(self.files) if one is part))

    def stage_names(self) -> list[StageName]:
        """Every stage the mapping names, with its place: for the caller who knows the agreement's stages."""
        found: list[tuple[Path, str]] = [(("decides", number), name) for number, name in enumerate(self.decides)]
        for part in self.files:
            for number, fact in enumerate(part.facts):
                if fact.kind == "stage_reported" and fact.name:
                    found += meanings((*self.path_of(part), "facts", number, "name"), fact.name)
        return [StageName(name, self.origin.problem(path, f"unknown stage `{name}`")) for path, name in found]


def meanings(path: Path, value: Value) -> Iterator[tuple[Path, str]]:
    """What a word can become by the mapping alone, with the places."""
    if value.constant is not None:
        yield (*path, "constant"), value.constant
    for source, meaning in (value.values or {}).items():
        if meaning is not None:
            yield (*path, "values", source), meaning
