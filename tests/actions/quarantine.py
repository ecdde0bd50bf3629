"""A source with rows that cannot be understood, as the tests of the quarantine deliver it again and again."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from handschlag.actions.houses import House
from handschlag.actions.imports import import_files
from handschlag.actions.quarantine import quarantine
from handschlag.actions.tables import tables
from tests.fixtures.houses import NOW

MAPPING = """\
# The CRM.
mapping: 1
connection: crm
time_zone: UTC
files:
  - match: "deals*.csv"
    record: id
    version: {column: changed, format: "%d.%m.%Y"}
    facts:
      - kind: opportunity_created
        subject: {object: deal, id: id}
        at: {column: created, format: "%d.%m.%Y"}
        amount: {column: amount, currency: EUR}
        fields: {stage: {column: stage, values: {Neu: new, Angebot: offer}}}
  - match: "people*.csv"
    record: id
    facts:
      - kind: person
        subject: {object: lead, id: id}
        at: {column: since}
        fields: {email: email}
"""

HEAD = ("id", "created", "changed", "amount", "stage")
#: Two rows that are fine, and five with something wrong.
DEALS = (
    ("1", "01.02.2026", "03.02.2026", "100", "Neu"),
    ("2", "02.02.2026", "03.02.2026", "auf Anfrage", "Neu"),
    ("3", "31.02.2026", "03.02.2026", "300", "Angebot"),
    ("4", "04.02.2026", "05.02.2026", "400", "Select"),
    ("5", "04.02.2026", "05.02.2026", "500", "Select"),
    ("6", "04.02.2026", "05.02.2026", "n. V.", "Select"),
    ("7", "05.02.2026", "05.02.2026", "700", "Angebot"),
)

Line = Sequence[str]


def written(folder: Path, rows: Sequence[Line], name: str = "deals.csv", head: Line = HEAD) -> Path:
    """An export with these rows."""
    file = folder / name
    file.write_text("".join(",".join(line) + "\n" for line in (head, *rows)))
    return file


def mapping_file(folder: Path, text: str = MAPPING) -> Path:
    file = folder / "crm.yaml"
    file.write_text(text)
    return file


def deliver(house: House, *files: Path, mapping: Path, dry_run: bool = False) -> dict[str, Any]:
    """Import; the numbers."""
    found = import_files(house, files=files, mapping=mapping, dry_run=dry_run, now=NOW, fold=False)
    return {key: found[key] for key in ("read", "new", "unchanged", "corrected", "quarantined")}


def deals(house: House) -> dict[str, tuple[Any, ...]]:
    """Every deal the ledger has: id to amount and fields."""
    run = tables(house, now=NOW).run
    sql = "select distinct subject, amount, fields from facts where kind = 'opportunity_created' order by all"
    return {subject.rpartition(":")[2]: (amount, fields) for subject, amount, fields in run(sql)}


def waiting(house: House, state: str = "waiting") -> dict[int, tuple[str, str, str]]:
    """What was set aside and stands so: line to field, value and reason."""
    return {row["line"]: (row["field"], row["value"], row["reason"]) for row in quarantine(house, state=state)}


def name_of(house: House, line: int, state: str = "waiting") -> str:
    """The name of the row on this line."""
    [name] = {row["row"] for row in quarantine(house, state=state) if row["line"] == line}
    return str(name)
