"""Each finding on the smallest tables that have it, beside a twin that is all right."""

from typing import Any
from uuid import UUID

from handschlag.funnel.lint import LINTS, check
from handschlag.ledger.schema import FACT_COLUMNS
from tests.funnel.worlds import STAGES, ZONE, Tables, a_deal, a_pass, an_entry, at, loaded

AS_OF = at("2026-04-20")


def findings(tables: Tables, facts: list[dict[str, Any]] = [], **asked: Any) -> dict[str, Any]:  # noqa: B006
    run = loaded(tables)
    columns = {"id": "UUID", "person": "UUID", **FACT_COLUMNS}
    run(f"create table facts ({', '.join(f'{name} {kind}' for name, kind in columns.items())})", [])
    for no, fact in enumerate(facts):
        row = {"id": UUID(int=no), "precision": "instant", "recorded_at": 0, **fact}
        run(f"insert into facts values ({', '.join('?' for _ in columns)})", [row.get(name) for name in columns])
    result = check(run, stages=STAGES, time_zone=ZONE, as_of=AS_OF, **asked)
    return {found["kind"]: (found["count"], found["examples"]) for found in result["findings"]}


def test_tidy_tables_have_no_findings() -> None:
    tables: Tables = {
        "passes": [a_pass(1, dim_owner="kim")],
        "entries": [an_entry(1, 0, at("2026-01-01")), an_entry(1, 1, at("2026-01-02"))],
        "opportunities": [a_deal(1, open_value=5, close_date="2026-05-01")],
    }
    assert findings(tables) == {}


def test_negative_lag() -> None:
    entries = [
        an_entry(1, 1, at("2026-01-03")),
        an_entry(1, 2, at("2026-01-02")),
        an_entry(1, 3, at("2026-01-01T12:00")),
    ]
    twin = [an_entry(2, 1, at("2026-01-03")), an_entry(2, 2, at("2026-01-03"))]
    found = findings({"passes": [a_pass(1), a_pass(2)], "entries": [*entries, *twin]})
    example = {
        "what": "marketing_lead → sales_ready_lead: -1 d", "pass_id": str(UUID(int=1)), "from": "marketing_lead",
        "to": "sales_ready_lead", "days": "-1",
    }  # fmt: skip
    assert found == {"negative_lag": (1, [example])}


def test_skipped_stage() -> None:
    entries = [
        an_entry(1, no, at("2026-01-02"), basis)
        for no, basis in enumerate(["derived", "implied", "implied", "reported"])
    ]
    found = findings({"passes": [a_pass(1)], "entries": entries})
    stages = ["marketing_lead", "sales_ready_lead"]
    example = {
        "what": "marketing_lead, sales_ready_lead (2026-01-02T00:00:00Z)", "pass_id": str(UUID(int=1)),
        "stages": stages, "instant": "2026-01-02T00:00:00Z",
    }  # fmt: skip
    assert found == {"skipped_stage": (1, [example])}


def test_reported_differs() -> None:
    """Berlin's day counts: 22:30 and 23:30 UTC lie on different days there."""
    entries = [
        an_entry(1, 0, at("2026-01-01T22:30")), an_entry(1, 0, at("2026-01-01T23:30"), "reported", counts=False),
        an_entry(2, 0, at("2026-01-01T08:00")), an_entry(2, 0, at("2026-01-01T20:00"), "reported", counts=False),
        an_entry(3, 0, at("2026-01-01")), an_entry(3, 1, at("2026-01-02"), "reported", counts=False),
    ]  # fmt: skip
    count, examples = findings({"passes": [a_pass(n) for n in (1, 2, 3)], "entries": entries})["reported_differs"]
    assert (count, [(e["pass_id"], e["stage"], e["at"], e["counted"]) for e in examples]) == (
        2,
        [
            (str(UUID(int=1)), "prospect", "2026-01-01T23:30:00Z", "2026-01-01T22:30:00Z"),
            (str(UUID(int=3)), "marketing_lead", "2026-01-02T00:00:00Z", None),
        ],
    )


def test_stage_without_definition() -> None:
    def report(stage: str) -> dict[str, Any]:
        return {"kind": "stage_reported", "subject": "crm:lead:1", "name": stage, "occurred_at": 0}

    facts = [report(name) for name in ("prospect", "recycled", "warm", "hot", "warm")]
    found = findings({}, facts, detours=["recycled"], undefined=["won"])
    assert found == {
        "stage_without_definition": (
            3,
            [
                {"what": "won", "stage": "won", "reports": 0},
                {"what": "warm (2)", "stage": "warm", "reports": 2},
                {"what": "hot (1)", "stage": "hot", "reports": 1},
            ],
        )
    }


def test_duplicate_person() -> None:
    people = [
        {"person": UUID(int=no), "company": company, "name": name, "company_name": company_name}
        for no, company, name, company_name in (
            (1, UUID(int=9), "Anna Berg", "X GmbH"), (2, UUID(int=9), " anna berg", None),
            (3, None, "Anna Berg", "Y AG"), (4, None, "Anna Berg", "y ag"),
            (5, UUID(int=8), "Anna Berg", "Z"), (6, None, "Anna Berg", None), (7, None, "Anna Berg", None),
        )
    ]  # fmt: skip
    count, examples = findings({"people": people})["duplicate_person"]
    assert count == 2
    assert sorted(example["persons"] for example in examples) == [
        [str(UUID(int=1)), str(UUID(int=2))],
        [str(UUID(int=3)), str(UUID(int=4))],
    ]


def test_scanner_clicks() -> None:
    def click(person: int, second: int, link: str) -> dict[str, Any]:
        return {
            "kind": "touch", "name": "email_clicked", "subject": f"ma:contact:{person}", "person": UUID(int=person),
            "occurred_at": at("2026-02-01") + second * 1_000_000, "fields": f'{{"landing_page":"{link}"}}',
        }  # fmt: skip

    scanner = [click(1, second, link) for second, link in ((0, "/a"), (2, "/b"), (4, "/c"), (4, "/c"))]
    two_links = [click(2, second, link) for second, link in ((0, "/a"), (1, "/b"), (2, "/a"), (3, "/b"))]
    slow = [click(3, second, link) for second, link in ((0, "/a"), (20, "/b"), (40, "/c"))]
    assert findings({}, scanner + two_links + slow) == {
        "scanner_clicks": (
            1,
            [
                {
                    "what": "4 × 2026-02-01T00:00:00Z", "person": str(UUID(int=1)), "clicks": 4, "links": 3,
                    "instant": "2026-02-01T00:00:00Z",
                }
            ],
        )
    }  # fmt: skip


def test_deals() -> None:
    won = {"outcome": "won", "closed_at": at("2026-02-01")}
    tables: Tables = {
        "passes": [
            a_pass(1, **won, opportunity="shop:opportunity:1"), a_pass(2, **won, value=5, currency="EUR"),
            a_pass(3), a_pass(4, dim_owner="kim"),
        ],
        "opportunities": [
            a_deal(1, **won, opportunity="shop:opportunity:1"), a_deal(2, **won, value=5),
            a_deal(3, open_value=7), a_deal(4, open_value=7, close_date="2026-05-01"),
            a_deal(5, outcome="lost", closed_at=at("2026-02-01")),
        ],
    }  # fmt: skip
    assert findings(tables) == {
        "wins_without_losses": (1, [{"what": "shop", "source": "shop"}]),
        "win_without_value": (
            1,
            [
                {
                    "what": "shop:opportunity:1 (2026-02-01T00:00:00Z)", "pass_id": str(UUID(int=1)),
                    "opportunity": "shop:opportunity:1",
                }
            ],
        ),
        "missing_crm_field": (
            1,
            [
                {
                    "what": "crm:opportunity:3: close_date, owner", "pass_id": str(UUID(int=3)),
                    "opportunity": "crm:opportunity:3", "missing": ["close_date", "owner"],
                }
            ],
        ),
    }  # fmt: skip


def test_nothing_after_as_of_is_found() -> None:
    later = at("2026-04-20") + 1
    tables: Tables = {
        "passes": [a_pass(1, outcome="won", closed_at=later)],
        "entries": [an_entry(1, 0, later, "implied"), an_entry(1, 1, later)],
        "opportunities": [a_deal(1, created_at=later)],
    }
    assert findings(tables) == {}


def test_every_kind_has_words_in_both_languages() -> None:
    assert all(lint.de and lint.en and lint.de != lint.en for lint in LINTS)
    assert len({lint.kind for lint in LINTS}) == len(LINTS)
