"""P12: the start of the program against an empty program's; prints seconds and the ratio, fails above the goal."""

import sys
from typing import Any

from handschlag.engines.bench_start import run


def main() -> None:
    found: dict[str, Any] = run()
    for name, seconds in found["programs"].items():
        print(f"{name:22} {seconds:6.3f} s")
    print(f"P12: handschlag --help {found['seconds']:.3f} s (goal: at most {found['goal_seconds']} s warm)")
    print(f"P12: ratio {found['ratio']:.2f} against {found['against']} (goal: at most {found['goal']:.2f})")
    sys.exit(found["ratio"] > found["goal"])


if __name__ == "__main__":
    main()
