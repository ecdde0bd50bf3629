"""Finds opportunities and wins that a source has recorded only in part."""

from uuid import UUID

from handschlag.funnel.lint_scope import Found, Scope
from handschlag.funnel.outcomes import only_wins
from handschlag.funnel.periods import instant
from handschlag.funnel.populations import relation
from handschlag.funnel.shapes import Row


def wins_without_losses(scope: Scope) -> Found:
    """Source systems that know wins but not one opportunity that ended otherwise."""
    sources = sorted(only_wins(scope.run, scope.question.as_of))
    return len(sources), [{"what": source, "source": source} for source in sources]


def wins_without_value(scope: Scope) -> Found:
    """Passes closed as won whose value nobody knows."""

    def shown(pass_id: UUID, opportunity: str | None, closed_at: int) -> Row:
        at = instant(closed_at)
        return {"what": f"{opportunity or pass_id} ({at})", "pass_id": str(pass_id), "opportunity": opportunity}

    sql = f"""select pass_id, opportunity, closed_at from passes
        where outcome = 'won' and value is null and closed_at <= {scope.question.as_of}"""
    return scope.found(sql, "closed_at, pass_id", shown)


def missing_fields(scope: Scope) -> Found:
    """Open opportunities without an amount, a close date or an owner."""

    def shown(opportunity: str, pass_id: UUID, missing: list[str], created_at: int) -> Row:
        what = f"{opportunity}: {', '.join(missing)}"
        return {"what": what, "pass_id": str(pass_id), "opportunity": opportunity, "missing": missing}

    sql = """select d.opportunity, d.pass_id, list_filter([case when d.open_value is null then 'amount' end,
            case when d.close_date is null then 'close_date' end, case when p.dim_owner is null then 'owner' end],
            lambda field: field is not null) as missing, d.created_at
        from deals d join passes p on p.pass_id = d.pass_id where d.state = 'open' and len(missing) > 0"""
    return scope.found(sql, "created_at, opportunity", shown, before=relation(scope.question, "deals"))
