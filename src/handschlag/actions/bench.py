"""The jobs of the performance contract, each measured against its yardstick in the same run."""

from importlib import import_module
from typing import Any

from handschlag.errors import Problem, WrongUsage

#: Job to the function that runs it; imported when it is asked for.
JOBS = {
    "P4": "handschlag.engines.bench_funnel.run",
    "P6": "handschlag.engines.bench_due.run",
    "P7": "handschlag.engines.bench_import.run",
    "P9": "handschlag.actions.bench_live.run",
    "P12": "handschlag.engines.bench_start.run",
}


def bench(job: str) -> dict[str, Any]:
    """Run one job: {"job", "seconds", "ratio", "against"}, and whatever else it measured."""
    if job not in JOBS:
        raise WrongUsage(Problem(message=f"there is no job `{job}`", hint=f"known are {', '.join(JOBS)}"))
    module, _, function = JOBS[job].rpartition(".")
    result: dict[str, Any] = getattr(import_module(module), function)()
    return result
