"""Opens an exported file: finds out what it is, and refuses what is no table with a word on what to do."""

from pathlib import Path

from handschlag.engines.duck import Connection
from handschlag.engines.reading_csv import CsvSource
from handschlag.engines.reading_jsonl import JsonSource
from handschlag.engines.reading_parquet import ParquetSource
from handschlag.engines.reading_source import Source
from handschlag.errors import InputProblems, Problem
from handschlag.mapping.columns import named_columns
from handschlag.mapping.models import FilePart

_AS_CSV = "save it as CSV (UTF-8) and import that"
_PARQUET = b"PAR1"
#: What files begin with that are no tables, whatever they are called.
_OTHERS = (
    (b"PK\x03\x04", "this is a ZIP file or an Excel workbook", _AS_CSV),
    (b"\xd0\xcf\x11\xe0", "this is an old Excel workbook", _AS_CSV),
    (b"\x1f\x8b", "this is a compressed file", "unpack it first"),
    (b"%PDF", "this is a PDF document", _AS_CSV),
    (b"<!doctype", "this is a web page", "the download may have needed a sign-in; export it again"),
    (b"<html", "this is a web page", "the download may have needed a sign-in; export it again"),
)


def open_source(path: Path, part: FilePart, con: Connection) -> Source:
    """The file as a source of rows, read as the part of the mapping says."""
    head = _head(path)
    kind = part.format_of(path.name)
    if kind is None and head.startswith(_PARQUET):
        kind = "parquet"
    wanted = frozenset(column for _, column in named_columns(part)).union(*part.columns.values())
    if kind == "parquet":
        return ParquetSource(path, con)
    if kind == "jsonl":
        return JsonSource(path, part.csv.encoding, wanted)
    if kind == "csv":
        return CsvSource(path, part.csv, wanted)
    hint = "name it .csv, .jsonl or .parquet, or give its `format` in the mapping"
    raise InputProblems(Problem(str(path), message="the file's ending does not tell its format", hint=hint))


def _head(path: Path) -> bytes:
    """The first bytes of a file that can be a table."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise InputProblems(Problem(str(path), message=f"the file cannot be read: {error.strerror}")) from error
    if not head:
        raise InputProblems(Problem(str(path), message="the file is empty"))
    for beginning, message, hint in _OTHERS:
        if head.lower().startswith(beginning.lower()):
            raise InputProblems(Problem(str(path), message=message, hint=hint))
    return head
