"""P4: the funnel report against the DuckDB query by hand; prints seconds and the ratio, fails above the goal."""

import sys
from typing import Any

from handschlag.engines.bench_funnel import run


def main() -> None:
    size = int(sys.argv[1].replace("_", "")) if len(sys.argv) > 1 else 1_000_000
    found: dict[str, Any] = run(size)
    print(f"{found['passes']:,} passes, {found['entries']:,} entries")
    print(f"report, 24 cohorts x 8 segments x 5 stages  {found['seconds']:6.3f} s")
    print(f"{found['against']:42}  {found['against_seconds']:6.3f} s")
    print(f"report with all its parts                   {found['whole_report_seconds']:6.3f} s")
    print(f"P4: ratio {found['ratio']:.2f} against {found['against']} (goal: at most {found['goal']:.2f})")
    sys.exit(found["ratio"] > found["goal"])


if __name__ == "__main__":
    main()
