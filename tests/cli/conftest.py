"""A small house with two sources, and the program `handschlag` run on it as people run it: in a process of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fixtures.commands import Ended, handschlag

AGREEMENT = """\
handschlag: 1
title: {de: Kleine Vereinbarung, en: Small agreement}
parties: {marketing: [head-of-marketing], sales: [head-of-sales]}
valid_from: 2026-01-01
time_zone: Europe/Berlin
currency: EUR
funnel:
  stages:
    - {key: prospect, phase: awareness, kind: inventory, enters: "touches >= 1"}
    - {key: marketing_lead, phase: interest, kind: inventory, enters: "email is not null"}
    - {key: opportunity, phase: evaluation, enters: opportunity.created}
    - {key: won, phase: decision, enters: opportunity.won}
"""

FORMS = """\
id;mail;at;page
1;Anna@Example-Werk.de;03.02.2026 10:15;/preise
2;bert@muster-bau.de;10.02.2026 09:00;/demo
3;;11.02.2026 12:00;/preise
4;carla@dritte-firma.de;31.02.2026 12:00;/demo
"""

FORMS_MAPPING = """\
mapping: 1
connection: tool
time_zone: Europe/Berlin
files:
  - match: "forms*.csv"
    record: id
    facts:
      - kind: person
        subject: {object: contact, id: id}
        at: {column: at, format: "%d.%m.%Y %H:%M"}
        version: {column: at, format: "%d.%m.%Y %H:%M"}
        fields: {email: mail}
      - kind: touch
        name: form_submitted
        side: marketing
        subject: {object: contact, id: id}
        at: {column: at, format: "%d.%m.%Y %H:%M"}
        fields: {landing_page: page}
"""

DEALS = """\
deal,contact,mail,created,closed,result,value
D1,C1,anna@example-werk.de,2026-02-10T08:00:00+01:00,2026-03-01T08:00:00+01:00,won,12000.50
D2,C2,bert@muster-bau.de,2026-02-20T08:00:00+01:00,2026-03-05T08:00:00+01:00,lost,8000
"""

DEALS_MAPPING = """\
mapping: 1
connection: crm
time_zone: Europe/Berlin
files:
  - match: "deals*.csv"
    record: deal
    facts:
      - kind: person
        subject: {object: contact, id: contact}
        at: created
        version: {column: created}
        fields: {email: mail}
      - kind: opportunity_created
        subject: {object: deal, id: deal}
        at: created
        version: {column: created}
        side: sales
        relations: {converted_lead: {object: contact, id: contact}}
      - kind: opportunity_won
        when: "result = 'won'"
        subject: {object: deal, id: deal}
        at: closed
        version: {column: closed}
        amount: {column: value, currency: EUR}
      - kind: opportunity_lost
        when: "result = 'lost'"
        subject: {object: deal, id: deal}
        at: closed
        version: {column: closed}
"""


Run = Callable[..., Ended]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command in an empty folder."""
    return lambda *arguments, **more: handschlag(*arguments, cwd=tmp_path, **more)


def lay_out(folder: Path, **more: str) -> Path:
    """A house with the agreement above, and the files to import beside it."""
    made = handschlag("new", "house", "--language", "en", cwd=folder, **more)
    assert (made.status, made.err) == (0, "")
    for name, text in (
        ("house/agreement.yaml", AGREEMENT),
        ("forms.csv", FORMS),
        ("forms.yaml", FORMS_MAPPING),
        ("deals.csv", DEALS),
        ("deals.yaml", DEALS_MAPPING),
    ):
        (folder / name).write_text(text, "utf-8")
    return folder


def fill(folder: Path, **more: str) -> Path:
    """Both sources imported."""
    for source in ("forms", "deals"):
        command = ("import", f"{source}.csv", "--mapping", f"{source}.yaml", "--workspace", "house", "--json")
        done = handschlag(*command, cwd=folder, **more)
        assert done.status == 0, done.err
    return folder


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder around a house in which nothing has been imported."""
    return lay_out(tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder around a house in which both sources have been imported. Tests only read it."""
    return fill(lay_out(tmp_path_factory.mktemp("filled")))
