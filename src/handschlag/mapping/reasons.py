"""Why a row is set aside: one of a fixed set of keys, with what has to be named to say it in either language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from handschlag.files import Text
from handschlag.mapping.instants import EPOCHS
from handschlag.mapping.reason_words import WORDS

#: An instant in which day, month, hour and minute cannot be mistaken for one another.
_EXAMPLE = datetime(2026, 12, 31, 23, 58, tzinfo=UTC)

#: Of a long list so many are named.
_NAMED = 8


@dataclass(frozen=True)
class Reason:
    """A key of `reason_words.WORDS`, and what its words name: formats, columns, values, lines."""

    key: str
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def short(self) -> Text:
        """A few words for all rows with this reason."""
        return WORDS[self.key].short

    @property
    def text(self) -> Text:
        """What is wrong, and what was expected."""
        return self._filled(WORDS[self.key].wrong)

    @property
    def hint(self) -> Text:
        """What to do about it."""
        return self._filled(WORDS[self.key].hint)

    def _filled(self, text: Text) -> Text:
        shown = {name: _shown(name, value) for name, value in self.details.items()}
        return Text(de=text.de.format(**shown), en=text.en.format(**shown))


def together(reasons: Sequence[tuple[str, Reason]]) -> Text:
    """Everything that is wrong with a row: (column, reason) each; the column of the first is named beside it."""
    (_, first), *more = reasons
    others = [(f"`{column}`: " if column else "", reason.text) for column, reason in more]
    return Text(
        de="; ".join([first.text.de, *dict.fromkeys(f"außerdem {place}{text.de}" for place, text in others)]),
        en="; ".join([first.text.en, *dict.fromkeys(f"also {place}{text.en}" for place, text in others)]),
    )


def stored(wrong: Sequence[tuple[str, Reason]]) -> list[list[object]]:
    """As it is kept beside the row."""
    return [[column, reason.key, dict(reason.details)] for column, reason in wrong]


def restored(kept: Sequence[Sequence[Any]]) -> list[tuple[str, Reason]]:
    """What was kept beside a row."""
    return [(column, Reason(key, details)) for column, key, details in kept]


def example(format_: str) -> str:
    """A day or instant as a format writes it."""
    if format_ == "iso":
        return _EXAMPLE.strftime("%Y-%m-%d")
    if format_ in EPOCHS:
        return str(round(_EXAMPLE.timestamp()) * 1_000_000 // EPOCHS[format_])
    return _EXAMPLE.strftime(format_.replace("%-", "%"))


def _shown(name: str, value: object) -> str:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return str(value)
    if name == "formats":
        return ", ".join(f"{example(str(one))} (`{one}`)" for one in value)
    named = [str(one) for one in value]
    return ", ".join(named[:_NAMED]) + (", …" if len(named) > _NAMED else "")
