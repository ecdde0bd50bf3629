"""Companies: finding them, and one company with its people, opportunities, market fit and joint journey."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from handschlag.actions.account_deals import deals_of
from handschlag.actions.account_story import story_page
from handschlag.actions.houses import House
from handschlag.actions.leads import moment
from handschlag.actions.market_fit import market_fit
from handschlag.actions.permission import needs
from handschlag.actions.tables import Tables, tables
from handschlag.actions.wording import agreement_labels, names_of
from handschlag.errors import InputProblems, Problem
from handschlag.funnel.periods import micros
from handschlag.linking import REASONS

_PER_PAGE = 50
_PEOPLE = 25

#: Orders of the list; a company that nobody ever contacted comes last.
SORTS = {"name": "lower(name) nulls last, company", "recent": "last_at desc nulls last, lower(name), company"}


@needs("see_people")
def find_companies(
    house: House, *, text: str, now: datetime, as_of: datetime | None = None, sort: str = "name", page: int = 1
) -> dict[str, Any]:
    """Companies whose name, city or industry contains the text; all of them if it is empty."""
    asked = tables(house, now=now, as_of=as_of)
    pattern = f"%{text.strip().lower()}%"
    where = "lower(concat_ws(' ', name, city, industry)) like ?"
    count = int(asked.run(f"select count(*) from companies where {where}", [pattern])[0][0])
    pages = max(1, -(-count // _PER_PAGE))
    number = min(max(page, 1), pages)
    rows = asked.run(
        "select company, name, city, country, industry, employees, market, persons, opportunities, last_at"
        f" from companies where {where} order by {SORTS.get(sort, SORTS['name'])} limit ? offset ?",
        [pattern, _PER_PAGE, (number - 1) * _PER_PAGE],
    )
    columns = (
        "company", "name", "city", "country", "industry", "employees", "market", "persons", "opportunities", "last_at",
    )  # fmt: skip
    found = [
        {**dict(zip(columns, row, strict=True)), "company": str(row[0]), "last_at": moment(row[-1])} for row in rows
    ]
    _add_standing(asked, found, micros(as_of or now))
    return {
        "text": text, "sort": sort, "count": count, "page": number, "pages": pages, "companies": found,
        "markets": names_of(house.agreement.markets),
    }  # fmt: skip


def _add_standing(asked: Tables, found: list[dict[str, Any]], cut: int) -> None:
    """How many passes and opportunities are open, and how many opportunities were won, as of the asked instant."""
    ids = [each["company"] for each in found]
    standing = {
        str(company): counts
        for company, *counts in asked.run(
            "select c.company, (select count(*) from passes p where p.company = c.company and p.opened_at <= $2"
            " and (p.closed_at is null or p.closed_at > $2)),"
            " (select count(*) from opportunities o where o.company = c.company and o.created_at <= $2"
            " and (o.closed_at is null or o.closed_at > $2)),"
            " (select count(*) from opportunities o where o.company = c.company and o.outcome = 'won'"
            " and o.closed_at <= $2)"
            " from (select unnest($1)::uuid as company) c",
            [ids, cut],
        )
    } if ids else {}  # fmt: skip
    for each in found:
        each["open_passes"], each["open_opportunities"], each["won"] = standing[each["company"]]


@needs("see_people")
def company(
    house: House,
    *,
    company: str,
    now: datetime,
    as_of: datetime | None = None,
    side: str = "",
    profiles: bool = False,
    page: int = 1,
    people_page: int = 1,
) -> dict[str, Any]:
    """Everything about one company. `company` is its id, an old id, a source record's name, or its exact name."""
    asked = tables(house, now=now, as_of=as_of)
    cut = micros(as_of or now)
    who = _resolve(asked, company)
    labels = agreement_labels(house.agreement)
    [(name, last_at)] = asked.run("select name, last_at from companies where company = ?::uuid", [who])
    records = [subject for (subject,) in asked.run(_RECORDS, [who])]
    everything = asked.gathered([subject for (subject,) in asked.run(_SUBJECTS, [who])])
    profile = _profile(everything)
    return {
        "company": who,
        "name": name or records[0],
        "last_at": moment(last_at),
        "profile": profile,
        "market": market_fit(house, everything, profile),
        **_people(asked, who, cut, people_page),
        "personas": names_of(house.agreement.personas),
        "passes": _passes(asked, who, cut),
        "opportunities": deals_of(everything, who, cut, labels),
        "story": story_page(everything, who, cut, labels, side=side, profiles=profiles, page=page),
        "records": records,
        "links": _links(everything),
    }


def _resolve(asked: Tables, text: str) -> str:
    """The company meant: an id, an id that was merged into another, a source record, or the only one of this name."""
    text = text.strip()
    queries: list[tuple[str, list[object]]] = [
        ("select company from subjects where subject = ? and company is not null", [text]),
        ("select min(company::varchar) from companies where lower(name) = lower(?) having count(*) = 1", [text]),
    ]
    try:
        UUID(text)
    except ValueError:
        pass
    else:
        queries = [
            ("select company from companies where company = ?::uuid", [text]),
            (
                "select s.company from subjects s join deliveries f on f.subject = s.subject where f.kind = 'link'"
                " and json_extract_string(f.fields, '$.entity') = ? and s.about = 'company'",
                [text.lower()],
            ),
        ]
    for sql, params in queries:
        if found := asked.run(f"{sql} limit 1", params):
            return str(found[0][0])
    hint = "give the id of a company, its exact name, or a record as connection:object:id"
    raise InputProblems(Problem(message=f"no company here is `{text}`", hint=hint))


#: The company's own records in the sources.
_RECORDS = "select subject from subjects where about = 'company' and company = ? order by subject"

#: Everything that belongs to its account: its records, its persons', and its opportunities.
_SUBJECTS = """
    select subject from subjects where company = $1
    union select o.opportunity from opportunities o join passes p using (pass_id)
    where o.company = $1::uuid or (o.company is null and p.company = $1::uuid)"""


def _links(everything: Tables) -> list[dict[str, Any]]:
    """The evidence by which each record of the company was recognised, without what was undone."""
    rows = everything.run(
        "select distinct kind, subject, name, json_extract_string(fields, '$.key') as key from told"
        " where kind in ('link', 'unlink') and person is null order by 2, 4"
    )
    undone = {(subject, key) for kind, subject, _, key in rows if kind == "unlink"}
    return [
        {"subject": subject, "key": key, "reason": reason, "text": REASONS.get(reason or "", {})}
        for kind, subject, reason, key in rows
        if kind == "link" and (subject, key) not in undone
    ]


def _profile(everything: Tables) -> dict[str, Any]:
    """Field by field the company's newest value; what no record of it says, as its persons' newest records have it."""
    rows = everything.run(
        "select kind, fields from told where kind in ('company', 'person') and fields is not null"
        " order by kind = 'company', occurred_at, coalesce(version, -1)"
    )
    found: dict[str, Any] = {}
    for kind, text in rows:
        for key, value in json.loads(text).items():
            if value not in (None, "") and (kind == "company" or key in _OF_COMPANIES):
                found[key] = value
    return found


#: Fields by which the records of persons describe the person's company.
_OF_COMPANIES = frozenset(
    {
        "company_name", "domain", "website", "industry", "employees", "revenue", "country", "subdivision", "postcode",
        "city",
    }
)  # fmt: skip


def _people(asked: Tables, who: str, cut: int, page: int) -> dict[str, Any]:
    """One page of the persons: those who stand in an open pass first, then by name."""
    count = int(asked.run("select count(*) from people where company = ?::uuid", [who])[0][0])
    pages = max(1, -(-count // _PEOPLE))
    number = min(max(page, 1), pages)
    rows = asked.run(
        "select p.person, coalesce(p.name, p.email), p.job_title, p.persona, k.attempts, k.last_attempt_at,"
        " k.last_touch_at, n.stage, n.outcome, n.closed_at,"
        " (select list(distinct i.role order by i.role) from involved i where i.person = p.person)"
        " from people p left join contacts k on k.person = p.person"
        " left join lateral (select s.outcome, s.closed_at, s.opened_at,"
        "   (select arg_max(stage, stage_no) from entries e where e.pass_id = s.pass_id and e.counts"
        "    and e.entered_at <= $2) as stage"
        "   from passes s where s.person = p.person and s.opened_at <= $2 order by s.opened_at desc limit 1) n on true"
        " where p.company = $1::uuid"
        " order by n.opened_at is null, n.closed_at is not null and n.closed_at <= $2,"
        " lower(coalesce(p.name, p.email)), p.person limit $3 offset $4",
        [who, cut, _PEOPLE, (number - 1) * _PEOPLE],
    )
    people = [
        {"person": str(person), "name": name or str(person), "job_title": job, "persona": persona,
         "attempts": attempts or 0, "last_attempt_at": moment(attempted), "last_touch_at": moment(touched),
         "stage": stage, "outcome": "open" if closed is not None and closed > cut else outcome, "roles": roles or []}
        for person, name, job, persona, attempts, attempted, touched, stage, outcome, closed, roles in rows
    ]  # fmt: skip
    return {"people": people, "persons": count, "people_page": number, "people_pages": pages}


def _passes(asked: Tables, who: str, cut: int) -> dict[str, Any]:
    """How many passes its persons had, how many are open, and how they ended, as of the asked instant."""
    rows = asked.run(
        "select case when closed_at is null or closed_at > $2 then 'open' else outcome end, count(*)"
        " from passes where company = $1::uuid and opened_at <= $2 group by 1 order by 1",
        [who, cut],
    )
    counts = {str(outcome): int(count) for outcome, count in rows}
    return {"count": sum(counts.values()), "open": counts.get("open", 0), "by_outcome": counts}
