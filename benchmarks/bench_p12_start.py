"""P12: how long `import handschlag` and `handschlag --help` take, beside bare Python and a program with one empty command."""

import subprocess
import sys
import time
from statistics import median

ROUNDS = 15
#: Warm, on the machine the goals were set on.
GOAL_SECONDS = 0.3
#: The same goal as a ratio: `handschlag --help` against the help of a program with one empty command.
GOAL_RATIO = 2.0

EMPTY = "import typer; app = typer.Typer(); app.command()(lambda: None); app()"
PROGRAMS = {
    "python, nothing": ["-c", "pass"],
    "empty program --help": ["-c", EMPTY, "--help"],
    "import handschlag": ["-c", "import handschlag"],
    "handschlag --help": ["-m", "handschlag.cli", "--help"],
}


def seconds(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def measure() -> dict[str, float]:
    """Median seconds of each program; the programs take turns, so that a busy moment meets all of them."""
    for arguments in PROGRAMS.values():
        seconds(arguments)
    rounds = [{name: seconds(arguments) for name, arguments in PROGRAMS.items()} for _ in range(ROUNDS)]
    return {name: median(one[name] for one in rounds) for name in PROGRAMS}


def main() -> None:
    found = measure()
    for name, taken in found.items():
        print(f"{name:22} {taken:6.3f} s   {taken / found['python, nothing']:5.1f} x bare Python")
    ratio = found["handschlag --help"] / found["empty program --help"]
    print(f"P12: handschlag --help takes {ratio:.2f} x an empty program's help (goal: at most {GOAL_RATIO:.2f} x)")
    print(f"P12: import handschlag {found['import handschlag']:.3f} s, handschlag --help {found['handschlag --help']:.3f} s "
          f"(goal: at most {GOAL_SECONDS} s each)")  # fmt: skip
    sys.exit(ratio > GOAL_RATIO)


if __name__ == "__main__":
    main()
