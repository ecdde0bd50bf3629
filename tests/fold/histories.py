"""Random histories of one account component: few people, few instants, everything the fold reads, dirt included."""

import json
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from hypothesis import strategies as st

from handschlag.ledger.identity import fact_id
from handschlag.ledger.kinds import KINDS
from tests.fold.agreements import AGREEMENTS, terms_of

DAY = 86_400_000_000
START = 1_767_225_600_000_000  # 2026-01-01 in UTC
COMPANY = "c0000000-0000-7000-8000-000000000001"
OTHER_COMPANY = "c0000000-0000-7000-8000-000000000002"
PERSONS = tuple(f"a0000000-0000-7000-8000-00000000000{n}" for n in range(3))
#: Persons by the subjects two systems know them under; some are known to both.
SUBJECTS = {"ma:contact:0": 0, "crm:lead:0": 0, "ma:contact:1": 1, "crm:lead:1": 1, "crm:lead:2": 2}
ACCOUNTS = {"crm:account:0": COMPANY, "ma:company:0": COMPANY, "crm:account:1": OTHER_COMPANY}
DEALS = ("crm:deal:0", "crm:deal:1", "crm:deal:2")
ROLES = ("converted_lead", "primary_contact", "handed_over", "contact", "contact")

Facts: TypeAlias = st.SearchStrategy[dict[str, Any]]
Episode: TypeAlias = st.SearchStrategy[list[dict[str, Any]]]


class History(NamedTuple):
    agreement: str
    facts: list[dict[str, Any]]
    membership: dict[str, str | None]
    decided: dict[str, frozenset[str]]


def instants() -> st.SearchStrategy[int]:
    """Days within six weeks (so that agreed durations end at facts), some noons, and now and then a long silence."""
    days = st.one_of(st.integers(0, 12), st.integers(0, 42), st.sampled_from((0.5, 4.5, 7.5, 100, 130)))
    return days.map(lambda day: START + int(day * DAY))


def mapped(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[str | None]:
    """Some of these mapped fields, as the ledger keeps them."""

    def text(found: dict[str, Any]) -> str | None:
        return json.dumps(found, sort_keys=True, separators=(",", ":")) if found else None

    return st.fixed_dictionaries({}, optional=values).map(text)


def one_of(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


PROFILE = mapped(
    email=one_of("a@acme.de", "b@firm.de", ""),
    country=one_of("DE", "AT", "FR"),
    employees=one_of("49", "120", "many"),
    industry=one_of("competitor", "machines"),
    department=one_of("IT", "xx", "Sales"),
    language=one_of("fr", "de"),
    owner=one_of("vera", "tom"),
    origin=one_of("profile", ""),
)
REASON = mapped(reason=one_of("student"))
WAKE_UP = mapped(wake_up=one_of("2026-01-05", "2026-01-12", "2026-02-01", "2026-06-01", "soon", "2025-12-31"))
ASSIGNED = mapped(to=one_of("vera", "tom"), instead_of=one_of("tom", "ines"))
ANSWER = mapped(answer=one_of("yes", "maybe", "no"))
SIDES = one_of(None, "marketing", "sales", "sdr", "sales", "marketing")
AGENTS = one_of("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", "Mozilla/5.0 (compatible; Googlebot/2.1)")
TOUCH_FIELDS = mapped(
    origin=one_of("ads", "fair"), owner=one_of("sdr-1"), color=one_of("red"), user_agent=AGENTS
)  # fmt: skip
LINK = mapped(link=one_of("a", "b", "c"), path=one_of("a", "d"))
DEAL_FIELDS = mapped(
    owner=one_of("seller"), close_date=one_of("2026-03-01"), origin=one_of("crm"), region=one_of("n", "s")
)


def stage_names(agreement: str) -> st.SearchStrategy[str]:
    stages = [stage.key for stage in terms_of(agreement).stages]
    return one_of(*stages, *stages, "recycled", "disqualified", "inactive", "lost", "no_decision", "never heard of")


def journey(agreement: str, subject: str) -> Episode:
    """Some of what can happen to a person, as one source has it."""
    touch = one_of("page_view", "webinar_attended", "email_opened", "form_submitted")
    touches = event("touch", subject, name=touch, side=SIDES, channel=one_of(None, "web", "mail"), fields=TOUCH_FIELDS)
    attempt = event(
        "attempt", subject, name=one_of("reached", "voicemail", "no_show"), side=SIDES,
        campaign=one_of(None, "spring"), channel=one_of("phone", "email", "meeting", None),
        fields=mapped(automated=one_of("yes", "no", "unknown")),
    )  # fmt: skip
    return st.lists(
        st.one_of(
            touches,
            touches,
            attempt,
            attempt,
            event("touch", subject, name=one_of("meeting_booked"), side=SIDES),
            event("assigned", subject, name=one_of("sdr", "sales"), fields=ASSIGNED),
            event("stage_reported", subject, name=stage_names(agreement), side=SIDES, fields=REASON),
            event("criterion_answer", subject, name=one_of("need", "time", "else"), fields=ANSWER),
            event("handover_offered", subject, side=SIDES, fields=mapped(to=one_of("vera", "tom"))),
            event("handover_accepted", subject, side=SIDES, actor=one_of("vera", None)),
            event(
                "handover_returned", subject, name=one_of("nobody_there", "too_early", "no_fit", None), fields=WAKE_UP
            ),
            event("consent", subject, name=one_of("email"), fields=mapped(state=one_of("given", "withdrawn"))),
            record("person", subject, fields=PROFILE),
            record("person", subject, fields=PROFILE),
        ),
        min_size=1,
        max_size=9,
    )


def mailing(subject: str) -> Episode:
    """A mail that arrived, and clicks within seconds: those of a scanner, of a person, or of both."""

    def told(parts: tuple[int, list[tuple[float, dict[str, Any]]]]) -> list[dict[str, Any]]:
        start, mails = parts
        return [{**fact, "occurred_at": start + int(seconds * 1_000_000)} for seconds, fact in mails]

    names = one_of("email_delivered", "email_clicked", "email_clicked", "email_clicked")
    seconds = one_of(0, 1, 4, 5, 5.000001, 9, 10, 14, 30)
    mail = event("touch", subject, name=names, side=SIDES, fields=LINK)
    return st.tuples(instants(), st.lists(st.tuples(seconds, mail), min_size=1, max_size=6)).map(told)


def account(subject: str) -> Episode:
    """What can be known of a company, and happen with a customer."""
    money = {"amount": one_of(None, 700), "currency": one_of(None, "EUR")}
    return st.lists(
        st.one_of(
            record("company", subject, fields=PROFILE),
            record("company", subject, fields=PROFILE),
            event("customer_renewed", subject, **money),
            event("customer_expanded", subject, fields=DEAL_FIELDS, **money),
            event("customer_cancelled", subject, name=one_of("price")),
        ),
        min_size=1,
        max_size=3,
    )


def deal(subject: str) -> Episode:
    """An opportunity: whom it names, what became of it, and whatever a source may have got wrong about it."""
    money = {"amount": one_of(None, 100, 200), "currency": one_of(None, "EUR", "CHF"), "fields": DEAL_FIELDS}
    named = st.lists(
        st.one_of(
            event("relation", subject, related=one_of(*SUBJECTS), name=one_of(*ROLES)),
            event("relation", subject, related=one_of(*SUBJECTS), name=one_of(*ROLES)),
            event("relation", subject, related=one_of(*ACCOUNTS), name=one_of("company")),
        ),
        max_size=4,
    )
    created = st.lists(record("opportunity_created", subject, side=SIDES, **money), max_size=2)
    changed = st.lists(record("opportunity_changed", subject, name=one_of("proposal"), **money), max_size=2)
    won = record("opportunity_won", subject, side=SIDES, **money)
    lost = record("opportunity_lost", subject, name=one_of("price", None), **money)
    undecided = record("opportunity_no_decision", subject, name=one_of("later"), **money)
    outcome = st.lists(st.one_of(won, won, lost, undecided), max_size=2)
    return st.tuples(named, created, changed, outcome).map(lambda parts: [fact for part in parts for fact in part])


def event(kind: str, subject: str, **columns: st.SearchStrategy[Any]) -> Facts:
    return st.fixed_dictionaries(
        {
            "kind": st.just(kind),
            "subject": st.just(subject),
            "occurred_at": instants(),
            "precision": one_of("instant", "instant", "day"),
            **columns,
        }
    )


def record(kind: str, subject: str, **columns: st.SearchStrategy[Any]) -> Facts:
    return event(kind, subject, version=one_of(None, 1, 2, 3), **columns)


@cache
def stories(agreement: str) -> Episode:
    """Some episodes about some of the people, accounts and deals there are, one after the other."""
    episodes = st.one_of(
        *(journey(agreement, subject) for subject in SUBJECTS),
        *(mailing(subject) for subject in ("ma:contact:0", "crm:lead:1")),
        *(deal(subject) for subject in DEALS),
        st.one_of(*(account(subject) for subject in ACCOUNTS)),
    )
    return st.lists(episodes, min_size=1, max_size=6).map(lambda told: [fact for facts in told for fact in facts])


@st.composite
def histories(draw: st.DrawFn, agreements: tuple[str, ...] = tuple(AGREEMENTS)) -> History:
    agreement = draw(one_of(*agreements))
    facts = draw(stories(agreement).filter(bool))
    membership = {person: draw(one_of(COMPANY, COMPANY, OTHER_COMPANY, None)) for person in PERSONS}
    resolved = list({fact["id"]: fact for fact in (resolve(fact, membership) for fact in facts)}.values())
    if draw(st.booleans()):
        wrong = draw(st.sampled_from(resolved))
        resolved.append(resolve(correction(wrong), membership))
        if draw(st.booleans()):
            resolved.append(resolve(correction(resolved[-1]), membership))
    stages = [stage.key for stage in terms_of(agreement).stages]
    decided = draw(st.dictionaries(one_of(*stages), one_of(frozenset({"crm"}), frozenset({"crm", "ma"})), max_size=3))
    return History(agreement, resolved, membership, decided)


def correction(wrong: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": "correction",
        "subject": wrong["subject"],
        "occurred_at": wrong["occurred_at"],
        "precision": "instant",
        "name": "mistake",
        "fields": json.dumps({"fact": wrong["id"]}),
    }


def resolve(fact: dict[str, Any], membership: dict[str, str | None]) -> dict[str, Any]:
    """The fact with its id, and with the persons and companies that linking would find behind its subjects."""
    whole = {"related": None, "name": None, "version": None, "side": None, "actor": None, "channel": None} | fact
    whole = {"key": None, "campaign": None, "amount": None, "currency": None, "fields": None, "recorded_at": 0} | whole
    whole["person"], whole["company"] = entities(fact["subject"], membership)
    whole["other_person"], whole["other_company"] = entities(fact.get("related"), membership)
    whole["id"] = str(fact_id(whole))
    if KINDS[fact["kind"]].about == "opportunity":
        whole["opportunity"] = fact["subject"]
    return whole


def entities(subject: str | None, membership: dict[str, str | None]) -> tuple[str | None, str | None]:
    if subject in SUBJECTS:
        person = PERSONS[SUBJECTS[subject]]
        return person, membership[person]
    return None, ACCOUNTS.get(subject or "")
