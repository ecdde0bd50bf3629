"""What a folded component adds to the fold's tables (columns: ledger/schema.py), and the dimensions of a pass."""

import json

from handschlag.fold.clocks import run_clocks
from handschlag.fold.component import Folded
from handschlag.fold.state import Pass, Person, Waiting
from handschlag.fold.terms import FoldTerms

Row = tuple[object, ...]


def table_rows(terms: FoldTerms, component: str, folded: Folded, valid_from: int) -> dict[str, list[Row]]:
    """Rows per table, in the order of the tables' columns; `passes` without its dimensions."""
    return {
        "passes": [_pass_row(component, a_pass, valid_from) for a_pass in folded.passes],
        "entries": [row for a_pass in folded.passes for row in _entry_rows(terms, a_pass)],
        "moves": [
            (a_pass.pass_id, terms.stages[stay.stage].key, stay.from_at, stay.to_at, stay.attempt, stay.cause)
            for a_pass in folded.passes
            for stay in a_pass.stays
        ],
        "queued": [
            (a_pass.pass_id, one.queue, one.entered_at, a_pass.stays[one.stay].to_at, a_pass.stays[one.stay].attempt,
             one.cause, one.fact, *_score(folded, a_pass, one))
            for a_pass in folded.passes
            for one in a_pass.waiting
        ],
        "clocks": [
            (a_pass.pass_id, run.clock.key, run.started_at, run.event, run.fact, run.queue, run.due_at, run.stopped_at,
             run.stopped_by, run.stop_fact, run.cancelled_at, run.attempts, len(run.channels), run.holder, run.judged)
            for a_pass in folded.passes
            for run in run_clocks(terms, a_pass.happened)
        ],
        "opportunities": [
            (o.subject, o.the_pass.pass_id, o.company, o.created_at, o.closed_at, o.outcome, o.reason, o.value,
             o.currency if o.outcome == "won" else o.open_currency, o.open_value, o.fields.get("close_date"),
             o.rule, o.bypass, o.corrected)
            for o in folded.opportunities
        ],
        "involved": [(o.subject, person, role) for o in folded.opportunities for role, person in o.roles],
        "people": [_people_row(folded, person) for person in folded.people.values()],
    }  # fmt: skip


def _score(folded: Folded, a_pass: Pass, one: Waiting) -> tuple[int | None, str | None]:
    """Of who still waits after the last fact, fit and engagement as they are counted on from there."""
    left = a_pass.stays[one.stay].to_at
    if a_pass.person is None or (left is not None and left <= folded.last_at):
        return None, None
    state = folded.counted.get(a_pass.person)
    return folded.people[a_pass.person].profile.fit, None if state is None else json.dumps(state, separators=(",", ":"))


def _people_row(folded: Folded, person: Person) -> Row:
    """Who somebody is as of now: the name to show, and the whole profile, the company's values over the person's."""
    company = folded.companies.get(person.company or "", {})
    own = person.fields
    name = own.get("full_name") or " ".join(str(own[k]) for k in ("first_name", "last_name") if own.get(k)) or None
    profile = json.dumps({**own, **company}, sort_keys=True, ensure_ascii=False) if own or company else None
    company_name = company.get("company_name") or own.get("company_name")
    return (
        person.id, person.company, name, own.get("email"), company_name, own.get("job_title"),
        person.profile.market, person.profile.persona, profile, json.dumps(person.hinted),
    )  # fmt: skip


def _pass_row(component: str, p: Pass, valid_from: int) -> Row:
    return (
        p.pass_id, p.person, p.company, component, p.kind, p.path, p.opened_at, p.opened_by, p.opened_name, p.closed_at,
        p.outcome, p.reason, p.attempts, p.opportunity, p.value, p.currency, p.corrected, p.opened_at < valid_from,
    )  # fmt: skip


def _entry_rows(terms: FoldTerms, a_pass: Pass) -> list[Row]:
    return [
        (a_pass.pass_id, terms.stages[no].key, no, entry.entered_at, entry.precision, entry.basis, counts, entry.fact)
        for entries, counts in ((a_pass.entries, True), (a_pass.opinions, False))
        for no, entry in sorted(entries.items())
    ]


def dimensions_of(folded: Folded, a_pass: Pass) -> dict[str, object]:
    """Every mapped field by the precedence of docs/explanation/fold.md, "Dimensions of a pass"."""
    person = folded.people.get(a_pass.person or "")
    opportunity = next((o for o in folded.opportunities if o.subject == a_pass.opportunity), None)
    of_person = dict(person.fields) if person is not None else {}
    of_company = folded.companies.get(a_pass.company or "", {})
    of_opportunity = opportunity.fields if opportunity is not None else {}
    opener = a_pass.opener
    values = {**of_person, **of_company, **of_opportunity, **opener.values()}
    for key, value in (("channel", opener.channel), ("campaign", opener.campaign)):
        if value is not None:
            values[key] = value
    owner = next((of["owner"] for of in (of_opportunity, of_person, of_company) if of.get("owner")), None)
    profile = person.profile if person is not None else None
    values["owner"] = owner
    values["market"] = profile.market if profile is not None else None
    values["persona"] = profile.persona if profile is not None else None
    return {key: value for key, value in values.items() if value is not None}
