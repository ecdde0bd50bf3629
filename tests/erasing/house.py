"""A house whose sources know Erika Fernweh in every way a source can, and others who must not lose a word."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

from handschlag.actions.deciding import dismiss, mend_row
from handschlag.actions.houses import House
from handschlag.actions.imports import import_files
from handschlag.actions.quarantine import Chosen, quarantine
from handschlag.actions.tables import tables
from tests.fixtures.houses import NOW
from tests.fixtures.postgres import find_programs

#: By these one would know her, and no checksum looks like them. `KX4711` and `L-0815` are numbers of her records,
#: `0176 5550199` is hers as well.
TRACES = ("fernweh", "erika", "KX4711", "5550199", "L-0815")

MAPPING = """\
mapping: 1
connection: crm
time_zone: UTC
files:
  - match: "contacts*"
    version: {column: changed}
    facts:
      - kind: person
        subject: {object: contact, id: id}
        fields: {first_name: first, last_name: last, email: email, phone: phone, company_name: company}
      - kind: company
        subject: {object: account, id: account, if_missing: no_fact}
        fields: {company_name: company}
  - match: "leads*"
    version: {column: changed}
    facts:
      - kind: person
        subject: {object: lead, id: id}
        fields: {full_name: name, email: email}
      - kind: touch
        subject: {object: lead, id: id}
        name: trade_fair
        side: marketing
        at: {column: met}
        key: id
  - match: "deals*"
    version: {column: changed}
    facts:
      - kind: opportunity_created
        subject: {object: deal, id: id}
        at: {column: made}
        amount: {column: amount, currency: EUR}
        fields: {title: title, main_contact: contact_name, note: note}
        relations: {primary_contact: {object: contact, id: contact}, company: {object: account, id: account}}
      - kind: opportunity_won
        subject: {object: deal, id: id}
        at: {column: won, if_missing: no_fact}
        amount: {column: amount, currency: EUR}
"""

CONTACTS = """\
id,first,last,email,phone,company,account,changed
KX4711,Erika,Fernweh,Erika.Fernweh@nordwind.example,+49 176 5550199,Nordwind GmbH,A1,2026-03-01
4712,Paul,Bleibt,paul@nordwind.example,+49 40 123456,Nordwind GmbH,A1,2026-03-01
"""
LEADS = """\
id;name;email;met;changed;remark
L-0815;Fernweh, Erika;erika.fernweh@nordwind.example;2026-02-01;2026-02-02;"wants
a call back"
L-0816;Paul Bleibt;paul@nordwind.example;2026-02-01;2026-02-02;none
L-0817;Erika Fernweh;erika.fernweh@nordwind.example;last week;2026-02-02;set aside
L-0818;Klara Fair;klara@fair.example;last week;2026-02-02;set aside
"""
DEALS = """\
id,title,contact,contact_name,account,amount,made,won,changed,note
D1,Nordwind renewal,KX4711,Erika Fernweh,A1,1000,2026-03-05,2026-04-01,2026-04-01,call Erika Fernweh on +49 176 5550199
D2,Nordwind more,4712,Paul Bleibt,A1,500,2026-03-06,,2026-03-06,ask erika.fernweh@nordwind.example first
D3,Nordwind less,KX4711,Erika Fernweh,A1,a lot,2026-03-07,,2026-03-07,set aside
"""
#: What comes after: the same records again, changed, and a new one of hers in another source.
LATER_DEALS = DEALS.replace("2026-04-01,call", "2026-05-01,call").replace("D1,Nordwind renewal", "D1,Nordwind again")
EVENTS_MAPPING = """\
mapping: 1
connection: webinar
files:
  - match: "visits*"
    facts:
      - kind: touch
        subject: {object: guest, id: guest}
        name: webinar
        side: marketing
        at: {column: at}
        key: visit
  - match: "guests*"
    version: {column: changed}
    facts:
      - kind: person
        subject: {object: guest, id: guest}
        fields: {email: mail}
"""
VISITS = "visit,guest,at\nv1,g1,2026-06-01\nv2,g2,2026-06-01\n"
GUESTS = "guest,mail,changed\ng1, ERIKA.FERNWEH@nordwind.example ,2026-06-02\ng2,klara@fair.example,2026-06-02\n"

FILES = {"contacts.csv": CONTACTS, "leads.csv": LEADS, "deals.csv": DEALS}


def deliver(
    house: House, folder: Path, files: dict[str, str], mapping: str = MAPPING, *, dry_run: bool = False
) -> dict[str, Any]:  # fmt: skip
    """Write the files and import them. They are removed again: what the house keeps of them, it keeps itself."""
    folder.mkdir(exist_ok=True)
    (folder / "mapping.yaml").write_text(mapping)
    paths = [folder / name for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    result = import_files(house, files=paths, mapping=folder / "mapping.yaml", dry_run=dry_run, now=NOW)
    shutil.rmtree(folder)
    return result


def furnish(house: House, folder: Path) -> None:
    """Everything imported; of the rows that were set aside some are mended, dismissed, left waiting."""
    deliver(house, folder, FILES)
    by_line = {(row["file"], row["line"]): row for row in quarantine(house)}
    mend_row(house, row=by_line["leads.csv", 5]["row"], values={"met": "2026-02-03"}, now=NOW)
    dismiss(house, chosen=Chosen([by_line["deals.csv", 4]["row"]]), why="Erika Fernweh said so", now=NOW)
    tables(house, now=NOW)


def facts(house: House, kinds: Sequence[str] = ("person", "company", "touch", "relation")) -> set[tuple[Any, ...]]:
    """What the ledger holds: kind, record, the other end, name, fields."""
    marks = ", ".join(f"'{kind}'" for kind in kinds)
    return set(
        tables(house, now=NOW).run(f"select kind, subject, related, name, fields from facts where kind in ({marks})")
    )


def contents(house: House) -> Iterator[tuple[str, bytes]]:
    """Every byte the workspace holds: its files, Parquet unpacked, and the database as its own tools write it out."""
    import duckdb

    for path in sorted(house.path.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(house.path)), path.read_bytes()
            if path.suffix == ".parquet":
                yield f"{path.name} unpacked", repr(duckdb.sql(f"from '{path}'").fetchall()).encode()
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("postgresql"):
        programs = find_programs()
        assert programs is not None
        url = f"postgresql://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
        yield "dump", subprocess.run([programs / "pg_dump", url], check=True, capture_output=True).stdout


def traces(house: House) -> dict[str, list[str]]:
    """Where something of her can still be found."""
    found: dict[str, list[str]] = {}
    for name, data in contents(house):
        for text in TRACES:
            spellings = (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"))
            if any(spelling in data.lower() for spelling in (one.lower() for one in spellings)):
                found.setdefault(text, []).append(name)
    return found
