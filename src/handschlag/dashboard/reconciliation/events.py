"""Touches, attempts and everything else a source stated, and rows that a file states more than once.

Further statements are counted once, however many rows make them: a relation or a consent often stands in several.
"""

from handschlag.dashboard.reconciliation.asked import Sources
from handschlag.dashboard.reconciliation.base import ACTIVITIES, OTHERS, RECORDS, texts
from handschlag.ledger.kinds import TOLD

_EVENTS = (*ACTIVITIES, *OTHERS)
_OBJECT = f"case when kind in ({texts(ACTIVITIES)}) then 'activity' else 'other' end"

#: Every event once, but for those that people told here; a corrected one counts for the source only.
EVENTS = f"""
    select split_part(subject, ':', 1), {_OBJECT}, null, subject,
        case when wrong then 'corrected' end, 1, occurred_at, case when wrong then 0 else 1 end, occurred_at,
        null, null, null
    from (select id, any_value(kind) as kind, any_value(subject) as subject, min(occurred_at) as occurred_at,
            id in (select id from wrong) as wrong
        from identified where kind in ({texts(_EVENTS)}) and coalesce(key, '') not like '{TOLD}%' group by id)"""


def event_relations(sources: Sources) -> dict[str, str]:
    """Relations over the view `identified` (every delivery with its id)."""
    rows = [f"({number}, '{kind}')" for number, kinds in sorted(sources.rows.items()) for kind in kinds]
    own = ", ".join(rows) or "(null, null)"
    return {
        "repeats": f"""
            select any_value(kind) as kind, any_value(subject) as subject, min(occurred_at) as occurred_at,
                max(n) - 1 as n, any_value(amount) as amount, any_value(currency) as currency
            from (select id, batch, any_value(kind) as kind, any_value(subject) as subject,
                    min(occurred_at) as occurred_at, count(*) as n, any_value(amount) as amount,
                    any_value(currency) as currency
                from identified where batch is not null and (kind in ({texts(ACTIVITIES)})
                    or (batch, kind) in (values {own}))
                group by id, batch having count(*) > 1)
            group by id"""
    }


_RECORD_OBJECT = " ".join(f"when '{kind}' then '{thing}'" for kind, thing in RECORDS.items())

#: One more row is one more record, and of a won one also its value.
REPEATS = f"""
    select split_part(subject, ':', 1), case kind {_RECORD_OBJECT} else 'activity' end, null, subject, 'repeated_row',
        n, occurred_at, 0, null, null, null, null
    from repeats
    union all
    select split_part(subject, ':', 1), 'value', currency, subject, 'repeated_row', n * amount, occurred_at, 0, null,
        null, null, null
    from repeats where kind = 'opportunity_won' and amount <> 0"""
