"""`person`: erasing somebody, seeing that it was done, letting somebody in again."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.erasing.house import CONTACTS, MAPPING

EMAIL = "erika.fernweh@nordwind.example"


@pytest.fixture
def house(run: Run, tmp_path: Path) -> Path:
    assert run("new", "house", "--language", "en").status == 0
    (tmp_path / "contacts.csv").write_text(CONTACTS)
    (tmp_path / "mapping.yaml").write_text(MAPPING)
    assert run("import", "contacts.csv", "--mapping", "mapping.yaml", "--workspace", "house").status == 0
    return Path("house")


def test_a_person_is_erased_once_it_is_confirmed(run: Run, house: Path) -> None:
    here = ("--workspace", house)
    foreseen = run("person", "erase", EMAIL, "--dry-run", *here)
    assert (foreseen.status, "crm:contact:KX4711" in foreseen.out) == (0, True)
    asked = run("person", "erase", EMAIL, *here)  # nobody answers
    assert (asked.status, "Erase this person for good?" in asked.err) == (1, True)
    assert run("lead", EMAIL, *here).status == 0
    assert run("person", "erasures", *here, "--json").document == {"erasures": []}
    done = run("person", "erase", EMAIL, "--yes", *here, "--json").document
    assert (done["dry_run"], done["foreseen"]["records"], done["erasure"]["number"]) == (
        False,
        ["crm:contact:KX4711"],
        1,
    )
    assert run("lead", EMAIL, *here).err.startswith(f"nobody here is `{EMAIL}`")
    assert run("person", "erase", EMAIL, "--yes", *here).err.startswith(f"nobody here is `{EMAIL}`")
    [erasure] = run("person", "erasures", "--finish", *here, "--json").document["erasures"]
    assert (erasure["records"], erasure["counts"]) == (1, {"facts": done["erasure"]["counts"]["facts"], "rows": 1})
    assert "finished" in run("person", "erasures", *here).out
    assert "1 contact, erased on request" in run("reconcile", *here).out


def test_an_erased_person_can_be_let_in_again(run: Run, house: Path, tmp_path: Path) -> None:
    here = ("--workspace", house)
    assert run("person", "erase", EMAIL, "--yes", *here).out.endswith("erased: no. 1\n")
    assert run("person", "readmit", "nobody@example.org", *here).err.startswith("nobody was erased who is")
    assert run("person", "readmit", "crm:contact:KX4711", *here).out == "let in again: no. 1\n"
    (tmp_path / "contacts.csv").write_text(CONTACTS + "\n")
    assert run("import", "contacts.csv", "--mapping", "mapping.yaml", *here).status == 0
    assert run("lead", EMAIL, *here).status == 0
