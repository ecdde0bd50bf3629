"""What fails outside of us, in words: a locked or read-only database, a full disk. Nothing is lost by it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
from django.db import Error as DatabaseError

from handschlag.errors import OutsideSystemFailed, Problem

_DISK = {
    errno.ENOSPC: ("the disk is full", "make room and run it again; nothing of this was added"),
    errno.EDQUOT: ("the disk quota is used up", "make room and run it again; nothing of this was added"),
    errno.EROFS: ("the disk is read-only", "make the workspace writable and run it again"),
    errno.EACCES: ("this is not allowed by the file system", "check who owns the workspace and run it again"),
    errno.EPERM: ("this is not allowed by the file system", "check who owns the workspace and run it again"),
}
_DATABASE = (
    ("locked", "the database is locked by another process", "wait until it has finished and run it again"),
    ("readonly", "the database is read-only", "make the workspace's database writable and run it again"),
    ("read-only", "the database is read-only", "make it writable and run it again"),
    ("disk is full", *_DISK[errno.ENOSPC]),
    ("no such table", "the database has no tables yet", "start `handschlag serve` once, it makes them"),
    ("does not exist", "the database has no tables yet, or does not exist", "check HANDSCHLAG_DATABASE_URL"),
    ("unable to open", "the database cannot be opened", "check the workspace and HANDSCHLAG_DATABASE_URL"),
    ("connection", "the database cannot be reached", "check that it runs, and HANDSCHLAG_DATABASE_URL"),
)  # fmt: skip


@contextmanager
def outside() -> Iterator[None]:
    """Turn failures of database, disk and memory into OutsideSystemFailed."""
    try:
        yield
    except DatabaseError as error:
        raise OutsideSystemFailed(_database_problem(str(error))) from error
    except duckdb.OutOfMemoryException as error:
        hint = "free memory or disk space and run it again; nothing of this was added"
        raise OutsideSystemFailed(Problem(message="there is not enough memory for this", hint=hint)) from error
    except duckdb.IOException as error:
        if "No space left" in str(error):
            message, hint = _DISK[errno.ENOSPC]
            raise OutsideSystemFailed(Problem(message=message, hint=hint)) from error
        raise OutsideSystemFailed(Problem(message=f"a file cannot be read or written: {_first_line(error)}")) from error
    except OSError as error:
        if error.errno not in _DISK:
            raise
        message, hint = _DISK[error.errno]
        raise OutsideSystemFailed(Problem(file=str(error.filename or ""), message=message, hint=hint)) from error


def _database_problem(text: str) -> Problem:
    for mark, message, hint in _DATABASE:
        if mark in text.lower():
            return Problem(message=message, hint=hint)
    return Problem(message=f"the database refused: {text.splitlines()[0] if text else 'no reason given'}")


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
