"""What a command prints: one JSON document for programs, tables for people; messages go to standard error."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

#: Number of the shape of all JSON documents; a key that changes its meaning or goes away raises it.
SCHEMA = 1

#: Columns of a table that goes into a file or another program.
WIDTH = 200


def plain(value: Any) -> Any:
    """A value as JSON has it: decimals as strings, instants as RFC 3339 in UTC."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, float):
        return plain(Decimal(repr(value)))
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path | UUID):
        return str(value)
    return value


def print_json(document: Mapping[str, Any]) -> None:
    print_line(document_text(document))


def document_text(document: Mapping[str, Any]) -> str:
    """A document as commands give it out: with the number of its schema."""
    return json.dumps({"schema": SCHEMA, **plain(document)}, ensure_ascii=False, indent=2)


def say(text: str) -> None:
    """A message beside the result."""
    sys.stderr.write(text + "\n")


def print_line(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def print_table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, numbers: Sequence[int] = ()
) -> None:
    """A table. Columns named by position in `numbers` are flush right; those in which nothing stands are left out."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    filled = [place for place in range(len(columns)) if not cells or any(row[place] for row in cells)]
    table = Table(title=title or None, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for place in filled:
        table.add_column(columns[place], justify="right" if place in numbers else "left", no_wrap=place in numbers)
    for row in cells:
        table.add_row(*(Text(row[place]) for place in filled))
    wide = None if sys.stdout.isatty() else WIDTH
    Console(file=sys.stdout, width=wide, highlight=False).print(table)
