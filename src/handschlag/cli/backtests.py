"""`backtest`: what a candidate agreement would have made of the house's history."""

from pathlib import Path
from typing import Annotated, Any

import typer

from handschlag.cli.houses import open_workspace
from handschlag.cli.numbers import count, decimal, instant, percent
from handschlag.cli.options import HERE, Json, Workspace, now
from handschlag.cli.output import print_json, print_line, print_table
from handschlag.cli.progress import progress_bar
from handschlag.cli.words import Language, language_of, word

Row = dict[str, Any]


def backtest(
    candidate: Annotated[Path, typer.Argument(metavar="CANDIDATE.yaml", help="The agreement to try.")],
    minutes: Annotated[
        int | None,
        typer.Option("--minutes", metavar="N", help="Minutes of work on one lead of a queue: adds hours per month."),
    ] = None,
    workspace: Workspace = HERE,
    json: Json = False,
) -> None:
    """Replay history under a candidate agreement, beside today's. Nothing in the house changes."""
    house = open_workspace(workspace)
    from handschlag.actions import backtests

    with progress_bar(language_of(house.language)) as progress:
        found = backtests.backtest(
            house,
            candidate=backtests.candidate_file(candidate),
            file=str(candidate),
            now=now(),
            minutes=minutes,
            progress=progress,
        )
    if json:
        print_json(found)
    else:
        _tell(found, language_of(house.language))


def _tell(found: Row, language: Language) -> None:
    today, candidate = found["today"], found["candidate"]
    print_line(
        f"{word('as_of', language)} {instant(found['as_of'], found['time_zone'])}"
        f" · {word('lane_today', language)} {today['agreement']}"
        f" · {word('lane_candidate', language)} {candidate['agreement']}"
    )
    if found["decides_alike"]:
        print_line(word("decides_alike", language))
    names = {what: {key: name[language] for key, name in of.items()} for what, of in found["labels"].items()}
    difference = found["difference"]
    _tell_stages(difference["stages"], names["stage"], language)
    _tell_months(found, names["stage"], language)
    _tell_wins(difference["wins"], found["time_zone"], language)
    _tell_quality(difference["quality"], language)
    _tell_load(difference["load"], names, language)
    _tell_groups(difference["groups"], names, language)
    print_line(word("bt_limits", language))


def _count(number: int | None, language: Language) -> str:
    return "" if number is None else count(number, language)


def _tell_stages(rows: list[Row], names: dict[str, str], language: Language) -> None:
    counts = ("same", "earlier", "later", "lost", "gained")
    columns = ["stage", "lane_today", "lane_candidate", *(f"bt_{key}" for key in counts), "sooner_days"]
    table = [
        (
            names[row["stage"]],
            *(_count(row[key], language) for key in ("today", "candidate", *counts)),
            "" if row["days"] is None else decimal(row["days"], language),
        )
        for row in rows
    ]
    print_table(
        word("entered_by_rule", language),
        [word(key, language) for key in columns],
        table,
        numbers=range(1, len(columns)),
    )


def _tell_months(found: Row, names: dict[str, str], language: Language) -> None:
    """The stage that is handed over, month by month; JSON has every stage."""
    ready = {found[lane]["ready"] for lane in ("today", "candidate")}
    table = [
        (row["month"], names[row["stage"]], _count(row["today"], language), _count(row["candidate"], language))
        for row in found["passes"]
        if row["stage"] in ready
    ]
    columns = [word(key, language) for key in ("month", "stage", "lane_today", "lane_candidate")]
    print_table(word("per_month", language), columns, table, numbers=[2, 3])


def _tell_wins(wins: Row, time_zone: str, language: Language) -> None:
    kinds = ("lost", "later", "earlier", "gained", "same", "neither")
    columns = [word(key, language) for key in ("bt_wins", *(f"bt_{key}" for key in kinds))]
    line = [count(wins["count"], language), *(count(wins[key], language) for key in kinds)]
    print_table(word("wins_would", language), columns, [line], numbers=range(len(columns)))
    table = [
        (
            word(f"bt_{row['status']}", language),
            row["company"] or row["name"] or row["opportunity"],
            row["name"] if row["company"] else "",
            *(instant(row[key], time_zone, "day") for key in ("closed_at", "today", "candidate")),
        )
        for row in wins["rows"]
        if row["status"] in ("lost", "later")
    ]
    if table:
        columns = [
            word(key, language) for key in ("state", "company", "person", "won_on", "lane_today", "lane_candidate")
        ]
        print_table(word("wins_worse", language), columns, table)


def _tell_quality(rows: list[Row], language: Language) -> None:
    columns = ("outcome", "version", "bt_ready", "bt_sent", "bt_reached", "precision", "at_least", "recall", "immature")
    table = [
        (
            word(f"bt_to_{row['outcome']}", language), word(f"lane_{row['lane']}", language),
            *(count(row[key], language) for key in ("ready", "sent", "reached")),
            *(percent(row[key], language) for key in ("precision", "at_least", "recall")),
            count(row["immature"], language),
        )
        for row in rows
    ]  # fmt: skip
    print_table(
        word("bt_quality", language), [word(key, language) for key in columns], table, numbers=range(2, len(columns))
    )


def _tell_load(rows: list[Row], names: dict[str, Any], language: Language) -> None:
    columns = (
        "version",
        "bt_work",
        "bt_leads",
        "per_month_mean",
        "per_month_most",
        "month",
        "hours_mean",
        "hours_most",
    )
    table = [
        (
            word(f"lane_{row['lane']}", language), f"{word(row['what'], language)}: {names[row['what']][row['key']]}",
            count(row["leads"], language), decimal(row["mean"], language), count(row["peak"], language),
            row["peak_month"],
            *("" if row[key] is None else decimal(row[key], language) for key in ("mean_hours", "peak_hours")),
        )
        for row in rows
    ]  # fmt: skip
    if table:
        print_table(word("bt_load", language), [word(key, language) for key in columns], table, numbers=[2, 3, 4, 6, 7])


def _tell_groups(rows: list[Row], names: dict[str, Any], language: Language) -> None:
    for by in ("market", "persona"):
        table = [
            (
                word("no_group", language) if row["group"] is None else names[by].get(row["group"], row["group"]),
                count(row["today"], language),
                count(row["candidate"], language),
            )
            for row in rows
            if row["by"] == by
        ]
        if table:
            columns = [word(key, language) for key in (by, "lane_today", "lane_candidate")]
            print_table(word(f"bt_by_{by}", language), columns, table, numbers=[1, 2])
