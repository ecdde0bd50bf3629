"""Small exports of one system, sound as they are; every test spoils one thing."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from handschlag.actions.suggestions import propose, suspicions

CONTACTS = ("Contact ID", "First Name", "Last Name", "Email", "Create Date", "Last Modified Date", "Won Deals")
DEALS = ("Deal ID", "Deal Name", "Contact ID", "Stage", "Amount", "Currency", "Created", "Closed at", "Updated at")


def contact(number: int, won: int = 0) -> list[str]:
    day = f"2026-01-{number % 28 + 1:02d} 09:00:00"
    return [f"P-{number}", "Ann", f"Berg {number}", f"p{number}@b.example", day, day, str(won)]


def deal(number: int, *, person: int | None = None, stage: str = "Closed Won", amount: str = "") -> list[str]:
    day = f"2026-02-{number % 28 + 1:02d} 09:00:00"
    cells = [f"D-{number}", f"Line {number}", f"P-{number if person is None else person}", stage]
    return [*cells, amount or f"{1000 + number}.50", "EUR", day, day, day]


def text(*rows: Sequence[str]) -> str:
    sink = io.StringIO()
    csv.writer(sink, lineterminator="\n").writerows(rows)
    return sink.getvalue()


def written(folder: Path, **files: str) -> list[Path]:
    """Files by name, without their ending."""
    found = []
    for name, content in files.items():
        path = folder / f"{name}.csv"
        path.write_text(content, "utf-8")
        found.append(path)
    return found


def suspected(files: Sequence[Path]) -> list[tuple[str, tuple[str, ...], dict[str, Any]]]:
    """Kind, files and numbers of everything suspicious, read as proposed."""
    return [(one.kind, one.files, one.details) for one in suspicions(files, propose(files=files))]
