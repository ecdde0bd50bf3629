"""What JSON documents look like: decimals are strings, instants are RFC 3339 in UTC."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from handschlag.cli.numbers import count, decimal, percent
from handschlag.cli.output import print_json
from handschlag.errors import Problem


def test_values(capsys: pytest.CaptureFixture[str]) -> None:
    print_json(
        {
            "rate": Decimal("0.250"),
            "tiny": 1e-7,
            "days": 12.5,
            "count": 3,
            "none": None,
            "yes": True,
            "at": datetime(2026, 7, 1, 14, 30, tzinfo=ZoneInfo("Europe/Berlin")),
            "fine": datetime(2026, 7, 1, 0, 0, 0, 120, tzinfo=UTC),
            "day": date(2026, 7, 1),
            "id": UUID(int=1),
            "problems": [Problem("f", 1, 2, "Größe", "")],
        }
    )
    text = capsys.readouterr().out
    assert json.loads(text) == {
        "schema": 1,
        "rate": "0.250",
        "tiny": "0.0000001",
        "days": "12.5",
        "count": 3,
        "none": None,
        "yes": True,
        "at": "2026-07-01T12:30:00Z",
        "fine": "2026-07-01T00:00:00.000120Z",
        "day": "2026-07-01",
        "id": "00000000-0000-0000-0000-000000000001",
        "problems": [{"file": "f", "line": 1, "column": 2, "message": "Größe", "hint": ""}],
    }
    assert "Größe" in text


def test_numbers_for_people() -> None:
    assert count(1234567, "en") == "1,234,567"
    assert count(1234567, "de") == "1.234.567"
    assert decimal(Decimal("1234.25"), "de") == "1.234,3"
    assert percent(Decimal("0.1254"), "en") == "12.5 %"
    assert percent(None, "en") == "no data"
    assert percent(None, "de") == "keine Daten"
