"""What can be wrong with what a user gave us, as data: all problems at once, each with its place and a way out."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong in a user's file or request.

    `line` and `column` count from 1; 0 means "the file as a whole". `hint` says what to do about it.
    """

    file: str = ""
    line: int = 0
    column: int = 0
    message: str = ""
    hint: str = ""

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        text = f"{place}: {self.message}" if place else self.message
        return f"{text} ({self.hint})" if self.hint else text


class HandschlagError(Exception):
    """Base of everything a user can cause. Doors show it without a traceback and end with `exit_status`."""

    exit_status = 1

    def __init__(self, *problems: Problem | str) -> None:
        self.problems = [p if isinstance(p, Problem) else Problem(message=p) for p in problems]
        super().__init__("\n".join(str(p) for p in self.problems))


class InputProblems(HandschlagError):
    """The user's input or data has problems; every one of them is listed."""


class WrongUsage(HandschlagError):
    """The request itself makes no sense (exit status 2)."""

    exit_status = 2


class NotPermitted(HandschlagError):
    """The asking person may not do this (exit status 3)."""

    exit_status = 3


class OutsideSystemFailed(HandschlagError):
    """Something outside failed: database, disk, connected system. Nothing is lost, it can be retried (exit 4)."""

    exit_status = 4
