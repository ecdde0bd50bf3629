"""What conditions of the agreement say of the values of one profile: true, false, or unknown."""

from collections.abc import Callable, Mapping, Sequence

from handschlag.conditions import RecordCondition
from handschlag.engines.duck import Connection, load, name, quote
from handschlag.engines.profiles import column, delivered


def judge(
    con: Connection,
    conditions: Sequence[RecordCondition],
    values: Mapping[str, object],
    free_domains: Callable[[], frozenset[str]],
) -> list[bool | None]:
    """The judgement of each condition over these values, by the very expressions that the fold's profiles use."""
    if not conditions:
        return []
    fields = sorted(delivered(conditions))
    if "email" in fields:
        load(con, "free_domains", {"domain": "VARCHAR"}, ((domain,) for domain in sorted(free_domains())))
    known = ", ".join(f"{_text(values.get(field))} as {name(field)}" for field in fields) or "1 as nothing"
    asked = ", ".join(f"({condition.sql(column)})" for condition in conditions)
    row = con.cursor().execute(f"select {asked} from (select {known})").fetchone()
    return list(row or ())


def _text(value: object) -> str:
    """As text, like every field of a delivered profile; nothing is unknown."""
    return "NULL::varchar" if value in (None, "") else quote(str(value))
