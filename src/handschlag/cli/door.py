"""The door: whatever a user can cause ends in plain words and an agreed exit status, never in a traceback."""

import errno
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from handschlag.cli.options import JSON_WISHED
from handschlag.cli.output import print_json, say
from handschlag.errors import HandschlagError, InputProblems, OutsideSystemFailed


class Door(TyperGroup):
    """The group of all commands."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except HandschlagError as error:
            raise typer.Exit(tell(error, as_json=ctx.meta.get(JSON_WISHED, False))) from None
        except Exception as error:
            problem = as_problem(error)
            if problem is None:
                raise
            raise typer.Exit(tell(problem, as_json=ctx.meta.get(JSON_WISHED, False))) from None


def tell(error: HandschlagError, *, as_json: bool) -> int:
    """Show every problem on a line of its own; the exit status is the answer."""
    for problem in error.problems:
        say(str(problem))
    if as_json:
        print_json({"problems": error.problems})
    return error.exit_status


def as_problem(error: Exception) -> HandschlagError | None:
    """What a folder, a disk or a database says, in plain words; None for everything that is our own mistake."""
    if isinstance(error, FileNotFoundError | IsADirectoryError | NotADirectoryError | FileExistsError):
        return InputProblems(f"{error.filename}: {error.strerror}")
    if isinstance(error, OSError) and error.errno is not None and error.errno != errno.EPIPE:
        place = f"{error.filename}: " if error.filename else ""
        return OutsideSystemFailed(f"{place}{error.strerror}")
    database = sys.modules.get("django.db")  # whoever did not load it cannot have been failed by it
    if database is not None and isinstance(error, database.OperationalError | database.InterfaceError):
        return OutsideSystemFailed(f"the database does not answer as it should: {error}")
    return None
