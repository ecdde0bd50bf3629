"""`demo`: the example house, made, imported, folded, shown and served."""

from pathlib import Path
from typing import Annotated, Any

import typer

from handschlag.cli.numbers import count
from handschlag.cli.options import Json, now
from handschlag.cli.output import print_json, print_line
from handschlag.cli.progress import progress_bar
from handschlag.cli.serve import PORT, Port, address, free_port, serve_pages, serving_at
from handschlag.cli.words import Language, language_of, word

FOLDER = Path("demo-house")


def demo(
    directory: Annotated[Path, typer.Option("--dir", metavar="D", help="Where to make the house.")] = FOLDER,
    port: Port = PORT,
    serving: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve the pages when it is made.")] = True,
    json: Json = False,
) -> None:
    """Make the example house: a German software company, two systems, two years; then serve its pages."""
    from handschlag.actions.houses import setup

    language = language_of()
    port = free_port(port) if serving else port
    setup(directory)
    from handschlag.actions import demo as actions

    with progress_bar(language) as progress:
        made = actions.make_demo(directory, now=now(), progress=progress)
    summary = {
        "workspace": made.path,
        "address": address(port) if serving else None,
        **actions.summary(made, now=now()),
    }
    if json:
        print_json(summary)
    else:
        _tell(summary, language)
    if serving:
        serve_pages(directory, port, announce=lambda: None if json else print_line(serving_at(port, language)))


def _tell(summary: dict[str, Any], language: Language) -> None:
    print_line(f"{word('house', language)}: {summary['workspace']}")
    for key in ("facts", "persons", "companies", "passes", "won", "quarantined"):
        print_line(f"{word(key, language)}: {count(summary[key], language)}")
