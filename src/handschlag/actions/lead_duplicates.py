"""Other persons who may be the same as a lead: nothing proves it, so nothing is joined; people decide."""

import json
from collections.abc import Mapping
from typing import Any

from handschlag.actions.tables import Tables
from handschlag.linking import LIKENESSES, likeness

#: So many are shown: whoever has more namesakes is not one person.
_MOST = 10

#: SQL: a name in nearly the spelling that is compared; what it finds is looked at more closely.
_SPELLED = "strip_accents(replace(replace(replace(replace(lower({}), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ß', 'ss'))"

_COLUMNS = ("person", "company", "name", "email", "company_name", "profile")


def duplicates_of(asked: Tables, who: str) -> list[dict[str, Any]]:
    """Persons likely to be the same, each with the reason and with their records' sources."""
    columns = ", ".join(_COLUMNS)
    [row] = asked.run(f"select {columns} from people where person = ?::uuid", [who])
    one = dict(zip(_COLUMNS, row, strict=True))
    alike = f"{_SPELLED.format('name')} = {_SPELLED.format('?')}"
    rows = asked.run(
        f"select {columns} from people where {alike} and person <> ?::uuid order by person", [one["name"], who]
    )
    others = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
    found = [(other, reason) for other in others if (reason := likeness(_known(one), _known(other)))][:_MOST]
    sources = _sources(asked, [str(other["person"]) for other, _ in found])
    return [
        {
            "person": str(other["person"]), "name": other["name"], "email": other["email"],
            "company_name": other["company_name"], "reason": reason, "text": LIKENESSES[reason],
            "sources": sources[str(other["person"])],
        }
        for other, reason in found
    ]  # fmt: skip


def _known(row: Mapping[str, Any]) -> dict[str, str | None]:
    profile = json.loads(row["profile"]) if row["profile"] else {}
    company = str(row["company"]) if row["company"] else None
    phone = profile.get("phone")
    return {"name": row["name"], "company": company, "company_name": row["company_name"], "phone": phone}


def _sources(asked: Tables, people: list[str]) -> dict[str, list[str]]:
    """The source systems that know each person."""
    if not people:
        return {}
    marks = ", ".join("?::uuid" for _ in people)
    rows = asked.run(
        "select person::varchar, list(distinct split_part(subject, ':', 1) order by split_part(subject, ':', 1))"
        f" from subjects where person in ({marks}) group by 1",
        list(people),
    )
    return {person: list(names) for person, names in rows}
