"""`company`: one company with its people, opportunities, market fit and joint journey."""

from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.numbers import count, instant
from handschlag.cli.options import HERE, AsOf, Json, Workspace, now, parse_as_of
from handschlag.cli.output import print_json, print_line, print_table
from handschlag.cli.words import Language, language_of, word
from handschlag.errors import InputProblems, Problem


class Side(StrEnum):
    marketing = "marketing"
    sdr = "sdr"
    sales = "sales"


def company(
    company: Annotated[
        str, typer.Argument(metavar="COMPANY", help="An id, a source record, or a part of a name, city or industry.")
    ],
    side: Annotated[Side | None, typer.Option(help="Only the facts of this side.")] = None,
    page: Annotated[int, typer.Option(min=1, help="Page of the joint journey, newest first.")] = 1,
    as_of: AsOf = None,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Show a company: people, opportunities, market fit, and one journey of both sides."""
    house = open_workspace(workspace)
    from handschlag.actions import companies

    language = language_of(house.language)
    at = parse_as_of(as_of, house.time_zone) if as_of else None
    if not _names_one(company):
        found = companies.find_companies(house, text=company, now=now(), as_of=at)
        exact = [each for each in found["companies"] if (each["name"] or "").lower() == company.strip().lower()]
        if len(exact) != 1 and found["count"] != 1:
            _tell_found(found, language, as_json=json)
            return
        company = (exact or found["companies"])[0]["company"]
    shown = companies.company(house, company=company, now=now(), as_of=at, side=side.value if side else "", page=page)
    if json:
        print_json(shown)
    else:
        _tell(shown, house.time_zone, language)


def _names_one(text: str) -> bool:
    """An id, or a source record `connection:object:id`; anything else is looked for."""
    try:
        UUID(text)
    except ValueError:
        return text.count(":") > 1
    return True


def _tell_found(found: dict[str, Any], language: Language, *, as_json: bool) -> None:
    if not found["companies"]:
        hint = "give a part of the company's name, of its city or its industry"
        raise InputProblems(Problem(message=f"no company is found by `{found['text']}`", hint=hint))
    if as_json:
        print_json(found)
        return
    keys = ("company", "name", "city", "industry")
    rows = [[each[key] for key in keys] for each in found["companies"]]
    title = f"{count(found['count'], language)} {word('found', language)}"
    print_table(title, [word(key, language) for key in keys], rows)


def _tell(shown: dict[str, Any], zone: str, language: Language) -> None:
    fits = next((m["name"][language] for m in shown["market"]["markets"] if m["market"] == shown["market"]["fits"]), "")
    print_line(f"{shown['name']} · {fits}" if fits else shown["name"])
    columns = [word(key, language) for key in ("market", "fits", "condition", "state")]
    rows = [
        (market["name"][language] if n == 0 else "", _yes(market["fits"], language) if n == 0 else "",
         each["text"][language], _holds(each, language))
        for market in shown["market"]["markets"]
        for n, each in enumerate(market["conditions"])
    ]  # fmt: skip
    print_table(word("market_fit", language), columns, rows)
    columns = [word(key, language) for key in ("person", "job_title", "stage", "outcome", "attempts")]
    people = [(p["name"], p["job_title"], p["stage"], p["outcome"], p["attempts"]) for p in shown["people"]]
    print_table(f"{word('persons', language)}: {count(shown['persons'], language)}", columns, people, numbers=[4])
    columns = [word(key, language) for key in ("opportunity", "opened", "closed", "outcome", "reason", "primary_pass")]
    deals = [
        (d["title"] or d["opportunity"], instant(d["created_at"], zone), instant(d["closed_at"], zone), d["outcome"],
         d["reason"], d["name"])
        for d in shown["opportunities"]["shown"]
    ]  # fmt: skip
    print_table(f"{word('opportunities', language)}: {shown['opportunities']['count']}", columns, deals)
    _tell_story(shown["story"], zone, language)


def _tell_story(story: dict[str, Any], zone: str, language: Language) -> None:
    columns = [word(key, language) for key in ("when", "person", "side", "what", "source")]
    rows = [
        (instant(each["occurred_at"], zone, each["precision"]), each["name"], each.get("side"), _what(each, language),
         each["source"]["subject"] if each["what"] == "fact" else "")
        for each in story["moments"]
    ]  # fmt: skip
    print_table(f"{word('timeline', language)} ({story['page']}/{story['pages']})", columns, rows)


def _what(each: dict[str, Any], language: Language) -> str:
    if each["what"] == "fact":
        return str(each["title"][language])
    if each["what"] == "entry":
        return f"→ {each['stage']} ({each['basis']})"
    return f"{word('closed', language)}: {each['outcome']}"


def _yes(fits: bool | None, language: Language) -> str:
    return word({True: "yes", False: "no", None: "unknown"}[fits], language)


def _holds(each: dict[str, Any], language: Language) -> str:
    if each["rule"] == "not_when":
        return word("excluded" if each["holds"] else "not_excluded", language)
    return word({True: "met", False: "not_met", None: "unknown"}[each["holds"]], language)
