"""`queue`: who waits in a work list; taking the next lead, or letting one go."""

from typing import Annotated, Any

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.numbers import instant
from handschlag.cli.options import HERE, Json, Workspace, now
from handschlag.cli.output import print_json, print_line, print_table
from handschlag.cli.words import Language, language_of, word
from handschlag.errors import Problem, WrongUsage


def queue(
    queue: Annotated[
        str | None, typer.Argument(metavar="QUEUE", help="Key of a queue. Default: the one of one's side.")
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Who asks: what the person signs in with.")
    ] = None,
    show: Annotated[str, typer.Option(help="free, mine or others. Default: one's own, else the free ones.")] = "",
    page: Annotated[int, typer.Option(metavar="N", help="Fifty are shown at a time.")] = 1,
    take: Annotated[bool, typer.Option("--take", help="Take the next lead, or the one of --person.")] = False,
    let_go: Annotated[bool, typer.Option("--let-go", help="Let the lead of --person go.")] = False,
    person: Annotated[
        str | None, typer.Option(metavar="PERSON", help="An id, an e-mail address, or a source record.")
    ] = None,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Who waits in a work list, what is due when; take a lead, or let one go."""
    house, moment = open_workspace(workspace), now()
    from handschlag.actions import claiming, queues
    from handschlag.actions.telling import acting

    house = house.asked_by(acting(by), moment) if by else house
    if not (take or let_go):
        _tell(queues.queue(house, now=moment, key=queue, show=show, page=page), house, json=json)
        return
    if not by or (let_go and person is None):
        hint = "for example: handschlag queue sdr --take --by anna"
        raise WrongUsage(Problem(message="name who takes or lets go (--by), and whom to let go (--person)", hint=hint))
    queue = queue or queues.own_queue(house) or ""
    done = (
        claiming.release(house, queue=queue, person=person or "", now=moment)
        if let_go
        else claiming.claim(house, queue=queue, person=person, now=moment)
    )
    if json:
        print_json(done)
    else:
        print_line(f"{word('let_go' if let_go else 'taken', language_of(house.language))}: {done['person']}")


def _tell(found: dict[str, Any], house: Any, *, json: bool) -> None:
    if json:
        print_json(found)
        return
    language: Language = language_of(house.language)
    keys = ("queue", "waiting", "free", "mine", "others")
    rows = [(one["name"][language], *(one[key] for key in keys[1:])) for one in found["queues"]]
    print_table("", [word(key, language) for key in keys], rows)
    columns = ("due", "person", "company", "grade", "attempts", "since")
    zone = house.time_zone
    print_table(
        f"{found['queue'] or ''} · {word(found['show'], language)}",
        [word(key, language) for key in columns],
        [
            (
                instant(row["due_at"], zone) if row["due_at"] else "", row["name"] or row["person"],
                row["company"] or "", row["grade"] or "", row["attempts"], instant(row["since"], zone),
            )
            for row in found["rows"]
        ],
    )  # fmt: skip
