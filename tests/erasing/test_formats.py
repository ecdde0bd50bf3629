"""An erased person goes from files of every format that was kept, from cells that name several, and from uploads."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handschlag.actions.erasing import erase_person
from handschlag.actions.houses import House
from handschlag.actions.imports import import_files
from handschlag.actions.intakes import begin, receive
from handschlag.actions.leads import find_people
from handschlag.actions.ledgers import verify
from tests.erasing.house import CONTACTS, LEADS, MAPPING, TRACES, facts, traces
from tests.fixtures.houses import NOW

EMAIL = "erika.fernweh@nordwind.example"
HERS = {"crm:contact:KX4711", "crm:lead:L-0815", "crm:lead:L-0817"}

Rows = list[dict[str, str]]


def rows(text: str) -> Rows:
    return list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ","))


def jsonl(found: Rows, path: Path) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found), encoding="utf-8")


def parquet(found: Rows, path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet as files

    files.write_table(pyarrow.Table.from_pylist(found), path)


def utf_16(found: Rows, path: Path) -> None:
    sink = io.StringIO()
    writer = csv.DictWriter(sink, list(found[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(found)
    path.write_bytes(sink.getvalue().encode("utf-16"))


WRITERS: dict[str, tuple[str, Callable[[Rows, Path], None]]] = {
    "jsonl": ("jsonl", jsonl), "parquet": ("parquet", parquet), "utf-16": ("csv", utf_16),
}  # fmt: skip


def deliver(house: House, folder: Path, kind: str, mapping: str = MAPPING) -> dict[str, Any]:
    """Contacts and leads in this format; the files themselves are removed again."""
    folder.mkdir()
    (folder / "mapping.yaml").write_text(mapping)
    ending, write = WRITERS[kind]
    paths = [folder / f"{name}.{ending}" for name in ("contacts", "leads")]
    for path, text in zip(paths, (CONTACTS, LEADS), strict=True):
        write(rows(text), path)
    result = import_files(house, files=paths, mapping=folder / "mapping.yaml", dry_run=False, now=NOW)
    shutil.rmtree(folder)
    return result


@pytest.mark.parametrize("kind", WRITERS)
def test_from_a_kept_file_of_any_format(new_house: Callable[..., House], tmp_path: Path, kind: str) -> None:
    house = new_house()
    deliver(house, tmp_path / "exports", kind)
    before = facts(house)
    assert sorted(traces(house)) == sorted(TRACES)
    erase_person(house, person=EMAIL, now=NOW)
    assert traces(house) == {}
    others = {fact for fact in before if fact[1] not in HERS and fact[2] not in HERS}
    assert facts(house) == others and 0 < len(others) < len(before)
    assert verify(house, now=NOW)["problems"] == []
    again = deliver(house, tmp_path / "again", kind)
    assert (again["new"], facts(house), traces(house)) == (0, others, {})


SPLIT = """\
mapping: 1
connection: fair
time_zone: UTC
files:
  - match: "*"
    facts:
      - kind: person
        subject: {object: guest, id: id}
        at: {column: at}
        fields: {full_name: name, email: mail}
      - kind: touch
        subject: {object: guest, id: id}
        name: talk
        at: {column: at}
        key: id
        relations: {colleague: {object: guest, id: others, split: ";"}}
"""


def test_from_cells_that_name_several(new_house: Callable[..., House], tmp_path: Path) -> None:
    house = new_house()
    for name, again in (("talks.csv", ""), ("more.csv", "\n")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "mapping.yaml").write_text(SPLIT)
        (folder / name).write_text(
            "id,name,mail,at,others\n"
            "G1,Paul Bleibt,paul@nordwind.example,2026-02-01,KX4711;G3\n"
            f"KX4711,Erika Fernweh,{EMAIL},2026-02-01,\n"
            f"G3,Klara Fair,klara@fair.example,2026-02-02,\n{again}"
        )
        import_files(house, files=[folder / name], mapping=folder / "mapping.yaml", dry_run=False, now=NOW)
        shutil.rmtree(folder)
        if not again:
            assert ("relation", "fair:guest:G1", "fair:guest:KX4711", "colleague", None) in facts(house)
            erase_person(house, person=EMAIL, now=NOW)
        assert traces(house) == {}
        assert ("relation", "fair:guest:G1", "fair:guest:G3", "colleague", None) in facts(house)
        assert {each["name"] for each in find_people(house, text="", now=NOW)["people"]} == {
            "Paul Bleibt",
            "Klara Fair",
        }


def test_from_an_upload_that_waits(new_house: Callable[..., House], tmp_path: Path) -> None:
    """The file was put there before, and nobody has brought it in yet."""
    house = new_house()
    deliver(house, tmp_path / "exports", "jsonl")
    intake = begin(house, now=NOW)
    assert receive(house, intake=intake, name="contacts.csv", chunks=[CONTACTS.encode()]) is None
    erase_person(house, person=EMAIL, now=NOW)
    assert traces(house) == {}
