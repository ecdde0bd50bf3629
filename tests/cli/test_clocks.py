"""`clock due`: on the command line."""

from pathlib import Path

from tests.cli.conftest import AGREEMENT, Run, lay_out

CLOCKS = """
calendars:
  office: {country: DE, subdivision: NW, time_zone: Europe/Berlin, hours: {mon-fri: ["09:00-17:00"]}}
  london: {country: GB, subdivision: ENG, time_zone: Europe/London, hours: {mon-fri: ["09:00-17:30"]}}
handover:
  clocks:
    contact: {starts: handover.offered, stops: first_attempt, due: 4 business hours, warn: [30 business minutes before],
              missed: [notify owner, "after 1 business day: reassign"]}
    long: {starts: hand_raise, stops: first_attempt, due: 999999999 weeks, missed: ["after 999999999 years: reassign"]}
    hot: {starts: hand_raise, stops: first_attempt, due: 15 minutes, calendar: office}
"""


def test_when_a_clock_is_due(run: Run, tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "house/agreement.yaml").write_text(AGREEMENT + CLOCKS)
    here = ("--workspace", "house")
    friday = ("--start", "2026-11-27T15:00", *here)
    found = run("clock", "due", "contact", *friday, "--calendar", "office", "--json").document
    assert (found["start"], found["due"], found["warnings"]) == (
        "2026-11-27T14:00:00Z", "2026-11-30T10:00:00Z", ["2026-11-30T09:30:00Z"],
    )  # fmt: skip
    assert [(one["at"], one["what"]) for one in found["missed"]] == [
        ("2026-11-30T10:00:00Z", "notify owner"), ("2026-12-01T10:00:00Z", "reassign"),
    ]  # fmt: skip
    # 15:00 is meant in London's time there: two and a half hours are left on that Friday.
    london = run("clock", "due", "contact", *friday, "--calendar", "london", "--json").document
    assert (london["start"], london["due"]) == ("2026-11-27T15:00:00Z", "2026-11-30T10:30:00Z")
    told = run("clock", "due", "contact", *friday, "--calendar", "office", LANG="de_DE.UTF-8").out
    lines = [line.split() for line in told.splitlines()]
    assert ["fällig", "Mo.", "2026-11-30T11:00"] in lines
    assert ["wird", "der", "Lead", "neu", "zugeteilt", "Di.", "2026-12-01T11:00"] in lines
    assert run("clock", "due", "hot", *friday, "--json").document["due"] == "2026-11-27T14:15:00Z"


def test_what_is_wrong(run: Run, tmp_path: Path) -> None:
    lay_out(tmp_path)
    (tmp_path / "house/agreement.yaml").write_text(AGREEMENT + CLOCKS)
    friday = ("--start", "2026-11-27T15:00", "--workspace", "house")
    for arguments, status, said in (
        (
            ("contact",),
            1,
            "clock `contact` runs in the calendar of the responsible person"
            " (name one with --calendar: office, london)\n",
        ),
        (("contcat",), 1, "unknown clock `contcat` (did you mean `contact`?)\n"),
        (("contact", "--calendar", "ofice"), 1, "unknown calendar `ofice` (did you mean `office`?)\n"),
    ):
        ended = run("clock", "due", *arguments, *friday)
        assert (ended.status, ended.out, ended.err) == (status, "", said)
    for start in ("9999-12-30T15:00", "0001-01-03T15:00"):
        ended = run("clock", "due", "long", "--start", start, "--workspace", "house")
        assert (ended.status, ended.err.partition(" (")[0]) == (
            1, "clock `long` started then is not due in any year one could name",
        )  # fmt: skip
    assert run("clock", "due", "hot", "--start", "soon", "--workspace", "house").status == 2
