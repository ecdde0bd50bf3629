"""`import` and `quarantine`: what comes in, what does not, and that a second time changes nothing."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import FORMS, FORMS_MAPPING, Run


@pytest.fixture
def house(laid_out: Path, tmp_path: Path) -> Path:
    """A house of its own for each test."""
    shutil.copytree(laid_out, tmp_path, dirs_exist_ok=True)
    return tmp_path / "house"


IMPORT = ("import", "forms.csv", "--mapping", "forms.yaml", "--workspace", "house")


def test_import_counts_rows_and_facts(run: Run, house: Path) -> None:
    """Four rows: three state a person and a touch, one names a day that does not exist."""
    first = run(*IMPORT, "--json").document
    assert {key: first[key] for key in ("read", "new", "unchanged", "corrected", "quarantined")} == {
        "read": 4,
        "new": 6,
        "unchanged": 0,
        "corrected": 0,
        "quarantined": 1,
    }
    again = run(*IMPORT, "--json").document
    assert (again["new"], again["corrected"]) == (0, 0)


def test_dry_run_changes_nothing(run: Run, house: Path) -> None:
    looked = run(*IMPORT, "--dry-run", "--json").document
    assert (looked["new"], looked["quarantined"]) == (6, 1)
    assert len(looked["facts"]) == 6
    assert run("quarantine", "list", "--workspace", "house", "--json").document == {"records": []}
    assert run(*IMPORT, "--json").document["new"] == 6


def test_quarantine_names_file_line_field_and_reason(run: Run, house: Path) -> None:
    run(*IMPORT)
    [record] = run("quarantine", "list", "--workspace", "house", "--json").document["records"]
    assert (record["file"], record["line"], record["field"]) == ("forms.csv", 5, "at")
    assert record["value"] == "31.02.2026 12:00"
    assert record["record"]["id"] == "4"
    assert record["reason"] != ""
    told = run("quarantine", "list", "--workspace", "house").out
    assert "forms.csv" in told
    assert "31.02.2026 12:00" in told


def test_a_mapping_with_problems_is_reported_like_an_agreement(run: Run, house: Path, tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text(FORMS_MAPPING.replace("kind: touch", "kind: tuch"))
    refused = run("import", "forms.csv", "--mapping", "wrong.yaml", "--workspace", "house")
    assert (refused.status, refused.out) == (1, "")
    assert refused.err.startswith("wrong.yaml:13:")
    assert "touch" in refused.err


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("forms-none.csv", None, "forms-none.csv: there is no such file"),
        ("other.csv", FORMS, "other.csv: no part of the mapping reads a file of this name"),
        ("forms-cut.csv", FORMS.replace("mail;", "post;"), "mail"),
    ],
)
def test_files_that_cannot_be_read(
    run: Run, house: Path, tmp_path: Path, name: str, text: str | None, said: str
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    refused = run("import", name, "--mapping", "forms.yaml", "--workspace", "house")
    assert refused.status == 1
    assert said in refused.err
    assert run("quarantine", "list", "--workspace", "house", "--json").document == {"records": []}
