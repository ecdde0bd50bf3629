"""Signing on real databases: what is in force when, what every figure is then made under, and what is refused."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from handschlag.access.actors import Actor
from handschlag.access.refusals import Refused
from handschlag.actions import agreements, users
from handschlag.actions.auditing import audit_trail
from handschlag.actions.funnels import funnel
from handschlag.actions.houses import House
from handschlag.actions.ledgers import verify
from handschlag.actions.signing import proven, sign, signing, take_back
from handschlag.agreement import digest, loads
from handschlag.errors import InputProblems, NotPermitted
from handschlag.store.models import Signature, Version
from tests.fixtures.houses import AGREEMENT, NOW

TEXT = AGREEMENT.replace("[a]", "[head-of-marketing]").replace("[b]", "[head-of-sales]")
MARTA, SAM = Actor("marta", "head_of_marketing", "Marta Meyer"), Actor("sam", "head_of_sales", "Sam Sommer")
PASSWORD = "correct horse battery"
New = Callable[..., House]


def staffed(new: New, text: str = TEXT) -> House:
    """A house in which both heads can sign; the head of sales has a password."""
    house = new(text)
    for one, password in ((MARTA, None), (SAM, PASSWORD)):
        users.add_user(house, username=one.username, full_name=one.name, role=one.role, password=password, now=NOW)
    return house


def put(house: House, text: str) -> None:
    """Another text in the file, read anew."""
    (house.path / "agreement.yaml").write_text(text, "utf-8")
    house._read.clear()


def write(house: House, text: str) -> str:
    """Another sound text in the file; its digest."""
    put(house, text)
    return mark_of(text)


def mark_of(text: str) -> str:
    read = loads(text.encode(), "a").agreement
    assert read is not None
    return digest(read)


def by_marta(house: House, mark: str, at: datetime = NOW) -> dict[str, Any]:
    return sign(house.asked_by(MARTA, at), digest=mark, now=at)


def by_sam(house: House, mark: str, at: datetime = NOW, password: str = PASSWORD) -> dict[str, Any]:
    return sign(house.asked_by(SAM, at), digest=mark, now=at, password=password)


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return " / ".join(problem.message for problem in refused.value.problems)


def at(house: House, when: datetime) -> House:
    return house.asked_by(MARTA, when)


def test_trial_until_both_have_signed(new_house: New) -> None:
    house, mark = staffed(new_house), mark_of(TEXT)
    before = signing(at(house, NOW), now=NOW)
    assert (before["in_force"], before["coming"], before["history"]) == (None, None, [])
    assert before["draft"]["state"] == "open"
    assert [(one["side"], one["who"], one["may_sign"]) for one in before["draft"]["offices"]] == [
        ("marketing", ["Marta Meyer"], True), ("sales", ["Sam Sommer"], False),
    ]  # fmt: skip
    half = by_marta(house, mark)
    assert half["draft"]["state"] == "begun"
    assert at(house, NOW).trial
    assert at(house, NOW).agreement_label == f"draft {mark[:8]}"
    assert refusal(lambda: by_marta(house, mark)) == "you have signed this text already"
    later = NOW + timedelta(hours=1)
    done = by_sam(house, mark, later)
    assert done["draft"]["state"] == "in_force"
    assert (done["in_force"]["number"], done["in_force"]["in_force_at"]) == (1, later)
    assert [(one["side"], one["by"], one["name"], one["at"]) for one in done["in_force"]["signatures"]] == [
        ("marketing", "marta", "Marta Meyer", NOW), ("sales", "sam", "Sam Sommer", later),
    ]  # fmt: skip
    assert [at(house, when).trial for when in (NOW, later - timedelta(seconds=1), later)] == [True, True, False]
    assert at(house, later).agreement_label == "version 1"
    assert refusal(lambda: by_marta(house, mark, later)) == "this is version 1, both sides have signed it"
    assert [(entry["action"], entry["by"]) for entry in audit_trail(house)["entries"][:3]] == [
        ("agreement_in_force", "sam"), ("agreement_signed", "sam"), ("agreement_signed", "marta"),
    ]  # fmt: skip
    assert verify(house.asked_by(Actor("cli", "admin"), later), now=later)["problems"] == []


def test_what_was_signed_counts_whatever_the_file_says(new_sqlite_house: New) -> None:
    house, mark = staffed(new_sqlite_house), mark_of(TEXT)
    by_marta(house, mark)
    by_sam(house, mark)
    other = TEXT.replace("prospect", "stranger")
    write(house, other)
    asked = at(house, NOW)
    assert (asked.draft_differs, asked.agreement_label) == (True, "version 1")
    stages = [stage["key"] for stage in funnel(asked, as_of=NOW, now=NOW)["stages"]]
    assert stages == ["prospect", "marketing_lead", "opportunity", "won"]
    assert [stage.key for stage in asked.draft.funnel.stages] == ["stranger", "marketing_lead", "opportunity", "won"]
    write(house, TEXT + "# only a comment\n")
    assert not at(house, NOW).draft_differs
    put(house, "handschlag: 1\n")
    broken = at(house, NOW)
    assert broken.draft_differs
    assert signing(broken, now=NOW)["draft"]["state"] == "broken"
    assert [stage["key"] for stage in funnel(broken, as_of=NOW, now=NOW)["stages"]] == stages
    with pytest.raises(InputProblems, match="title"):
        by_marta(house, mark)
    assert agreements.signed_file(broken, version=1) == TEXT.encode()
    assert agreements.signed_file(broken, version=2) is None


def test_a_second_version_follows_the_first(new_house: New) -> None:
    house, first = staffed(new_house), mark_of(TEXT)
    by_marta(house, first)
    by_sam(house, first)
    second = write(house, TEXT.replace("valid_from: 2020-01-01", "valid_from: 2027-01-01"))
    assert by_sam(house, second)["draft"]["state"] == "begun"
    done = by_marta(house, second)
    new_year = datetime(2027, 1, 1, tzinfo=UTC)
    assert done["draft"]["state"] == "signed"
    assert (done["in_force"]["number"], done["coming"]["number"], done["coming"]["in_force_at"]) == (1, 2, new_year)
    assert done["coming"]["previous"] == done["in_force"]["hash"]
    moments = (NOW, new_year - timedelta(microseconds=1), new_year)
    assert [at(house, when).agreement_label for when in moments] == ["version 1", "version 1", "version 2"]
    # What is signed after it follows it, also while its day has not come; going back is a version of its own.
    third = write(house, TEXT)
    assert third == first
    by_marta(house, third)
    assert by_sam(house, third)["in_force"]["number"] == 3
    assert at(house, new_year).agreement_label == "version 3"
    assert verify(house, now=NOW)["problems"] == []


def test_the_text_that_was_read_is_the_one_that_is_signed(new_sqlite_house: New) -> None:
    house, mark = staffed(new_sqlite_house), mark_of(TEXT)
    other = write(house, TEXT.replace("90 days", "60 days"))
    assert refusal(lambda: by_marta(house, mark)) == "the text has changed meanwhile"
    by_marta(house, other)
    write(house, TEXT)
    found = by_sam(house, mark)["draft"]
    assert [one["signed"] and one["signed"]["by"] for one in found["offices"]] == [None, "sam"]
    assert [(one["digest"], [each["by"] for each in one["signatures"]]) for one in found["others"]] == [
        (other, ["marta"])
    ]
    assert at(house, NOW).trial


def test_who_may_sign(new_sqlite_house: New) -> None:
    house, mark = staffed(new_sqlite_house), mark_of(TEXT)
    with pytest.raises(NotPermitted):
        sign(house.asked_by(Actor("x", "sdr")), digest=mark, now=NOW)
    users.add_user(house, username="dora", full_name="Dora", role="managing_director", password=None, now=NOW)
    assert refusal(lambda: sign(house.asked_by(Actor("dora", "managing_director")), digest=mark, now=NOW)) == (
        "the text does not name you among those who sign"
    )
    assert refusal(lambda: sign(house.asked_by(Actor("ghost", "head_of_sales")), digest=mark, now=NOW)) == (
        "the house does not know this person"
    )
    assert refusal(lambda: by_sam(house, mark, password="wrong")) == "this is not your password"
    assert refusal(lambda: by_sam(house, mark, password="")) == "this is not your password"
    assert not Signature.objects.exists()


def test_one_person_signs_once_also_where_the_text_names_both_role_and_person(new_sqlite_house: New) -> None:
    text = TEXT.replace("[head-of-sales]", "[marta]")
    house, mark = staffed(new_sqlite_house, text), mark_of(text)
    by_marta(house, mark)
    assert refusal(lambda: by_marta(house, mark)) == "you have signed this text already"
    assert at(house, NOW).trial


def test_a_signature_is_taken_back_until_the_others_have_signed(new_house: New) -> None:
    house, mark = staffed(new_house), mark_of(TEXT)
    by_marta(house, mark)
    assert refusal(lambda: take_back(house.asked_by(SAM), digest=mark, now=NOW)) == (
        "there is no signature of yours here that can be taken back"
    )
    assert take_back(house.asked_by(MARTA), digest=mark, now=NOW)["draft"]["state"] == "open"
    put(house, TEXT + "# better explained\n")
    assert by_sam(house, mark)["draft"]["state"] == "begun"
    put(house, TEXT + "# explained otherwise\n")
    by_marta(house, mark)
    assert agreements.signed_file(house, version=1) == f"{TEXT}# better explained\n".encode()
    assert refusal(lambda: take_back(house.asked_by(MARTA), digest=mark, now=NOW)) == (
        "there is no signature of yours here that can be taken back"
    )
    [version] = signing(at(house, NOW), now=NOW)["history"]
    assert [one["by"] for one in version["signatures"]] == ["sam", "marta"]
    assert Signature.objects.count() == 3


def test_what_is_changed_in_the_database_is_found(new_sqlite_house: New) -> None:
    house, mark = staffed(new_sqlite_house), mark_of(TEXT)
    by_marta(house, mark)
    by_sam(house, mark)
    Version.objects.update(canonical="{}")
    Signature.objects.filter(side="sales").update(record="not even JSON")
    assert verify(house, now=NOW)["problems"] == [
        "version 1: its text is not the one that was signed",
        "version 1: a signature was changed",
    ]


def test_a_text_that_was_changed_in_the_database_is_not_in_force(new_sqlite_house: New) -> None:
    house, mark = staffed(new_sqlite_house), mark_of(TEXT)
    by_marta(house, mark)
    by_sam(house, mark)
    Version.objects.update(text=TEXT.replace("90 days", "9 days").encode())
    Signature.objects.filter(side="sales").update(name="Somebody else")
    with pytest.raises(InputProblems, match="version 1 is not the text that was signed"):
        funnel(at(house, NOW), as_of=NOW, now=NOW)
    assert verify(house, now=NOW)["problems"] == [
        "version 1: its file does not say what was signed",
        "version 1: a signature was changed",
    ]


def test_both_sign_at_the_same_moment(new_house: New) -> None:
    house, mark = staffed(new_house), mark_of(TEXT)
    together = Barrier(2)

    def act(how: Callable[..., Any]) -> None:
        together.wait()
        try:
            how(house, mark)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(act, how) for how in (by_marta, by_sam)]:
            done.result()
    [version] = Version.objects.all()
    assert (version.number, version.signatures.count()) == (1, 2)
    assert verify(house, now=NOW)["problems"] == []


def test_on_the_command_line_a_name_is_not_enough(new_sqlite_house: New) -> None:
    house = staffed(new_sqlite_house)
    assert proven("sam", PASSWORD).role == "head_of_sales"
    assert refusal(lambda: proven("sam", "wrong")) == "this is not the password"
    assert refusal(lambda: proven("marta", "")) == "marta has no password"
    assert refusal(lambda: proven("nobody", PASSWORD)) == "nobody signs in as nobody"
    users.deactivate_user(house, username="sam", now=NOW)
    assert refusal(lambda: proven("sam", PASSWORD)) == "nobody signs in as sam"


def test_a_change_is_tried_against_what_is_in_force(new_sqlite_house: New) -> None:
    from handschlag.actions.backtests import backtest

    house, mark = staffed(new_sqlite_house), mark_of(TEXT)
    by_marta(house, mark)
    by_sam(house, mark)
    candidate = TEXT.replace("touches >= 1", "touches >= 2")
    found = backtest(at(house, NOW), candidate=candidate.encode(), now=NOW)
    assert (found["today"]["agreement"], found["today"]["digest"]) == ("version 1", mark)
    assert (found["candidate"]["agreement"], found["trial"]) == (f"draft {mark_of(candidate)[:8]}", False)
