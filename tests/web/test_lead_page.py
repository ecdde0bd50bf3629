"""The page of one person tells exactly the facts of its records, the stages they led to, and where each is from."""

import json
from datetime import datetime
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from handschlag.actions.houses import House
from tests.fold.naive import NaiveFold
from tests.handover.test_next_question import best_plan
from tests.web.expected import (
    company_name_of,
    components,
    emails,
    membership,
    name_of,
    person_of,
    profiles,
    tables,
    terms,
)
from tests.web.raw import Fact, facts, micros
from tests.web.reading import by_id, having, links, opened, text
from tests.web.small_house import MADE, TODAY, person_id
from tests.web.test_funnel_page import END
from tests.web.test_lists_page import SIGNS, WORDS
from tests.web.written import DAY, STAGES, day, instant, money

#: A win and business with a customer; recycled and won over later; sorted out; a touch after the win; opened by sales;
#: gone quiet and back again; known by its record only; the same person twice in one source.
PEOPLE = [
    "anna.beispiel@mueller-soehne.example", "quirin.reiter@papier-pforzheim.example",
    "sara.schmied@softwareschmiede.example", "theo.uhland@uhland-umform.example", "hugo.kern@kern-ketten.example",
    "wanda.abel@ahrens-guss.example", "marketing:contact:859", "dora.hahn@hahn-hydro.example",
    "clara.oeztuerk@alpenblech.example",
]  # fmt: skip

#: By kind of fact, and by what its name says.
TITLES: dict[str, str | dict[str, str]] = {
    "touch": {
        "page_view": "Page viewed", "form_submitted": "Form submitted", "content_download": "Content downloaded",
        "webinar_registered": "Registered for webinar", "webinar_attended": "Attended webinar",
        "email_opened": "E-mail opened", "email_clicked": "Link in e-mail clicked",
        "trade_fair_visit": "Talk at the trade fair", "demo_requested": "Demo requested",
        "contact_request": "Contact requested",
    },
    "attempt": {
        "reached": "Attempt: reached", "not_reached": "Attempt: not reached", "sent": "Attempt: sent",
        "meeting_held": "Attempt: Meeting held",
    },
    "relation": {
        "company": "Related: company", "converted_lead": "Related: converted lead", "contact": "Related: contact",
        "primary_contact": "Related: primary contact",
    },
    "stage_reported": {
        "prospect": "Source reports stage: Prospect", "disqualified": "Source reports stage: disqualified",
    },
    "criterion_answer": {
        key: f"Criterion answered: {name}"
        for key, name in (("budget", "Budget"), ("authority", "Authority"), ("need", "Need"), ("time", "Timing"))
    },
    "handover_returned": {"timing": "Returned: Too early"},
    "opportunity_changed": {"Bedarfsanalyse": "Opportunity at: Bedarfsanalyse"},
    "opportunity_lost": {"price": "Lost: Price"},
    "consent": {"email": "Consent: E-mail"},
    "handover_offered": "Hand-over offered", "handover_accepted": "Hand-over accepted",
    "opportunity_created": "Opportunity created", "opportunity_won": "Won",
}  # fmt: skip
BASES = {
    "derived": "derived, by a rule of the agreement",
    "reported": "reported, as a source system says",
    "implied": "implied, because a later stage was reached",
}
KINDS = {"new": "New business", "expansion": "Expansion"}
SIDES = {"marketing": "Marketing", "sdr": "SDR", "sales": "Sales"}

Line = tuple[str, str, str]

#: What the agreement calls the reasons that occur.
REASONS = {
    "price": "Price", "competitor": "Competitor", "feature": "Missing feature", "no_contact": "No contact any more",
    "student": "Student", "no_fit": "No fit", "budget_moved": "Budget moved", "timing": "Timing",
}  # fmt: skip


def passes_of(who: str) -> list[dict[str, Any]]:
    """Newest first, as far as they are known today."""
    mine = [row for row in tables()["passes"] if row["person"] == who]
    return sorted(mine, key=lambda row: (-row["opened_at"], row["pass_id"]))


def is_closed(one: dict[str, Any]) -> bool:
    return one["closed_at"] is not None and one["closed_at"] <= micros(END[TODAY])


def facts_of(who: str) -> list[Fact]:
    deals = {row["opportunity"] for row in passes_of(who)} - {None}
    mine = [fact for fact in facts() if person_of(fact["subject"]) == who or fact["subject"] in deals]
    return sorted(mine, key=lambda fact: (fact["occurred_at"], fact["recorded_at"], fact["id"]))


def title_of(fact: Fact) -> str:
    if fact["kind"] == "person":
        return f"Profile: {fact['subject'].partition(':')[0]}"
    known = TITLES[fact["kind"]]
    return known if isinstance(known, str) else known[fact["name"]]


def when(row: dict[str, Any], at: str) -> str:
    return day(row[at]) if row["precision"] == "day" else instant(row[at])


def story_of(who: str, side: str = "") -> list[Line]:
    """When, what, and from where, newest first; at one instant the fact, then the stage, then the end of the pass."""
    moments: list[tuple[int, int, Line]] = []
    for fact in facts_of(who):
        source = "{} · {} {} (source record)".format(*fact["subject"].split(":"))
        if not side or fact["side"] == side:
            moments.append((fact["occurred_at"], 0, (when(fact, "occurred_at"), title_of(fact), source)))
    for one in passes_of(who):
        entries = [row for row in tables()["entries"] if row["pass_id"] == one["pass_id"]]
        for row in sorted(entries, key=lambda row: (not row["counts"], row["stage_no"])):
            other = "" if row["counts"] else "; the other opinion, does not count"
            said = f"→ {STAGES[row['stage']]} {BASES[row['basis']]}{other}"
            moments.append((row["entered_at"], 1, (when(row, "entered_at"), said, "")))
    for one in passes_of(who):
        if is_closed(one) and one["outcome"] != "won":
            said = f"Pass closed: {WORDS.get(one['outcome'], one['outcome'])} {REASONS.get(one['reason'], '')}".strip()
            moments.append((one["closed_at"], 2, (instant(one["closed_at"]), said, "")))
    return [line for *_, line in sorted(moments, key=lambda moment: moment[:2], reverse=True)]


def told(client: Client, address: str, **query: str) -> list[Line]:
    found = []
    for moment in having(opened(client, address, {"as_of": TODAY, **query}), "moment"):
        [at], titles, source = (having(moment, f"moment__{name}") for name in ("when", "title", "source"))
        what = titles[0].find("strong") if titles else having(moment, "moment__what")[0]
        assert what is not None
        found.append((text(at), text(what), text(source[0]) if source else ""))
    return found


@pytest.mark.parametrize("who", PEOPLE)
def test_the_timeline(small_house: House, client_in: Client, who: str) -> None:
    assert told(client_in, f"/leads/{person_id(small_house, who)}/") == story_of(who)


@pytest.mark.parametrize("side", SIDES)
def test_the_timeline_of_one_side(small_house: House, client_in: Client, side: str) -> None:
    address = f"/leads/{person_id(small_house, PEOPLE[0])}/"
    assert told(client_in, address, side=side) == story_of(PEOPLE[0], side)
    [chips] = having(opened(client_in, address, {"side": side}), "chips")
    assert [text(chip) for chip in chips if chip.get("aria-current")] == [SIDES[side]]


@pytest.mark.parametrize("who", PEOPLE)
def test_passes_and_how_far_they_came(small_house: House, client_in: Client, who: str) -> None:
    page = opened(client_in, f"/leads/{person_id(small_house, who)}/", {"as_of": TODAY})
    titles, tracks = [], []
    for one in passes_of(who):
        again = f", attempt {one['attempts']}" if one["attempts"] > 1 else ""
        end = f"{WORDS.get(one['outcome'], one['outcome'])} {day(one['closed_at'])}" if is_closed(one) else "open"
        end += f" · {REASONS[one['reason']]}" if is_closed(one) and one["reason"] else ""
        end += f" · {money(one['value'], SIGNS[one['currency']])}" if one["value"] is not None else ""
        opener = f"opened by {one['opened_by']}"
        titles.append(f"{KINDS[one['kind']]} since {day(one['opened_at'])}, {opener}{again} {end}")
        entries = {r["stage"]: r for r in tables()["entries"] if r["pass_id"] == one["pass_id"] and r["counts"]}
        tracks += [
            f"{label}{day(entries[key]['entered_at'])}{entries[key]['basis']}"
            if key in entries
            else f"{label}– not entered"
            for key, label in STAGES.items()
        ]
    assert [text(title) for title in having(page, "pass__title")] == titles
    assert [text(step) for step in having(page, "track__step")] == tracks


@pytest.mark.parametrize("who", [who for who in PEOPLE if "@" in who])
def test_who_it_is_and_why_its_records_are_one(small_house: House, client_in: Client, who: str) -> None:
    page = opened(client_in, f"/leads/{person_id(small_house, who)}/", {"as_of": TODAY})
    [heading] = page.iter("h1")
    assert text(heading) == name_of(who)
    shown = {text(row[0]): text(row[1]) for row in having(by_id(page, "profile"), "facts")[0]}
    company = profiles().get(membership()[who] or "", {})
    both = {**profiles()[who], **company}
    fields = {"E-mail": "email", "Company": "company_name", "Job title": "job_title", "Employees": "employees",
              "Country": "country", "Industry": "industry", "City": "city"}  # fmt: skip
    assert {label: shown.get(label, "") for label in fields} == {
        label: str(both.get(key, "")) for label, key in fields.items()
    }
    assert shown.get("Company", "") == company_name_of(who)
    records = sorted({fact["subject"] for fact in facts_of(who) if person_of(fact["subject"]) == who})
    [linked] = having(by_id(page, "records"), "links")
    assert sorted(text(link) for link in linked) == [
        f"{record}the same e-mail address: email:{who}Undo: {record}" for record in records
    ]


def test_colleagues_are_one_click_away(small_house: House, client_in: Client) -> None:
    anna, bernd = PEOPLE[0], "bernd.muster@mueller-soehne.example"
    assert [who for who, company in membership().items() if company == membership()[anna]] == [anna, bernd]
    page = opened(client_in, f"/leads/{person_id(small_house, anna)}/")
    address = f"/leads/{person_id(small_house, bernd)}/"
    assert links(by_id(page, "colleagues")) == {name_of(bernd): address}


def test_what_a_person_wrote_stays_text(small_house: House, client_in: Client) -> None:
    answer = client_in.get(f"/leads/{person_id(small_house, PEOPLE[0])}/").content.decode()
    assert "„Wir müssen &lt;bis Dezember&gt; fertig sein.“ &amp; mehr" in answer
    assert "<bis Dezember>" not in answer


#: What the agreement of the small house makes of answers: the state, and from which state on a criterion is met.
STATES = {
    "approved": "confirmed", "planned": "stated", "decides": "confirmed", "influences": "stated", "none": "refuted",
    "concrete": "confirmed", "latent": "stated", "within_3_months": "confirmed", "within_6_months": "stated",
    "within_12_months": "stated", "later": "refuted",
}  # fmt: skip
HOLDS = {"budget": 180, "authority": 365, "need": 365, "time": 180}
CRITERIA = {"budget": "Budget", "authority": "Authority", "need": "Need", "time": "Timing"}


@pytest.mark.parametrize("as_of", [TODAY, "2025-09-30"])
def test_criteria_by_the_newest_answer_that_still_holds(small_house: House, client_in: Client, as_of: str) -> None:
    """K-20018 was asked twice: in June the need was latent, in August it was concrete and the budget approved."""
    who = emails()["crm:contact:K-20018"]
    end = micros(datetime.fromisoformat(f"{as_of}T23:59:59+02:00"))
    expected = []
    for key, name in CRITERIA.items():
        given = [f for f in facts_of(who) if f["kind"] == "criterion_answer" and f["name"] == key]
        newest = max((f for f in given if f["occurred_at"] <= end), key=lambda f: f["occurred_at"])
        holds = newest["occurred_at"] + HOLDS[key] * DAY > end
        state = STATES[json.loads(newest["fields"])["answer"]] if holds else "unknown, answer too old"
        met = holds and state in ("stated", "confirmed")
        expected.append(f"{name} {'✓ ' if met else ''}{state}")
    page = opened(client_in, f"/leads/{person_id(small_house, who)}/", {"as_of": as_of})
    card = by_id(page, "criteria")
    assert [text(head) for head in having(card, "criterion__head")] == expected
    assert text(having(card, "quiet")[0]) == f"{sum('✓' in line for line in expected)} of 4 met"
    assert {TODAY: 2, "2025-09-30": 4}[as_of] == sum("✓" in line for line in expected)


def test_who_was_never_asked_has_open_questions(small_house: House, client_in: Client) -> None:
    who = "bernd.muster@mueller-soehne.example"
    assert [fact for fact in facts_of(who) if fact["kind"] == "criterion_answer"] == []
    card = by_id(opened(client_in, f"/leads/{person_id(small_house, who)}/"), "criteria")
    assert [text(head) for head in having(card, "criterion__head")] == [f"{name} unknown" for name in CRITERIA.values()]
    assert text(having(card, "criterion__ask")[0]) == "To ask: Is there a budget for it? (SDR, Sales)"


def test_what_somebody_did_hints_at_a_criterion(small_house: House, client_in: Client) -> None:
    """Whoever asked for a demo in a pass that is open may have a budget, though nobody asked."""
    hints: dict[str, list[str]] = {}
    for component in components(MADE):
        naive = NaiveFold(terms(), component, membership(), {})
        naive.run()
        hints |= {fact["person"]: naive.hints[fact["person"]] for fact in component if fact["person"]}
    hinted = sorted(who for who, found in hints.items() if found)
    assert {"budget"} == {key for who in hinted for key in hints[who]}
    assert 1 < len(hinted) < len(hints)
    for who in (hinted[0], hinted[-1]):
        card = by_id(opened(client_in, f"/leads/{person_id(small_house, who)}/"), "criteria")
        budget = text(having(card, "criterion")[0])
        assert budget.startswith("Budget hinted")
        assert "Nobody was asked yet, but: " in budget


def test_the_best_next_question_and_why(small_house: House, client_in: Client) -> None:
    """What settles it soonest by trying out every plan, with the answers that the rows have; two are enough if the need
    is one of them.
    """
    given = {key: [f for f in facts() if f["kind"] == "criterion_answer" and f["name"] == key] for key in CRITERIA}
    met = {
        key: [f for f in told if STATES[json.loads(f["fields"])["answer"]] in ("stated", "confirmed")]
        for key, told in given.items()
    }
    chances = {key: Fraction(len(met[key]) + 1, len(given[key]) + 2) for key in CRITERIA}
    end = micros(datetime.fromisoformat(f"{TODAY}T23:59:59+02:00"))
    stands = {
        one["pass_id"]: one["stage"] for one in tables()["moves"]
        if one["from_at"] <= end and (one["to_at"] is None or one["to_at"] > end)
    }  # fmt: skip
    asked = {person_of(fact["subject"]) for told in given.values() for fact in told}
    who = min(
        one["person"] for one in tables()["passes"]
        if stands.get(one["pass_id"]) == "marketing_lead" and one["person"] not in asked
    )  # fmt: skip
    questions, by_first = best_plan(
        lambda has: len(has) >= 2 and "need" in has, chances, frozenset(), frozenset(CRITERIA)
    )
    best = next(key for key in CRITERIA if by_first[key] == questions)
    page = opened(client_in, f"/leads/{person_id(small_house, who)}/", {"as_of": TODAY})
    [told] = having(by_id(page, "criteria"), "criterion__next")
    assert text(told) == (
        f"Best asked next. {len(met[best])} of {len(given[best])} answers of all leads met it. Questions to be expected"
        f" until it is clear whether the lead is ripe: {round(float(questions), 1)}"
    )


def test_whoever_is_ripe_is_asked_nothing(small_house: House, client_in: Client) -> None:
    ripe = [p for p in tables()["passes"] if p["outcome"] == "won" and p["person"]]
    card = opened(client_in, f"/leads/{person_id(small_house, ripe[0]['person'])}/")
    assert having(card, "criterion__next") == []


@pytest.mark.parametrize("who", PEOPLE)
def test_attempts_of_people(small_house: House, client_in: Client, who: str) -> None:
    tries = [fact for fact in facts_of(who) if fact["kind"] == "attempt"]
    own = [fact for fact in tries if json.loads(fact["fields"] or "{}").get("automated") != "yes"]
    shown = by_id(opened(client_in, f"/leads/{person_id(small_house, who)}/", {"as_of": TODAY}), "attempts")
    if not own:
        assert text(shown) == "Attempts to reach the person Nobody tried yet, as far as the sources say."
        return
    [first, *_] = text(having(shown, "facts")[0][0][1]).split()
    assert int(first) == len(own)
    assert text(having(shown, "facts")[0][-1][1]).startswith(day(own[-1]["occurred_at"]))


def test_there_are_attempts_to_count() -> None:
    counts = [sum(fact["kind"] == "attempt" for fact in facts_of(who)) for who in PEOPLE]
    assert min(counts) == 0
    assert max(counts) > 1


@pytest.mark.parametrize("who", [PEOPLE[0], PEOPLE[8]])
def test_consents_with_their_receipts(small_house: House, client_in: Client, who: str) -> None:
    words = [fact for fact in facts_of(who) if fact["kind"] == "consent"]
    newest = max(words, key=lambda fact: fact["occurred_at"], default=None)
    shown = by_id(opened(client_in, f"/leads/{person_id(small_house, who)}/", {"as_of": TODAY}), "consents")
    lines = {text(line[0]): text(line[1]) for line in having(shown, "facts")[0]}
    if newest is None:
        assert lines["E-mail"] == "never asked"
        return
    state, at = json.loads(newest["fields"])["state"], newest["occurred_at"]
    receipts = f"{len(words)} receipt{'' if len(words) == 1 else 's'}"
    assert lines["E-mail"].startswith(f"{state} since {day(at)} ")
    assert f" {receipts} {instant(at)} {state} marketing:contact:" in lines["E-mail"]
