"""Finds facts that say something the agreement does not know, somebody twice, or nobody at all."""

from uuid import UUID

from handschlag.funnel.lint_scope import Found, Scope
from handschlag.funnel.periods import instant
from handschlag.funnel.shapes import Row
from handschlag.ledger.mails import BURST_GAP, BURST_LINKS, CLICKED, LINK_FIELDS


def undefined_stages(scope: Scope) -> Found:
    """Stages that sources report and the agreement does not have, and stages it names without saying what they are."""

    def shown(stage: str, reports: int) -> Row:
        return {"what": f"{stage} ({reports})", "stage": stage, "reports": reports}

    known = [*(stage.key for stage in scope.question.stages), *scope.detours]
    sql = f"""select name, count(*) as reports from {scope.facts}
        where kind = 'stage_reported' and occurred_at <= {scope.question.as_of} and name is not null
            and not list_contains($1, name) group by name"""
    count, examples = scope.found(sql, "reports desc, name", shown, [known])
    bare = [{"what": stage, "stage": stage, "reports": 0} for stage in scope.undefined]
    return count + len(bare), bare + examples


def duplicate_persons(scope: Scope) -> Found:
    """Names that two persons of one company have, upper and lower case aside."""

    def shown(name: str, company: str, persons: list[UUID]) -> Row:
        return {"what": f"{name}, {company}", "persons": [str(person) for person in persons]}

    sql = """select min(name) as name, min(coalesce(company_name, '')) as company, list(person order by person)
        from people where trim(name) <> '' and (company is not null or trim(company_name) <> '')
        group by lower(trim(people.name)), coalesce(people.company::varchar, lower(trim(company_name)))
        having count(distinct person) > 1"""
    return scope.found(sql, "name, company", shown)


def scanner_clicks(scope: Scope) -> Found:
    """Bursts of clicks in mails by one person, on several different links within seconds."""

    def shown(who: str, clicks: int, links: int, first_at: int) -> Row:
        at = instant(first_at)
        return {"what": f"{clicks} × {at}", "person": who, "clicks": clicks, "links": links, "instant": at}

    places = ", ".join(f"json_extract_string(fields, '$.{key}')" for key in LINK_FIELDS)
    before = f"""with clicks as (
            select coalesce(person::varchar, subject) as who, occurred_at,
                coalesce({places}, fields, id::varchar) as link
            from {scope.facts} where kind = 'touch' and name = '{CLICKED}' and precision = 'instant'
                and occurred_at <= {scope.question.as_of}),
        starts as (
            select *, coalesce(occurred_at - lag(occurred_at) over mine > {BURST_GAP}, true) as begins
            from clicks window mine as (partition by who order by occurred_at)),
        bursts as (
            select *, sum(begins::integer) over so_far as burst
            from starts window so_far as (partition by who order by occurred_at rows unbounded preceding))"""
    sql = f"""select who, count(*) as clicks, count(distinct link) as links, min(occurred_at) as first_at
        from bursts group by who, burst having count(distinct link) >= {BURST_LINKS}"""
    return scope.found(sql, "clicks desc, first_at, who", shown, before=before)
