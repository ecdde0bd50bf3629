"""Opening, closing, reopening and recycling passes; who rests and who is a customer."""

from __future__ import annotations

from handschlag.fold.facts import Fact
from handschlag.fold.stages import enter, leave, stage_no, stand
from handschlag.fold.state import Happening, Pass, Person
from handschlag.fold.terms import FoldTerms


class Customers:
    """Who is a customer: by the wins that stand, until a cancellation."""

    def __init__(self) -> None:
        self.passes: list[Pass] = []
        self.cancelled: dict[str, int] = {}

    def cancel(self, company: str | None, instant: int) -> None:
        if company is not None:
            self.cancelled[company] = instant

    def includes(self, person: str | None, company: str | None) -> bool:
        """A win of the person or of its company that no later cancellation took back."""
        return any(self._stands(won) and self._belongs(won, person, company) for won in self.passes)

    def _stands(self, won: Pass) -> bool:
        if won.outcome != "won" or won.closed_at is None:
            return False
        ended = [self.cancelled[company] for company in (won.company, won.bought_by) if company in self.cancelled]
        return all(instant < won.closed_at for instant in ended)

    @staticmethod
    def _belongs(won: Pass, person: str | None, company: str | None) -> bool:
        by_person = person is not None and won.person == person
        return by_person or (company is not None and company in (won.company, won.bought_by))


def new_pass(fact: Fact, *, person: str | None, company: str | None, kind: str, opened_by: str) -> Pass:
    """A pass that this fact opens; the fact's id is the pass's id for ever."""
    return Pass(
        pass_id=fact.id,
        person=person,
        company=company,
        kind=kind,
        path="sales" if opened_by == "sales" else "marketing",
        opened_at=fact.occurred_at,
        opened_by=opened_by,
        opened_name=fact.name if fact.kind == "touch" and fact.name else fact.kind,
        opener=fact,
        active_at=fact.occurred_at,
    )


def close_if_inactive(terms: FoldTerms, a_pass: Pass, now: int) -> None:
    """Inactivity is decided before anything at its instant or later is looked at."""
    due = inactive_at(terms, a_pass)
    if due is not None and due <= now:
        close(a_pass, due, "inactive", None)


def inactive_at(terms: FoldTerms, a_pass: Pass) -> int | None:
    """When the pass closes if nothing more happens; None if it is closed, carries an opportunity, or nothing is
    agreed.
    """
    if not a_pass.open or a_pass.opportunity is not None or terms.inactive_after_us is None:
        return None
    return a_pass.active_at + terms.inactive_after_us


def open_passes(terms: FoldTerms, person: Person, now: int) -> list[Pass]:
    """The person's open passes at an instant, the one opened last first."""
    for a_pass in person.passes:
        close_if_inactive(terms, a_pass, now)
    return [a_pass for a_pass in reversed(person.passes) if a_pass.open]


def open_pass(terms: FoldTerms, person: Person, now: int) -> Pass | None:
    """The open pass that a person's facts belong to: of several (an old win was reopened) the one opened last."""
    return next(iter(open_passes(terms, person, now)), None)


def free_pass(terms: FoldTerms, person: Person, now: int) -> Pass | None:
    """The person's open pass that carries no opportunity."""
    return next((a_pass for a_pass in open_passes(terms, person, now) if a_pass.opportunity is None), None)


def may_open(terms: FoldTerms, customers: Customers, person: Person, now: int) -> bool:
    """Neither a customer nor resting after an outcome."""
    if customers.includes(person.id, person.company):
        return False
    for a_pass in person.passes:
        if a_pass.closed_at is None or a_pass.outcome not in terms.resting_us:
            continue
        rest = terms.resting_us[a_pass.outcome]
        if rest is None or now < a_pass.closed_at + rest:
            return False
    return True


def close(a_pass: Pass, instant: int, outcome: str, reason: str | None) -> None:
    """The pass ends."""
    a_pass.closed_at = instant
    a_pass.outcome = outcome
    a_pass.reason = reason
    a_pass.happened.append(Happening("closed", instant))
    leave(a_pass, instant)


def reopen(terms: FoldTerms, a_pass: Pass, fact: Fact, concluded_by: str | None) -> None:
    """An outcome was taken back: so are its entries, and the pass stands in the furthest stage of its attempt."""
    a_pass.closed_at = None
    a_pass.outcome = "open"
    a_pass.reason = None
    a_pass.value = None
    a_pass.currency = None
    a_pass.corrected = True
    forget_outcome(terms, a_pass, concluded_by)
    if a_pass.reached:
        stand(a_pass, max(a_pass.reached), fact, "reopened")


def forget_outcome(terms: FoldTerms, a_pass: Pass, concluded_by: str | None) -> None:
    """The outcome does not stand any more: neither the win nor a stage that the outcome entered as an event."""
    for no, entry in list(a_pass.entries.items()):
        if no == terms.stages[-1].no or (entry.fact == concluded_by and entry.basis != "implied"):
            del a_pass.entries[no]
            a_pass.reached.discard(no)


def recycle(terms: FoldTerms, a_pass: Pass, fact: Fact, back_to: str) -> None:
    """Same pass, next attempt: it stands further back, and the stages beyond have to be entered again."""
    a_pass.attempts += 1
    a_pass.happened.append(Happening("back", fact.occurred_at))
    if a_pass.stands is None:
        return
    back = min(a_pass.stands, stage_no(terms, back_to))
    a_pass.reached = {no for no in a_pass.reached if no <= back}
    stand(a_pass, back, fact, "recycled")


def customer_pass(terms: FoldTerms, fact: Fact) -> Pass:
    """A renewal or an expansion: opened by the customer and won at once; it enters the win and nothing else."""
    kind = "renewal" if fact.kind == "customer_renewed" else "expansion"
    a_pass = new_pass(fact, person=None, company=fact.company, kind=kind, opened_by="customer")
    a_pass.path = "sales"  # so that entering the win implies nothing before the opportunity
    enter(terms, a_pass, terms.stages[-1].no, fact, "derived")
    a_pass.path = "marketing"
    won = terms.stages[-1].no
    a_pass.entries = {won: a_pass.entries[won]}
    a_pass.value, a_pass.currency = fact.amount, fact.currency
    close(a_pass, fact.occurred_at, "won", None)
    return a_pass
