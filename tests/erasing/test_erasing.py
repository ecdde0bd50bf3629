"""An erased person is nowhere any more, stays away, and takes nothing along that is not hers."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from handschlag.actions.erasing import erase_person, finish_erasures, foresee_erasure, list_erasures, readmit_person
from handschlag.actions.houses import House
from handschlag.actions.leads import find_people
from handschlag.actions.ledgers import settle, verify
from handschlag.actions.quarantine import quarantine
from handschlag.actions.reconciling import reconcile
from handschlag.actions.tables import tables
from handschlag.errors import InputProblems
from handschlag.store.models import AuditEntry, Decision, Erasure
from tests.erasing.house import (
    EVENTS_MAPPING,
    FILES,
    GUESTS,
    LATER_DEALS,
    MAPPING,
    TRACES,
    VISITS,
    deliver,
    facts,
    furnish,
    traces,
)  # fmt: skip
from tests.fixtures.houses import NOW

pytestmark = pytest.mark.long

EMAIL = "erika.fernweh@nordwind.example"


@pytest.fixture
def house(new_sqlite_house: Callable[..., House], tmp_path: Path) -> House:
    made = new_sqlite_house()
    furnish(made, tmp_path / "exports")
    return made


@pytest.fixture
def either_house(new_house: Callable[..., House], tmp_path: Path) -> House:
    """On SQLite and on PostgreSQL, for what stands in the database."""
    made = new_house()
    furnish(made, tmp_path / "exports")
    return made


def people(house: House) -> set[str]:
    return {person["name"] for person in find_people(house, text="", now=NOW)["people"]}


def test_nothing_of_her_is_left_and_nothing_of_others_is_gone(either_house: House) -> None:
    before = facts(either_house)
    assert sorted(traces(either_house)) == sorted(TRACES)  # there is something to leave behind
    assert people(either_house) == {"Fernweh, Erika", "Paul Bleibt"}
    done = erase_person(either_house, person=EMAIL, now=NOW)
    assert traces(either_house) == {}
    hers = {f"crm:{record}" for record in ("contact:KX4711", "lead:L-0815", "lead:L-0817")}
    others = {fact for fact in before if fact[1] not in hers and fact[2] not in hers}
    assert facts(either_house) == others and len(others) < len(before)
    assert people(either_house) == {"Paul Bleibt"}
    assert (done["number"], done["by"], done["finished_at"], done["records"]) == (1, "cli", NOW, 3)
    assert verify(either_house, now=NOW)["problems"] == []


def test_a_deal_of_which_she_was_the_only_contact_stays_won(house: House) -> None:
    found = foresee_erasure(house, person=EMAIL, now=NOW)
    [deal] = found["deals"]
    assert deal == {"record": "crm:deal:D1", "roles": ["primary_contact"], "others": 0, "outcome": "won"}
    assert (found["facts"], found["rows"], found["set_aside"], len(found["records"])) == (5, 3, 1, 3)
    erase_person(house, person=EMAIL, now=NOW)
    assert tables(house, now=NOW).run(
        "select n.name, p.outcome from passes p join people n using (person) where opportunity = 'crm:deal:D1'"
    ) == [("Paul Bleibt", "won")]  # of the same company, and there before the deal
    run = tables(house, now=NOW).run
    assert run("select opportunity, outcome, value from opportunities order by 1") == [
        ("crm:deal:D1", "won", 100000), ("crm:deal:D2", "open", None),
    ]  # fmt: skip
    said = run("select subject, fields from facts where kind = 'opportunity_created' order by 1")
    assert said == [
        ("crm:deal:D1", '{"note":"call […] on […]","title":"Nordwind renewal"}'),
        ("crm:deal:D2", '{"main_contact":"Paul Bleibt","note":"ask […] first","title":"Nordwind more"}'),
    ]


def test_the_same_exports_again_bring_nothing_of_her(house: House, tmp_path: Path) -> None:
    erase_person(house, person=EMAIL, now=NOW)
    known = facts(house)
    for name, text in FILES.items():  # another file by its bytes, the same by what it says
        found = deliver(house, tmp_path / "again", {name: text + "\n"})
        assert (name, found["new"], found["corrected"], found["quarantined"] > 0) == (name, 0, 0, name == "leads.csv")
    assert facts(house) == known
    assert traces(house) == {}


def test_a_later_export_changes_the_deal_and_keeps_her_away(house: House, tmp_path: Path) -> None:
    erase_person(house, person=EMAIL, now=NOW)
    deliver(house, tmp_path / "later", {"deals.csv": LATER_DEALS})
    titles = tables(house, now=NOW).run(
        "select json_extract_string(fields, '$.title') from facts where subject = 'crm:deal:D1'"
        " and kind = 'opportunity_created' order by version"
    )
    assert titles == [("Nordwind renewal",), ("Nordwind again",)]
    assert traces(house) == {}


def test_a_record_in_another_system_is_known_by_its_address(house: House, tmp_path: Path) -> None:
    erase_person(house, person=EMAIL, now=NOW)
    deliver(house, tmp_path / "visits", {"visits.csv": VISITS}, EVENTS_MAPPING)  # nobody can know yet who g1 is
    deliver(house, tmp_path / "tried", {"guests.csv": GUESTS}, EVENTS_MAPPING, dry_run=True)
    deliver(house, tmp_path / "guests", {"guests.csv": GUESTS}, EVENTS_MAPPING)
    webinar = {fact[1] for fact in facts(house) if fact[1].startswith("webinar:")}
    assert webinar == {"webinar:guest:g2"}
    assert traces(house) == {}
    assert list_erasures(house)[0]["records"] == 4


def test_reading_a_kept_file_anew_brings_nothing_of_her(house: House, tmp_path: Path) -> None:
    erase_person(house, person=EMAIL, now=NOW)
    known = facts(house, ["person", "touch", "company", "relation"])
    changed = MAPPING.replace("name: trade_fair", "name: fair")
    deliver(house, tmp_path / "anew", {"leads.csv": FILES["leads.csv"]}, changed)
    after = facts(house, ["person", "touch", "company", "relation"])
    assert after - known == {("touch", "crm:lead:L-0816", None, "fair", None)}
    assert known - after == {("touch", "crm:lead:L-0816", None, "trade_fair", None)}
    assert [row["record"]["id"] for row in quarantine(house, state="waiting")] == ["L-0818"]
    assert traces(house) == {}


def test_what_was_decided_on_rows_of_others_holds(either_house: House, tmp_path: Path) -> None:
    erase_person(either_house, person=EMAIL, now=NOW)
    [decision] = Decision.objects.all()
    assert (decision.kind, decision.why, decision.record["id"]) == ("dismissed", "[…] said so", "D3")
    deliver(either_house, tmp_path / "again", {"deals.csv": FILES["deals.csv"] + "\n"})
    assert {row["record"]["id"] for row in quarantine(either_house, state="dismissed")} == {"D3"}
    assert {row["record"]["id"] for row in quarantine(either_house)} == {"L-0818"}


def test_facts_of_the_head_and_of_settled_slices_go_too(either_house: House) -> None:
    from handschlag.actions.links import undo_link

    undo_link(either_house, subject="crm:lead:L-0816", key="email:paul@nordwind.example", now=NOW)
    undo_link(either_house, subject="crm:lead:L-0817", key=f"email:{EMAIL}", now=NOW)
    settle(either_house, now=NOW)
    undo_link(either_house, subject="crm:contact:KX4711", key=f"email:{EMAIL}", now=NOW)
    for record in ("crm:contact:KX4711", "crm:lead:L-0815", "crm:lead:L-0817"):
        erase_person(either_house, person=record, now=NOW)
    assert traces(either_house) == {}
    undone = {subject for _, subject, *_ in facts(either_house, ["unlink"])}
    assert undone == {"crm:lead:L-0816"}
    assert verify(either_house, now=NOW)["problems"] == []


def test_an_address_that_others_have_too_is_no_tombstone(
    new_sqlite_house: Callable[..., House], tmp_path: Path
) -> None:  # fmt: skip
    house = new_sqlite_house()
    both = FILES["contacts.csv"].replace("paul@nordwind.example", EMAIL)
    deliver(house, tmp_path / "exports", {"contacts.csv": both})
    from handschlag.actions.links import undo_link

    undo_link(house, subject="crm:contact:4712", key=f"email:{EMAIL}", now=NOW)
    assert foresee_erasure(house, person="crm:contact:KX4711", now=NOW)["shared"] == [EMAIL]
    erase_person(house, person="crm:contact:KX4711", now=NOW)
    deliver(house, tmp_path / "again", {"contacts.csv": both + "\n"})
    assert people(house) == {"Paul Bleibt"}


def test_readmitted_she_comes_in_with_the_next_export(house: House, tmp_path: Path) -> None:
    erase_person(house, person=EMAIL, now=NOW)
    with pytest.raises(InputProblems, match="nobody was erased who is `paul"):
        readmit_person(house, named="paul@nordwind.example", now=NOW)
    assert readmit_person(house, named=f" {EMAIL.upper()} ", now=NOW) == {"number": 1}
    deliver(house, tmp_path / "again", {"contacts.csv": FILES["contacts.csv"] + "\n"})
    assert people(house) == {"Erika Fernweh", "Paul Bleibt"}
    assert [one["readmitted_at"] for one in list_erasures(house)] == [NOW]


def test_a_reconciliation_says_how_many_were_erased(house: House) -> None:
    assert reconcile(house, now=NOW)["erased"] == []
    erase_person(house, person=EMAIL, now=NOW)
    found = reconcile(house, now=NOW)
    assert found["erased"] == [
        {"source": "crm", "object": "contact", "records": 1}, {"source": "crm", "object": "lead", "records": 2},
    ]  # fmt: skip
    assert [row["record"] for row in found["differences"] if "KX4711" in row["record"]] == []


def test_it_is_written_down_without_a_name(either_house: House) -> None:
    erase_person(either_house, person=EMAIL, now=NOW)
    readmit_person(either_house, named=EMAIL, now=NOW)
    entries = AuditEntry.objects.order_by("id").filter(action__startswith="person_")
    assert [(one.action, one.what, one.details) for one in entries] == [
        ("person_erased", "", {"number": 1}), ("person_readmitted", "", {"number": 1}),
    ]  # fmt: skip
    assert [(subject, key) for _, subject, *_, key in tables(either_house, now=NOW).run(
        "select kind, subject, key from facts where kind = 'erasure'"
    )] == [("handschlag:erasure:1", "1")]  # fmt: skip


def test_killed_anywhere_it_can_be_finished(either_house: House) -> None:
    """Every point at which the process can die: it is killed after so many changes of files."""
    program = (
        "import os, signal, sys, pathlib\n"
        "from pathlib import Path\n"
        "from datetime import datetime\n"
        "from handschlag.actions.houses import open_house, setup\n"
        "from handschlag.access.actors import COMMAND_LINE\n"
        "setup(Path(sys.argv[1]))\n"
        "left = int(sys.argv[2])\n"
        "def deadly(real):\n"
        "    def call(*args, **named):\n"
        "        global left\n"
        "        left -= 1\n"
        "        if left < 0: os.kill(os.getpid(), signal.SIGKILL)\n"
        "        return real(*args, **named)\n"
        "    return call\n"
        "for name in ('replace', 'unlink', 'rename'):\n"
        "    setattr(pathlib.Path, name, deadly(getattr(pathlib.Path, name)))\n"
        "os.replace = deadly(os.replace)\n"
        "from handschlag.actions.erasing import erase_person\n"
        f"now = datetime.fromisoformat({NOW.isoformat()!r})\n"
        "either_house = open_house(Path(sys.argv[1]), by=COMMAND_LINE, at=now)\n"
        f"erase_person(either_house, person={EMAIL!r}, now=now)\n"
    )
    ended = []
    for number in range(0, 40, 8):
        if ended and not Erasure.objects.filter(finished_at=None).exists():
            break
        command = [sys.executable, "-c", program, str(either_house.path), str(number)]
        process = subprocess.run(command, env=os.environ, capture_output=True, text=True)
        ended.append(process.returncode)
        assert process.returncode in (0, -signal.SIGKILL, 1), process.stderr
    assert -signal.SIGKILL in ended
    finish_erasures(either_house, now=NOW)
    assert traces(either_house) == {}
    assert verify(either_house, now=NOW)["problems"] == []
    assert {one["finished_at"] for one in list_erasures(either_house)} == {NOW}
