"""One opportunity advances exactly one primary pass: which, and what its outcome does to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from handschlag.fold.facts import Fact
from handschlag.fold.passes import Customers, close, forget_outcome, free_pass, new_pass, open_pass, reopen
from handschlag.fold.stages import enter, stage_no
from handschlag.fold.state import Opportunity, Pass, Person, hear
from handschlag.fold.terms import FoldTerms
from handschlag.ledger.kinds import OPPORTUNITY_ROLES

_OUTCOMES = {"opportunity_won": "won", "opportunity_lost": "lost", "opportunity_no_decision": "no_decision"}


def named_persons(relations: Iterable[Fact]) -> list[tuple[str, str]]:
    """(role, person) of everybody an opportunity names, each once, strongest role first, then by subject."""
    strongest: dict[str, tuple[int, str, str]] = {}
    for relation in relations:
        if relation.other_person is None or relation.name not in OPPORTUNITY_ROLES:
            continue
        rank = (OPPORTUNITY_ROLES.index(relation.name), relation.related or "", relation.name)
        strongest[relation.other_person] = min(strongest.get(relation.other_person, rank), rank)
    return [(rank[2], person) for person, rank in sorted(strongest.items(), key=lambda item: item[1])]


def opportunity_company(
    relations: Iterable[Fact], roles: list[tuple[str, str]], people: Mapping[str, Person]
) -> str | None:
    """The company it names, else that of the person it names in the strongest role."""
    named = [
        (r.related or "", r.other_company) for r in relations if r.name == "company" and r.other_company is not None
    ]
    if named:
        return min(named)[1]
    return next((people[person].company for _, person in roles if people[person].company is not None), None)


def primary_pass(
    terms: FoldTerms,
    customers: Customers,
    people: Mapping[str, Person],
    fact: Fact,
    roles: list[tuple[str, str]],
    company: str | None,
) -> tuple[Pass, str]:
    """The pass an opportunity advances and the rule that chose it (figures.md; docs/explanation/fold.md, rules 1 to
    6).
    """
    now = fact.occurred_at
    for wanted in ("converted_lead", "primary_contact", "handed_over"):
        for role, person_id in roles:
            if role != wanted:
                continue
            found = free_pass(terms, people[person_id], now)
            if found is not None:
                return found, wanted
            if wanted == "converted_lead" and open_pass(terms, people[person_id], now) is None:
                return _own_pass(terms, customers, people, fact, person_id, company), wanted
    somebody = roles[0][1] if roles else None
    if _is_customer(customers, people, somebody, company):
        return _own_pass(terms, customers, people, fact, somebody, company), "own"
    free = [(person, a_pass) for person in people.values() if (a_pass := free_pass(terms, person, now)) is not None]
    colleagues = [(person, a_pass) for person, a_pass in free if company is not None and person.company == company]
    if colleagues:
        return min(colleagues, key=lambda both: _most_advanced(*both))[1], "most_advanced"
    recent = [(p, a) for p, a in free if p.last_touch_at is not None and p.last_touch_at >= now - terms.window_us]
    if recent:
        return min(recent, key=lambda both: (-(both[0].last_touch_at or 0), both[1].pass_id))[1], "latest_touch"
    return _own_pass(terms, customers, people, fact, somebody, company), "own"


def _most_advanced(person: Person, a_pass: Pass) -> tuple[int, int, str]:
    stands = -1 if a_pass.stands is None else a_pass.stands
    touched = -1 if person.last_touch_at is None else person.last_touch_at
    return (-stands, -touched, a_pass.pass_id)


def _is_customer(customers: Customers, people: Mapping[str, Person], person_id: str | None, buyer: str | None) -> bool:
    """Business with the person, the person's company, or the buying company exists already."""
    company = people[person_id].company if person_id is not None else None
    return customers.includes(person_id, company or buyer) or customers.includes(None, buyer)


def _own_pass(
    terms: FoldTerms,
    customers: Customers,
    people: Mapping[str, Person],
    fact: Fact,
    person_id: str | None,
    buyer: str | None,
) -> Pass:
    """A pass opened by the opportunity itself, by sales if the fact names no other side."""
    person = people[person_id] if person_id is not None else None
    company = person.company if person is not None and person.company is not None else buyer
    customer = _is_customer(customers, people, person_id, buyer) and terms.customers == "expansion"
    a_pass = new_pass(
        fact, person=person_id, company=company, kind="expansion" if customer else "new", opened_by=fact.side or "sales"
    )
    if person is not None:
        person.passes.append(a_pass)
    return a_pass


def apply(terms: FoldTerms, customers: Customers, opportunity: Opportunity, fact: Fact) -> None:
    """One more fact of an opportunity that has its pass."""
    opportunity.fields.update(fact.values())
    outcome = _OUTCOMES.get(fact.kind)
    if outcome is not None:
        _conclude(terms, customers, opportunity, fact, outcome)
        return
    if fact.amount is not None:
        opportunity.open_value, opportunity.open_currency = fact.amount, fact.currency
    if fact.kind == "opportunity_changed" and opportunity.outcome != "open":
        _take_back(terms, opportunity, fact)


def enter_existence(terms: FoldTerms, opportunity: Opportunity, fact: Fact) -> None:
    """That an opportunity exists enters the opportunity stage and those behind it that name the event; if only its
    outcome is known, by implication.
    """
    opening, won = stage_no(terms, terms.opportunity_stage), terms.stages[-1].no
    for stage in terms.stages:
        by_event = "opportunity.created" in stage.events
        if stage.no == won or not (by_event or stage.no == opening):
            continue
        basis = "implied" if fact.kind in _OUTCOMES else "derived" if by_event else "reported"
        enter(terms, opportunity.the_pass, stage.no, fact, basis)
    opportunity.existence_entered = opportunity.existence_entered or fact.kind not in _OUTCOMES


def _conclude(terms: FoldTerms, customers: Customers, opportunity: Opportunity, fact: Fact, outcome: str) -> None:
    a_pass = opportunity.the_pass
    hear(a_pass, f"opportunity.{outcome}", fact)
    if opportunity.outcome != "open":
        forget_outcome(terms, a_pass, opportunity.concluded_by)
        if "won" in (outcome, opportunity.outcome) and outcome != opportunity.outcome:
            opportunity.corrected = a_pass.corrected = True
    opportunity.outcome, opportunity.closed_at, opportunity.reason = outcome, fact.occurred_at, fact.name
    opportunity.concluded_by = fact.id
    for stage in terms.stages:
        if f"opportunity.{outcome}" in stage.events or (outcome == "won" and stage is terms.stages[-1]):
            enter(terms, a_pass, stage.no, fact, "derived")
    close(a_pass, fact.occurred_at, outcome, fact.name)
    opportunity.value, opportunity.currency = (fact.amount, fact.currency) if outcome == "won" else (None, None)
    a_pass.value, a_pass.currency = opportunity.value, opportunity.currency
    if outcome == "won":
        customers.passes.append(a_pass)


def _take_back(terms: FoldTerms, opportunity: Opportunity, fact: Fact) -> None:
    opportunity.outcome, opportunity.closed_at, opportunity.reason, opportunity.value = "open", None, None, None
    opportunity.corrected = True
    reopen(terms, opportunity.the_pass, fact, opportunity.concluded_by)
