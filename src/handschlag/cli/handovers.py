"""`attempt`, `answer`, `take-back`, `handover offer|accept|return|dossier`: what people tell of one lead."""

from typing import Annotated, Any

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.options import HERE, Json, Workspace, now, parse_as_of, parse_day
from handschlag.cli.output import print_json, print_line
from handschlag.cli.words import language_of, word

app = typer.Typer(no_args_is_help=True, help="Hand a lead over to sales, accept it, or give it back.")

Person = Annotated[
    str, typer.Argument(metavar="PERSON", help="An id, an e-mail address, or a source record of the person.")
]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who tells it: what the person signs in with.")]
At = Annotated[
    str | None,
    typer.Option("--at", metavar="INSTANT", help="When it happened, in the house's time zone. Default: now."),
]
Note = Annotated[str, typer.Option("--note", help="What is worth knowing.")]


@app.callback()
def handover() -> None:
    """Hand a lead over to sales, accept it, or give it back."""


def attempt(
    person: Person,
    by: By,
    channel: Annotated[str, typer.Option(help="phone, email, message, meeting or visit.")],
    outcome: Annotated[
        str,
        typer.Option(help="What came of it: reached, not_reached, voicemail, busy, wrong_number, sent, replied, ..."),
    ],
    at: At = None,
    note: Note = "",
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Record that somebody tried to reach a lead."""
    house, moment = open_workspace(workspace), now()
    from handschlag.actions import attempts

    done = attempts.record_attempt(
        _as(house, by, moment), person=person, channel=channel, outcome=outcome, now=moment,
        at=parse_as_of(at, house.time_zone, "--at") if at else None, note=note,
    )  # fmt: skip
    _tell(done, house, "attempt_recorded", json=json)


def answer(
    person: Person,
    criterion: Annotated[str, typer.Argument(metavar="CRITERION", help="Key of an agreed criterion.")],
    said: Annotated[str, typer.Argument(metavar="ANSWER", help="Key of an agreed answer, or own words if none is.")],
    by: By,
    evidence: Annotated[str, typer.Option(help="What was said.")] = "",
    at: At = None,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Record what a lead answered to a criterion."""
    house, moment = open_workspace(workspace), now()
    from handschlag.actions import answers

    done = answers.record_answer(
        _as(house, by, moment), person=person, criterion=criterion, answer=said, evidence=evidence, now=moment,
        at=parse_as_of(at, house.time_zone, "--at") if at else None,
    )  # fmt: skip
    _tell(done, house, "answer_recorded", json=json)


def take_back(
    person: Person,
    fact: Annotated[str, typer.Argument(metavar="FACT", help="The id of what was told, as `lead --json` shows it.")],
    by: By,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Take back what was told of a lead by mistake."""
    house, moment = open_workspace(workspace), now()
    from handschlag.actions import taking_back

    done = taking_back.take_back(_as(house, by, moment), person=person, fact=fact, now=moment)
    _tell(done, house, "told_taken_back", json=json)


@app.command()
def offer(
    person: Person,
    by: By,
    to: Annotated[str, typer.Option(metavar="NAME", help="To whom. Default: whoever of sales takes it.")] = "",
    note: Note = "",
    exception: Annotated[
        str, typer.Option(metavar="REASON", help="Why it is offered though it does not meet the criteria.")
    ] = "",
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Offer a lead to sales."""
    house, moment = open_workspace(workspace), now()
    from handschlag.actions import handovers

    done = handovers.offer(
        _as(house, by, moment), person=person, to=to, note=note, exception=exception, now=moment
    )  # fmt: skip
    _tell(done, house, "lead_offered", json=json)


@app.command()
def accept(person: Person, by: By, note: Note = "", workspace: Workspace = HERE, json: Json = False) -> None:
    """Take an offered lead over."""
    house, moment = open_workspace(workspace), now()
    from handschlag.actions import handovers

    done = handovers.accept(_as(house, by, moment), person=person, note=note, now=moment)
    _tell(done, house, "lead_accepted", json=json)


@app.command("return")
def return_(
    person: Person,
    by: By,
    reason: Annotated[str, typer.Option(help="Key of an agreed reason.")],
    wake_up: Annotated[
        str | None, typer.Option("--wake-up", metavar="DAY", help="When it comes up again. Default: as agreed.")
    ] = None,
    note: Note = "",
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Give a lead back, with a reason and a day to look again."""
    house, moment = open_workspace(workspace), now()
    from handschlag.actions import handovers

    done = handovers.give_back(
        _as(house, by, moment), person=person, reason=reason, note=note, now=moment,
        wake_up=parse_day(wake_up, "--wake-up") if wake_up else None,
    )  # fmt: skip
    _tell(done, house, "lead_returned", json=json)


@app.command()
def dossier(person: Person, workspace: Workspace = HERE, json: Json = False) -> None:
    """What a seller has to know before the first call."""
    house = open_workspace(workspace)
    from handschlag.actions import dossiers

    found = dossiers.dossier(house, person=person, now=now())
    if json:
        print_json({key: value for key, value in found.items() if key != "sections"})
    else:
        print_line(found["text"][language_of(house.language)].rstrip())


def _as(house: Any, by: str, at: Any) -> Any:
    from handschlag.actions.telling import acting

    return house.asked_by(acting(by), at)


def _tell(done: dict[str, Any], house: Any, what: str, *, json: bool) -> None:
    if json:
        print_json(done)
    else:
        print_line(word(what if done["new"] else "was_so_before", language_of(house.language)))
