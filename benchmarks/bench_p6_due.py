"""P6: a million due instants against numpy.busday_offset; prints seconds and the ratio, fails above the goal."""

import sys
from typing import Any

from handschlag.engines.bench_due import run


def main() -> None:
    size = int(sys.argv[1].replace("_", "")) if len(sys.argv) > 1 else 1_000_000
    found: dict[str, Any] = run(size)
    print(f"{found['clocks']:,} clocks: {found['seconds']:.3f} s, {found['against']} {found['against_seconds']:.3f} s")
    print(f"P6: ratio {found['ratio']:.2f} against {found['against']} (goal: at most {found['goal']:.2f})")
    sys.exit(found["ratio"] > found["goal"])


if __name__ == "__main__":
    main()
