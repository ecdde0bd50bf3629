"""Filling the agreement in with what the exports of an intake show, as long as nobody has written in it."""

from datetime import datetime

from handschlag.actions.drafts import draft
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.intakes import files_of
from handschlag.actions.permission import needs
from handschlag.agreement import preset_text, presets
from handschlag.errors import InputProblems, Problem
from handschlag.store import audit


def can_draft(house: House) -> bool:
    """Whether the agreement is still the preset it began with."""
    return _preset(house) is not None


def _preset(house: House) -> str | None:
    text = (house.path / "agreement.yaml").read_text("utf-8")
    keys = [each.key for each in presets()]
    return next((key for key in keys for language in ("de", "en") if preset_text(key, language) == text), None)


@needs("import_data")
def draft_agreement(house: House, *, intake: str, now: datetime) -> None:
    """Write reasons, currency, time zone and average deal of the exports into the agreement; the rest is the preset."""
    preset = _preset(house)
    if preset is None:
        hint = "change it by hand, or draft a new house with `handschlag new --from`"
        raise InputProblems(Problem("agreement.yaml", message="somebody has written in it already", hint=hint))
    drafted = draft(files=files_of(house, intake), preset=preset, language=house.language)
    file = house.path / "agreement.yaml"
    partial = file.with_suffix(".partial")
    with outside():
        partial.write_text(drafted.agreement, "utf-8")
        partial.replace(file)
        audit.write(at=now, by=house.by.username, action="agreement_drafted", what="agreement.yaml")
