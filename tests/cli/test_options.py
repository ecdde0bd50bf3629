"""How instants, days and rates are read from the command line."""

from datetime import UTC, date, datetime

import pytest

from handschlag.cli.options import parse_as_of, parse_day
from handschlag.cli.plans import parse_rates
from handschlag.cli.words import language_of
from handschlag.errors import WrongUsage


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-06-30T18:00:00+02:00", datetime(2026, 6, 30, 16, tzinfo=UTC)),
        ("2026-06-30T16:00:00Z", datetime(2026, 6, 30, 16, tzinfo=UTC)),
        ("2026-06-30T18:00", datetime(2026, 6, 30, 16, tzinfo=UTC)),
        ("2026-01-31T18:00", datetime(2026, 1, 31, 17, tzinfo=UTC)),
        ("2026-06-30", datetime(2026, 6, 30, 21, 59, 59, 999_999, tzinfo=UTC)),
        ("2026-10-25", datetime(2026, 10, 25, 22, 59, 59, 999_999, tzinfo=UTC)),  # the clocks change on this day
    ],
)
def test_as_of(text: str, instant: datetime) -> None:
    assert parse_as_of(text, "Europe/Berlin") == instant


@pytest.mark.parametrize("text", ["yesterday", "2026-02-30", "30.06.2026", "2026-06-30T25:00"])
def test_no_instant(text: str) -> None:
    with pytest.raises(WrongUsage, match="is no instant"):
        parse_as_of(text, "Europe/Berlin")


def test_day() -> None:
    assert parse_day("2026-06-30", "--from") == date(2026, 6, 30)
    with pytest.raises(WrongUsage, match=r"--from: '1\.7\.2026' is no day"):
        parse_day("1.7.2026", "--from")


def test_rates() -> None:
    assert parse_rates(["opportunity:won=25%", " lead : opportunity = 1/3 "]) == [
        ("opportunity", "won", "25%"),
        ("lead", "opportunity", "1/3"),
    ]
    wrong = ["won=0.25", "opportunity:won", ":won=1", "opportunity:=1", "a:b="]
    with pytest.raises(WrongUsage) as raised:
        parse_rates(["a:b=1", *wrong])
    assert [problem.message for problem in raised.value.problems] == [f"--rate: `{text}` is no rate" for text in wrong]


def test_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert (language_of(), language_of("en"), language_of("de")) == ("en", "en", "de")
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert (language_of(), language_of("en")) == ("de", "de")
