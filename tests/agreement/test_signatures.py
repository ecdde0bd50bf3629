"""Signatures and the chain of versions, recomputed here from what docs/explanation/signing.md says."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from handschlag.access.terms import PartiesTerms
from handschlag.agreement.signatures import (
    Kept,
    KeptVersion,
    Signing,
    broken,
    fills,
    in_force_from,
    offices,
    record_of,
    seal,
    version_hash,
)

AT = datetime(2026, 3, 1, 9, 30, 0, 5, tzinfo=timezone(timedelta(hours=1)))


def sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def compact(of: dict[str, Any]) -> str:
    return json.dumps(of, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def signing(canonical: str, previous: str, side: str, **more: Any) -> Signing:
    return Signing(sha(canonical), previous, side, f"head-of-{side}", side[0], f"{side} Müller", AT, **more)


def test_a_record_is_plain_json_in_utc() -> None:
    record = record_of(signing("{}", "", "sales", backtest="ab"))
    assert record == (
        f'{{"agreement":"{sha("{}")}","at":"2026-03-01T08:30:00.000005Z","backtest":"ab","by":"s",'
        '"name":"sales Müller","office":"head-of-sales","previous":"","side":"sales"}'
    )
    assert seal(record) == sha(record)


def chain(*texts: str) -> list[KeptVersion]:
    """Versions as somebody would make them with nothing but the documentation."""
    made, before = [], ""
    for number, text in enumerate(texts, 1):
        kept = [
            Kept(record, sha(record), record)
            for record in (record_of(signing(text, before, side)) for side in ("marketing", "sales"))
        ]
        sealed = sha(
            compact(
                {
                    "number": number, "agreement": sha(text), "previous": before,
                    "in_force_at": "2026-03-01T08:30:00.000005Z", "signatures": [one.hash for one in kept],
                }
            )
        )  # fmt: skip
        made.append(KeptVersion(number, sha(text), text, sha(text), before, AT, kept, sealed))
        before = sealed
    return made


def test_a_sound_chain_has_no_problems() -> None:
    versions = chain("{}", '{"a":1}', '{"a":2}')
    assert broken(versions) == []
    one = versions[1]
    assert one.hash == version_hash(
        number=2, digest=one.digest, previous=versions[0].hash, in_force_at=AT,
        signatures=[each.hash for each in one.signatures],
    )  # fmt: skip


FORGED = record_of(signing('{"a":1}', "", "sales"))


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        ({"canonical": "{} "}, ["version 1: its text is not the one that was signed"]),
        (
            {"canonical": '{"a":1}', "digest": sha('{"a":1}')},
            [
                "version 1: its file does not say what was signed",
                "version 1: number, beginning or signatures were changed",
            ],
        ),
        ({"says": ""}, ["version 1: its file does not say what was signed"]),
        ({"number": 7}, ["version 7: number, beginning or signatures were changed"]),
        ({"in_force_at": AT + timedelta(microseconds=1)}, ["version 1: number, beginning or signatures were changed"]),
        (
            {"hash": sha("x")},
            [
                "version 1: number, beginning or signatures were changed",
                "version 2: it does not follow the version before it",
            ],
        ),
        ({"signatures": []}, ["version 1: number, beginning or signatures were changed"]),
        (
            {"signatures": [Kept(FORGED, sha(FORGED), "what follows from the version")]},
            [
                "version 1: a signature was changed",
                "version 1: number, beginning or signatures were changed",
            ],
        ),
    ],
)
def test_whatever_is_changed_afterwards_is_found(change: dict[str, Any], problems: list[str]) -> None:
    first, second = chain("{}", '{"a":1}')
    assert broken([replace(first, **change), second]) == problems


def test_a_record_that_was_changed_is_found() -> None:
    [one] = chain("{}")
    first, second = one.signatures
    other = first.record.replace("marketing Müller", "somebody else")
    for changed in (
        Kept(other, first.hash, other),
        Kept(first.record, first.hash, other),
        Kept(other, first.hash, first.record),
    ):
        assert broken([replace(one, signatures=[changed, second])]) == ["version 1: a signature was changed"]


def test_a_version_that_was_taken_out_is_missed() -> None:
    first, _second, third = chain("{}", '{"a":1}', '{"a":2}')
    assert broken([first, third]) == ["version 3: it does not follow the version before it"]


def test_who_signs_for_what() -> None:
    parties = PartiesTerms.model_validate(
        {"marketing": ["head-of-marketing", {"role": "a.wolf"}], "sales": ["head-of-sales"]}
    )
    assert [(side, one.role) for side, one in offices(parties)] == [
        ("marketing", "head-of-marketing"), ("marketing", "a.wolf"), ("sales", "head-of-sales"),
    ]  # fmt: skip
    assert fills("head-of-marketing", role="head_of_marketing", username="x")
    assert fills("a.wolf", role="managing_director", username="a.wolf")
    assert not fills("head-of-sales", role="head_of_marketing", username="a.wolf")


@pytest.mark.parametrize(
    ("signed_at", "valid_from", "expected"),
    [
        ("2026-03-01T08:30:00Z", date(2026, 1, 1), "2026-03-01T08:30:00Z"),
        ("2025-12-24T08:30:00Z", date(2026, 1, 1), "2025-12-31T23:00:00Z"),
        ("2026-01-01T08:30:00Z", date(2026, 7, 1), "2026-06-30T22:00:00Z"),
    ],
)
def test_a_text_holds_from_its_day_but_not_before_both_signed(signed_at: str, valid_from: date, expected: str) -> None:
    found = in_force_from(signed_at=datetime.fromisoformat(signed_at), valid_from=valid_from, time_zone="Europe/Berlin")
    assert found.astimezone(UTC) == datetime.fromisoformat(expected)
