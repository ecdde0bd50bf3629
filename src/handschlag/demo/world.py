"""What exists in the example house: companies, people, and all that happened, before any system exports it."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass
class Company:
    no: int
    name: str
    domain: str
    industry: str
    employees: int
    country: str
    subdivision: str
    postcode: str
    city: str
    sort: str = "business"  # business | competitor | university | own
    gateway: bool = False  # a mail security gateway clicks every link
    people: list["Person"] = field(default_factory=list)

    @property
    def in_market(self) -> bool:
        return self.sort == "business" and self.country in ("DE", "AT", "CH") and self.employees >= 50


@dataclass
class Touch:
    """Something a person did on a page, with a mail or at an event, as the marketing tool sees it."""

    at: datetime
    type: str
    channel: str
    campaign: str = ""
    path: str = ""
    title: str = ""


@dataclass
class Answers:
    """What a person chose in a form's select fields; an empty text is a field that stayed untouched."""

    at: datetime
    form: str
    department: str = ""
    seniority: str = ""
    size: str = ""


@dataclass
class Activity:
    """Something a person of the house did: a call, mail, message, meeting."""

    at: datetime
    sort: str  # call | mail | meeting | visit | message
    outcome: str
    by: str
    team: str  # sdr | sales
    subject: str
    automated: bool = False
    deal: "Deal | None" = None


@dataclass
class Conversation:
    """What a person said about budget, authority, need and time."""

    at: datetime
    by: str
    budget: str
    authority: str
    need: str
    time: str
    note: str = ""


@dataclass
class Handover:
    offered: datetime
    sdr: str
    seller: str
    accepted: datetime | None = None
    returned: datetime | None = None
    reason: str = ""
    wake_up: date | None = None


@dataclass
class Person:
    no: int
    first: str
    last: str
    email: str
    phone: str
    title: str
    department: str
    seniority: str  # c_level | head | manager | staff | student
    company: Company | None
    origin: str
    project: bool  # there is something to buy for
    found_by: str  # marketing | sales
    company_as_typed: str = ""
    known_to_marketing: datetime | None = None
    known_to_crm: datetime | None = None
    owner: str = ""
    same_as: int | None = None  # this record is the person with that number under another address
    disqualified: tuple[datetime, str] | None = None
    touches: list[Touch] = field(default_factory=list)
    answers: list[Answers] = field(default_factory=list)
    lifecycle: list[tuple[datetime, str]] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    conversations: list[Conversation] = field(default_factory=list)
    handovers: list[Handover] = field(default_factory=list)

    @property
    def in_persona(self) -> bool:
        return self.seniority in ("c_level", "head", "manager") and self.department in PERSONA_DEPARTMENTS


PERSONA_DEPARTMENTS = ("Geschäftsführung", "IT", "Produktion", "Finanzen")


@dataclass
class Deal:
    company: Company | None
    title: str
    created: datetime
    owner: str
    amount: int | None  # whole euros
    expected_close: date
    phases: list[tuple[datetime, str]] = field(default_factory=list)
    outcome: str = "open"  # open | won | lost | no_decision
    closed: datetime | None = None
    reason: str = ""
    competitor: str = ""
    lead: Person | None = None  # the contact the CRM converted
    contacts: list[tuple[Person, str]] = field(
        default_factory=list
    )  # with their role; the first is the primary contact
    sort: str = "new"  # new | expansion
    no: int = 0


@dataclass
class Contract:
    """What became of a customer's contract."""

    company: Company
    at: datetime
    event: str  # renewed | cancelled
    amount: int


@dataclass
class World:
    companies: list[Company] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    deals: list[Deal] = field(default_factory=list)
    contracts: list[Contract] = field(default_factory=list)
