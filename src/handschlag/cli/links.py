"""`link`: which records are one person or one company, why, how to join two by hand, and how to undo a link."""

from typing import Annotated, Any

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.numbers import count
from handschlag.cli.options import HERE, Json, Workspace, now
from handschlag.cli.output import print_json, print_line, print_table
from handschlag.cli.progress import progress_bar
from handschlag.cli.words import Language, language_of, word
from handschlag.errors import WrongUsage


def link(
    explain: Annotated[
        tuple[str, str] | None, typer.Option(metavar="A B", help="Say whether two subjects are one, and why.")
    ] = None,
    join: Annotated[
        tuple[str, str] | None, typer.Option(metavar="A B", help="These two subjects are one, though nothing shows it.")
    ] = None,
    undo: Annotated[
        tuple[str, str] | None, typer.Option(metavar="SUBJECT KEY", help="Undo a link: this key says nothing about it.")
    ] = None,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Link records that are one person or company, by e-mail, domain and name; every link has its reason."""
    if sum(wish is not None for wish in (explain, join, undo)) > 1:
        raise WrongUsage("one of --explain, --join and --undo")
    house = open_workspace(workspace)
    from handschlag.actions import links

    language = language_of(house.language)
    if explain:
        result = links.explain_link(house, a=explain[0], b=explain[1], now=now())
        tell = _tell_explanation
    elif join:
        result = links.join_records(house, a=join[0], b=join[1], now=now())
        tell = _tell_joined
    elif undo:
        result = links.undo_link(house, subject=undo[0], key=undo[1], now=now())
        tell = _tell_undone
    else:
        with progress_bar(language) as progress:
            result = links.link(house, now=now(), progress=progress)
        tell = _tell_linked
    if json:
        print_json(result)
    else:
        tell(result, language)


def _tell_linked(result: dict[str, Any], language: Language) -> None:
    for key in ("persons", "companies", "links"):
        print_line(f"{word(key, language)}: {count(result[key], language)}")


def _tell_explanation(result: dict[str, Any], language: Language) -> None:
    verdict = "are_one" if result["one"] else "belong_together" if result["together"] else "nothing_in_common"
    print_line(f"{result['a']}, {result['b']}: {word(verdict, language)}")
    if result["steps"]:
        columns = [word(key, language) for key in ("record", "record", "evidence", "reason")]
        rows = [
            (step["left"], step["right"], step["key"], step["text"].get(language, step["reason"]))
            for step in result["steps"]
        ]
        print_table("", columns, rows)


def _tell_joined(result: dict[str, Any], language: Language) -> None:
    print_line(f"{result['a']}, {result['b']}: {word('joined', language)} ({result['key']})")


def _tell_undone(result: dict[str, Any], language: Language) -> None:
    verdict = "undone" if result["undone"] else "undone_before"
    print_line(f"{result['subject']}, {result['key']}: {word(verdict, language)}")
