"""Bringing exports in without JavaScript: refused files, choices, two presses, a run that was killed."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from handschlag.actions.houses import House
from handschlag.actions.intake_runs import claimed, run, run_of
from handschlag.actions.intakes import begin, load, receive, waiting
from handschlag.actions.leads import lead
from handschlag.actions.sources import source_record
from tests.web.reading import by_id, cells, having, opened, text
from tests.web.small_house import MADE

LEADS = (
    b"Lead-ID;Vorname;Nachname;E-Mail;R\xc3\xbcckruf;Angelegt am\r\n"
    b"1;Vera;Neu;vera@neu.example;0221 123456;05.01.2026 10:00\r\n"
)

REFUSED = {
    "empty.csv": (b"", "The file is empty. Please export it again."),
    "book.xlsx": (
        b"PK\x03\x04rest", "This is a workbook. Please save it as CSV in the spreadsheet program and take that file."
    ),
    "all.csv": (b"PK\x03\x04rest", "This is an archive. Please unpack it and take the files inside."),
    "picture.csv": (
        b"\x89PNG\r\n\x1a\n", "This is no table. Expected is an export as CSV, JSON Lines or Parquet."
    ),
    "headers.csv": (b"a;b;c\n", "The file is empty. Please export it again."),
}  # fmt: skip


def sent(client: Client, *files: tuple[str, bytes]) -> Any:
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post("/imports/new/", {"files": uploads}, headers={"Accept-Language": "en"}, follow=True)


def begun(house: House, name: str = "leads.csv", content: bytes = LEADS) -> str:
    intake = begin(house, now=MADE)
    assert receive(house, intake=intake, name=name, chunks=[content]) is None
    return intake


def finished(house: House, intake: str) -> dict[str, Any]:
    """What a run came to, once its process has ended."""
    for _ in range(600):
        told = run_of(house, intake=intake)
        with claimed(house, intake) as lock:
            if told and told["state"] != "running" and lock is not None:
                return told
        time.sleep(0.1)
    raise TimeoutError


def test_bad_files_are_named_with_the_reason_and_good_ones_kept(small_house: House, client_in: Client) -> None:
    answer = sent(client_in, *((name, content) for name, (content, _) in REFUSED.items()), ("leads.csv", LEADS))
    page = answer.content.decode()
    for name, (_, why) in REFUSED.items():
        assert f"{name}: {why}" in page
    [one] = waiting(small_house)
    assert one["files"] == ["leads.csv"]


def test_if_nothing_is_left_nothing_waits(small_house: House, client_in: Client) -> None:
    answer = sent(client_in, ("empty.csv", b""))
    assert answer.redirect_chain[-1][0] == "/imports/new/"
    assert waiting(small_house) == []
    assert list((small_house.path / "uploads").rglob("*.*")) == []


def test_a_name_cannot_lead_out_of_the_folder(small_house: House) -> None:
    intake = begin(small_house, now=MADE)
    receive(small_house, intake=intake, name="../../..\\evil/../agreement.yaml.csv", chunks=[LEADS])
    assert [path.name for path in (small_house.path / "uploads" / intake / "files").iterdir()] == ["agreement.yaml.csv"]


def test_an_intake_nobody_began(client_in: Client) -> None:
    for path in ("/imports/0123456789abcdef/", "/imports/..%2F..%2F/", "/imports/0123456789abcdef/run/"):
        assert client_in.get(path).status_code == 404


def test_a_column_is_read_otherwise(small_house: House, client_in: Client) -> None:
    intake = begun(small_house)
    address = f"/imports/{intake}/file/?file=leads.csv"
    page = opened(client_in, address)
    before = {text(row[0]).split()[0]: text(row[1]) for row in page.findall(".//tbody/tr")}
    assert before["Rückruf"] == "not read"
    number = next(s.get("name", "") for s in page.iter("select") if "Rückruf" in s.get("aria-label", ""))
    client_in.post(address, {number: "phone", "do": "look"})
    again = opened(client_in, address)
    assert {text(row[0]).split()[0]: text(row[1]) for row in again.findall(".//tbody/tr")}["Rückruf"].startswith(
        "Phone"
    )
    client_in.post(address, {"do": "reset"})
    assert load(small_house, intake).choices == {}


def test_checked_and_brought_in_and_known_the_next_time(small_house: House, client_in: Client) -> None:
    intake = begun(small_house)
    answer = client_in.post(f"/imports/{intake}/", {"do": "check", "source-0": "messe"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"/imports/{intake}/run/"
    checked = finished(small_house, intake)
    assert (checked["state"], checked["result"]["sources"][0]["new"]) == ("done", 1)
    client_in.post(f"/imports/{intake}/run/", {"do": "import"})
    finished(small_house, intake)
    page = opened(client_in, f"/imports/{intake}/run/")
    assert cells(page) == [["leads.csv messe", "1", "1", "0", "0", "0"]]
    found = lead(small_house, person="vera@neu.example", now=MADE)
    assert [one["subject"] for one in found["subjects"]] == ["messe:lead:1"]
    assert (small_house.path / "mappings" / "messe.yaml").is_file()
    assert waiting(small_house) == []
    again = begun(small_house)
    known = text(having(opened(client_in, f"/imports/{again}/"), "source")[0])
    assert known.startswith("messe Read as last time, by messe.yaml. Nothing is asked.")


def test_two_presses_are_one_import(small_house: House, client_in: Client) -> None:
    intake = begun(small_house)
    with claimed(small_house, intake) as lock:
        assert lock is not None
        client_in.post(f"/imports/{intake}/run/", {"do": "import"})
        assert not (small_house.path / "uploads" / intake / "run.json").exists()
    client_in.post(f"/imports/{intake}/run/", {"do": "import"})
    assert finished(small_house, intake)["state"] == "done"


def test_a_killed_run_is_said_and_goes_on(small_house: House, client_in: Client) -> None:
    intake = begun(small_house)
    running = '{"mode": "import", "state": "running", "step": "", "count": 0, "result": null, "problems": []}'
    (small_house.path / "uploads" / intake / "run.json").write_text(running)
    page = opened(client_in, f"/imports/{intake}/run/")
    assert [text(h) for h in page.iter("h1")] == ["It was interrupted"]
    client_in.post(f"/imports/{intake}/run/", {"do": "import"})
    assert finished(small_house, intake)["state"] == "done"
    assert lead(small_house, person="vera@neu.example", now=MADE)["name"] == "Vera Neu"


def test_nothing_is_changed_under_a_running_import(small_house: House, client_in: Client) -> None:
    intake = begun(small_house)
    running = '{"mode": "import", "state": "running", "step": "", "count": 0, "result": null, "problems": []}'
    (small_house.path / "uploads" / intake / "run.json").write_text(running)
    with claimed(small_house, intake):
        for address, sent_ in (
            (f"/imports/{intake}/", {"do": "discard"}),
            (f"/imports/{intake}/", {"do": "drop:leads.csv"}),
            (f"/imports/{intake}/file/?file=leads.csv", {"kind": "-"}),
        ):
            assert client_in.post(address, sent_).headers["Location"] == f"/imports/{intake}/run/"
    assert waiting(small_house)[0]["files"] == ["leads.csv"]
    assert load(small_house, intake).choices == {}


def test_a_file_that_is_not_read_is_named(small_house: House, client_in: Client) -> None:
    intake = begun(small_house)
    receive(small_house, intake=intake, name="colours.csv", chunks=[b"colour;shape\nred;round\nblue;square\n"])
    client_in.post(f"/imports/{intake}/", {"do": "import"})
    assert finished(small_house, intake)["state"] == "done"
    shown = by_id(opened(client_in, f"/imports/{intake}/run/"), "unread")
    assert [text(each) for each in shown.iter("strong")] == ["colours.csv"]


def test_a_large_upload_is_kept_like_a_small_one(small_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """It lies nowhere else: its rows are shown when the intake is long gone."""
    monkeypatch.setattr("handschlag.actions.taking.KEPT_BYTES", 10)
    intake = begun(small_house)
    run(small_house, intake=intake, mode="import", now=MADE)
    assert waiting(small_house) == []
    begin(small_house, now=datetime(2030, 1, 1, tzinfo=UTC))
    assert not (small_house.path / "uploads" / intake).exists()
    [fact] = [
        one for one in lead(small_house, person="vera@neu.example", now=MADE)["timeline"] if one["kind"] == "person"
    ]
    told = source_record(small_house, fact=fact["fact"], now=MADE)
    assert told is not None
    assert (told["line"], told["record"]["Vorname"]) == (2, "Vera")


def test_nothing_readable_is_said(small_house: House, client_in: Client) -> None:
    intake = begun(small_house, "colours.csv", b"colour;shape\nred;round\nblue;square\n")
    page = opened(client_in, f"/imports/{intake}/")
    assert [text(each) for each in having(page, "problem")] == ["not read"]
    assert [b.get("value") for b in page.iter("button") if b.get("value") in ("check", "import")] == []


def test_the_agreement_of_a_new_house_is_filled_in(new_sqlite_house: Callable[..., House], tmp_path: Path) -> None:
    from handschlag.actions.intake_drafts import can_draft, draft_agreement
    from handschlag.agreement import preset_text

    house = new_sqlite_house(preset_text("article", "en"))
    rows = "".join(f"{n};D{n};{n}00;Verloren;01.02.2026 10:00;03.02.2026 10:00;Budget weg\n" for n in range(1, 5))
    deals = f"Deal-ID;Deal-Name;Betrag;Phase;Erstellt am;Abgeschlossen am;Verlustgrund\n{rows}"
    intake = begun(house, "deals.csv", deals.encode())
    assert can_draft(house)
    draft_agreement(house, intake=intake, now=MADE)
    assert "Budget weg" in (house.path / "agreement.yaml").read_text("utf-8")
    assert not can_draft(house)
