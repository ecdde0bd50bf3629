"""The joint journey of an account: what happened to all its persons and opportunities, page by page, newest first."""

import json
from collections.abc import Mapping
from typing import Any

from handschlag.actions.leads import is_told, moment, source_of
from handschlag.actions.tables import Tables
from handschlag.actions.wording import reason_name
from handschlag.dashboard.titles import title

_PER_PAGE = 50

#: What sources say somebody or something is; kept apart from what happened.
PROFILES = ("person", "company", "relation")

#: The sides whose part of the journey can be asked for.
SIDES = ("marketing", "sdr", "sales")

_LEDGER = ("link", "unlink", "correction", "erasure")

_COLUMNS = (
    "what", "happened_at", "person", "name", "fact", "kind", "fact_name", "side", "actor", "precision", "channel",
    "campaign", "related", "amount", "currency", "fields", "subject", "batch", "key", "stage", "basis", "counts",
)  # fmt: skip


def story_page(
    asked: Tables,
    company: str,
    cut: int,
    labels: Mapping[str, Mapping[str, str]],
    *,
    side: str,
    profiles: bool,
    page: int,
) -> dict[str, Any]:
    """Facts (of one side, if asked), entries to stages and ends of passes, as one list.

    At one instant a fact comes before the stage it leads to, and that before the pass it closes.
    """
    moments = _moments(side=side, profiles=profiles)
    size, skip = _PER_PAGE, (max(page, 1) - 1) * _PER_PAGE
    rows = asked.run(f"{moments} {_PAGE}", [company, cut, size, skip])
    if not rows and skip:  # the list has become shorter than the reader thinks: its last page
        count = int(asked.run(f"{moments} select count(*) from moments", [company, cut])[0][0])
        skip = max(-(-count // size) - 1, 0) * size
        rows = asked.run(f"{moments} {_PAGE}", [company, cut, size, skip])
    count = rows[0][0] if rows else 0
    shown = [_shaped(dict(zip(_COLUMNS, row[1:], strict=True)), labels) for row in rows]
    return {"count": count, "page": skip // size + 1, "pages": max(1, -(-count // size)), "moments": shown}


_PAGE = """
    select count(*) over (), m.what, m.happened_at, m.person, coalesce(p.name, p.email),
        m.* exclude (what, rank, place, happened_at, person)
    from moments m left join people p on p.person = m.person
    order by m.happened_at desc, m.rank desc, m.place desc, m.fact desc limit $3 offset $4"""


def _moments(*, side: str, profiles: bool) -> str:
    """The relation `moments`; $1 is the company, $2 the instant up to which they lie."""
    left_out = ", ".join(f"'{kind}'" for kind in (*_LEDGER, *(() if profiles else PROFILES)))
    of_side = f" and side = '{side}'" if side in SIDES else ""
    return f"""
        with moments as (
            select 'fact' as what, 0 as rank, 0 as place, occurred_at as happened_at, person::uuid as person,
                id::varchar as fact, kind, name as fact_name, side, actor, precision, channel, campaign, related,
                amount, currency, fields, subject, batch, key, null as stage, null as basis, null as counts from told
            where kind not in ({left_out}) and occurred_at <= $2{of_side}
            union all by name
            select 'entry' as what, 1 as rank, e.stage_no as place, e.entered_at as happened_at, p.person,
                e.fact::varchar as fact, e.precision, e.stage, e.basis, e.counts
            from entries e join passes p using (pass_id)
            where p.company = $1::uuid and e.entered_at <= $2
            union all by name
            select 'close' as what, 2 as rank, 0 as place, closed_at as happened_at, person,
                pass_id::varchar as fact, 'instant' as precision, outcome as stage, reason as basis
            from passes where company = $1::uuid and closed_at <= $2 and outcome not in ('open', 'won'))"""


def _shaped(row: dict[str, Any], labels: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    common = {
        "what": row["what"], "occurred_at": moment(row["happened_at"]), "precision": row["precision"],
        "person": str(row["person"]) if row["person"] else None, "name": row["name"], "fact": row["fact"],
    }  # fmt: skip
    if row["what"] == "entry":
        return {**common, "stage": row["stage"], "basis": row["basis"], "counts": row["counts"]}
    if row["what"] == "close":
        outcome, reason = row["stage"], row["basis"]
        return {**common, "outcome": outcome, "reason": reason, "reason_name": reason_name(labels, outcome, reason)}
    details = json.loads(row["fields"]) if row["fields"] else {}
    details |= {key: row[key] for key in ("channel", "campaign", "related") if row[key] is not None}
    said = row["fact_name"] if row["kind"] != "person" else row["subject"].partition(":")[0]
    return {
        **common, "kind": row["kind"], "title": title(row["kind"], said, labels), "side": row["side"],
        "actor": row["actor"], "amount": row["amount"], "currency": row["currency"], "details": details,
        "source": {**source_of(row["subject"]), "batch": row["batch"], "told": is_told(row["key"])},
    }  # fmt: skip
