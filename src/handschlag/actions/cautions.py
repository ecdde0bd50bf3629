"""What should make one suspicious of exports that were looked into: each by itself, and held against each other."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from handschlag.actions.checking import Look, listings
from handschlag.engines.duck import Connection
from handschlag.engines.reading_text import last_line
from handschlag.engines.totalling import column_sum, contradictions, counts, lacking, open_staged, times_stated
from handschlag.mapping.cautions import Caution, caution, limit_at
from handschlag.mapping.cautions.claims import won_counts
from handschlag.mapping.reasons import Reason

#: From this share and number of rows on, rows that do not fit mean that the mapping does not fit.
MISFIT_SHARE, MISFIT_ROWS = 0.05, 3
#: From this share and number on, records that a list lacks mean that the list is cut or filtered.
LACKING_SHARE, LACKING_RECORDS = 0.02, 5
#: A repeated header is recognised by this share of its values.
SAME_NAMES = 0.8

_CUT = ("quote_never_closed", "too_few_values", "not_json")


def cautions(looks: Sequence[Look], known: Sequence[Path] = ()) -> list[Caution]:
    """Everything suspicious about exports of one source; `known` are the ledger's segments."""
    found = [one for look in looks for one in _alone(look)]
    found += _same_files(looks)
    if not looks:
        return found
    con = open_staged({look.label: look.facts for look in looks})
    try:
        found += _together(looks, con, known)
    finally:
        con.close()
    return found


def _alone(look: Look) -> Iterator[Caution]:
    file, rows = look.label, look.staged.read
    programs = limit_at(rows)
    if rows == 0:
        yield caution("empty", file)
    elif programs:
        yield caution("row_limit", file, rows=rows, whose=programs)
    elif programs is not None:
        yield caution("round_number", file, rows=rows)
    if lines := look.part.csv.skip:
        yield caution("preamble", file, lines=lines)
    if line := _cut_at(look):
        yield caution("cut", file, line=line)
    yield from _misfits(look)


def _cut_at(look: Look) -> int | None:
    """The line on which the file ends inside a row: its last lines are none, and no report's foot either."""
    broken = {row.line: row.wrong[0][1] for row in look.staged.quarantined if not row.field}
    end = last_line(look.path) if broken else 0
    begin = end
    while begin in broken:
        begin -= 1
    tail = [broken[line] for line in range(begin + 1, end + 1)]
    is_foot = len(tail) > 1 and all(reason.details.get("found") == 1 for reason in tail)
    return begin + 1 if tail and tail[0].key in _CUT and not is_foot else None


def _misfits(look: Look) -> Iterator[Caution]:
    """Columns whose values are not what they are read as, in too many rows for typing errors."""
    rows = [row for row in look.staged.quarantined if row.field and not _is_header(row.record)]
    reasons: dict[tuple[str, str], list[Reason]] = {}
    for row in rows:
        reasons.setdefault((row.field, row.wrong[0][1].key), []).append(row.wrong[0][1])
    for (field, key), same in sorted(reasons.items(), key=lambda one: -len(one[1])):
        if len(same) >= MISFIT_ROWS and len(same) >= MISFIT_SHARE * look.staged.read:
            first = next(row for row in rows if (row.field, row.wrong[0][1].key) == (field, key))
            yield caution(
                "misfit", look.label, rows=len(same), all=look.staged.read, field=field, reason=same[0].text,
                value=first.value, line=first.line,
            )  # fmt: skip


def _is_header(record: dict[str, object]) -> bool:
    """Whether a row repeats the headers."""
    filled = [(column, value) for column, value in record.items() if value not in (None, "")]
    same = sum(str(value).strip() == column for column, value in filled)
    return len(filled) > 1 and same >= SAME_NAMES * len(filled)


def _same_files(looks: Sequence[Look]) -> Iterator[Caution]:
    first: dict[str, str] = {}
    for look in looks:
        other = first.setdefault(look.staged.checksum, look.label)
        if other != look.label:
            yield caution("same_file", other, look.label)


def _together(looks: Sequence[Look], con: Connection, known: Sequence[Path]) -> Iterator[Caution]:
    listed, stated = listings(looks), counts(con)
    for look in looks:
        yield from _headers_again(look, con)
        deals, told = look.part.facts[0], stated.get(look.label, {})
        created = told.get("opportunity_created", 0)
        if (
            deals.kind == "opportunity_created"
            and created
            and not told.keys() & {"opportunity_won", "opportunity_lost"}
        ):
            yield caution("no_ending", look.label, all=created)
    for one in contradictions(con):
        yield caution(
            "contradiction", one.left, one.right, records=one.records, field=one.field, example=one.example,
            left=one.said_left, right=one.said_right,
        )  # fmt: skip
    for lack in lacking(con, listed, known):
        if lack.missing >= LACKING_RECORDS and lack.missing >= LACKING_SHARE * lack.total:
            yield caution(
                "missing_records", lack.file, lack.listing, object=lack.object, total=lack.total, missing=lack.missing
            )
    yield from _claims(looks, listed, stated)


def _headers_again(look: Look, con: Connection) -> Iterator[Caution]:
    subject = look.part.facts[0].subject
    own = f"{subject.connection or look.mapping.connection}:{subject.object}:{subject.id}"
    taken = times_stated(con, look.label, own) / max(len(look.part.facts), 1)
    times = sum(_is_header(row.record) for row in look.staged.quarantined) + (1 if 0 < taken < 1 else round(taken))
    if times:
        yield caution("headers_again", look.label, times=times)


def _claims(looks: Sequence[Look], listed: dict[str, str], stated: dict[str, dict[str, int]]) -> Iterator[Caution]:
    """Lists of persons that count more wins than the opportunities delivered with them have."""
    deals = {file: told.get("opportunity_won", 0) for file, told in stated.items() if "opportunity_won" in told}
    for look in looks:
        columns = won_counts(list(look.staged.columns)) if look.label in listed.values() and deals else []
        for column in columns:
            persons, claimed = column_sum(look.path, look.part, column)
            if look.part.facts[0].kind == "person" and claimed > sum(deals.values()):
                yield caution(
                    "claimed_wins", look.label, *deals, persons=persons, claimed=claimed, column=column,
                    wins=sum(deals.values()),
                )  # fmt: skip
