"""The small house: what the exports of tests/web/small become, made by the real actions once for a whole test run."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from handschlag.access.actors import COMMAND_LINE
from handschlag.actions import signing as agreement_signing
from handschlag.actions.houses import House, lay_out
from handschlag.actions.imports import import_files
from handschlag.actions.leads import lead
from handschlag.actions.tables import let_go, tables
from handschlag.actions.users import add_user
from handschlag.store.members import actor_of
from handschlag.store.models import Member
from handschlag.web.house import house
from tests.fixtures.houses import enter, entering

NAME = "Nordlicht Software GmbH"
SMALL = Path(__file__).parent / "small"

#: When it was made. No fact lies after it, so figures of this day are figures of everything that is known.
MADE = datetime(2026, 4, 15, 12, 0, tzinfo=UTC)
TODAY = "2026-04-15"

#: A day in the middle: what was known then is folded too, so that asking for it costs no test a second.
EARLIER = "2025-12-31"

#: One person per role: user name, name, and what the sources call it. Only the head of marketing has a password.
PEOPLE = {
    "admin": ("a.roth", "Alex Roth", ()),
    "head_of_marketing": ("e.lang", "Erika Lang", ()),
    "marketer": ("m.ahrens", "Mia Ahrens", ()),
    "sdr": ("j.petersen", "Jan Petersen", ("J. Petersen",)),
    "seller": ("m.yildiz", "Murat Yıldız", ("M. Yıldız",)),
    "head_of_sales": ("s.brandt", "Sabine Brandt", ("S. Brandt",)),
    "managing_director": ("d.sommer", "Dirk Sommer", ()),
    "read_only": ("r.leser", "Rita Leser", ()),
}
PASSWORD = "correct horse battery"


def make(path: Path) -> None:
    """Lay out the workspace, import every export, fold, and let one person per role in."""
    enter(path)
    made = lay_out(
        path,
        name=NAME,
        language="de",
        agreement=(SMALL / "agreement.yaml").read_text("utf-8"),
        by=COMMAND_LINE,
        now=MADE,
    )
    for source, pattern in (("marketing", "[a-z]*.csv"), ("crm", "[A-Z]*.csv")):
        import_files(
            made, files=sorted(SMALL.glob(pattern)), mapping=SMALL / f"{source}.yaml", dry_run=False, now=MADE,
            fold=False,
        )  # fmt: skip
    tables(made, now=MADE)
    tables(made, now=MADE, as_of=datetime.fromisoformat(f"{EARLIER}T22:59:59.999999Z"))
    for role, (username, name, known_as) in PEOPLE.items():
        password = PASSWORD if role == "head_of_marketing" else None
        add_user(
            made, username=username, full_name=name, role=role, password=password, known_as=known_as, now=MADE,
        )  # fmt: skip


def mirror(source: Path, target: Path) -> None:
    """Make `target` what `source` is: only files that differ are copied, what is too much goes."""
    wanted = {file.relative_to(source): file.stat() for file in source.rglob("*") if file.is_file()}
    there = {file.relative_to(target): file.stat() for file in target.rglob("*") if file.is_file()}
    for name in there.keys() - wanted.keys():
        (target / name).unlink()
    for name, stat in wanted.items():
        known = there.get(name)
        if known is None or (known.st_size, known.st_mtime_ns) != (stat.st_size, stat.st_mtime_ns):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source / name, target / name)


def sign(made: House, *roles: str) -> None:
    """The people in these roles sign the file as it stands; both heads if none is named."""
    mark = made.draft_digest
    for role in roles or ("head_of_marketing", "head_of_sales"):
        by = actor_of(Member.objects.get(user__username=PEOPLE[role][0]).user)
        agreement_signing.sign(made.asked_by(by), digest=mark, now=MADE, password=PASSWORD)


def person_id(house: House, email: str) -> str:
    """The id that linking gave to a person: a new one whenever the house is made."""
    return str(lead(house, person=email, now=MADE)["person"])


@pytest.fixture(scope="session")
def small_house_as_made(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """The workspace as it was made, however many processes run the tests; nobody works in it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    path = shared / "small-house"
    with (shared / "small-house.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.is_dir():
            partial = shared / "small-house-partial"
            shutil.rmtree(partial, ignore_errors=True)
            with entering(django_db_blocker):
                make(partial)
            partial.rename(path)
    return path


@pytest.fixture(scope="session")
def small_house_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this process works."""
    return tmp_path_factory.mktemp("small") / "house"


@pytest.fixture
def small_house(small_house_as_made: Path, small_house_copy: Path, django_db_blocker: Any) -> Iterator[House]:
    """The small house, as it was made: its pages are served, and actions may change whatever they like."""
    mirror(small_house_as_made, small_house_copy)
    with entering(django_db_blocker):
        enter(small_house_copy)
        made = house().asked_by(COMMAND_LINE)
        let_go(made)
        yield made


@pytest.fixture
def client_as(small_house: House) -> Callable[..., Client]:
    """Makes signed-in clients: `client_as("sdr")` is the house's SDR. Every call is a browser of its own."""

    def signed_in(role: str, **options: Any) -> Client:
        from django.contrib.auth import get_user_model

        client = Client(**options)
        client.force_login(get_user_model().objects.get(username=PEOPLE[role][0]))
        return client

    return signed_in


@pytest.fixture
def client_in(client_as: Callable[..., Client]) -> Client:
    """A browser in which the head of marketing is signed in."""
    return client_as("head_of_marketing")
