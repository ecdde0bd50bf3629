"""The works agreement: recorded, figures of single employees may be shown to the roles that may see them."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from handschlag.access.refusals import Refusal, Refused
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.permission import needs
from handschlag.files.text import both
from handschlag.store import audit, works_agreements as store
from handschlag.store.models import WorksAgreement

LONGEST = 300


@needs("change_settings")
def list_works_agreements(house: House, *, now: datetime) -> list[dict[str, Any]]:
    """Every one that was ever recorded, the newest first, and whether it is in force."""
    with outside():
        current = store.in_force(_today(house, now))
        return [_shown(one, current) for one in store.listed()]


@needs("change_settings")
def record_works_agreement(house: House, *, title: str, agreed_on: date, now: datetime) -> dict[str, Any]:
    """From the day it was agreed for, single names are shown to those whose role includes them."""
    title = " ".join(title.split())
    if not title or len(title) > LONGEST:
        text = both("Der Titel ist leer oder zu lang", "the title is empty or too long")
        raise Refused(Refusal("title", text, both(f"höchstens {LONGEST} Zeichen", f"at most {LONGEST} characters")))
    with outside(), transaction.atomic():
        made = store.record(title=title, agreed_on=agreed_on, at=now, by=house.by.username)
        _write(house, now, "works_agreement_recorded", made)
        return _shown(made, store.in_force(_today(house, now)))


@needs("change_settings")
def withdraw_works_agreement(house: House, *, number: int, now: datetime) -> dict[str, Any]:
    """From now on this one permits nothing any more; that it did stays recorded."""
    with outside(), transaction.atomic():
        found = store.withdraw(number, at=now, by=house.by.username)
        if found is None:
            text = both(f"Keine Betriebsvereinbarung {number} ist in Kraft", f"no works agreement {number} is in force")
            raise Refused(Refusal("number", text))
        _write(house, now, "works_agreement_withdrawn", found)
        return _shown(found, store.in_force(_today(house, now)))


@needs("own_account")
def works_agreement_in_force(house: House, *, now: datetime) -> dict[str, Any] | None:
    """The one in force: everybody may know under what their figures are shown."""
    with outside():
        current = store.in_force(_today(house, now))
        return _shown(current, current) if current else None


def _today(house: House, now: datetime) -> date:
    return now.astimezone(ZoneInfo(house.time_zone)).date()


def _write(house: House, now: datetime, action: str, one: WorksAgreement) -> None:
    audit.write(at=now, by=house.by.username, action=action, what=one.title, agreed_on=one.agreed_on.isoformat())


def _shown(one: WorksAgreement, current: WorksAgreement | None) -> dict[str, Any]:
    return {
        "number": one.pk, "title": one.title, "agreed_on": one.agreed_on, "recorded_at": one.recorded_at,
        "recorded_by": one.recorded_by, "withdrawn_at": one.withdrawn_at, "withdrawn_by": one.withdrawn_by,
        "in_force": current is not None and one.pk == current.pk,
    }  # fmt: skip
