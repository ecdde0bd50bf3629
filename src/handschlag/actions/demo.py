"""The example house: generated exports of two systems, imported like anybody's, with people to sign in as."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from handschlag import demo
from handschlag.access.actors import Actor
from handschlag.actions.houses import House, lay_out, open_house
from handschlag.actions.imports import import_files
from handschlag.actions.tables import refresh, tables
from handschlag.actions.users import add_user
from handschlag.demo.house import NAME
from handschlag.errors import InputProblems, Problem

Progress = Callable[[str, int], None]

#: Who made the example house, as its batches and its audit trail say.
BUILDER = Actor("demo", "admin")

EXPORTS = "exports"
MARKER = "demo.json"

#: Who a visitor of the example house can be, with one click: user name, name, role.
PEOPLE = (
    ("m.brandt", "Miriam Brandt", "head_of_marketing"),
    ("s.keller", "Stefan Keller", "head_of_sales"),
    ("t.kraemer", "Tobias Krämer", "marketer"),
    ("s.arslan", "Sibel Arslan", "seller"),
    ("l.aydin", "Lena Aydin", "sdr"),
    ("d.sommer", "Dirk Sommer", "managing_director"),
    ("r.voss", "Rita Voss", "read_only"),
    ("a.wolf", "Anke Wolf", "admin"),
)


def make_demo(path: Path, *, now: datetime, progress: Progress) -> House:
    """Make the example house in `path`, or open it if it is there. Interrupted, it is completed by running it again."""
    if (path / MARKER).is_file():
        house = open_house(path, by=BUILDER, at=now)
        refresh(house, now=now, progress=progress)
        return house
    if path.exists() and any(path.iterdir()) and not (path / EXPORTS).is_dir():
        hint = "name an empty folder or a new one with --dir"
        raise InputProblems(Problem(file=str(path), message="this folder holds something else", hint=hint))
    (path / EXPORTS).mkdir(parents=True, exist_ok=True)
    made = demo.generate(path / EXPORTS, lambda step: progress(step, 0))
    text = demo.AGREEMENT.read_text("utf-8")
    house = lay_out(path, name=NAME, language="de", agreement=text, by=BUILDER, now=now)
    for mapping, files in ((demo.MARKETING_MAPPING, made.marketing), (demo.CRM_MAPPING, made.crm)):
        import_files(house, files=files, mapping=mapping, dry_run=False, now=now, progress=progress, fold=False)
    refresh(house, now=now, progress=progress)
    _let_in(house, now)
    return house


def _let_in(house: House, now: datetime) -> None:
    from django.contrib.auth.models import User

    for username, name, role in PEOPLE:
        if not User.objects.filter(username=username).exists():
            add_user(house, username=username, full_name=name, role=role, password=None, now=now)
    people = [{"username": username, "name": name, "role": role} for username, name, role in PEOPLE]
    (house.path / MARKER).write_text(json.dumps({"people": people}, ensure_ascii=False, indent=2), "utf-8")


def summary(house: House, *, now: datetime) -> dict[str, Any]:
    """What the house holds: facts, persons, companies, passes, wins, and what waits in quarantine."""
    from handschlag.actions.imports import quarantine

    run = tables(house, now=now).run
    [(facts,)] = run("select count(*) from unique_facts")
    [(persons, companies)] = run("select count(distinct person), count(distinct company) from people")
    [(passes, won)] = run("select count(*), count(*) filter (outcome = 'won') from passes")
    return {
        "facts": facts, "persons": persons, "companies": companies, "passes": passes, "won": won,
        "quarantined": len(quarantine(house)),
    }  # fmt: skip
