"""What the sources delivered, as relations that every comparison starts from."""

from typing import Any

from handschlag.dashboard.reconciliation.asked import Sources
from handschlag.ledger.kinds import KINDS

#: Columns of an item: something counted by the source (`theirs` at `their_at`), by us (`ours` at `our_at`), or both.
#: `reason` says why only one side counts it; without one, both do, and at most the time differs.
ITEM = (
    "source", "object", "currency", "record", "reason", "theirs", "their_at", "ours", "our_at", "other", "person",
    "pass_id",
)  # fmt: skip

OWN_KINDS = ("link", "unlink", "correction", "erasure")
DEAL_KINDS = tuple(key for key, kind in KINDS.items() if kind.about == "opportunity")
ACTIVITIES = ("touch", "attempt")
OTHERS = tuple(k for k in KINDS if k not in (*OWN_KINDS, *DEAL_KINDS, *ACTIVITIES, "person", "company"))

#: Kinds that begin one record of an object: a repeated row of theirs is one more record.
RECORDS = {"person": "lead", "company": "company", "opportunity_created": "opportunity", "opportunity_won": "won"}


def texts(values: Any) -> str:
    """A list of SQL strings; an empty one matches nothing."""
    return ", ".join("'" + str(value).replace("'", "''") + "'" for value in sorted(values)) or "null"


def delivered(sources: Sources) -> dict[str, str]:
    """Relations over the views `delivered` (facts as they came), `subjects` and `passes`."""
    return {
        # Every subject a source states something about, with the instant of its own record, else of the first mention.
        "told": f"""
            select subject, coalesce(min(occurred_at) filter (kind in ('person', 'company')), min(occurred_at))
                as first_at, bool_or(kind in ({texts(_about("person"))})) as is_person,
                bool_or(kind in ({texts(_about("company"))})) as is_company
            from delivered where kind not in ({texts(OWN_KINDS)}) group by subject""",
        # Persons by their records. The first of a person's records is where it is counted.
        "persons": """
            select s.subject, split_part(s.subject, ':', 1) as source, s.person, s.company, t.first_at,
                t.subject is null as named_only,
                row_number() over (partition by s.person order by t.subject is null, t.first_at, s.subject) as place
            from subjects s left join told t on t.subject = s.subject
            where s.about = 'person' and s.person is not null""",
        "own_passes": f"""
            select pass_id, person::varchar as person, opened_at, opportunity,
                opened_name in ({texts(DEAL_KINDS)}) as opened_by_deal,
                row_number() over (partition by person order by opened_at, pass_id) as place
            from passes where kind = 'new'""",
        # Persons somebody interacted with in a way that counts.
        "reached": f"""
            select distinct s.person from delivered f join subjects s on s.subject = f.subject
            where f.kind in ('attempt', 'handover_offered', 'handover_accepted')
                or (f.kind = 'touch' and (f.name in ({texts(sources.passive_touches)})) is not true)
                or (f.kind = 'stage_reported' and f.name in ({texts(sources.stages)}))
            union select distinct person::varchar from passes where person is not null""",
    }


def _about(about: str) -> list[str]:
    return [key for key, kind in KINDS.items() if kind.about == about]
