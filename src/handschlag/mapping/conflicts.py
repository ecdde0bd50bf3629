"""Finds rows of one file that say different things about the same version of a record."""

from handschlag.ledger.kinds import KINDS
from handschlag.mapping.texts import literal

_RECORDS = ", ".join(literal(kind.key) for kind in KINDS.values() if kind.record)
_CONTENT = "occurred_at, name, related, side, actor, channel, campaign, amount, currency, fields"


def contradictions(facts: str) -> str:
    """SQL over a relation of facts with their `line`: line, subject, version, and all lines that contradict it."""
    contradicted = (
        f"select kind, subject, version, list(distinct line) as lines from {facts} where kind in ({_RECORDS})"
        f" group by all having min(hash({_CONTENT})) <> max(hash({_CONTENT}))"
    )
    return (
        "select line, first(subject), first(version), first(lines)"
        f" from (select *, unnest(lines) as line from ({contradicted})) group by line order by line"
    )
