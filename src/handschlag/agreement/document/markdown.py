"""Writes a document as Markdown that also reads well as plain text."""

import re
from collections.abc import Callable, Iterable, Iterator
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
    Terms,
)

#: Characters with a meaning in Markdown; an underscore has one only at the edge of a word.
_SPECIAL = re.compile(r"[\\`*\[\]<>|#]|(?<!\w)_|_(?!\w)")


def markdown(blocks: Iterable[Block]) -> str:
    """The whole document."""
    return "\n\n".join("\n".join(_WRITERS[type(block)](block)) for block in blocks) + "\n"


def _text(said: Said) -> str:
    strong = f"**{_plain(said.strong)}** " if said.strong else ""
    return strong + _plain(said.text)


def _plain(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"\\{match.group()}", text)


def _code(rule: str) -> str:
    ticks = "``" if "`" in rule else "`"
    return f"{ticks}{rule}{ticks}"


def _heading(block: Heading) -> Iterator[str]:
    number = f"{block.number}. " if block.number else ""
    yield f"{'#' * block.level} {number}{_plain(block.text)}"


def _paragraph(block: Paragraph) -> Iterator[str]:
    yield _text(block.said)
    if block.said.rule:
        yield ""
        yield f"  {_code(block.said.rule)}"


def _mark(block: Mark) -> Iterator[str]:
    yield f"> **{_plain(block.text)}**"


def _points(block: Points) -> Iterator[str]:
    for point in block.points:
        yield f"- {_text(point)}"
        if point.rule:
            yield f"  {_code(point.rule)}"


def _grid(block: Grid) -> Iterator[str]:
    rows = [[_plain(cell) for cell in block.head]]
    rows += [[_cell(cell) for cell in row] for row in block.rows]
    widths = [max(3, *(len(row[column]) for row in rows)) for column in range(len(block.head))]
    if block.caption:
        yield f"{_plain(block.caption)}"
        yield ""
    for number, row in enumerate(rows):
        yield "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        if number == 0:
            yield "|" + "|".join("-" * (width + 2) for width in widths) + "|"


def _cell(said: Said) -> str:
    rule = f" ({_code(said.rule)})".replace("|", "\\|") if said.rule else ""
    return _text(said) + rule


def _terms(block: Terms) -> Iterator[str]:
    for term in block.terms:
        yield f"- **{_plain(term.word)}**: {_plain(term.meaning)}"


def _signatures(block: Signatures) -> Iterator[str]:
    line = "_" * 34
    for side, names in block.sides:
        for name, signed in names:
            yield f"{_plain(side)}: **{_plain(name)}**  "
            yield ""
            if signed:
                yield _plain(signed)
            else:
                yield f"    {line}    {line}"
                yield f"    {block.place_and_date.ljust(34)}    {block.signature}"
            yield ""


_WRITERS: dict[type[Block], Callable[[Any], Iterator[str]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Mark: _mark,
    Points: _points,
    Grid: _grid,
    Terms: _terms,
    Signatures: _signatures,
}
