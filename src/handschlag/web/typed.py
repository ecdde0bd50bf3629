"""A form that was sent: what was typed, and what is wrong with each part of it, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handschlag.access.refusals import Refusal
from handschlag.web.words import said


@dataclass
class Typed:
    """What stands in the fields, and the problems beside them; `problems[""]` are about the form as a whole."""

    values: Mapping[str, object] = field(default_factory=dict)
    problems: dict[str, list[str]] = field(default_factory=dict)

    def refuse(self, refusals: Sequence[Refusal], *fields: str) -> None:
        """Put each refusal beside its field; one about no field of the form stands above it."""
        for refusal in refusals:
            text = said(refusal.text.model_dump())
            if refusal.hint:
                text = f"{text} ({said(refusal.hint.model_dump())})"
            place = refusal.field if refusal.field in fields else ""
            self.problems.setdefault(place, []).append(text[:1].upper() + text[1:] + ("" if text[-1] in ".)" else "."))

    def add(self, name: str, text: str) -> None:
        self.problems.setdefault(name, []).append(text)
