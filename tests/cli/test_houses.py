"""`new`, `agreement`, `user add`: making a house, checking its agreement, letting people in."""

from pathlib import Path

from tests.cli.conftest import Run


def test_new_makes_a_workspace(run: Run, tmp_path: Path) -> None:
    made = run("new", "house", "--json")
    assert made.document == {
        "workspace": str(tmp_path / "house"),
        "agreement": str(tmp_path / "house/agreement.yaml"),
        "preset": "article",
    }
    checked = run("agreement", "check", "--workspace", "house", "--json")
    assert (checked.status, checked.document["problems"]) == (0, [])


def test_new_keeps_what_is_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house/mine.txt").write_text("mine")
    refused = run("new", "house")
    assert (refused.status, refused.out) == (1, "")
    assert refused.err == "house: this folder is not empty (name a new folder)\n"
    assert [path.name for path in (tmp_path / "house").iterdir()] == ["mine.txt"]


def test_new_knows_its_presets(run: Run, tmp_path: Path) -> None:
    refused = run("new", "house", "--preset", "articel")
    assert refused.status == 1
    assert refused.err.startswith("unknown preset `articel`")
    assert not (tmp_path / "house").exists()


def test_no_workspace(run: Run) -> None:
    refused = run("funnel")
    assert refused.status == 1
    assert refused.err == (
        ".: this folder is no workspace: it has no handschlag.toml"
        " (name the folder with --workspace, or make one with `handschlag new DIR`)\n"
    )


def test_check_lists_every_problem_with_its_place(run: Run, laid_out: Path, tmp_path: Path) -> None:
    text = (
        (laid_out / "house/agreement.yaml").read_text().replace("time_zone: Europe/Berlin", "time_zone: Europe/Berln")
    )
    (tmp_path / "wrong.yaml").write_text(text.replace("kind: inventory, ", "kind: inventori, ", 1))
    checked = run("agreement", "check", "wrong.yaml", "--json")
    assert checked.status == 1
    places = [(problem["file"], problem["line"]) for problem in checked.document["problems"]]
    assert places == [("wrong.yaml", 5), ("wrong.yaml", 9)]
    told = run("agreement", "check", "wrong.yaml").err.splitlines()
    assert [line.split(":")[:2] for line in told] == [["wrong.yaml", "5"], ["wrong.yaml", "9"]]


def test_show_speaks_both_languages(run: Run, laid_out: Path) -> None:
    german = run("agreement", "show", laid_out / "house/agreement.yaml", "--language", "de")
    english = run("agreement", "show", laid_out / "house/agreement.yaml", "--language", "en", "--json")
    assert (german.status, english.status) == (0, 0)
    assert "Kleine Vereinbarung" in german.out
    assert "Small agreement" in english.document["document"]


def test_schema_is_a_json_schema(run: Run) -> None:
    import json

    schema = json.loads(run("agreement", "schema").out)
    assert schema["type"] == "object"
    assert {"parties", "funnel"} <= set(schema["properties"])


def test_user_add(run: Run, laid_out: Path) -> None:
    wanted = ("user", "add", "anna", "--role", "sdr", "--full-name", "Anna Amsel", "--workspace", laid_out / "house")
    added = run(*wanted, "--json", HANDSCHLAG_PASSWORD="correct horse battery staple")
    assert added.document == {"username": "anna", "full_name": "Anna Amsel", "role": "sdr", "team": "", "known_as": []}
    again = run(*wanted, HANDSCHLAG_PASSWORD="correct horse battery staple")
    assert (again.status, again.err) == (1, "`anna` is taken (choose another name)\n")


def test_user_add_lists_all_that_is_wrong(run: Run, laid_out: Path) -> None:
    wanted = ("user", "add", "bert", "--role", "boss", "--workspace", laid_out / "house")
    refused = run(*wanted, HANDSCHLAG_PASSWORD="123")
    assert refused.status == 1
    assert refused.err.splitlines()[0].startswith("unknown role `boss`")
    assert len(refused.err.splitlines()) > 1
