"""The example house's exports, made once for all tests of this folder and read back with nothing but the csv module."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from handschlag.demo import Summary

Row = Mapping[str, str]


@dataclass(frozen=True)
class Exports:
    """What was generated: where, what is true about it, and every file's rows."""

    folder: Path
    summary: Summary
    rows: Mapping[str, list[Row]]

    @property
    def truths(self) -> Mapping[str, int]:
        return self.summary.truths


def read_export(path: Path) -> list[Row]:
    """The rows of a file in its system's dialect."""
    crm = path.parent.name == "crm"
    text = path.read_bytes().decode("cp1252" if crm else "utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if crm else ","))
