"""How files of a source are read: the mapping as given, and worked into it what this house says values mean."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from handschlag.actions.houses import House
from handschlag.errors import InputProblems, Problem
from handschlag.funnel.terms import DETOURS
from handschlag.mapping import Loaded, Mapping, loads
from handschlag.mapping.meanings import Saying, work_in
from handschlag.store import meanings
from handschlag.store.models import Batch


@dataclass(frozen=True)
class Reading:
    """A checked mapping: as it was given, and with what the house says values mean."""

    loaded: Loaded
    text: str
    given: str

    @property
    def mapping(self) -> Mapping:
        assert self.loaded.mapping is not None, "whoever reads has checked the mapping"
        return self.loaded.mapping

    @cached_property
    def digest(self) -> str:
        return blake2b(self.text.encode(), digest_size=32).hexdigest()


def read_with(house: House, given: bytes, name: str) -> Reading:
    """A mapping, checked by itself and against the agreement's stages; `name` is what problems call it."""
    mapping = _sound(loads(given, name))
    _check_stages(house, mapping)
    text = given.decode("utf-8-sig")
    return _worked_in(house, mapping.connection, text, name, [*meanings.of(mapping.connection)])


def reading_of(house: House, batch: Batch, *more: Saying, without: int | None = None) -> Reading:
    """How the file of a delivery is read today; `more` as if that was said too, `without` as if one thing was not."""
    said = [*meanings.of(batch.connection, without=without), *more]
    return _worked_in(house, batch.connection, batch.given, "mapping", said)


def _worked_in(house: House, connection: str, given: str, name: str, said: list[Saying]) -> Reading:
    text = work_in(given, said)
    loaded = loads(text.encode(), name)
    _check_stages(house, _sound(loaded))
    return Reading(loaded, text, given)


def _sound(loaded: Loaded) -> Mapping:
    if loaded.mapping is None or loaded.problems:
        raise InputProblems(*loaded.problems)
    return loaded.mapping


def _check_stages(house: House, mapping: Mapping) -> None:
    known = stage_keys(house)
    unknown = [stage.unknown for stage in mapping.stage_names() if stage.name not in known]
    if unknown:
        hint = f"the agreement has {', '.join(sorted(known))}"
        raise InputProblems(*(Problem(p.file, p.line, p.column, p.message, p.hint or hint) for p in unknown))


def stage_keys(house: House) -> set[str]:
    """Every stage and detour that a source can report."""
    return {stage.key for stage in house.agreement.funnel.stages} | set(DETOURS)
