"""What the documents say is held to what there is: commands, fact kinds, targets, versions, links."""

import re
from importlib.metadata import version
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from handschlag.cli.app import app
from handschlag.funnel.lint import LINTS
from handschlag.funnel.report import PARTS
from handschlag.ledger.kinds import KINDS
from handschlag.ledger.schema import FACT_COLUMNS
from tests.repository.tree import ROOT, files, name

DOCS = ROOT / "docs"


def commands(group: TyperGroup, prefix: str = "") -> dict[str, set[str]]:
    """Every command with its options, as a person types them."""
    found: dict[str, set[str]] = {}
    for key, command in group.commands.items():
        if isinstance(command, TyperGroup):
            found |= commands(command, f"{prefix}{key} ")
        else:
            found[prefix + key] = {
                option for parameter in command.params for option in parameter.opts if option[0] == "-"
            }
    return found


def documented_commands() -> dict[str, set[str]]:
    """The sections of the reference: a heading per command, its options in the first column of its table."""
    sections = re.split(
        r"^## `handschlag ([a-z -]+?)(?: [^a-z].*)?`$", (DOCS / "reference/commands.md").read_text(), flags=re.M
    )
    return {
        command: set(re.findall(r"^\| `(--[a-z-]+)", body, re.M))
        for command, body in zip(sections[1::2], sections[2::2], strict=True)
    }


def test_every_command_and_option_is_in_the_reference() -> None:
    program = typer.main.get_command(app)
    assert isinstance(program, TyperGroup)
    assert documented_commands() == commands(program)


def test_every_fact_kind_is_in_the_reference() -> None:
    """The table says what `kinds.py` says, word for word, in its order."""
    page = (DOCS / "reference/facts.md").read_text()
    rows = re.findall(r"^\| `([a-z_]+)` \| (\w+) \| (.*?) ?\| (record|event) \| (.+) \|$", page, re.M)
    told = [
        (kind.key, kind.about, kind.name, "record" if kind.record else "event", kind.meaning.replace(" | ", ", "))
        for kind in KINDS.values()
    ]
    assert rows == told


def test_every_column_of_a_fact_is_in_the_reference() -> None:
    page = (DOCS / "reference/facts.md").read_text()
    assert re.findall(r"^\| `([a-z_]+)` \| [^|]+ \|$", page, re.M) == list(FACT_COLUMNS)


def test_every_part_of_the_report_and_every_finding_is_in_the_reference() -> None:
    page = (DOCS / "reference/figures.md").read_text()
    keys = [key for cell in re.findall(r"^\| (`.+?`) \|", page, re.M) for key in re.findall(r"`([a-z_]+)`", cell)]
    assert [key for key in (*PARTS, "coverage") if key not in ("expected", "kaplan_meier") and key not in keys] == []
    assert [key for key in keys if key in {lint.kind for lint in LINTS}] == [lint.kind for lint in LINTS]


def test_the_readme_runs_what_the_makefile_runs() -> None:
    readme = (ROOT / "README.md").read_text()
    makefile = (ROOT / "Makefile").read_text()
    targets = re.findall(r"^([a-z-]+):.*## ", makefile, re.M)
    assert set(re.findall(r"\bmake ([a-z-]+)\b", readme)) <= set(targets)
    installs = set(re.findall(r"pip install -q .*-c constraints\.txt -e (\S+)", makefile))
    assert set(re.findall(r"pip install -q .*-c constraints\.txt -e (\S+)", readme)) == installs
    assert "make demo" in readme
    assert "make test" in readme


def test_ci_runs_the_readmes_test_command() -> None:
    lines = (ROOT / ".ci/run").read_text().splitlines()
    assert lines[-1] == "exec make test"


def test_the_changelog_has_this_version() -> None:
    sections = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(), re.M)
    assert sections[0] in ("Unreleased", version("handschlag"))


def markdown() -> list[Path]:
    return [path for path in files() if path.suffix == ".md"]


@pytest.mark.parametrize("page", markdown(), ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text())
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_page_is_in_the_index() -> None:
    linked = {(DOCS / target).resolve() for target in re.findall(r"\]\(([^)#:]+)\)", (DOCS / "index.md").read_text())}
    pages = {path for path in markdown() if DOCS in path.parents and path.name != "index.md"}
    assert sorted(map(name, pages - linked)) == []


def test_decisions_are_numbered_by_file_name() -> None:
    numbers = [path.name[:4] for path in files() if path.parent == DOCS / "adr"]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
