"""The columns of a fact, the same in a segment, in the head, and in what an import stages."""

#: Number written into every segment's row of the manifest; readers bring older ones up to it.
SCHEMA = 1

#: Column name to DuckDB type. Instants are UTC microseconds, money is minor units.
FACT_COLUMNS: dict[str, str] = {
    "kind": "VARCHAR",
    "subject": "VARCHAR",
    "related": "VARCHAR",
    "name": "VARCHAR",
    "occurred_at": "BIGINT",
    "precision": "VARCHAR",
    "version": "BIGINT",
    "key": "VARCHAR",
    "recorded_at": "BIGINT",
    "batch": "INTEGER",
    "side": "VARCHAR",
    "actor": "VARCHAR",
    "channel": "VARCHAR",
    "campaign": "VARCHAR",
    "amount": "BIGINT",
    "currency": "VARCHAR",
    "fields": "VARCHAR",
}

#: Columns that are never empty.
REQUIRED = ("kind", "subject", "occurred_at", "precision", "recorded_at")

#: The fold's tables (docs/explanation/fold.md). `passes` has one more VARCHAR column `dim_<field>` per dimension.
FOLD_TABLES: dict[str, dict[str, str]] = {
    "passes": {
        "pass_id": "UUID", "person": "UUID", "company": "UUID", "component": "VARCHAR", "kind": "VARCHAR",
        "path": "VARCHAR", "opened_at": "BIGINT", "opened_by": "VARCHAR", "opened_name": "VARCHAR",
        "closed_at": "BIGINT", "outcome": "VARCHAR", "reason": "VARCHAR", "attempts": "INTEGER",
        "opportunity": "VARCHAR", "value": "BIGINT", "currency": "VARCHAR", "corrected": "BOOLEAN",
        "retrospect": "BOOLEAN",
    },
    "entries": {
        "pass_id": "UUID", "stage": "VARCHAR", "stage_no": "INTEGER", "entered_at": "BIGINT", "precision": "VARCHAR",
        "basis": "VARCHAR", "counts": "BOOLEAN", "fact": "UUID",
    },
    "moves": {
        "pass_id": "UUID", "stage": "VARCHAR", "from_at": "BIGINT", "to_at": "BIGINT", "attempt": "INTEGER",
        "cause": "VARCHAR",
    },
    "queued": {
        "pass_id": "UUID", "queue": "VARCHAR", "entered_at": "BIGINT", "left_at": "BIGINT", "attempt": "INTEGER",
        "cause": "VARCHAR", "fact": "UUID", "fit": "BIGINT", "engagement": "VARCHAR",
    },
    "clocks": {
        "pass_id": "UUID", "clock": "VARCHAR", "started_at": "BIGINT", "event": "VARCHAR", "fact": "UUID",
        "queue": "VARCHAR", "due_at": "BIGINT", "stopped_at": "BIGINT", "stopped_by": "VARCHAR", "stop_fact": "UUID",
        "cancelled_at": "BIGINT", "attempts": "INTEGER", "channels": "INTEGER", "holder": "VARCHAR",
        "judged": "BOOLEAN",
    },
    "opportunities": {
        "opportunity": "VARCHAR", "pass_id": "UUID", "company": "UUID", "created_at": "BIGINT", "closed_at": "BIGINT",
        "outcome": "VARCHAR", "reason": "VARCHAR", "value": "BIGINT", "currency": "VARCHAR", "open_value": "BIGINT",
        "close_date": "VARCHAR", "rule": "VARCHAR", "bypass": "BOOLEAN", "corrected": "BOOLEAN",
    },
    "involved": {"opportunity": "VARCHAR", "person": "UUID", "role": "VARCHAR"},
    "people": {
        "person": "UUID", "company": "UUID", "name": "VARCHAR", "email": "VARCHAR", "company_name": "VARCHAR",
        "job_title": "VARCHAR", "market": "VARCHAR", "persona": "VARCHAR", "profile": "VARCHAR", "hinted": "VARCHAR",
    },
}  # fmt: skip

#: Tables made from facts and fold tables at the same time as these: what pages ask day by day (engines/rollups.py).
ROLLUPS = ("handovers", "contacts", "deals", "companies", "days", "answers")

#: Number of the shape of all derived tables; a change of it makes them anew.
DERIVED = 7

#: Dimensions every house has, whatever it maps.
DIMENSIONS = ("origin", "channel", "campaign", "market", "persona", "owner")

#: Mapped fields that name an employee: their figures are shown for teams. Others are recognised by their values.
EMPLOYEE_FIELDS = frozenset({"owner", "actor", "to"})

#: Mapped fields that name one person or say something once; nobody groups a funnel by them.
NO_DIMENSIONS = frozenset(
    {
        "email", "phone", "first_name", "last_name", "full_name", "company_name", "domain", "website", "title",
        "next_step", "next_step_at", "main_contact", "close_date", "path", "referrer", "evidence", "answer", "note",
        "notes", "link", "user_agent",
    }
)  # fmt: skip
