"""P9: one new fact to the visible new state of its lead; prints the times, fails above the goal."""

import sys
from typing import Any

from handschlag.actions.bench_live import run


def main() -> None:
    size = int(sys.argv[1].replace("_", "")) if len(sys.argv) > 1 else 20_000
    found: dict[str, Any] = run(size)
    median, p95 = found["median"] * 1000, found["seconds"] * 1000
    print(f"{found['persons']:,} persons, {found['facts']:,} facts")
    print(f"median {median:.1f} ms, 95 of 100 within {p95:.1f} ms")
    print(f"P9: ratio {found['ratio']:.2f} against {found['against']} (goal: at most {found['goal']:.2f})")
    sys.exit(found["ratio"] > found["goal"])


if __name__ == "__main__":
    main()
