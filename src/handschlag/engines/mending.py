"""What a row in quarantine would have stated, had the value that nobody understands not been there."""

import csv
from collections.abc import Sequence
from typing import Any

from handschlag.engines.scratch import scratch_folder
from handschlag.engines.staging import preview
from handschlag.errors import InputProblems
from handschlag.mapping.models import CsvOptions, FilePart, Mapping


def without_value(mapping: Mapping, part: FilePart, rows: Sequence[tuple[dict[str, Any], str]]) -> list[dict[str, Any]]:
    """The facts of these rows, each read without the value of the field named; those that need it state nothing."""
    columns = sorted({column for record, _ in rows for column in record})
    with scratch_folder() as folder:
        file = folder / "rows.csv"
        with file.open("w", newline="", encoding="utf-8") as sink:
            writer = csv.writer(sink)
            writer.writerow(columns)
            for record, field in rows:
                writer.writerow("" if column == field else _text(record.get(column)) for column in columns)
        plain = part.model_copy(update={"format": "csv", "csv": CsvOptions(delimiter=",", encoding="utf-8")})
        try:
            return preview(file, mapping.model_copy(update={"files": (plain,)}), plain, len(rows) * len(part.facts))
        except InputProblems:  # a row with another number of columns than its file
            return []


def _text(value: object) -> str:
    return "" if value is None else str(value)
