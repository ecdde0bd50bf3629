"""Houses filled by proposed mappings, with the commands people type, in processes of their own."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.fixtures.commands import document, environment, succeeds

#: Prints numbers of a house: entities, opportunities, their ends, passes won, and rows in quarantine.
_COUNTS = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
from handschlag.access.actors import COMMAND_LINE
from handschlag.actions.houses import open_house, setup
setup(Path(sys.argv[1]))
NOW = datetime(2026, 11, 1, tzinfo=UTC)
house = open_house(Path(sys.argv[1]), by=COMMAND_LINE, at=NOW)
from handschlag.actions.imports import quarantine
from handschlag.actions.tables import tables
run = tables(house, now=NOW).run
counts = {}
[(counts["persons"], counts["companies"])] = run("select count(distinct person), count(distinct company) from people")
[(counts["opportunities"],)] = run("select count(*) from opportunities")
for outcome, number, value in run("select outcome, count(*), sum(value) from opportunities group by 1"):
    counts[outcome] = [number, None if value is None else int(value)]
[(counts["passes_won"],)] = run("select count(*) from passes where outcome = 'won'")
for kind, number in run("select kind, count(*) from unique_facts where kind not in ('link') group by 1"):
    counts["facts " + kind] = number
for row in quarantine(house):
    counts["quarantine " + row["file"]] = counts.get("quarantine " + row["file"], 0) + 1
print(json.dumps(counts))
"""


def new_house(folder: Path, agreement: str) -> Path:
    succeeds("new", "house", "--language", "en", cwd=folder)
    (folder / "house" / "agreement.yaml").write_text(agreement, "utf-8")
    return folder / "house"


def suggest_and_import(house: Path, files: Sequence[Path], mapping: str) -> dict[str, Any]:
    """Propose a mapping, write it down untouched, and import by it."""
    text = succeeds("import", "--suggest", *files, cwd=house).out
    (house / mapping).write_text(text, "utf-8")
    return document("import", *files, "--mapping", mapping, cwd=house)


def counts(house: Path) -> dict[str, Any]:
    command = [sys.executable, "-c", _COUNTS, str(house)]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))
