"""What the pages must show of the small house: its raw facts linked by plain rules, folded by the naive fold, counted
by the funnel's oracle."""

import json
from collections import defaultdict
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import Any

from handschlag.agreement import fold_terms, loads
from handschlag.ledger.schema import NO_DIMENSIONS
from tests.fold.naive import naive_fold
from tests.funnel.oracle import Oracle
from tests.web.raw import Fact, facts, micros, read, rows
from tests.web.small_house import MADE, SMALL

#: Mailboxes that say nothing about a company.
FREE_MAIL = ("gmail.com", "gmx.de")
CONTACTS = ("marketing:contact:", "crm:contact:")
VALID_FROM = micros(datetime.fromisoformat("2025-07-01T00:00:00+02:00"))

Tables = dict[str, list[dict[str, Any]]]


@cache
def emails() -> dict[str, str]:
    """The address of each person's record."""
    found = {f"marketing:contact:{row['Record ID']}": row["Email"] for row in rows("contacts.csv")}
    found |= {f"crm:contact:{row['KontaktNr']}": row["E-Mail"] for row in rows("Kontakte.csv")}
    return {subject: text.strip().lower() for subject, text in found.items()}


@cache
def domains() -> dict[str, str]:
    """The domain of each company's record."""
    sites = {f"crm:company:{row['FirmaNr']}": row["Website"].lower() for row in rows("Firmen.csv")}
    return {subject: site.removeprefix("https://").removeprefix("www.").strip("/") for subject, site in sites.items()}


def person_of(subject: str | None) -> str | None:
    """Records with one address are one person, known by it; a record without one is a person of its own."""
    return (emails().get(subject) or subject) if subject and subject.startswith(CONTACTS) else None


def company_of_record(subject: str | None) -> str | None:
    """Records with one domain are one company, known by it."""
    return domains().get(subject or "")


@cache
def membership() -> dict[str, str | None]:
    """The company that the CRM names; else the domain of a person's address, if it is a company's own."""
    named = {
        person_of(f"crm:contact:{row['KontaktNr']}"): domains()[f"crm:company:{row['FirmaNr']}"]
        for row in rows("Kontakte.csv") if row["FirmaNr"]
    }  # fmt: skip
    found = {}
    for subject in emails():
        person = person_of(subject)
        assert person is not None
        domain = person.partition("@")[2]
        found[person] = named.get(person) or (domain if domain not in FREE_MAIL else None) or None
    return found


@cache
def terms() -> Any:
    loaded = loads((SMALL / "agreement.yaml").read_bytes(), "agreement.yaml")
    assert loaded.agreement is not None
    return fold_terms(loaded.agreement)


@cache
def tables(known_at: datetime = MADE) -> Tables:
    """The fold's tables of what was known at this instant, persons and companies named by address and domain."""
    found: Tables = defaultdict(list)
    for number, component in enumerate(components(known_at)):
        folded = naive_fold(terms(), component, membership(), {}, str(number), VALID_FROM)
        for table, lines in folded.items():
            found[table] += lines
    for row in found["passes"]:
        row |= {f"dim_{key}": value for key, value in row["dims"].items() if key not in NO_DIMENSIONS}
    return dict(found)


def components(known_at: datetime) -> list[list[Fact]]:
    """Facts of those who are tied to each other by a company or by a relation; who is who is taken as known today."""
    together: dict[str, str] = {}

    def root(name: str) -> str:
        while (up := together.setdefault(name, name)) != name:
            name = up
        return name

    for person, company in membership().items():
        together[root(person)] = root(company or person)
    everything = [resolved(fact) for fact in read()[0].values()]
    for fact in everything:
        ends = [name for name in names(fact) if name]
        for one, other in pairwise(ends):
            together[root(one)] = root(other)
    known = {fact["id"] for fact in facts(known_at)}
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in everything:
        if fact["id"] in known:
            found[root(next(name for name in names(fact) if name))].append(fact)
    return list(found.values())


def names(fact: Fact) -> tuple[str | None, ...]:
    return fact["person"], fact["company"], fact.get("opportunity"), fact["other_person"], fact["other_company"]


def resolved(fact: Fact) -> Fact:
    """The fact with the persons and companies behind its two subjects, as the naive fold wants it."""
    person = person_of(fact["subject"])
    whole = {**fact, "person": person, "other_person": person_of(fact["related"])}
    whole["company"] = membership()[person] if person else company_of_record(fact["subject"])
    whole["other_company"] = None if whole["other_person"] else company_of_record(fact["related"])
    if fact["subject"].startswith("crm:deal:"):
        whole["opportunity"] = fact["subject"]
    return whole


def funnel(as_of: datetime = MADE, known_at: datetime | None = None, **question: Any) -> Oracle:
    """The funnel's figures of one question."""
    return Oracle(tables(known_at or min(as_of, MADE)), micros(as_of), **question)


@cache
def profiles() -> dict[str, dict[str, Any]]:
    """Field by field the last value of each person and company, by their addresses and domains."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    records = [fact for fact in facts() if fact["kind"] in ("person", "company")]
    for fact in sorted(records, key=lambda fact: (fact["occurred_at"], fact["version"])):
        who = person_of(fact["subject"]) or company_of_record(fact["subject"])
        found[str(who)].update(json.loads(fact["fields"] or "{}"))
    return found


def name_of(person: str | None) -> str:
    """First and last name, else the address, as lists show them."""
    if person is None:
        return "nobody named"
    own = profiles()[person]
    return " ".join(own[key] for key in ("first_name", "last_name") if key in own) or own.get("email", "without a name")


def company_name_of(person: str | None) -> str:
    """As the company's record has it, else as the person's."""
    if person is None:
        return ""
    company = profiles().get(membership()[person] or "", {})
    return str(company.get("company_name") or profiles()[person].get("company_name") or "")
