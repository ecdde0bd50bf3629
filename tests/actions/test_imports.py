"""Importing: all of a file or nothing, a second time changes nothing, and what is wrong is said and loses nothing."""

import csv
import errno
import os
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest

from handschlag.actions.houses import House
from handschlag.actions.imports import deliveries, import_files, quarantine
from handschlag.actions.tables import tables
from handschlag.errors import InputProblems, OutsideSystemFailed
from handschlag.store.manifest import count, snapshot
from tests.fixtures.houses import NOW

MAPPING = """\
mapping: 1
connection: web
time_zone: UTC
files:
  - match: "visits*.csv"
    record: id
    facts:
      - {kind: touch, subject: {object: visitor, id: visitor}, at: {column: at, format: iso}, name: page_view,
         side: marketing, key: id, fields: {path: path}}
  - match: "people*.csv"
    record: visitor
    version: {column: changed, format: iso}
    facts:
      - {kind: person, subject: {object: visitor, id: visitor}, fields: {email: email, country: country}}
  - match: "plain*.csv"
    record: visitor
    facts:
      - {kind: person, subject: {object: visitor, id: visitor}, at: {column: at, format: iso}, fields: {email: email}}
"""


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    file = tmp_path / "mapping.yaml"
    file.write_text(MAPPING)
    return file


def visits(folder: Path, numbers: range, name: str = "visits.csv") -> Path:
    file = folder / name
    with file.open("w", newline="") as sink:
        writer = csv.writer(sink)
        writer.writerow(["id", "visitor", "at", "path"])
        writer.writerows(
            [n, n % 7, f"2026-01-{1 + n % 28:02}T08:00:{n % 60:02}", "/prices" if n % 3 else "/"] for n in numbers
        )
    return file


def people(folder: Path, rows: list[tuple[str, ...]], name: str = "people.csv") -> Path:
    file = folder / name
    file.write_text("\n".join(",".join(row) for row in rows) + "\n")
    return file


def take(house: House, mapping: Path, *files: Path, dry_run: bool = False) -> dict[str, Any]:
    result = import_files(house, files=files, mapping=mapping, dry_run=dry_run, now=NOW)
    return {key: result[key] for key in ("read", "new", "unchanged", "corrected", "quarantined")}


def counts(read: int, new: int, unchanged: int = 0, corrected: int = 0, quarantined: int = 0) -> dict[str, int]:
    return {"read": read, "new": new, "unchanged": unchanged, "corrected": corrected, "quarantined": quarantined}


def touches(house: House) -> int:
    return tables(house, now=NOW).run("select count(*) from unique_facts where kind = 'touch'")[0][0]


def test_the_same_file_twice_changes_nothing(new_house, mapping, tmp_path):
    house = new_house()
    file = visits(tmp_path, range(100))
    assert take(house, mapping, file) == counts(100, 100)
    before, files = count().generation, sorted(house.ledger.rglob("*"))
    assert take(house, mapping, file) == counts(100, 0, 100)
    assert (count().generation, sorted(house.ledger.rglob("*"))) == (before, files)
    assert touches(house) == 100


def test_half_a_file_and_then_all_of_it(new_sqlite_house, mapping, tmp_path):
    house = new_sqlite_house()
    assert take(house, mapping, visits(tmp_path, range(50))) == counts(50, 50)
    assert take(house, mapping, visits(tmp_path, range(100))) == counts(100, 50, 50)
    assert touches(house) == 100


def test_rows_repeated_in_a_file_are_one_fact(new_sqlite_house, mapping, tmp_path):
    house = new_sqlite_house()
    file = visits(tmp_path, range(10))
    file.write_text(file.read_text() + "\n".join(file.read_text().splitlines()[1:]) + "\n")
    assert take(house, mapping, file) == counts(20, 10, 10)
    assert touches(house) == 10


def test_a_newer_version_of_a_record_corrects_it(new_sqlite_house, mapping, tmp_path):
    house = new_sqlite_house()
    header = ("visitor", "email", "country", "changed")
    take(
        house,
        mapping,
        people(tmp_path, [header, ("1", "a@acme.de", "DE", "2026-01-01"), ("2", "", "DE", "2026-01-01")]),
    )
    newer = [header, ("1", "b@acme.de", "DE", "2026-02-01"), ("2", "", "DE", "2026-01-01")]
    assert take(house, mapping, people(tmp_path, newer)) == counts(2, 0, 1, 1)
    found = tables(house, now=NOW).run("select email from people order by email nulls last")
    assert found == [("b@acme.de",), (None,)]


def test_the_same_version_saying_something_else_waits_in_quarantine(new_sqlite_house, mapping, tmp_path):
    house = new_sqlite_house()
    header = ("visitor", "email", "country", "changed")
    take(house, mapping, people(tmp_path, [header, ("1", "a@acme.de", "DE", "2026-01-01")]))
    other = [header, ("1", "x@acme.de", "DE", "2026-01-01"), ("2", "c@acme.de", "AT", "2026-01-01")]
    assert take(house, mapping, people(tmp_path, other)) == counts(2, 1, quarantined=1)
    [waiting] = quarantine(house)
    assert waiting["value"] == "web:visitor:1"
    assert waiting["record"]["fields"] == {"country": "DE", "email": "x@acme.de"}
    found = tables(house, now=NOW).run("select email from people order by email")
    assert found == [("a@acme.de",), ("c@acme.de",)]


def test_a_mended_mapping_takes_the_place_of_the_old_reading(new_house, mapping, tmp_path):
    house = new_house()
    file = visits(tmp_path, range(30))
    take(house, mapping, file)
    mapping.write_text(MAPPING.replace("name: page_view", "name: page_visited").replace("key: id, ", ""))
    assert take(house, mapping, file) == counts(30, 30)
    asked = tables(house, now=NOW)
    assert asked.run("select name, count(*) from unique_facts where kind = 'touch' group by name") == [
        ("page_visited", 30)
    ]
    assert [(row["file"], row["superseded_by"]) for row in deliveries(house) if row["kind"] == "import"] == [
        ("visits.csv", None),
        ("visits.csv", deliveries(house)[0]["batch"] if deliveries(house)[0]["kind"] == "import" else 3),
    ]


def test_a_dry_run_says_the_same_and_changes_nothing(new_sqlite_house, mapping, tmp_path):
    house = new_sqlite_house()
    file = visits(tmp_path, range(100))
    file.write_text(file.read_text() + "100,1,2026-02-30T08:00:00,/\n")
    before = count().generation
    result = import_files(house, files=[file], mapping=mapping, dry_run=True, now=NOW)
    assert {key: result[key] for key in ("read", "new", "quarantined")} == {"read": 101, "new": 100, "quarantined": 1}
    assert [(row["file"], row["line"], row["field"], row["value"]) for row in result["rejected"]] == [
        ("visits.csv", 102, "at", "2026-02-30T08:00:00")
    ]
    assert [(f["kind"], f["subject"], f["name"]) for f in result["facts"][:2]] == [
        ("touch", "web:visitor:0", "page_view"),
        ("touch", "web:visitor:1", "page_view"),
    ]
    assert count().generation == before and snapshot(house.ledger).segments == ()
    assert take(house, mapping, file) == counts(101, 100, quarantined=1)


def test_all_problems_of_the_files_are_said_before_anything_is_read(new_sqlite_house, mapping, tmp_path):
    house = new_sqlite_house()
    other = tmp_path / "deals.csv"
    other.write_text("a,b\n1,2\n")
    with pytest.raises(InputProblems) as caught:
        take(house, mapping, visits(tmp_path, range(3)), other, tmp_path / "visits-absent.csv")
    assert [problem.message for problem in caught.value.problems] == [
        "no part of the mapping reads a file of this name",
        "there is no such file",
    ]
    assert count().generation == 0


def test_an_unknown_stage_is_a_problem_of_the_mapping(new_sqlite_house, mapping, tmp_path):
    house = new_sqlite_house()
    mapping.write_text(
        MAPPING
        + '  - match: "stages.csv"\n    facts:\n      - {kind: stage_reported, subject: {object: visitor, id: v},'
        " at: {column: at, format: iso}, name: marketing_leed}\n"
    )
    with pytest.raises(InputProblems) as caught:
        take(house, mapping, visits(tmp_path, range(3)))
    [problem] = caught.value.problems
    assert (problem.file, problem.line) == (str(mapping), MAPPING.count("\n") + 3)
    assert "marketing_leed" in problem.message


def test_a_database_that_cannot_be_written_is_said(new_sqlite_house, mapping, tmp_path):
    house = new_sqlite_house()
    file = visits(tmp_path, range(10))
    holder = sqlite3.connect(house.path / "db.sqlite3", isolation_level=None)
    from django.db import connection

    connection.close()
    connection.settings_dict["OPTIONS"]["timeout"] = 0.1
    holder.execute("begin exclusive")
    with pytest.raises(OutsideSystemFailed) as caught:
        take(house, mapping, file)
    holder.execute("rollback")
    holder.close()
    assert (
        str(caught.value) == "the database is locked by another process (wait until it has finished and run it again)"
    )
    assert take(house, mapping, file) == counts(10, 10)


def test_a_read_only_database_is_said(new_sqlite_house, mapping, tmp_path):
    house = new_sqlite_house()
    from django.db import connection

    connection.close()
    options = connection.settings_dict["OPTIONS"]
    options["init_command"] += "PRAGMA query_only=ON;"
    with pytest.raises(OutsideSystemFailed) as caught:
        take(house, mapping, visits(tmp_path, range(10)))
    assert str(caught.value) == ("the database is read-only (make the workspace's database writable and run it again)")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount the small disk that this test fills")
def test_a_full_disk_is_said_and_nothing_is_half_there(new_sqlite_house, mapping, tmp_path):
    house = new_sqlite_house()
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        os.rename(house.ledger, house.path / "ledger-before")
        os.symlink(disk, house.ledger)
        file = visits(tmp_path, range(200_000))
        with pytest.raises(OutsideSystemFailed) as caught:
            take(house, mapping, file)
        assert str(caught.value) == "the disk is full (make room and run it again; nothing of this was added)"
        assert count().generation == 0
        assert [path for path in disk.rglob("*") if path.is_file()] == []
        os.unlink(house.ledger)
        os.rename(house.path / "ledger-before", house.ledger)
        assert take(house, mapping, file) == counts(200_000, 200_000)
    finally:
        subprocess.run(["umount", disk], check=False)


def test_errors_of_the_disk_have_words():
    from handschlag.actions.failures import outside

    with pytest.raises(OutsideSystemFailed) as caught, outside():
        raise OSError(errno.EROFS, "read-only", "/house/ledger")
    assert str(caught.value) == "/house/ledger: the disk is read-only (make the workspace writable and run it again)"
