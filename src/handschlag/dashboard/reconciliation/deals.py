"""Opportunities, wins and their value: what the sources say of them against what counts here as new business."""

from handschlag.dashboard.reconciliation.base import DEAL_KINDS, texts


def deal_relations(house_currency: str) -> dict[str, str]:
    """Relations over the views `delivered`, `facts`, `opportunities` and `passes`."""
    return {
        "deals_told": f"""
            select subject, split_part(subject, ':', 1) as source, coalesce(
                min(occurred_at) filter (kind = 'opportunity_created'), min(occurred_at)) as first_at
            from delivered where kind in ({texts(DEAL_KINDS)}) group by subject""",
        "deals_here": """
            select o.*, p.kind, p.person::varchar as person
            from opportunities o join passes p on p.pass_id = o.pass_id""",
        # The newest word of the source on each win; one that was corrected only where there is no other.
        "wins_told": f"""
            select subject, split_part(subject, ':', 1) as source, occurred_at, amount,
                case when amount is null then '{house_currency}' else currency end as currency
            from (select *, row_number() over (partition by subject order by holds desc, version desc nulls last,
                    occurred_at desc, recorded_at) as place
                from (select subject, version, occurred_at, recorded_at, amount, currency, 1 as holds from facts
                        where kind = 'opportunity_won'
                    union all select subject, version, occurred_at, recorded_at, amount, currency, 0 from delivered
                        where kind = 'opportunity_won'))
            where place = 1""",
        "wins": f"""
            select t.*, o.closed_at, o.value, o.person, o.pass_id,
                case when o.value is null then '{house_currency}' else o.currency end as our_currency,
                case when o.opportunity is null then 'corrected' when o.outcome = 'open' then 'reopened'
                    when o.outcome <> 'won' then 'other_outcome' when o.kind <> 'new' then 'existing_customer' end
                    as reason
            from wins_told t left join deals_here o on o.opportunity = t.subject""",
    }


OPPORTUNITIES = """
    select t.source, 'opportunity', null, t.subject,
        case when o.opportunity is null then 'corrected' when o.kind <> 'new' then 'existing_customer' end,
        1, t.first_at, case when o.kind = 'new' then 1 else 0 end, o.created_at, null, o.person, o.pass_id
    from deals_told t left join deals_here o on o.opportunity = t.subject"""

WON = """
    select source, 'won', null, subject, reason, 1, occurred_at, case when reason is null then 1 else 0 end, closed_at,
        null, person, pass_id
    from wins"""

VALUE = """
    select source, 'value', currency, subject,
        case when amount is null then 'win_without_value' else reason end, coalesce(amount, 0), occurred_at,
        case when reason is null then coalesce(value, 0) else 0 end, closed_at, null, person, pass_id
    from wins where reason is not null or currency is not distinct from our_currency
    union all
    select source, 'value', currency, subject, 'other_statement', coalesce(amount, 0), occurred_at, 0, null,
        null, person, pass_id
    from wins where reason is null and currency is distinct from our_currency
    union all
    select source, 'value', our_currency, subject, 'other_statement', 0, null, coalesce(value, 0), closed_at,
        null, person, pass_id
    from wins where reason is null and currency is distinct from our_currency"""
