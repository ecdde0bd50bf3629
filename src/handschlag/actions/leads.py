"""One lead: who it is, its passes, its whole timeline, and back to the source records."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from handschlag.actions.deadlines import clocks_of_pass
from handschlag.actions.exchanges import names, work_on
from handschlag.actions.houses import House
from handschlag.actions.lead_duplicates import duplicates_of
from handschlag.actions.lead_standing import attempts_of, consents_of, criteria_of, next_question
from handschlag.actions.people_scores import score_of
from handschlag.actions.permission import needs
from handschlag.actions.tables import Tables, tables
from handschlag.actions.wording import agreement_labels, reason_name
from handschlag.dashboard.titles import title
from handschlag.errors import InputProblems, Problem
from handschlag.ledger.kinds import TOLD, WORK
from handschlag.linking import REASONS

_PER_PAGE = 50
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@needs("see_people")
def lead(house: House, *, person: str, now: datetime, as_of: datetime | None = None) -> dict[str, Any]:
    """Everything about one person. `person` is its id, an old id, an e-mail address, or a source record's name."""
    asked = tables(house, now=now, as_of=as_of)
    who = resolve(asked, person)
    labels = agreement_labels(house.agreement)
    [row] = asked.run(
        "select person, company, name, email, company_name, profile, hinted from people where person = ?", [who]
    )
    passes = _passes(asked, who, as_of or now)
    for each in passes:
        each["reason_name"] = reason_name(labels, each["outcome"], each["reason"])
    own = [subject for (subject,) in asked.run("select subject from subjects where person = ? order by subject", [who])]
    called = names()
    facts = _facts(asked, called, [*own, *(p["opportunity"] for p in passes if p["opportunity"])])
    at = _micros(as_of or now)
    criteria = criteria_of(house.agreement, facts, at, json.loads(row[6]))
    return {
        "person": who,
        "name": row[2] or row[3] or own[0],
        "email": row[3],
        "company": {"id": _text(row[1]), "name": row[4]} if row[1] or row[4] else None,
        "profile": json.loads(str(row[5])) if row[5] else {},
        "passes": passes,
        "score": score_of(house, asked, who, as_of or now),
        "criteria": criteria,
        "next_question": next_question(house, asked, criteria["rows"], _stands(passes)),
        "attempts": attempts_of(facts, labels, at),
        "consents": consents_of(house.agreement, facts, at),
        "duplicates": duplicates_of(asked, who),
        "timeline": [
            _event(fact, labels, called) | {"mine": as_of is None and _is_mine(house, fact)}
            for fact in facts
            if fact["kind"] not in ("link", "unlink")
        ],
        "subjects": [source_of(subject) for subject in own],
        "work": work_on(house, asked, who, now) if as_of is None else None,
        "clocks": _clocks(house, asked, passes, as_of or now),
        "links": _links(facts),
        "colleagues": _colleagues(asked, row[1], who),
    }


def _clocks(house: House, asked: Tables, passes: Sequence[Mapping[str, Any]], at: datetime) -> list[dict[str, Any]]:
    """What runs in the newest open pass."""
    pass_id = next((str(one["pass_id"]) for one in passes if one["outcome"] == "open"), None)
    return [] if pass_id is None else clocks_of_pass(house, asked, pass_id, at)


def _stands(passes: Sequence[Mapping[str, Any]]) -> str | None:
    """The stage in which the newest open pass is."""
    stays: Sequence[Mapping[str, Any]] = next((one["moves"] for one in passes if one["outcome"] == "open"), ())
    return str(stays[-1]["stage"]) if stays and stays[-1]["to_at"] is None else None


def resolve(asked: Tables, person: str) -> str:
    """The person meant: an id, an id that was merged into another, a pass, an e-mail address or a source record."""
    text = person.strip()
    queries: list[tuple[str, list[object]]] = [
        ("select person from subjects where subject = ? and person is not null", [text]),
        ("select person from people where lower(email) = lower(?)", [text]),
        (  # an address that the person had before, or has in another record
            "select s.person from subjects s join deliveries f on f.subject = s.subject where f.kind = 'person'"
            " and lower(json_extract_string(f.fields, '$.email')) = lower(?) and s.person is not null",
            [text],
        ),
    ]
    if _is_uuid(text):
        queries = [
            ("select person from people where person = ?::uuid", [text]),
            ("select person from passes where pass_id = ?::uuid and person is not null", [text]),
            (
                "select s.person from subjects s join deliveries f on f.subject = s.subject where f.kind = 'link'"
                " and json_extract_string(f.fields, '$.entity') = ? and s.person is not null",
                [text.lower()],
            ),
        ]
    for sql, params in queries:
        if found := asked.run(f"{sql} limit 1", params):
            return str(found[0][0])
    hint = "give an e-mail address, the id of a person, or a record as connection:object:id"
    raise InputProblems(Problem(message=f"nobody here is `{person}`", hint=hint))


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _passes(asked: Tables, who: str, as_of: datetime) -> list[dict[str, Any]]:
    """The person's passes, newest first, each with its stage entries and where it stood."""
    cut = _micros(as_of)
    columns = (
        "pass_id, kind, path, opened_at, opened_by, opened_name, closed_at, outcome, reason, attempts, opportunity,"
        " value, currency, corrected, retrospect"
    )
    found = asked.run(
        f"select {columns} from passes where person = ? and opened_at <= ? order by opened_at desc, pass_id", [who, cut]
    )
    result = []
    for row in found:
        each = dict(zip(columns.split(", "), row, strict=True))
        pass_id = each["pass_id"]
        if each["closed_at"] is not None and each["closed_at"] > cut:
            each |= {"closed_at": None, "outcome": "open", "reason": None}
        entries = asked.run(
            "select stage, stage_no, entered_at, precision, basis, counts, fact from entries"
            " where pass_id = ? and entered_at <= ? order by counts desc, stage_no",
            [pass_id, cut],
        )
        moves = asked.run(
            "select stage, from_at, case when to_at <= ? then to_at end, attempt, cause from moves"
            " where pass_id = ? and from_at <= ? order by from_at, attempt",
            [cut, pass_id, cut],
        )
        result.append(
            {
                **each,
                "pass_id": str(pass_id),
                "opened_at": moment(each["opened_at"]),
                "closed_at": moment(each["closed_at"]),
                "entries": [
                    {"stage": stage, "stage_no": no, "entered_at": moment(at), "precision": precision, "basis": basis,
                     "counts": counts, "fact": _text(fact)}
                    for stage, no, at, precision, basis, counts, fact in entries
                ],
                "moves": [
                    {"stage": stage, "from_at": moment(start), "to_at": moment(end), "attempt": attempt, "cause": cause}
                    for stage, start, end, attempt, cause in moves
                ],
            }
        )  # fmt: skip
    return result


_COLUMNS = (
    "id", "kind", "subject", "related", "name", "occurred_at", "precision", "version", "recorded_at", "batch", "side",
    "actor", "channel", "campaign", "amount", "currency", "fields", "key",
)  # fmt: skip


def _facts(asked: Tables, called: Mapping[str, str], subjects: Sequence[str]) -> list[dict[str, Any]]:
    """Every fact of these subjects once, in order of time."""
    marks = ", ".join("?" for _ in subjects)
    rows = asked.run(f"select {', '.join(_COLUMNS)} from deliveries where subject in ({marks})", list(subjects))
    facts: dict[str, dict[str, Any]] = {}
    for row in rows:
        fact = dict(zip(_COLUMNS, row, strict=True))
        fact["by"] = fact["actor"]
        fact["actor"] = called.get(fact["actor"], fact["actor"])
        fact["id"] = str(fact["id"])
        known = facts.get(fact["id"])
        if known is None or (fact["recorded_at"], fact["batch"] or 0) < (known["recorded_at"], known["batch"] or 0):
            facts[fact["id"]] = fact
    return sorted(facts.values(), key=lambda fact: (fact["occurred_at"], fact["recorded_at"], fact["id"]))


def _is_mine(house: House, fact: Mapping[str, Any]) -> bool:
    """Whether the asking person may take it back."""
    return fact["kind"] in WORK and is_told(fact["key"]) and house.by.may_take_back(fact["by"])


def _event(
    fact: Mapping[str, Any], labels: Mapping[str, Mapping[str, str]], called: Mapping[str, str]
) -> dict[str, Any]:
    details = json.loads(fact["fields"]) if fact["fields"] else {}
    if "to" in details:
        details["to"] = called.get(details["to"], details["to"])
    if is_told(fact["key"]):  # told here: that a person did it, goes without saying
        details.pop("automated", None)
    details |= {key: fact[key] for key in ("channel", "campaign", "related") if fact[key] is not None}
    name = fact["name"] if fact["kind"] != "person" else fact["subject"].partition(":")[0]
    return {
        "fact": fact["id"],
        "kind": fact["kind"],
        "name": fact["name"],
        "side": fact["side"],
        "actor": fact["actor"],
        "occurred_at": moment(fact["occurred_at"]),
        "precision": fact["precision"],
        "recorded_at": moment(fact["recorded_at"]),
        "title": title(fact["kind"], name, labels),
        "details": details,
        "amount": fact["amount"],
        "currency": fact["currency"],
        "source": {**source_of(fact["subject"]), "batch": fact["batch"], "told": is_told(fact["key"])},
    }


def is_told(key: str | None) -> bool:
    """Whether people told this here, so that no source states it."""
    return (key or "").startswith(TOLD)


def source_of(subject: str) -> dict[str, Any]:
    """The parts of a source record's name."""
    connection, _, rest = subject.partition(":")
    thing, _, number = rest.partition(":")
    return {"subject": subject, "connection": connection, "object": thing, "id": number}


def _links(facts: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Every piece of evidence that holds, once."""
    undone = {(f["subject"], json.loads(f["fields"]).get("key")) for f in facts if f["kind"] == "unlink"}
    found: dict[tuple[str, str | None], dict[str, Any]] = {}
    for fact in facts:
        if fact["kind"] == "link":
            link = _link(fact)
            found.setdefault((link["subject"], link["key"]), link)
    return [link for place, link in found.items() if place not in undone]


def _link(fact: Mapping[str, Any]) -> dict[str, Any]:
    fields = json.loads(fact["fields"])
    return {
        "fact": fact["id"], "subject": fact["subject"], "key": fields.get("key"), "reason": fact["name"],
        "text": REASONS.get(fact["name"] or "", {}), "linked_at": moment(fact["occurred_at"]),
        "by": fields.get("by"),
    }  # fmt: skip


def _colleagues(asked: Tables, company: object, who: str) -> list[dict[str, Any]]:
    """The other persons known of the same company."""
    if company is None:
        return []
    rows = asked.run(
        "select person, coalesce(name, email), job_title from people"
        " where company = ? and person <> ? order by 2 limit 50",
        [company, who],
    )
    return [{"person": str(person), "name": name, "job_title": job} for person, name, job in rows]


@needs("see_people")
def find_people(house: House, *, text: str, now: datetime, page: int = 1) -> dict[str, Any]:
    """Persons whose name, e-mail address or company contains the text; everybody if it is empty."""
    asked = tables(house, now=now)
    wanted = text.strip().lower()
    where = "contains(lower(concat_ws(' ', name, email, company_name)), ?)"
    [(count,)] = asked.run(f"select count(*) from people where {where}", [wanted])
    total = int(str(count))
    rows = asked.run(
        "select p.person, coalesce(p.name, p.email), p.email, p.company_name, p.job_title,"
        " n.outcome, n.opened_at, n.closed_at, n.stage"
        f" from (select * from people where {where}"
        " order by lower(coalesce(name, email)) nulls last, person limit ? offset ?) p"
        " left join lateral (select outcome, opened_at, closed_at,"
        "   (select arg_max(stage, stage_no) from entries e where e.pass_id = s.pass_id and e.counts) as stage"
        "   from passes s where s.person = p.person order by opened_at desc limit 1) n on true"
        " order by lower(coalesce(p.name, p.email)) nulls last, p.person",
        [wanted, _PER_PAGE, (max(page, 1) - 1) * _PER_PAGE],
    )
    cut = _micros(now)
    return {
        "text": text,
        "count": total,
        "page": max(page, 1),
        "pages": max(1, -(-total // _PER_PAGE)),
        "people": [
            {"person": str(who), "name": name, "email": email, "company": company, "job_title": job,
             "outcome": "open" if closed is not None and closed > cut else outcome, "opened_at": moment(opened),
             "stage": stage}
            for who, name, email, company, job, outcome, opened, closed, stage in rows
        ],
    }  # fmt: skip


def moment(micros: Any) -> datetime | None:
    """UTC microseconds as an instant."""
    return None if micros is None else _EPOCH + timedelta(microseconds=int(micros))


def _micros(instant: datetime) -> int:
    return round(instant.timestamp() * 1_000_000)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
