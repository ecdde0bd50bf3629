"""`demo`: the example house, made, imported, folded, shown and served."""

from pathlib import Path
from typing import Annotated

import typer

from handschlag.cli.numbers import count
from handschlag.cli.options import Json, now
from handschlag.cli.output import print_json, print_line
from handschlag.cli.progress import progress_bar
from handschlag.cli.serve import ADDRESS, PORT, Port, free_port, serve_pages
from handschlag.cli.words import language_of, word


def demo(
    directory: Annotated[Path, typer.Option("--dir", metavar="D", help="Where to make the house.")] = Path(
        "demo-house"
    ),
    port: Port = PORT,
    serving: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve the pages when it is made.")] = True,
    json: Json = False,
) -> None:
    """Make the example house: a German software company, two systems, two years; then serve its pages."""
    from handschlag.actions import demo as actions
    from handschlag.actions.houses import setup

    if serving:
        port = free_port(port)
    setup(directory)
    with progress_bar(language_of()) as progress:
        made = actions.make_demo(directory, now=now(), progress=progress)
    address = f"http://{ADDRESS}:{port}/" if serving else None
    if json:
        print_json(
            {"workspace": directory.resolve(), "address": address, "facts": made["facts"], "passes": made["passes"]}
        )
    else:
        _tell(made, address)
    if serving:
        serve_pages(directory, port)


def _tell(made: dict, address: str | None) -> None:  # type: ignore[type-arg]
    language = language_of()
    print_line(f"{word('house', language)}: {made['workspace']}")
    print_line(f"{word('facts', language)}: {count(made['facts'], language)}")
    print_line(f"{word('passes', language)}: {count(made['passes'], language)}")
    if address:
        print_line(f"{word('serving', language)} {address} ({word('stop', language)})")
