"""What people decide on rows that were set aside: values put right, which of two statements holds, what is left out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from handschlag.actions.conflicts import rivals
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.permission import needs
from handschlag.actions.quarantine import Chosen, chosen_rows
from handschlag.actions.readings import reading_of
from handschlag.actions.rereading import bring_in
from handschlag.actions.setting_aside import Row, rejected, said_of
from handschlag.actions.supplements import against_ledger, mended
from handschlag.actions.tables import locked
from handschlag.engines.reading_rows import Again
from handschlag.engines.staging_rows import stage_rows
from handschlag.errors import InputProblems, Problem, WrongUsage
from handschlag.files import did_you_mean
from handschlag.ledger.identity import content, fact_id
from handschlag.store import audit, batches, decisions
from handschlag.store.manifest import staging

#: Reasons for which rows of one file contradict each other.
IN_FILE = ("contradicts_file", "contradicts_file_unordered")

#: Why a row is dismissed that nobody dismissed by hand: another statement was said to hold.
OTHER_HOLDS = "other_holds"


@needs("import_data")
def try_row(house: House, *, row: str, values: Mapping[str, str]) -> dict[str, Any]:
    """What would become of a row with these values: everything that is still `wrong`, nothing if it would come in."""
    with outside():
        one = _one(row)
        return {"row": row, "wrong": said_of(_wrong(house, one, _checked(one, values)))}


@needs("import_data")
def mend_row(house: House, *, row: str, values: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """Put values of a row right and bring it in, as if its file had said so. What is still wrong with it is a problem,
    and nothing is changed then.
    """
    with outside(), locked(house):
        one = _one(row)
        given = _checked(one, values)
        if wrong := _wrong(house, one, given):
            raise InputProblems(*(_problem(house, one, each) for each in said_of(wrong)))
        with transaction.atomic():
            _decide(house, [one], "mended", now=now, values=given)
            audit.write(
                at=now, by=house.by.username, action="row_mended", what=one["file"], source=one["source"],
                line=one["line"], columns=sorted(given),
            )  # fmt: skip
        return _done(house, [one], now)


@needs("import_data")
def decide(house: House, *, row: str, holds: str, now: datetime) -> dict[str, Any]:
    """Of two statements about one record say which `holds`: the one that was set aside (`this`), or the `other`."""
    if holds not in ("this", "other"):
        raise WrongUsage(Problem(message=f"unknown side `{holds}`", hint="write `this` or `other`"))
    with outside(), locked(house):
        one = _one(row)
        if not one["is_fact"] and one["reason"] not in IN_FILE:
            raise InputProblems(Problem(one["file"], one["line"], 0, "this row contradicts no other"))
        others = _others(one)
        with transaction.atomic():
            if holds == "other":
                _decide(house, [one], "dismissed", now=now, why=OTHER_HOLDS)
            elif one["is_fact"]:
                over = {(str(fact_id(fact)), content(fact)) for fact in rivals(house, one["record"])}
                told = [{"fact": fact, "content": text} for fact, text in sorted(over)]
                _decide(house, [one], "holds", now=now, values={"over": told})
                _decide(house, others, "dismissed", now=now, why=OTHER_HOLDS)
            else:
                _decide(house, [one], "accepted", now=now)
                _decide(house, others, "dismissed", now=now, why=OTHER_HOLDS)
            audit.write(
                at=now, by=house.by.username, action="conflict_decided", what=one["file"], source=one["source"],
                line=one["line"], holds=holds,
            )  # fmt: skip
        return _done(house, [one, *others], now)


@needs("import_data")
def dismiss(house: House, *, chosen: Chosen, why: str, now: datetime) -> dict[str, Any]:
    """Leave rows out for good; why is kept, and they stay to be seen. All of them can be taken back."""
    if not why.strip():
        raise InputProblems(Problem(message="say why these rows are left out", hint="for example: test records"))
    with outside(), locked(house):
        rows = chosen_rows(chosen, ["waiting"])
        with transaction.atomic():
            _decide(house, rows, "dismissed", now=now, why=why.strip())
            _write(house, now, "rows_dismissed", rows)
        return _done(house, rows, now) | {"dismissed": len(rows)}


@needs("import_data")
def take_back(house: House, *, chosen: Chosen, now: datetime) -> dict[str, Any]:
    """What was decided on these rows does not hold any more: they stand where they stood before."""
    with outside(), locked(house):
        rows = chosen_rows(chosen, ["mended", "dismissed"])
        with transaction.atomic():
            for source in {row["source"] for row in rows}:
                marks = [row["row"] for row in rows if row["source"] == source]
                decisions.take_back(source, marks)
                batches.set_state(source, marks, "waiting")
            _write(house, now, "row_decisions_taken_back", rows)
        return _done(house, rows, now) | {"taken_back": len(rows)}


def accept(house: House, rows: Sequence[Row], *, now: datetime) -> None:
    """These rows are understood by now; inside the caller's transaction."""
    _decide(house, rows, "accepted", now=now)


def _decide(
    house: House, rows: Sequence[Row], kind: str, *, now: datetime, values: Mapping[str, Any] | None = None,
    why: str = "",
) -> None:  # fmt: skip
    for row in {each["row"]: each for each in rows}.values():
        decisions.keep(
            row["source"], row["row"], kind, at=now, by=house.by.username, record=row["record"],
            is_fact=row["is_fact"], values=values, why=why,
        )  # fmt: skip
    for source in {row["source"] for row in rows}:
        marks = [row["row"] for row in rows if row["source"] == source]
        batches.set_state(source, marks, "dismissed" if kind == "dismissed" else "mended")


def _done(house: House, rows: Sequence[Row], now: datetime) -> dict[str, Any]:
    """Let decisions on these rows take effect, wherever they were delivered."""
    marks = {row["row"] for row in rows}
    brought = bring_in(house, {row["batch"] for row in batches.marked(marks)}, now=now)
    return {"new": brought.new, "unchanged": brought.unchanged, "corrected": brought.corrected}


def _write(house: House, now: datetime, action: str, rows: Sequence[Row]) -> None:
    for place in sorted({(row["source"], row["file"]) for row in rows}):
        lines = sorted({row["line"] for row in rows if (row["source"], row["file"]) == place})
        audit.write(
            at=now, by=house.by.username, action=action, what=place[1], source=place[0], rows=len(lines),
            lines=lines[:100],
        )  # fmt: skip


def _one(name: str) -> Row:
    """A row by its name, as it was delivered last."""
    found = batches.marked([name])
    if not found:
        raise InputProblems(
            Problem(message=f"no row is called `{name}`", hint="`handschlag quarantine list --rows` names them")
        )
    return found[-1]


def _checked(row: Row, values: Mapping[str, str]) -> dict[str, str]:
    """The values, if their columns are those of the file."""
    batch = batches.get(row["batch"])
    assert batch is not None, "every row belongs to a delivery"
    if row["is_fact"]:
        raise InputProblems(Problem(row["file"], message="this contradicts what is known; say which of the two holds"))
    problems = [
        Problem(row["file"], message=f"there is no column `{column}`", hint=did_you_mean(column, tuple(batch.columns)))
        for column in values
        if column not in batch.columns
    ]
    if not values:
        problems.append(Problem(row["file"], row["line"], message="no value was put right"))
    if problems:
        raise InputProblems(*problems)
    return dict(values)


def _problem(house: House, row: Row, wrong: Row) -> Problem:
    """What is still wrong with a row, in the language of the house."""
    text = str(wrong["text"][house.language])
    message = f"{wrong['field']}: {text}" if wrong["field"] else text
    return Problem(row["file"], row["line"], 0, message, str(wrong["hint"][house.language]))


def _wrong(house: House, row: Row, values: Mapping[str, str]) -> list[list[object]]:
    """What is wrong with a row once these values are put right, its facts held against the ledger too."""
    batch = batches.get(row["batch"])
    assert batch is not None, "every row belongs to a delivery"
    reading = reading_of(house, batch)
    out = staging(house.derived)
    try:
        staged = stage_rows(
            row["file"], batch.columns, [Again(row["line"], mended(row["record"], values))], reading.mapping,
            reading.mapping.files[batch.part], batch=0, imported_at=0, out=out,
        )  # fmt: skip
        mine = [each["batch"] for each in batches.marked([row["row"]])]
        without = [supplement.id for supplement in batches.supplements_of(mine)]
        compared = against_ledger(house, out, batch.connection, without) if staged.facts else None
    finally:
        out.unlink(missing_ok=True)
    found = rejected(staged.quarantined, compared.conflicts if compared else [])
    return [wrong for each in found for wrong in each["wrong"]]


def _others(row: Row) -> list[Row]:
    """The rows that say something else of the same version of the same record."""
    if row["is_fact"]:
        about = [row["record"].get(key) for key in ("subject", "kind", "version")]
        every = batches.quarantined("waiting", "mended")
        return [
            each
            for each in every
            if each["is_fact"] and each["row"] != row["row"] and each["source"] == row["source"]
            and [each["record"].get(key) for key in ("subject", "kind", "version")] == about
        ]  # fmt: skip
    return [
        each
        for each in batches.of_batch(row["batch"], row["reason"])
        if each["row"] != row["row"] and each["wrong"] == row["wrong"]
    ]
