"""Reads a page as its readers do: texts, tables, and where links lead."""

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from django.test import Client

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class _Tree(HTMLParser):
    """The page as a tree; what is opened must be closed, and in order. Shapes of drawings close themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("page")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = SubElement(self.open[-1], tag, {name: value or "" for name, value in attrs})
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        SubElement(self.open[-1], tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        closed = self.open.pop().tag
        assert closed == tag, f"<{closed}> is closed as </{tag}>, line {self.getpos()[0]}"

    def handle_data(self, data: str) -> None:
        if len(last := self.open[-1]):
            last[-1].tail = (last[-1].tail or "") + data
        else:
            last.text = (last.text or "") + data


def read(html: str) -> Element:
    tree = _Tree()
    tree.feed(html)
    tree.close()
    assert tree.open == [tree.root], f"never closed: {[element.tag for element in tree.open[1:]]}"
    return tree.root


def opened(
    client: Client, address: str, query: Mapping[str, Any] | None = None, *, language: str = "en", status: int = 200
) -> Element:
    """The page at an address, which must answer with this status."""
    answer = client.get(address, query or {}, headers={"Accept-Language": language})
    assert answer.status_code == status, f"{address}: {answer.status_code}"
    return read(answer.content.decode())


#: After these a reader sees a gap, whether or not a space is written.
BLOCKS = {"p", "li", "dt", "dd", "td", "th", "h1", "h2", "h3", "summary", "div", "br"}


def text(element: Element) -> str:
    """Everything that is written in an element, spaces of any kind as one."""
    return " ".join("".join(_parts(element)).split())


def _parts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield from _parts(child)
        yield f" {child.tail or ''}" if child.tag in BLOCKS else child.tail or ""


def by_id(page: Element, name: str) -> Element:
    [found] = [element for element in page.iter() if element.get("id") == name]
    return found


def having(page: Element, name: str) -> list[Element]:
    """The elements of a class, in their order."""
    return [element for element in page.iter() if name in element.get("class", "").split()]


def cells(table: Element) -> list[list[str]]:
    """The texts of a table's body, line by line."""
    return [[text(cell) for cell in line] for line in table.findall(".//tbody/tr")]


def links(element: Element) -> dict[str, str]:
    """Text to address of every link."""
    return {text(link): link.get("href", "") for link in element.iter("a")}
