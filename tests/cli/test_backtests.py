"""`backtest`: a candidate beside today's agreement, on the command line."""

from pathlib import Path

from tests.cli.conftest import AGREEMENT, Run


def test_a_candidate_beside_todays_agreement(run: Run, filled: Path, tmp_path: Path) -> None:
    """Two leads left an address, Anna bought; nobody left a phone number."""
    (tmp_path / "candidate.yaml").write_text(AGREEMENT.replace("email is not null", "phone is not null"))
    here = ("--workspace", filled / "house")
    found = run("backtest", "candidate.yaml", *here, "--json").document
    assert [(row["stage"], row["today"], row["candidate"]) for row in found["passes"]] == [
        ("prospect", 3, 3), ("marketing_lead", 2, 0),
    ]  # fmt: skip
    wins = found["difference"]["wins"]
    [row] = wins["rows"]
    assert (wins["count"], wins["lost"], row["opportunity"], row["value"]) == (1, 1, "crm:deal:D1", 1_200_050)
    assert (row["today"], row["candidate"]) == ("2026-02-03T09:15:00Z", None)
    told = run("backtest", "candidate.yaml", *here)
    assert told.status == 0
    lines = [line.split() for line in told.out.splitlines()]
    assert ["Marketing", "lead", "2", "0", "0", "0", "0", "2", "0"] in lines
    assert ["no", "longer", "anna@example-werk.de", "2026-03-01", "2026-02-03"] in lines
    german = run("backtest", "candidate.yaml", *here, LANG="de_DE.UTF-8").out
    assert "Treffsicherheit der Übergaben" in german


def test_what_is_wrong_with_a_candidate(run: Run, filled: Path, tmp_path: Path) -> None:
    (tmp_path / "candidate.yaml").write_text(AGREEMENT.replace("email is not null", "emial is not null"))
    here = ("--workspace", filled / "house")
    refused = run("backtest", "candidate.yaml", *here)
    assert (refused.status, refused.out) == (1, "")
    assert refused.err == "candidate.yaml:10:72: unknown field or term `emial` (did you mean `email`?)\n"
    assert run("backtest", "none.yaml", *here).err == (
        "none.yaml: there is no such file (copy agreement.yaml and change the copy)\n"
    )
    assert run("backtest", "candidate.yaml", "--minutes", "0", *here).status == 1
