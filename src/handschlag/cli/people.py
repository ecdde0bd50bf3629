"""`lead`: one person's passes and timeline, back to the source records."""

from typing import Annotated, Any
from uuid import UUID

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.numbers import count, decimal, instant
from handschlag.cli.options import HERE, AsOf, Json, Workspace, now, parse_as_of
from handschlag.cli.output import print_json, print_line, print_table
from handschlag.cli.words import Language, language_of, word
from handschlag.errors import InputProblems, Problem


def lead(
    person: Annotated[
        str, typer.Argument(metavar="PERSON", help="An id, an e-mail address, a source record, or a part of a name.")
    ],
    as_of: AsOf = None,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Show a person: passes, stages, and everything that happened."""
    house = open_workspace(workspace)
    from handschlag.actions import leads

    language = language_of(house.language)
    at = parse_as_of(as_of, house.time_zone) if as_of else None
    if not _names_one(person):
        found = leads.find_people(house, text=person, now=now())
        if len(found["people"]) != 1:
            _tell_found(found, language, as_json=json)
            return
        person = found["people"][0]["person"]
    shown = leads.lead(house, person=person, now=now(), as_of=at)
    if json:
        print_json(shown)
    else:
        _tell(shown, house.time_zone, language)


def _names_one(text: str) -> bool:
    """An id, an e-mail address, or a source record `connection:object:id`; anything else is looked for."""
    try:
        UUID(text)
    except ValueError:
        return "@" in text or text.count(":") > 1
    return True


def _tell_found(found: dict[str, Any], language: Language, *, as_json: bool) -> None:
    if not found["people"]:
        hint = "give a part of the name, of the mail address, or of the company's name"
        raise InputProblems(Problem(message=f"nobody is found by `{found['text']}`", hint=hint))
    if as_json:
        print_json(found)
        return
    keys = ("person", "name", "email", "company")
    rows = [[person[key] for key in keys] for person in found["people"]]
    print_table(
        f"{count(found['count'], language)} {word('found', language)}", [word(key, language) for key in keys], rows
    )


def _tell(shown: dict[str, Any], time_zone: str, language: Language) -> None:
    company = (shown["company"] or {}).get("name")
    print_line(f"{shown['name']} · {company}" if company else shown["name"])
    columns = [word(key, language) for key in ("opened", "closed", "kind", "path", "stage", "outcome", "reason")]
    passes = [
        (
            instant(one["opened_at"], time_zone),
            instant(one["closed_at"], time_zone),
            one["kind"],
            one["path"],
            max(((entry["stage_no"], entry["stage"]) for entry in one["entries"] if entry["counts"]), default=("", ""))[
                1
            ],
            one["outcome"],
            one["reason"],
        )
        for one in shown["passes"]
    ]
    print_table(word("passes", language), columns, passes)
    _tell_criteria(shown["criteria"]["rows"], time_zone, language)
    _tell_next(shown, language)
    _tell_duplicates(shown["duplicates"], language)
    columns = [word(key, language) for key in ("when", "side", "what", "source")]
    timeline = [
        (
            instant(fact["occurred_at"], time_zone, fact["precision"]),
            fact["side"],
            fact["title"][language],
            fact["source"]["subject"],
        )
        for fact in shown["timeline"]
    ]
    print_table(word("timeline", language), columns, timeline)


def _tell_criteria(rows: list[dict[str, Any]], time_zone: str, language: Language) -> None:
    columns = [word(key, language) for key in ("criterion", "state", "answer", "when", "holds_until")]
    lines = []
    for row in rows:
        evidence = row["evidence"] or {}
        answer = (evidence.get("answer") or {}).get(language, "")
        asked = instant(evidence["at"], time_zone, evidence["precision"]) if evidence else ""
        until = instant(row["until"], time_zone) if row["until"] else ""
        lines.append((row["name"][language], word(row["state"], language), answer, asked, until))
    if lines:
        print_table(word("criteria", language), columns, lines)


def _tell_next(shown: dict[str, Any], language: Language) -> None:
    if best := shown["next_question"]:
        row = next(row for row in shown["criteria"]["rows"] if row["key"] == best["criterion"])
        asked = row["question"][language] if row["question"] else row["name"][language]
        print_line(
            f"{word('ask_next', language)}: {asked} ({best['met']}/{best['answers']} {word('answers_met', language)},"
            f" {word('questions_left', language)}: {decimal(best['questions'], language)})"
        )


def _tell_duplicates(others: list[dict[str, Any]], language: Language) -> None:
    columns = [word(key, language) for key in ("person", "name", "email", "reason_why")]
    lines = [(each["person"], each["name"], each["email"], each["text"][language]) for each in others]
    if lines:
        print_table(word("maybe_same", language), columns, lines)
