"""The works agreements under which figures of single employees may be shown."""

from datetime import date, datetime

from handschlag.store.models import WorksAgreement


def in_force(on: date) -> WorksAgreement | None:
    """The newest that was agreed by that day and not withdrawn."""
    return WorksAgreement.objects.filter(withdrawn_at=None, agreed_on__lte=on).order_by("-agreed_on", "-id").first()


def listed() -> list[WorksAgreement]:
    """All that were ever recorded, the newest first."""
    return list(WorksAgreement.objects.order_by("-id"))


def record(*, title: str, agreed_on: date, at: datetime, by: str) -> WorksAgreement:
    return WorksAgreement.objects.create(title=title, agreed_on=agreed_on, recorded_at=at, recorded_by=by)


def withdraw(number: int, *, at: datetime, by: str) -> WorksAgreement | None:
    """The agreement as it now stands; none if there is no such one in force."""
    found = WorksAgreement.objects.select_for_update().filter(id=number, withdrawn_at=None).first()
    if found is not None:
        found.withdrawn_at, found.withdrawn_by = at, by
        found.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return found
