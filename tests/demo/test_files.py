"""The exports look like exports: two dialects, the same bytes every time, no address that could exist."""

import hashlib
import subprocess
import sys
from pathlib import Path

from handschlag.demo import Summary, generate
from tests.demo.exports import Exports


def _digest(summary: Summary) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in summary.files}


def test_another_process_writes_the_same_bytes(exports: Exports, tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from handschlag.demo import generate; generate(Path(sys.argv[1]))"
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], check=True, env={"PYTHONHASHSEED": "17", "TZ": "Asia/Tokyo"}
    )
    again = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.rglob("*.csv")}
    assert again == _digest(exports.summary)


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    generate(tmp_path, told.append)
    assert told == ["people and companies", "two years of marketing and sales", "exports"]


def test_the_two_systems_write_differently(exports: Exports) -> None:
    for path in exports.summary.marketing:
        data = path.read_bytes()
        assert b"\r" not in data and not data.startswith(b"\xef\xbb\xbf")
        assert data.decode("utf-8").partition("\n")[0].count(",") >= 4
    for path in exports.summary.crm:
        data = path.read_bytes()
        header = data.decode("cp1252").partition("\r\n")[0]
        assert header.count(";") >= 4
        assert data.count(b"\r\n") == data.count(b"\r")
    contacts = (exports.folder / "crm" / "Kontakte.csv").read_bytes()
    assert "Müller".encode("cp1252") in contacts and "Müller".encode() not in contacts


def test_ids_of_the_two_systems_have_nothing_in_common(exports: Exports) -> None:
    marketing = {row["Record ID"] for row in exports.rows["contacts.csv"]}
    crm = {row["KontaktNr"] for row in exports.rows["Kontakte.csv"]}
    assert len(marketing) == exports.truths["marketing_contacts"]
    assert len(crm) == exports.truths["crm_contacts"] + exports.truths["crm_contacts_twice"]
    assert marketing.isdisjoint(crm)


def test_no_address_can_exist(exports: Exports) -> None:
    addresses = {row["Email"] for row in exports.rows["contacts.csv"]}
    addresses |= {row["E-Mail"].strip().lower() for row in exports.rows["Kontakte.csv"]}
    for address in addresses - {""}:
        local, _, domain = address.partition("@")
        reserved = domain.endswith(".example")
        impossible = domain in ("gmail.com", "googlemail.com") and "_" in local  # the provider allows none
        assert reserved or impossible or domain == "mailinator.com", address
    phones = {row["Phone Number"] for row in exports.rows["contacts.csv"]} - {""}
    film = ("+49 30 23125 ", "+49 40 66969 ", "+49 69 90009 ", "+49 89 99998 ", "+49 221 4710 ")
    assert all(phone.startswith(film) for phone in phones)
