"""What pages ask day by day, made once from facts and fold tables when these are made, and as droppable as they are."""

from collections.abc import Iterator

from handschlag.engines.duck import Connection, name, quote
from handschlag.engines.keeping import Keep
from handschlag.engines.profiles import delivered, first_match
from handschlag.fold.terms import FoldTerms
from handschlag.ledger.kinds import TOLD

#: Fields of a company that lists and pages show; conditions of markets may need more.
SHOWN = ("city", "company_name", "country", "employees", "industry")

#: Fields of an opportunity that pages show; the newest value that is not empty holds.
_DEAL_FIELDS = ("title", "owner", "stage", "next_step", "next_step_at")

_OPPORTUNITY_KINDS = (
    "'opportunity_created', 'opportunity_changed', 'opportunity_won', 'opportunity_lost', 'opportunity_no_decision'"
)


def roll_up(con: Connection, terms: FoldTerms, keep: Keep) -> None:
    """Keep the tables of ROLLUPS beside the fold tables, made from these, `facts` and `subjects`."""
    for table, sql in _statements(terms):
        keep(con, table, sql)


def _statements(terms: FoldTerms) -> Iterator[tuple[str, str]]:
    yield "handovers", _HANDOVERS
    yield "contacts", _contacts(terms)
    yield "deals", _deals()
    yield "companies", _companies(terms)
    yield "days", _DAYS
    yield "answers", _ANSWERS


#: Offers, acceptances and returns with the pass they belong to: the person's open pass, of several the last one opened.
_HANDOVERS = """
    select a.*, p.pass_id from (
        select distinct on (f.id) f.id as fact, s.person::uuid as person, f.kind, f.occurred_at as happened_at,
            f.precision, f.name as reason, f.actor, json_extract_string(f.fields, '$.to') as offered_to,
            try_cast(json_extract_string(f.fields, '$.wake_up') as date) as wake_up
        from facts f join subjects s using (subject)
        where f.kind in ('handover_offered', 'handover_accepted', 'handover_returned') and s.person is not null) a
    left join kept_passes p on p.person = a.person and p.opened_at <= a.happened_at
    qualify row_number() over (
        partition by a.fact
        order by p.closed_at is null or p.closed_at > a.happened_at
                or (p.closed_at = a.happened_at and p.outcome <> 'inactive') desc,
            p.opened_at desc, p.pass_id desc) = 1
    order by pass_id, happened_at"""


#: Per source and day (UTC, counted since 1970) how many facts it delivered, and the newest instant among them. What
#: people told here no source delivered.
_DAYS = f"""
    select split_part(subject, ':', 1) as source, occurred_at // 86400000000 as day, count(*) as facts,
        max(occurred_at) as newest
    from facts where kind not in ('link', 'unlink', 'correction', 'erasure') and coalesce(key, '') not like '{TOLD}%'
    group by 1, 2 order by 1, 2"""


#: How often each answer to each criterion was given.
_ANSWERS = """
    select name as criterion, json_extract_string(fields, '$.answer') as answer, count(distinct id) as given
    from facts where kind = 'criterion_answer' group by 1, 2 order by 1, 2"""


def _contacts(terms: FoldTerms) -> str:
    """Per person the last attempt of a human, how many there were, and the last touch that counts."""
    passive = ", ".join(quote(kind) for kind in sorted(terms.passive_touches)) or "''"
    human = "coalesce(json_extract_string(f.fields, '$.automated'), 'unknown') <> 'yes'"
    return f"""
        select coalesce(a.person, t.person)::uuid as person, coalesce(a.attempts, 0) as attempts, a.last_attempt_at,
            a.last_attempt, t.last_touch_at
        from (
            select s.person, count(distinct f.id) as attempts, max(f.occurred_at) as last_attempt_at,
                arg_max(f.name, (f.occurred_at, f.name)) as last_attempt
            from facts f join subjects s using (subject)
            where f.kind = 'attempt' and s.person is not null and {human} group by 1) a
        full join (
            select s.person, max(f.occurred_at) as last_touch_at from facts f join subjects s using (subject)
            where f.kind = 'touch' and s.person is not null and coalesce(f.name, '') not in ({passive}) group by 1) t
        on a.person = t.person order by 1"""


def _deals() -> str:
    """Per opportunity what its newest facts say; of a record that is no history only the newest version counts."""
    order = "(occurred_at, coalesce(version, -1))"
    values = ", ".join(
        f"arg_max(nullif(json_extract_string(fields, '$.{field}'), ''), {order})"
        f" filter (nullif(json_extract_string(fields, '$.{field}'), '') is not null) as {field}"
        for field in _DEAL_FIELDS
    )
    return f"""
        select opportunity, title, owner, coalesce(moved_to, stage) as stage, next_step,
            try_cast(next_step_at as date) as next_step_at
        from (
            select subject as opportunity, {values},
                arg_max(name, {order}) filter (kind = 'opportunity_changed' and name is not null) as moved_to
            from (
                select subject, kind, name, occurred_at, version, fields from facts
                where kind in ({_OPPORTUNITY_KINDS})
                qualify kind = 'opportunity_changed'
                    or row_number() over (partition by subject, kind order by version desc nulls last, fields) = 1)
            group by subject)
        order by opportunity"""


def _companies(terms: FoldTerms) -> str:
    """Every company: its own values, else those that its persons' records name; the market these values fit."""
    conditions = [when for market in terms.markets for when in (market.when, market.not_when) if when is not None]
    fields = sorted(delivered(conditions) | set(SHOWN))
    values = ", ".join(
        f"coalesce({_newest(field, 'company')}, {_newest(field, 'person')}) as {name(field)}" for field in fields
    )
    shown = ", ".join(name(field) for field in SHOWN if field not in ("company_name", "employees"))
    return f"""
        with members as (select distinct company, person from subjects where about = 'person' and company is not null),
        said as (
            select s.company, f.kind, f.occurred_at, coalesce(f.version, -1) as version, f.fields
            from facts f join subjects s using (subject)
            where f.kind in ('company', 'person') and s.company is not null and f.fields is not null),
        known as (select company, {values} from said group by company),
        matched as (select *, {first_match(terms.markets)} as market from known)
        select every.company::uuid as company, coalesce(m.company_name, p.named) as name, m.market, {shown},
            try_cast(m.employees as bigint) as employees, coalesce(p.persons, 0) as persons,
            coalesce(o.opportunities, 0) as opportunities, c.last_at
        from (select distinct company from subjects where company is not null) every
        left join matched m using (company)
        left join (
            select company::varchar as company, count(*) as persons, min(company_name) as named from kept_people
            where company is not null group by 1) p using (company)
        left join (
            select company::varchar as company, count(*) as opportunities from kept_opportunities
            where company is not null group by 1) o using (company)
        left join (
            select members.company, max(greatest(coalesce(last_touch_at, last_attempt_at), coalesce(last_attempt_at,
                last_touch_at))) as last_at
            from members join kept_contacts k on k.person::varchar = members.person group by 1) c
            using (company)
        order by lower(name), company"""


def _newest(field: str, kind: str) -> str:
    value = f"nullif(json_extract_string(fields, {quote('$.' + name(field))}), '')"
    return f"arg_max({value}, (occurred_at, version)) filter (kind = '{kind}' and {value} is not null)"
