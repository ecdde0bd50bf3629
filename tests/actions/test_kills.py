"""`kill -9` and Ctrl-C in the middle of an import: running it again completes it, nothing twice, nothing missing."""

import csv
import os
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from handschlag.actions.tables import tables
from handschlag.store.manifest import snapshot
from tests.fixtures.houses import NOW

pytestmark = pytest.mark.long

ROWS = 40_000
MAPPING = """\
mapping: 1
connection: web
files:
  - match: "visits*.csv"
    facts:
      - {kind: touch, subject: {object: visitor, id: visitor}, at: {column: at, format: iso}, name: page_view,
         side: marketing, key: id}
"""


def run(house: Path, mapping: Path, files: list[Path]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "handschlag.cli", "import", *map(str, files), "--mapping", str(mapping)]
    environment = {**os.environ, "HANDSCHLAG_WORKSPACE": str(house)}
    return subprocess.Popen(
        [*command, "--workspace", str(house)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


@pytest.fixture
def exports(tmp_path: Path) -> list[Path]:
    files = []
    for number in range(3):
        file = tmp_path / f"visits-{number}.csv"
        with file.open("w", newline="") as sink:
            writer = csv.writer(sink)
            writer.writerow(["id", "visitor", "at"])
            start = number * ROWS // 2  # every second row stands in the next file as well
            writer.writerows([n, n % 500, f"2026-01-{1 + n % 28:02}T08:00:00"] for n in range(start, start + ROWS))
        files.append(file)
    return files


@pytest.mark.parametrize("kind", [signal.SIGKILL, signal.SIGINT])
def test_killed_anywhere_it_completes_on_the_next_run(new_house, tmp_path, exports, kind):
    house = new_house()
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(MAPPING)
    dice = random.Random(7)
    killed = 0
    for _ in range(4):
        process = run(house.path, mapping, exports)
        assert process.stderr is not None
        process.stderr.readline()  # it has begun
        try:
            process.wait(timeout=dice.uniform(0.0, 2.5))
            break
        except subprocess.TimeoutExpired:
            process.send_signal(kind)
            killed += 1
            said = process.communicate()[1].decode()
            ended = (process.returncode, said.splitlines()[-1:])
            assert (
                ended
                in {
                    signal.SIGKILL: [(-signal.SIGKILL, ended[1])],
                    signal.SIGINT: [(130, ["interrupted; nothing is lost, run it again"]), (0, ended[1])],
                }[kind]
            )
    assert killed > 0
    left = list(Path(tempfile.gettempdir()).glob(f"handschlag-{process.pid}-*"))
    assert kind == signal.SIGKILL or left == []
    process = run(house.path, mapping, exports)
    said = process.communicate()[1].decode()
    assert process.returncode == 0, said
    expected = {str(n) for n in range(2 * ROWS)}
    asked = tables(house, now=NOW)
    assert {key for (key,) in asked.run("select key from unique_facts where kind = 'touch'")} == expected
    assert asked.run("select count(*) from unique_facts where kind = 'touch'") == [(2 * ROWS,)]
    assert asked.run("select count(*), count(distinct person) from passes") == [(500, 500)]
    delivered = asked.run("select count(*) from deliveries where kind = 'touch'")
    assert delivered == [(3 * ROWS,)]  # each file once, as it was delivered
    assert sum(path.is_file() for path in snapshot(house.ledger).segments) == len(snapshot(house.ledger).segments)
