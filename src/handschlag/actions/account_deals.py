"""A company's opportunities: amount and history of each, the primary pass it advances, and who is involved."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from handschlag.actions.leads import moment
from handschlag.actions.tables import Tables
from handschlag.actions.wording import reason_name
from handschlag.dashboard.titles import title

#: The newest ones are shown; a company with more is rare, and the count says so.
_MOST = 20

_COLUMNS = (
    "opportunity", "title", "owner", "source_stage", "outcome", "reason", "value", "currency", "open_value",
    "created_at", "closed_at", "close_date", "next_step", "next_step_at", "rule", "bypass", "corrected", "pass_id",
    "person", "name",
)  # fmt: skip


#: $1 is the company, $2 the instant as of which they are known.
_MINE = """
    from opportunities o join passes p on p.pass_id = o.pass_id
    left join deals d on d.opportunity = o.opportunity left join people n on n.person = p.person
    where (o.company = $1::uuid or (o.company is null and p.company = $1::uuid)) and o.created_at <= $2"""


def deals_of(asked: Tables, company: str, cut: int, labels: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """The opportunities of the company and those that advance passes of its persons, open ones first, then newest."""
    count = int(asked.run(f"select count(*) {_MINE}", [company, cut])[0][0])
    closed = "o.closed_at is not null and o.closed_at <= $2"
    rows = asked.run(
        "select o.opportunity, d.title, d.owner, d.stage,"
        f" case when {closed} then o.outcome else 'open' end, case when {closed} then o.reason end,"
        f" case when {closed} then o.value end, o.currency, o.open_value, o.created_at,"
        f" case when {closed} then o.closed_at end, o.close_date, d.next_step, d.next_step_at, o.rule, o.bypass,"
        f" o.corrected, o.pass_id, p.person, coalesce(n.name, n.email) {_MINE}"
        f" order by {closed}, o.created_at desc, o.opportunity limit {_MOST}",
        [company, cut],
    )
    found = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
    subjects = [each["opportunity"] for each in found]
    involved, history = _involved(asked, subjects), _history(asked, subjects, cut, labels)
    for each in found:
        each |= {
            "created_at": moment(each["created_at"]), "closed_at": moment(each["closed_at"]),
            "pass_id": str(each["pass_id"]), "person": str(each["person"]) if each["person"] else None,
            "reason_name": reason_name(labels, each["outcome"], each["reason"]),
            "involved": involved[each["opportunity"]], "history": history[each["opportunity"]],
        }  # fmt: skip
    return {"count": count, "shown": found}


def _involved(asked: Tables, subjects: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """Everybody an opportunity names, with the strongest role of each."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    if subjects:
        rows = asked.run(
            "select i.opportunity, i.person, coalesce(p.name, p.email, i.person::varchar), i.role from involved i"
            " left join people p on p.person = i.person where i.opportunity in (select unnest(?)) order by 1, 3, 2",
            [list(subjects)],
        )
        for opportunity, person, name, role in rows:
            found[opportunity].append({"person": str(person), "name": name, "role": role})
    return found


def _history(
    asked: Tables, subjects: Sequence[str], cut: int, labels: Mapping[str, Mapping[str, str]]
) -> dict[str, list[dict[str, Any]]]:
    """What the source said of each opportunity in order of time: its stages, its amounts, its end."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    if not subjects:
        return found
    rows = asked.run(
        "select subject, id, kind, name, occurred_at, amount, currency, actor from told"
        " where subject in (select unnest($1)) and kind like 'opportunity_%' and occurred_at <= $2",
        [list(subjects), cut],
    )
    for subject, fact, kind, name, at, amount, currency, actor in sorted(rows, key=lambda row: (row[4], str(row[1]))):
        found[subject].append(
            {
                "fact": str(fact), "kind": kind, "title": title(kind, name, labels), "occurred_at": moment(at),
                "amount": amount, "currency": currency, "actor": actor,
            }
        )  # fmt: skip
    return found
