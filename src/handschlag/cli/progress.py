"""A progress bar on a terminal, a line per step elsewhere; always on standard error."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from handschlag.cli.output import say
from handschlag.cli.words import WORDS, Language, word


class Progress(Protocol):
    """What long actions call: which step they are at, how much of it is done, and of how much, if they know."""

    def __call__(self, step: str, done: int, total: int | None = None) -> None: ...


@contextmanager
def progress_bar(language: Language) -> Iterator[Progress]:
    if sys.stderr.isatty():
        with _bars(language) as progress:
            yield progress
    else:
        yield _lines(language)


def _name(step: str, language: Language) -> str:
    """Actions name their steps by key; files are named by themselves."""
    return word(step, language) if step in WORDS else step


@contextmanager
def _bars(language: Language) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress as Bars, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f}"),
        TimeElapsedColumn(),
    )
    with Bars(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, TaskID] = {}

        def progress(step: str, done: int, total: int | None = None) -> None:
            if step not in tasks:
                for earlier in tasks.values():
                    bars.update(earlier, total=bars.tasks[earlier].completed)
                tasks[step] = bars.add_task(_name(step, language), total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield progress
        for task in tasks.values():
            bars.update(task, total=bars.tasks[task].completed)


def _lines(language: Language) -> Progress:
    begun: set[str] = set()

    def progress(step: str, done: int, total: int | None = None) -> None:
        if step not in begun:
            begun.add(step)
            say(f"{_name(step, language)} ...")

    return progress
