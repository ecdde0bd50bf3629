"""Every end of a command: plain words on standard error, the agreed exit status, JSON where it was wished."""

import errno
import json
import sqlite3

import pytest
import typer
from django.db import OperationalError
from typer.testing import CliRunner, Result

from handschlag.cli.door import Door
from handschlag.cli.options import Json
from handschlag.errors import InputProblems, NotPermitted, OutsideSystemFailed, Problem, WrongUsage


def run(error: BaseException, *arguments: str) -> Result:
    """Run a program with one command, which fails like this."""
    app = typer.Typer(cls=Door)

    @app.callback()
    def program() -> None:
        pass

    @app.command()
    def fail(json: Json = False) -> None:
        raise error

    return CliRunner(env={"LANG": "C.UTF-8"}).invoke(app, ["fail", *arguments])


def test_every_problem_has_a_line_of_its_own() -> None:
    problems = [Problem("a.yaml", 3, 5, "unknown stage 'x'", "did you mean 'y'?"), Problem(message="and this")]
    result = run(InputProblems(*problems))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "a.yaml:3:5: unknown stage 'x' (did you mean 'y'?)\nand this\n"


def test_problems_are_a_document_where_json_is_wished() -> None:
    result = run(InputProblems(Problem("a.yaml", 3, 5, "wrong", "mend it")), "--json")
    problem = {"file": "a.yaml", "line": 3, "column": 5, "message": "wrong", "hint": "mend it"}
    assert json.loads(result.stdout) == {"schema": 1, "problems": [problem]}
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("error", "status", "text"),
    [
        (WrongUsage("a"), 2, "a\n"),
        (NotPermitted("b"), 3, "b\n"),
        (OutsideSystemFailed("c"), 4, "c\n"),
        (
            OSError(errno.ENOSPC, "No space left on device", "ledger/x.parquet"),
            4,
            "ledger/x.parquet: No space left on device\n",
        ),
        (
            FileNotFoundError(errno.ENOENT, "No such file or directory", "x.csv"),
            1,
            "x.csv: No such file or directory\n",
        ),
        (OperationalError("database is locked"), 4, "the database does not answer as it should: database is locked\n"),
    ],
)
def test_exit_status(error: BaseException, status: int, text: str) -> None:
    result = run(error)
    assert (result.exit_code, result.stderr) == (status, text)


def test_our_own_mistakes_are_not_dressed_up() -> None:
    result = run(sqlite3.ProgrammingError("ours"))
    assert isinstance(result.exception, sqlite3.ProgrammingError)
