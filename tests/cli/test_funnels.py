"""`funnel`, `lead`, `link`, `check`: questions to a house with two sources."""

from pathlib import Path

from tests.cli.conftest import Run


def test_both_sources_make_one_funnel(run: Run, filled: Path) -> None:
    """Anna and Bert are known to both tools by one mail each; one bought, one did not; the third gave no name."""
    report = run("funnel", "--workspace", filled / "house", "--json").document
    entered = {row["stage"]: row["count"] for row in report["entered"]}
    assert entered == {"prospect": 3, "marketing_lead": 2, "opportunity": 2, "won": 1}
    [step] = [row for row in report["conversion"] if (row["from"], row["to"]) == ("opportunity", "won")]
    assert (step["entered"], step["converted"], step["rate"]) == (2, 1, "0.5")
    [ends] = report["win_rate"]
    assert (ends["won"], ends["lost"], ends["no_decision"], ends["open"], ends["rate"]) == (1, 1, 0, 0, "0.5")
    assert (report["trial"], report["time_zone"]) == (True, "Europe/Berlin")


def test_as_of_shows_what_was_known(run: Run, filled: Path) -> None:
    """On the 12th of February Anna's deal had been opened, Bert's had not, nothing was decided."""
    report = run("funnel", "--as-of", "2026-02-12", "--workspace", filled / "house", "--json").document
    assert report["as_of"] == "2026-02-12T22:59:59.999999Z"
    entered = {row["stage"]: row["count"] for row in report["entered"]}
    assert entered == {"prospect": 3, "marketing_lead": 2, "opportunity": 1, "won": 0}
    assert report["win_rate"][0]["rate"] is None


def test_the_window_includes_its_last_day(run: Run, filled: Path) -> None:
    """Anna came on the 3rd, Bert on the 10th, the third on the 11th."""
    window = ("--from", "2026-02-03", "--to", "2026-02-10")
    report = run("funnel", *window, "--workspace", filled / "house", "--json").document
    assert [row["count"] for row in report["entered"] if row["stage"] == "prospect"] == [2]


def test_groups(run: Run, filled: Path) -> None:
    report = run("funnel", "--by", "landing_page", "--workspace", filled / "house", "--json").document
    prospects = {row["group"]: row["count"] for row in report["entered"] if row["stage"] == "prospect"}
    assert prospects == {"/demo": 1, "/preise": 2}


def test_people_read_tables(run: Run, filled: Path) -> None:
    told = run("funnel", "--workspace", filled / "house")
    assert (told.status, told.err) == (0, "")
    assert "50.0 %" in told.out
    assert "trial: the agreement is not signed" in told.out
    german = run("funnel", "--workspace", filled / "house", LANG="de_DE.UTF-8")
    assert "50,0 %" in german.out
    assert "Gewinnquote" in german.out


def test_wrong_questions(run: Run, filled: Path) -> None:
    house = ("--workspace", filled / "house")
    assert run("funnel", "--by", "landing_pag", *house).err.startswith("unknown dimension `landing_pag` (did you mean")
    assert run("funnel", "--by", "landing_pag", *house).status == 1
    assert run("funnel", "--as-of", "soon", *house).status == 2
    assert run("funnel", "--cohort", "week", *house).status == 2
    assert run("funnel", "--from", "2026-05-01", "--to", "2026-02-01", *house).status == 1


def test_a_lead_by_any_name(run: Run, filled: Path) -> None:
    house = ("--workspace", filled / "house", "--json")
    by_mail = run("lead", "anna@example-werk.de", *house).document
    assert by_mail["email"].lower() == "anna@example-werk.de"
    assert sorted(source["subject"] for source in by_mail["subjects"]) == ["crm:contact:C1", "tool:contact:1"]
    assert [one["outcome"] for one in by_mail["passes"]] == ["won"]
    for name in (by_mail["person"], "crm:contact:C1", "tool:contact:1", "example-werk"):
        assert run("lead", name, *house).document == by_mail
    told = run("lead", "anna@example-werk.de", "--workspace", filled / "house")
    assert (told.status, "tool:contact:1" in told.out, "crm:deal:D1" in told.out) == (0, True, True)


def test_nobody(run: Run, filled: Path) -> None:
    refused = run("lead", "zzz", "--workspace", filled / "house")
    assert (refused.status, refused.out) == (1, "")
    assert refused.err.startswith("nobody is found by `zzz`")


def test_links_are_explained(run: Run, filled: Path) -> None:
    house = ("--workspace", filled / "house")
    told = run("link", "--explain", "crm:contact:C1", "tool:contact:1", *house, "--json").document
    assert (told["one"], [step["key"] for step in told["steps"]]) == (True, ["email:anna@example-werk.de"])
    apart = run("link", "--explain", "crm:contact:C1", "tool:contact:2", *house, "--json").document
    assert (apart["one"], apart["together"], apart["steps"]) == (False, False, [])
    linked = run("link", *house, "--json").document
    assert (linked["persons"], linked["companies"]) == (3, 2)


def test_check_finds_what_does_not_fit(run: Run, filled: Path) -> None:
    """The agreement above defines none of its four stages in words; nothing else is wrong with the two deals."""
    found = run("check", "--workspace", filled / "house", "--json")
    assert found.status == 0
    counts = {finding["kind"]: finding["count"] for finding in found.document["findings"]}
    assert counts == {"stage_without_definition": 4}
    told = run("check", "--workspace", filled / "house")
    assert (told.status, told.err, "prospect, marketing_lead" in told.out) == (0, "", True)
