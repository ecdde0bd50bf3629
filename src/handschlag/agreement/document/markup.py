"""Writes a document as HTML: plain elements with classes, no styles and no scripts, every text escaped."""

from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import Any

from handschlag.agreement.document.blocks import (
    Block,
    Grid,
    Heading,
    Mark,
    Paragraph,
    Points,
    Said,
    Signatures,
    Term,
    Terms,
)

#: Both sides stand beside each other, in this order everywhere.
_SIDES = ("marketing", "sales")


def markup(blocks: Iterable[Block], language: str) -> str:
    """The whole document as one article, to stand inside a page."""
    inner = "\n".join("\n".join(_WRITERS[type(block)](block)) for block in blocks)
    return f'<article class="agreement" lang="{escape(language)}">\n{inner}\n</article>\n'


def anchor(block: Heading | Term) -> str:
    """What a link names to lead to a numbered section, or to a word of the glossary."""
    return f"section-{block.number}" if isinstance(block, Heading) else f"term-{block.key}"


def _text(said: Said) -> str:
    strong = f"<strong>{escape(said.strong)}</strong> " if said.strong else ""
    rule = f'<br><small class="rule"><code>{escape(said.rule)}</code></small>' if said.rule else ""
    return strong + escape(said.text) + rule


def _heading(block: Heading) -> Iterator[str]:
    number = f'<span class="number">{block.number}.</span> ' if block.number else ""
    mark = f' id="{anchor(block)}"' if block.number else ""
    yield f"<h{block.level}{mark}>{number}{escape(block.text)}</h{block.level}>"


def _paragraph(block: Paragraph) -> Iterator[str]:
    yield f"<p>{_text(block.said)}</p>"


def _mark(block: Mark) -> Iterator[str]:
    yield f'<p class="trial" role="note"><strong>{escape(block.text)}</strong></p>'


def _points(block: Points) -> Iterator[str]:
    yield "<ul>"
    for point in block.points:
        yield f"<li>{_text(point)}</li>"
    yield "</ul>"


def _grid(block: Grid) -> Iterator[str]:
    yield f'<div class="table"><table class="{"sides" if block.sides else "cards"}">'
    if block.caption:
        yield f"<caption>{escape(block.caption)}</caption>"
    kinds = _SIDES if block.sides else ("",) * len(block.head)
    head = (_column(cell, kind) for cell, kind in zip(block.head, kinds, strict=True))
    yield f"<thead><tr>{''.join(head)}</tr></thead>"
    yield "<tbody>"
    for row in block.rows:
        yield f"<tr>{''.join(_cell(name, cell) for name, cell in zip(block.head, row, strict=True))}</tr>"
    yield "</tbody></table></div>"


def _cell(column: str, said: Said) -> str:
    """A cell that knows its column's name, for where there is no room for columns."""
    return f'<td data-label="{escape(column)}">{_text(said)}</td>'


def _column(cell: str, kind: str) -> str:
    side = f' class="side-{kind}"' if kind else ""
    return f'<th scope="col"{side}>{escape(cell)}</th>'


def _terms(block: Terms) -> Iterator[str]:
    yield '<dl class="glossary">'
    for term in block.terms:
        yield f'<dt id="{anchor(term)}">{escape(term.word)}</dt><dd>{escape(term.meaning)}</dd>'
    yield "</dl>"


def _signatures(block: Signatures) -> Iterator[str]:
    yield '<div class="signatures">'
    for kind, (side, names) in zip(_SIDES, block.sides, strict=True):
        yield f'<div class="signatures__side side-{kind}">'
        for name, signed in names:
            yield f'<div class="signature"><p>{escape(side)}: <strong>{escape(name)}</strong></p>'
            if signed:
                yield f'<p class="signature__given">{escape(signed)}</p>'
            else:
                yield from (f"<p>{escape(line)}: <span></span></p>" for line in (block.place_and_date, block.signature))
            yield "</div>"
        yield "</div>"
    yield "</div>"


_WRITERS: dict[type[Block], Callable[[Any], Iterator[str]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Mark: _mark,
    Points: _points,
    Grid: _grid,
    Terms: _terms,
    Signatures: _signatures,
}
