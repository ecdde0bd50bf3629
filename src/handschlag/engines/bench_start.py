"""P12: how long `import handschlag` and `handschlag --help` take, beside a program with one empty command."""

import subprocess
import sys
import time
from statistics import median

ROUNDS = 15

#: Seconds, warm; and the same goal as a ratio, which holds on any machine.
GOAL_SECONDS = 0.3
GOAL_RATIO = 2.0

_EMPTY = "import typer; app = typer.Typer(); app.command()(lambda: None); app()"
_BARE, _YARDSTICK, _IMPORT, _HELP = "python, nothing", "empty program --help", "import handschlag", "handschlag --help"
_PROGRAMS = {
    _BARE: ["-c", "pass"],
    _YARDSTICK: ["-c", _EMPTY, "--help"],
    _IMPORT: ["-c", "import handschlag"],
    _HELP: ["-m", "handschlag.cli", "--help"],
}


def run() -> dict[str, object]:
    """Median seconds of each program; they take turns, so that a busy moment meets all of them."""
    for arguments in _PROGRAMS.values():
        _seconds(arguments)
    rounds = [{name: _seconds(arguments) for name, arguments in _PROGRAMS.items()} for _ in range(ROUNDS)]
    found = {name: median(one[name] for one in rounds) for name in _PROGRAMS}
    return {
        "job": "P12",
        "seconds": found[_HELP],
        "ratio": found[_HELP] / found[_YARDSTICK],
        "against": _YARDSTICK,
        "goal": GOAL_RATIO,
        "goal_seconds": GOAL_SECONDS,
        "programs": found,
    }


def _seconds(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start
