"""Tables of an export before they are written, and the two dialects in which they are written."""

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Dialect:
    encoding: str
    delimiter: str
    line_end: str


#: What a marketing tool in the cloud writes, and what a CRM on a German desktop writes.
CLOUD = Dialect("utf-8", ",", "\n")
DESKTOP = Dialect("cp1252", ";", "\r\n")


@dataclass
class Sheet:
    """One file of an export: its name, its columns, its rows as text."""

    file: str
    dialect: Dialect
    header: tuple[str, ...]
    rows: list[list[str]] = field(default_factory=list)

    def add(self, *values: str) -> None:
        assert len(values) == len(self.header), (self.file, len(values), len(self.header))
        self.rows.append(list(values))

    def column(self, name: str) -> int:
        return self.header.index(name)

    def write(self, folder: Path) -> Path:
        buffer = io.StringIO()
        writer = csv.writer(buffer, delimiter=self.dialect.delimiter, lineterminator=self.dialect.line_end)
        writer.writerow(self.header)
        writer.writerows(self.rows)
        path = folder / self.file
        path.write_bytes(buffer.getvalue().encode(self.dialect.encoding))
        return path
