"""The canonical form of an agreement: the same for the same content, whatever comments, layout, order of keys."""

import hashlib
import json
import re
import unicodedata
from datetime import date
from decimal import Decimal

from handschlag.agreement.model import Agreement
from handschlag.files.tree import Items, Node, Path, Scalar, Table

#: Tables in which the first entry that fits counts: here the order of keys is content.
ORDERED: frozenset[Path] = frozenset(
    {("markets",), ("personas",), ("handover", "routing", "territories"), ("attribution", "channels")}
)
_BREAK = re.compile(r"[ \t]*[\r\n]+[ \t\r\n]*")


def canonical(agreement: Agreement) -> bytes:
    """The canonical form: JSON in UTF-8 with sorted keys; ordered tables are lists of pairs."""
    return _form(agreement.written, ()).encode()


def digest(agreement: Agreement) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(agreement)).hexdigest()


def _form(node: Node, path: Path) -> str:
    if isinstance(node, Items):
        return f"[{','.join(_form(item, (*path, '*')) for item in node.items)}]"
    if isinstance(node, Scalar):
        return _scalar(node.value)
    entries = {
        unicodedata.normalize("NFC", key): _form(entry.node, (*path, key))
        for key, entry in node.entries.items()
        if path or not _nothing(entry.node)
    }
    if path in ORDERED:
        return f"[{','.join(f'[{_text(key)},{form}]' for key, form in entries.items())}]"
    if not entries:
        return "null"
    return f"{{{','.join(f'{_text(key)}:{entries[key]}' for key in sorted(entries))}}}"


def _nothing(node: Node) -> bool:
    """A section that is left empty is not there."""
    return (isinstance(node, Scalar) and node.value is None) or (isinstance(node, Table) and not node.entries)


def _scalar(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return _number(Decimal(value))
    if isinstance(value, date):
        return _text(value.isoformat())
    return _text(str(value))


def _number(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _text(value: str) -> str:
    """Line breaks with the white space around them are one space: folding a long text changes nothing."""
    return json.dumps(unicodedata.normalize("NFC", _BREAK.sub(" ", value.strip())), ensure_ascii=False)
