"""`agreement sign|versions`: both heads sign on the command line."""

from pathlib import Path

from tests.cli.conftest import AGREEMENT, Run, lay_out

SECRET = {"HANDSCHLAG_PASSWORD": "correct horse battery"}


def test_both_sign(run: Run, tmp_path: Path) -> None:
    text = AGREEMENT.replace("[a]", "[head-of-marketing]").replace("[b]", "[head-of-sales]")
    assert text.count("head-of") == 2
    lay_out(tmp_path)
    (tmp_path / "house/agreement.yaml").write_text(text)
    here = ("--workspace", "house")
    for name, role in (("anna", "head_of_marketing"), ("bert", "head_of_sales"), ("carl", "sdr")):
        assert run("user", "add", name, "--role", role, *here, **SECRET).status == 0
    assert run("agreement", "versions", *here).out.splitlines()[0] == (
        "the file agreement.yaml is not signed and not in force"
    )
    assert run("agreement", "sign", "--by", "carl", *here, **SECRET).status == 3
    wrong = run("agreement", "sign", "--by", "anna", *here, HANDSCHLAG_PASSWORD="x")
    assert (wrong.status, wrong.out, wrong.err) == (1, "", "this is not the password\n")
    half = run("agreement", "sign", "--by", "anna", *here, "--json", **SECRET).document
    assert (half["draft"]["state"], half["in_force"]) == ("begun", None)
    back = run("agreement", "sign", "--by", "anna", "--take-back", *here, "--json", **SECRET).document
    assert back["draft"]["state"] == "open"
    for name in ("anna", "bert"):
        done = run("agreement", "sign", "--by", name, *here, LANG="de_DE.UTF-8", **SECRET)
        assert (done.status, done.err) == (0, "")
    first, mark, state = done.out.splitlines()
    assert first.startswith("Version 1 · in Kraft ab ")
    assert state == "die Datei agreement.yaml ist das, was in Kraft ist"
    found = run("agreement", "versions", *here, "--json").document
    assert [one["by"] for one in found["in_force"]["signatures"]] == ["anna", "bert"]
    assert mark.strip() == found["in_force"]["hash"]
    assert run("verify", *here).status == 0
    assert run("funnel", *here, "--json").document["agreement"] == "version 1"
    shown = run("agreement", "show", *here, "--language", "en").out
    assert ("Trial, not signed" in shown, shown.count("Signed by anna on"), shown.count("Signed by bert on")) == (
        False, 1, 1,
    )  # fmt: skip
    assert "Trial, not signed" in run("agreement", "show", "house/agreement.yaml", "--language", "en").out
    (tmp_path / "house/agreement.yaml").write_text(AGREEMENT)
    assert run("funnel", *here, "--json").document["agreement"] == "version 1"
