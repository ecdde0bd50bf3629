"""What the agreement ignores stands in a score with its reason, and gives nothing: from the file to the entry."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from handschlag.actions.houses import House
from handschlag.actions.imports import import_files
from handschlag.actions.scores import score
from tests.fixtures.houses import AGREEMENT, NOW

SCORING = """
scoring:
  engagement:
    - {rule: view, on: page_view, points: 3}
    - {rule: click, on: email_clicked, points: 5}
  ignore: [mail_scanner_clicks, own_employees, known_bots]
  own_domains: [own.example]
"""
MAPPING = """\
mapping: 1
connection: ma
time_zone: UTC
files:
  - match: "people*"
    facts:
      - {kind: person, subject: {object: contact, id: id}, at: at, fields: {email: mail}}
  - match: "touches*"
    facts:
      - kind: touch
        subject: {object: contact, id: id}
        name: {column: what}
        at: {column: at}
        key: no
        fields: {user_agent: agent, link: link}
"""
PEOPLE = "id,mail,at\n1,anna@firm.example,2026-01-01\n2,emil@own.example,2026-01-01\n"
TOUCHES = """\
no,id,what,at,agent,link
1,1,page_view,2026-01-02T08:00:00,Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0,
2,1,page_view,2026-01-02T08:01:00,Mozilla/5.0 (compatible; Googlebot/2.1),
3,1,email_sent,2026-01-03T09:00:00,,
4,1,email_clicked,2026-01-03T09:00:04,,a
5,1,email_clicked,2026-01-03T09:30:00,,a
6,2,page_view,2026-01-02T08:00:00,Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0,
"""


def test_every_reason(new_sqlite_house: Callable[..., House], tmp_path: Path) -> None:
    house = new_sqlite_house(AGREEMENT + SCORING)
    for name, text in (("people.csv", PEOPLE), ("touches.csv", TOUCHES), ("ma.yaml", MAPPING)):
        (tmp_path / name).write_text(text)
    files = [tmp_path / "people.csv", tmp_path / "touches.csv"]
    import_files(house, files=files, mapping=tmp_path / "ma.yaml", dry_run=False, now=NOW)
    anna = score(house, person="anna@firm.example", now=NOW)
    assert [(one["rule"], one["state"], one["why"], one["points"]) for one in reversed(anna["entries"])] == [
        ("view", "counted", None, Decimal(3)),
        ("view", "ignored", "known_bots", Decimal(0)),
        ("click", "ignored", "mail_scanner_clicks", Decimal(0)),
        ("click", "counted", None, Decimal(5)),
    ]
    assert (anna["engagement"], anna["fit"], anna["grade"]) == (Decimal(8), None, None)
    emil = score(house, person="emil@own.example", now=NOW)
    assert [(one["state"], one["why"]) for one in emil["entries"]] == [("ignored", "own_employees")]
    assert emil["engagement"] == 0
