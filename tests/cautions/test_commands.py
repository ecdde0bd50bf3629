"""The commands say the same: `import --suggest` and `import --dry-run`, as text and in JSON; an import asks nothing."""

from pathlib import Path
from typing import Any

import pytest

from tests.cautions.exports import CONTACTS, DEALS, contact, deal, text, written
from tests.fixtures.commands import document, succeeds

ENGLISH = (
    "warning: deals.csv ends inside a row (line 31): the rest is missing. Export it once more and download all of it."
)
GERMAN = (
    "Achtung: deals.csv endet mitten in einer Zeile (Zeile 31): Der Rest fehlt."
    " Noch einmal exportieren und ganz herunterladen."
)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    deals = text(DEALS, *(deal(n, stage=("Closed Won", "Closed Lost")[n % 2]) for n in range(30)))
    contacts = text(CONTACTS, *(contact(n) for n in range(30)))
    return written(tmp_path, contacts=contacts, deals=deals[: deals.rindex("EUR")])


def said(arguments: list[object], cwd: Path) -> tuple[str, str]:
    """Standard output and standard error of a command that succeeds."""
    done = succeeds(*arguments, cwd=cwd)
    return done.out, done.err


def plain(warnings: list[dict[str, Any]]) -> list[tuple[str, list[str], str]]:
    return [(one["kind"], one["files"], one["text"]["en"]) for one in warnings]


@pytest.mark.parametrize(("language", "line"), [("en", ENGLISH), ("de", GERMAN)])
def test_suggest_and_dry_run_warn(tmp_path: Path, files: list[Path], language: str, line: str) -> None:
    succeeds("new", "house", "--language", language, cwd=tmp_path)
    house = tmp_path / "house"
    proposed, warned = said(["import", "--suggest", *files], house)
    assert line in warned.splitlines()
    (house / "m.yaml").write_text(proposed, "utf-8")
    _, warned = said(["import", *files, "--mapping", "m.yaml", "--dry-run"], house)
    assert line in warned.splitlines()


def test_json_has_the_same(tmp_path: Path, files: list[Path]) -> None:
    succeeds("new", "house", "--language", "en", cwd=tmp_path)
    house = tmp_path / "house"
    suggested = document("import", "--suggest", *files, cwd=house)
    (house / "m.yaml").write_text(succeeds("import", "--suggest", *files, cwd=house).out, "utf-8")
    dry = document("import", *files, "--mapping", "m.yaml", "--dry-run", cwd=house)
    cut = [("cut", ["deals.csv"], "deals.csv ends inside a row (line 31): the rest is missing.")]
    assert plain(suggested["warnings"]) == plain(dry["warnings"]) == cut
    assert suggested["warnings"][0]["line"] == 31


def test_a_delivery_that_came_before(tmp_path: Path, files: list[Path]) -> None:
    succeeds("new", "house", "--language", "en", cwd=tmp_path)
    house = tmp_path / "house"
    (house / "m.yaml").write_text(succeeds("import", "--suggest", *files, cwd=house).out, "utf-8")
    succeeds("import", *files, "--mapping", "m.yaml", cwd=house)
    dry = document("import", *files, "--mapping", "m.yaml", "--dry-run", cwd=house)
    kinds = [(one["kind"], one["files"]) for one in dry["warnings"]]
    assert kinds == [("delivered", ["contacts.csv"]), ("delivered", ["deals.csv"]), ("cut", ["deals.csv"])]


def test_a_mapping_that_fits_the_headers_but_not_the_values(tmp_path: Path, files: list[Path]) -> None:
    succeeds("new", "house", "--language", "en", cwd=tmp_path)
    house = tmp_path / "house"
    mapping = succeeds("import", "--suggest", *files, cwd=house).out
    (house / "m.yaml").write_text(mapping.replace("column: Amount", "column: Deal Name"), "utf-8")
    dry = document("import", *files, "--mapping", "m.yaml", "--dry-run", cwd=house)
    [misfit] = [one for one in dry["warnings"] if one["kind"] == "misfit"]
    assert misfit["text"]["en"] == (
        "deals.csv: 29 of 30 rows do not fit. Deal Name: not a number with the decimal sign `.`,"
        " for example “Line 0” in line 2."
    )
