"""How every path of the pages is walked: what it is asked, and what it would give away."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from handschlag.access.actors import Actor
from handschlag.actions.attempts import record_attempt
from handschlag.actions.auditing import audit_trail
from handschlag.actions.claiming import claim
from handschlag.actions.companies import find_companies
from handschlag.actions.erasing import erase_person
from handschlag.actions.handovers import offer
from handschlag.actions.houses import House
from handschlag.actions.imports import deliveries
from handschlag.actions.intakes import begin, load, receive, waiting
from handschlag.actions.leads import find_people, lead as person_of
from handschlag.actions.quarantine import quarantine, quarantine_groups
from handschlag.actions.teams import list_teams, make_team
from handschlag.actions.users import list_users
from handschlag.actions.works_agreements import list_works_agreements
from handschlag.store.head import rows
from handschlag.store.models import Signature, Team
from handschlag.web.house import house as opened_house
from tests.web.small_house import MADE, PASSWORD, sign

#: A lead of tests/web/small, and an address of hers that stands in no other page.
NAME, EMAIL = "Nora Lindner", "nora.lindner@"

COMPANY = "Bodensee Präzision GmbH"

#: What one must reach to sign in at all, or to read in one's language before.
#: With the arguments of its address; what links open, tests/web/test_doors.py shows.
DOORS: dict[str, list[str]] = {
    "sign_in": [],
    "sign_in_demo": [],
    "set_language": [],
    "set_look": [],
    "set_up": ["void"],
    "choose_password": ["void"],
}


@dataclass(frozen=True)
class Look:
    """Looking at a path: its arguments, its query, and what a permitted reader finds in it."""

    finds: str
    arguments: Callable[[House], list[Any]] = field(default=lambda house: [])
    query: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """Posting to a path: what is sent, and what of the house differs when it was done."""

    state: Callable[[House], Any]
    data: Callable[[House], dict[str, Any]] = field(default=lambda house: {})
    arguments: Callable[[House], list[Any]] = field(default=lambda house: [])
    query: dict[str, str] = field(default_factory=dict)


def _person(house: House) -> str:
    [found] = find_people(house, text=NAME, now=MADE)["people"]
    return str(found["person"])


def _company(house: House) -> str:
    [found] = find_companies(house, text=COMPANY, now=MADE)["companies"]
    return str(found["company"])


def _fact(house: House) -> str:
    """A fact that the CRM's row of this person states."""
    story = person_of(house, person=_person(house), now=MADE)["timeline"]
    return next(str(fact["fact"]) for fact in story if fact["kind"] == "person")


def _team(house: House) -> list[Any]:
    """A team must be there to be looked at; it is named in the query."""
    if not Team.objects.filter(name="North & West").exists():
        make_team(house, name="North & West", now=MADE)
    return []


class Export(ContentFile):  # type: ignore[type-arg]
    """A file that can be sent again and again."""

    def read(self, *size: int) -> bytes:
        self.seek(0)
        return bytes(super().read(*size))


def _group(house: House) -> str:
    """The rows of the small house that could not be understood, by their first reason."""
    return str(quarantine_groups(house)["groups"][0]["group"])


def _row(house: House) -> str:
    return str(next(row["row"] for row in quarantine(house) if row["line"]))


def _intake(house: House) -> str:
    """An export that waits, with a person nobody else knows."""
    intake = begin(house, now=MADE)
    row = b"Lead ID,Email,First Name,Last Name,Created Date\n1,vera.geheim@geheim.example,Vera,Geheim,2026-01-05\n"
    assert receive(house, intake=intake, name="leads-here.csv", chunks=[row]) is None
    return intake


def _erased(house: House) -> str:
    """The address of somebody who was erased."""
    if found := find_people(house, text=NAME, now=MADE)["people"]:
        erase_person(house, person=found[0]["person"], now=MADE)
    return "nora.lindner@leipziger-leuchten.example"


def _intakes(house: House) -> Any:
    """Every export that waits, with what was chosen for it."""
    return [(one["id"], one["files"], load(house, one["id"])) for one in waiting(house)]


def _decided(house: House) -> Any:
    return [quarantine(house, state=state) for state in ("waiting", "mended", "dismissed")]


def _people(house: House) -> Any:
    """Everything that can be changed about people, teams and the house."""
    users = [{**one, "last_sign_in": None} for one in list_users(house)]
    agreements = list_works_agreements(house, now=MADE)
    return users, list_teams(house), agreements, audit_trail(house)["entries"]


def _other(house: House) -> str:
    """Somebody else."""
    return next(str(one["person"]) for one in find_people(house, text="", now=MADE)["people"] if one["name"] != NAME)


def _linked(house: House) -> Any:
    """How many persons there are."""
    return find_people(house, text="", now=MADE)["count"]


def _version(house: House) -> list[Any]:
    """A signed version that another has replaced."""
    sign(house)
    file = house.path / "agreement.yaml"
    file.write_text(file.read_text("utf-8").replace("currency: EUR", "currency: USD", 1), "utf-8")
    sign(opened_house().asked_by(house.by))
    return [1]


def _signed(house: House) -> int:
    return Signature.objects.count()


def _delivery(house: House) -> int:
    return int(next(one["batch"] for one in deliveries(house) if one["file"] == "Firmen.csv"))


def _evidence(house: House) -> dict[str, str]:
    link = person_of(house, person=_person(house), now=MADE)["links"][0]
    return {"subject": link["subject"], "key": link["key"]}


#: Somebody of the house, and who it is in its pages.
SOMEBODY, CALLED = "j.petersen", "Jan Petersen"
TEAM = {"team": "North & West"}


def _told(house: House) -> int:
    """How many facts people have told."""
    return len(rows())


_HEAD = Actor("e.lang", "head_of_marketing", "Erika Lang")
_SDR = Actor("j.petersen", "sdr", "Jan Petersen")


def _open(house: House) -> str:
    """A lead with an open pass: somebody has just tried to reach it."""
    person, now = _person(house), timezone.now()
    if not person_of(house, person=person, now=now)["work"]["open"]:
        record_attempt(house.asked_by(_SDR), person=person, channel="phone", outcome="reached", now=now)
    return person


def _waiting(house: House) -> str:
    """A lead that nobody has."""
    person = _open(house)
    asker = house.asked_by(_SDR)
    for name in range(8):
        record_attempt(asker, person=person, channel="phone", outcome="busy", token=str(name), now=timezone.now())
    return person


def _taken(house: House) -> str:
    """A lead that whoever is first in the list of roles may let go has taken."""
    person = _waiting(house)
    claim(house.asked_by(_HEAD), queue="sdr", person=person, now=timezone.now())
    return person


def _said(house: House) -> str:
    """What the head of marketing, the first in the list of roles who may, has told."""
    by = house.asked_by(_HEAD)
    return str(record_attempt(by, person=_person(house), channel="phone", outcome="busy", now=timezone.now())["fact"])


def _offered(house: House) -> str:
    """A lead that waits for sales to answer."""
    person, now = _open(house), timezone.now()
    if person_of(house, person=person, now=now)["work"]["state"] != "offered":
        offer(house.asked_by(_SDR), person=person, exception="test", now=now)
    return person


#: Every path that is looked at.
LOOKS: dict[str, Look] = {
    "home": Look("both sides"),
    "funnel": Look("Nordlicht Software GmbH"),
    "passes": Look(NAME, query={"figure": "entered", "stage": "prospect"}),
    "queue": Look("mine", query={"queue": "sdr"}),
    "promises": Look("Promises"),
    "handover_review": Look("Judged differently"),
    "clocks": Look("Running deadlines"),
    "leads": Look(NAME, query={"q": "lindner"}),
    "lead": Look(EMAIL, lambda house: [_person(house)]),
    "dossier": Look(EMAIL, lambda house: [_person(house)]),
    "source": Look(EMAIL, lambda house: [_fact(house)]),
    "companies": Look(COMPANY),
    "company": Look(COMPANY, lambda house: [_company(house)]),
    "reconciliation": Look("dora.hahn@"),
    "agreement": Look("criteria_met &gt;= 2 and need_met"),
    "agreement_draft": Look("What is executed of it today"),
    "agreement_version": Look("Not what is in force", _version),
    "signatures": Look("The agreement waits for signatures"),
    "try_change": Look("Replay history"),
    "agreement_file": Look("criteria_met >= 2 and need_met"),
    "connections": Look("contacts.csv"),
    "delivery": Look("Firmen.csv", lambda house: [_delivery(house)]),
    "set_aside": Look("Aktivitaeten.csv"),
    "set_aside_group": Look("Try again", lambda house: [_group(house)]),
    "set_aside_row": Look("Mend and bring in", lambda house: [_row(house)]),
    "new_import": Look("Look at the files"),
    "intake": Look("leads-here.csv", lambda house: [_intake(house)]),
    "intake_file": Look("vera.geheim@", lambda house: [_intake(house)], {"file": "leads-here.csv"}),
    "intake_run": Look("leads-here.csv", lambda house: [_intake(house)]),
    "account": Look("What my role includes"),
    "settings": Look("Audit trail"),
    "users": Look(CALLED),
    "user_add": Look("L. Aydın"),
    "user": Look(CALLED, lambda house: [SOMEBODY]),
    "teams": Look(CALLED),
    "team": Look(CALLED, _team, TEAM),
    "rights": Look("Erase a person (Art. 17 GDPR)"),
    "person_erase": Look(NAME, lambda house: [_person(house)]),
    "erasures": Look("Nobody was erased so far."),
    "works_agreement": Look("No works agreement is in force"),
    "audit": Look(f"</strong>: {SOMEBODY}"),
}

#: Every path that changes something.
_FORM = {"username": "n.neu", "full_name": "Nina Neu", "role": "admin"}
CHANGES: dict[str, Change] = {
    "sign_agreement": Change(_signed, lambda house: {"digest": house.draft_digest, "password": PASSWORD}),
    "person_export": Change(_people, lambda house: {"as": "json"}, lambda house: [_person(house)]),
    "person_erase": Change(_people, lambda house: {"name": NAME}, lambda house: [_person(house)]),
    "take_lead": Change(_told, lambda house: {"queue": "sdr", "person": _waiting(house)}),
    "let_lead_go": Change(_told, lambda house: {"queue": "sdr", "person": _taken(house)}),
    "record_attempt": Change(_told, lambda house: {"what": "phone:reached"}, lambda house: [_person(house)]),
    "record_answer": Change(
        _told, lambda house: {"criterion": "need", "answer": "concrete"}, lambda house: [_person(house)]
    ),
    "offer_lead": Change(_told, lambda house: {"exception": "test"}, lambda house: [_open(house)]),
    "accept_lead": Change(_told, lambda house: {}, lambda house: [_offered(house)]),
    "return_lead": Change(_told, lambda house: {"reason": "wrong_person"}, lambda house: [_offered(house)]),
    "take_back": Change(_told, lambda house: {"fact": _said(house)}, lambda house: [_person(house)]),
    "join_people": Change(_linked, lambda house: {"other": _other(house)}, lambda house: [_person(house)]),
    "part_records": Change(_linked, lambda house: _evidence(house), lambda house: [_person(house)]),
    "erasures": Change(_people, lambda house: {"do": "readmit", "named": _erased(house)}),
    "set_aside_group": Change(_decided, lambda house: {"do": "dismiss", "why": "test"}, lambda house: [_group(house)]),
    "set_aside_row": Change(_decided, lambda house: {"do": "dismiss", "why": "test"}, lambda house: [_row(house)]),
    "new_import": Change(_intakes, lambda house: {"files": Export(b"a,b\n1,2\n", "new.csv")}),
    "intake": Change(_intakes, lambda house: {"do": "discard"}, lambda house: [_intake(house)]),
    "intake_file": Change(
        _intakes, lambda house: {"kind": "-"}, lambda house: [_intake(house)], {"file": "leads-here.csv"}
    ),
    "user_add": Change(_people, lambda house: _FORM),
    "user": Change(_people, lambda house: _FORM, lambda house: [SOMEBODY]),
    "user_link": Change(_people, arguments=lambda house: [SOMEBODY]),
    "user_password": Change(_people, arguments=lambda house: [SOMEBODY]),
    "user_access": Change(_people, lambda house: {"do": "shut_out"}, lambda house: [SOMEBODY]),
    "teams": Change(_people, lambda house: {"name": "South"}),
    "team": Change(_people, lambda house: {"do": "fill", "people": SOMEBODY}, _team, TEAM),
    "works_agreement": Change(_people, lambda house: {"title": "Figures", "agreed_on": "2026-01-15"}),
}

#: What changes nothing but the visitor's own session; another test does it.
OTHERS = {"sign_out"}
