"""The names that a file declares (its stages, calendars, reasons, ...), for every value that refers to one of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import AfterValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from handschlag.files.suggest import did_you_mean


@dataclass
class Names:
    """`known` maps a kind of name ("stage") to the names of that kind. `fields` are the fields conditions may use.

    `models` remembers, during one validation, which model a table was read as.
    """

    known: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fields: Mapping[str, Any] = field(default_factory=dict)
    models: dict[int, type[Any]] = field(default_factory=dict)

    def of(self, *kinds: str) -> tuple[str, ...]:
        """All names of these kinds."""
        return tuple(name for kind in kinds for name in self.known.get(kind, ()))


def unknown(what: str, name: str, known: Iterable[str]) -> PydanticCustomError:
    """The error for a name that nothing is called."""
    hint = did_you_mean(name, known)
    return PydanticCustomError("plain", "{said}", {"said": f"unknown {what} `{name}`", "hint": hint})


def plain_error(said: str, hint: str = "", inside: str = "") -> PydanticCustomError:
    """An error in our own words, for validators; `inside` is the key of the table at which it points."""
    return PydanticCustomError("plain", "{said}", {"said": said, "hint": hint, "inside": inside})


def refers_to(what: str, *kinds: str, also: tuple[str, ...] = ()) -> AfterValidator:
    """A validator: the value must be the name of one of these kinds, or one of the reserved words `also`."""

    def check(value: str, info: ValidationInfo) -> str:
        if isinstance(info.context, Names):
            known = (*info.context.of(*kinds), *also)
            if value not in known:
                raise unknown(what, value, known)
        return value

    return AfterValidator(check)


StageName = Annotated[str, refers_to("stage", "stage")]
CalendarName = Annotated[str, refers_to("calendar", "calendar")]
