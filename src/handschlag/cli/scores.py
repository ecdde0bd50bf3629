"""`score`: a person's fit and engagement, with every entry they are the sum of."""

from decimal import Decimal
from typing import Annotated, Any

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.numbers import decimal, instant
from handschlag.cli.options import HERE, Json, Workspace, now, parse_as_of
from handschlag.cli.output import print_json, print_line, print_table
from handschlag.cli.words import Language, language_of, word


def score(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="An id, an e-mail address, or a source record.")],
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="INSTANT", help="The score then: an instant, or a day (its end). Default: now."),
    ] = None,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Show a person's fit, engagement and grade, and every entry: the entries add up to the score."""
    house = open_workspace(workspace)
    from handschlag.actions import scores

    found = scores.score(house, person=person, now=now(), at=parse_as_of(at, house.time_zone, "--at") if at else None)
    if json:
        print_json(found)
    else:
        _tell(found, house.time_zone, language_of(house.language))


def _tell(found: dict[str, Any], time_zone: str, language: Language) -> None:
    print_line(f"{found['name']} · {instant(found['at'], time_zone)}")
    for key in ("fit", "engagement"):
        print_line(f"{word(key, language)}: {_points(found[key], language)}")
    print_line(f"{word('grade', language)}: {found['grade'] or word('no_data', language)}")
    profile = found["profile"]
    if profile["of"]:
        missing = ", ".join(each["name"][language] for each in profile["missing"])
        known = f"{word('profile_known', language)}: {profile['known']}/{profile['of']}"
        print_line(f"{known}; {word('missing', language)}: {missing}" if missing else known)
    if found["fit_entries"]:
        columns = [word(key, language) for key in ("rule", "condition", "holds", "points")]
        rows = [
            (each["name"][language], each["text"][language], word(_HOLDS[each["holds"]], language),
             _points(each["points"], language))
            for each in found["fit_entries"]
        ]  # fmt: skip
        print_table(word("fit", language), columns, rows)
    if found["entries"]:
        columns = [word(key, language) for key in ("when", "what", "rule", "gave", "left", "state")]
        lines = [
            (instant(each["at"], time_zone, each["precision"]), each["title"][language], each["name"][language],
             _points(each["gives"], language), _points(each["points"], language),
             word(each["why"] or each["state"], language))
            for each in found["entries"]
        ]  # fmt: skip
        print_table(word("engagement", language), columns, lines)


_HOLDS = {True: "yes", False: "no", None: "unknown"}


def _points(points: Decimal | None, language: Language) -> str:
    """Points with as many decimals as they have, three at most."""
    if points is None:
        return word("no_data", language)
    exponent = points.normalize().as_tuple().exponent
    return decimal(points, language, max(0, -exponent) if isinstance(exponent, int) else 0)
