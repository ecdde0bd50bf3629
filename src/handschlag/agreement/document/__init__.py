"""The agreement as a document in German or English, for people who sign it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from handschlag.agreement.document.blocks import Block, Heading
from handschlag.agreement.document.closing import changes, glossary, signatures
from handschlag.agreement.document.criteria import criteria, scoring
from handschlag.agreement.document.data import data
from handschlag.agreement.document.goals import goals
from handschlag.agreement.document.handover import handover, returns
from handschlag.agreement.document.markdown import markdown
from handschlag.agreement.document.markets import markets
from handschlag.agreement.document.markup import anchor, markup
from handschlag.agreement.document.meetings import attribution, meetings
from handschlag.agreement.document.opening import opening, purpose
from handschlag.agreement.document.promises import promises
from handschlag.agreement.document.stages import stages
from handschlag.agreement.document.voice import Signed, Voice
from handschlag.agreement.model import Agreement

#: The parts of the document in order, each with the sections of the file that it puts in words. A part that has nothing
#: to say says nothing and gets no number.
PARTS: tuple[tuple[Callable[[Voice], Iterator[Block]], tuple[str, ...]], ...] = (
    (purpose, ("scope", "valid_from", "time_zone", "currency", "value")),
    (markets, ("markets", "personas")),
    (stages, ("funnel", "passes")),
    (criteria, ("criteria",)),
    (scoring, ("scoring",)),
    (handover, ("handover", "calendars")),
    (returns, ("handover",)),
    (promises, ("promises",)),
    (goals, ("goals",)),
    (meetings, ("reviews", "sign_off")),
    (attribution, ("attribution",)),
    (data, ("consent", "ownership")),
    (changes, ()),
    (glossary, ()),
    (signatures, ("parties",)),
)


@dataclass(frozen=True)
class Document:
    """A document in one language."""

    language: str
    blocks: tuple[Block, ...]

    def text(self) -> str:
        """As Markdown that also reads well as plain text."""
        return markdown(self.blocks)

    def html(self) -> str:
        """As an HTML article to stand inside a page."""
        return markup(self.blocks, self.language)

    def contents(self) -> list[tuple[str, Heading]]:
        """The numbered sections in order, each with the anchor that leads to it."""
        return [(anchor(block), block) for block in self.blocks if isinstance(block, Heading) and block.number]


def render(agreement: Agreement, language: str, *, trial: bool = True, signed: Sequence[Signed] = ()) -> Document:
    """The agreement as a document in `de` or `en`; `trial` marks it as not signed, `signed` are the signatures."""
    voice = Voice(agreement, language, signed)
    body = _numbered((block, sections) for part, sections in PARTS for block in part(voice))
    return Document(language, (*opening(voice, trial), *body))


def _numbered(blocks: Iterable[tuple[Block, tuple[str, ...]]]) -> Iterator[Block]:
    number = 0
    for block, sections in blocks:
        if isinstance(block, Heading) and block.level == 2:
            number += 1
            yield replace(block, number=number, sections=sections)
        else:
            yield block
