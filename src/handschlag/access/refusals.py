"""What a request about people and settings is refused for, said in both languages and tied to what was typed."""

from dataclasses import dataclass

from handschlag.errors import InputProblems, Problem
from handschlag.files.text import Text


@dataclass(frozen=True)
class Refusal:
    """One thing that is wrong: `field` names the part of the request, empty for the request as a whole."""

    field: str
    text: Text
    hint: Text | None = None

    def problem(self) -> Problem:
        return Problem(message=self.text.en, hint=self.hint.en if self.hint else "")


class Refused(InputProblems):
    """Every reason at once. Commands show the problems in English, pages the refusals in the reader's language."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(*(refusal.problem() for refusal in refusals))
        self.refusals = refusals
