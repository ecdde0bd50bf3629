"""P7: importing CSV, JSON Lines and Parquet against DuckDB's COPY; prints the ratios, fails above the goals."""

import sys
from typing import Any

from handschlag.engines.bench_import import run


def main() -> None:
    size = int(sys.argv[1].replace("_", "")) if len(sys.argv) > 1 else 10_000_000
    found: dict[str, Any] = run(size)
    print(f"{found['rows']:,} interactions")
    for kind, one in found["formats"].items():
        print(
            f"{kind:8} import {one['seconds']:6.2f} s, COPY {one['against_seconds']:6.2f} s, ratio {one['ratio']:.2f};"
            f" delivered again {one['again_seconds']:5.2f} s, {one['again_ratio']:.2f} of the first time"
        )
    again = max(one["again_ratio"] for one in found["formats"].values())
    print(f"P7: ratio {found['ratio']:.2f} against {found['against']} (goal: at most {found['goal']:.2f})")
    print(f"P7: again {again:.2f} of the first time (goal: at most {found['goal_again']:.2f})")
    sys.exit(found["ratio"] > found["goal"] or again > found["goal_again"])


if __name__ == "__main__":
    main()
