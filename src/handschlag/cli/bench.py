"""`bench`: the jobs of the performance contract, measured on this machine as ratios."""

from typing import Annotated

import typer

from handschlag.cli.numbers import decimal
from handschlag.cli.options import Json
from handschlag.cli.output import print_json, print_table
from handschlag.cli.words import language_of, word


def bench(
    job: Annotated[str | None, typer.Argument(metavar="[JOB]", help="One job. Default: all of them.")] = None,
    json: Json = False,
) -> None:
    """Measure the jobs of the performance contract, each against its yardstick in the same run."""
    from handschlag.actions import bench as actions

    results = [actions.bench(name) for name in ([job] if job else actions.JOBS)]
    if json:
        print_json(results[0] if job else {"jobs": results})
        return
    language = language_of()
    columns = [word(key, language) for key in ("job", "seconds", "ratio", "against")]
    rows = [
        (
            result["job"],
            decimal(result["seconds"], language, 3),
            decimal(result["ratio"], language, 2),
            result["against"],
        )
        for result in results
    ]
    print_table("", columns, rows, numbers=[1, 2])
