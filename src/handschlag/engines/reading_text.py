"""Text files of unknown origin: their encoding, whether their texts are tidy, and their lines in bounded memory."""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from handschlag.mapping.reasons import Reason

#: A line, or a record of several lines, longer than this is not read.
LONGEST = 2 << 20

_MARK = "handschlag.mark"
_BAD = re.compile("[\udc00-\udcff\0]")
_CHUNK = 1 << 18
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _mark(error: UnicodeError) -> tuple[str, int]:
    """Bytes that do not belong to the encoding become marks, so that the row they stand in can be named."""
    assert isinstance(error, UnicodeDecodeError)
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error(_MARK, _mark)


@dataclass(frozen=True)
class Encoding:
    """How a file's bytes become text. `clean`: every byte of it does, and there are no NUL characters."""

    name: str
    clean: bool

    @property
    def shown(self) -> str:
        """What people call it."""
        return {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "cp1252": "Windows-1252"}.get(self.name, self.name.upper())


def encoding_of(path: Path, given: str) -> Encoding:
    """The encoding of a file, found out from all of it unless it is given."""
    return _declared(path, given) or _utf8_or_windows(path)


def likely_encoding(path: Path, given: str) -> Encoding:
    """The encoding by the beginning of a file; if that does not settle it, by all of it."""
    if declared := _declared(path, given):
        return declared
    with path.open("rb") as file:
        head = file.read(_CHUNK)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return _utf8_or_windows(path)
    return Encoding("utf-8", clean=False)


def _declared(path: Path, given: str) -> Encoding | None:
    """The encoding that is given, or that a mark at the beginning or the zeros of two-byte text give away."""
    if given != "auto":
        name = codecs.lookup(given).name
        with path.open("rb") as file:
            has_bom = name == "utf-8" and file.read(3) == codecs.BOM_UTF8
        return Encoding("utf-8-sig" if has_bom else name, clean=False)
    with path.open("rb") as file:
        head = file.read(4096)
    for bom, name in _BOMS:
        if head.startswith(bom):
            return Encoding(name, clean=False)
    if len(head) >= 4 and head[1::2].count(0) > len(head) // 3:
        return Encoding("utf-16-le", clean=False)
    if len(head) >= 4 and head[::2].count(0) > len(head) // 3:
        return Encoding("utf-16-be", clean=False)
    return None


def _utf8_or_windows(path: Path) -> Encoding:
    """UTF-8 if most of what is not ASCII is valid UTF-8, else Windows-1252."""
    good = bad = nul = 0
    decoder = codecs.getincrementaldecoder("utf-8")(_MARK)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            nul += chunk.count(0)
            if chunk.isascii():
                bad += len(_BAD.findall(decoder.decode(chunk)))
                continue
            text = decoder.decode(chunk)
            wrong = len(_BAD.findall(text)) - text.count("\0")
            bad += wrong
            good += sum(1 for character in text if character > "\x7f") - wrong
    bad += len(_BAD.findall(decoder.decode(b"", final=True)))
    return Encoding("cp1252" if bad > good else "utf-8", clean=not bad and not nul)


@dataclass(frozen=True)
class Line:
    """A physical line with its end. `whole` is false if it was too long to be read."""

    number: int
    text: str
    whole: bool = True


def lines_of(path: Path, encoding: Encoding) -> Iterator[Line]:
    """The lines of a file; of a line that is too long only its beginning."""
    with path.open("rb") as raw, io.TextIOWrapper(raw, encoding.name, errors=_MARK, newline="") as text:
        number = 0
        while line := text.readline(LONGEST):
            number += 1
            if len(line) < LONGEST or line.endswith(("\n", "\r")):
                yield Line(number, line)
                continue
            while (rest := text.readline(LONGEST)) and not rest.endswith(("\n", "\r")):
                pass
            yield Line(number, line, whole=False)


def last_line(path: Path) -> int:
    """The number of the last line in which something stands."""
    lines = lines_of(path, likely_encoding(path, "auto"))
    return max((line.number for line in lines if line.text.strip()), default=0)


def complaint_about(text: str, encoding: Encoding) -> Reason | None:
    """What is wrong with the characters of a text, if anything is."""
    if encoding.clean or not (found := _BAD.search(text)):
        return None
    if found.group() == "\0":
        return Reason("nul_character")
    byte = f"0x{ord(found.group()) - 0xDC00:02X}"
    return Reason("wrong_byte", {"byte": byte, "encoding": encoding.shown})


def printable(text: str, limit: int = 1000) -> str:
    """The beginning of a text as it can be stored: bytes that were no text become replacement characters."""
    return _BAD.sub("\ufffd", text[:limit])


@dataclass(frozen=True)
class Scan:
    """What a look at every byte told: NUL bytes, whether no text can have invisible characters around it, and how many
    lines outside of quotes are not empty: as many as there are records, whoever reads them."""

    nul: bool
    tidy: bool
    lines: int


def scan(path: Path, delimiter: str, *, json: bool = False) -> Scan:
    """Look at every byte of a UTF-8 file. Cheap, and it saves the database from trimming every value."""
    separator, escape = (ord('"'), b"\\") if json else (ord(delimiter), b'"')
    tidy, lines, quotes = True, 0, 0
    buffer = bytearray(_CHUNK + 3)  # two bytes that were seen before, and a line end that may be missing
    buffer[:2] = b"\r\n"
    with path.open("rb") as file:
        size = _CHUNK
        while size == _CHUNK:  # the last piece is shorter, if only by being empty
            size = file.readinto(memoryview(buffer)[2 : _CHUNK + 2])
            end = size + 2
            if size < _CHUNK and buffer[end - 1] != 10:
                buffer[end] = 10
                end += 1
            if buffer.find(b"\0", 2, end) >= 0:
                return Scan(nul=True, tidy=False, lines=0)
            seen = np.frombuffer(buffer, np.uint8, end)
            signs = np.flatnonzero(seen <= 32)
            tidy = tidy and buffer.find(escape, 2, end) < 0 and _is_tidy(seen, signs, separator, json=json)
            quoted = _none if json or buffer.find(b'"', 2, end) < 0 else np.flatnonzero(seen[2:] == ord('"')) + 2
            lines += _lines(seen, signs, quoted, quotes)
            quotes += len(quoted)
            last = bytes(buffer[size : size + 2])
            del seen
            buffer[:2] = last
    return Scan(nul=False, tidy=tidy, lines=lines)


Bytes = np.ndarray[tuple[int], np.dtype[np.uint8]]
Places = np.ndarray[tuple[int], np.dtype[np.intp]]
_none: Places = np.empty(0, np.intp)


def _lines(seen: Bytes, signs: Places, quoted: Places, quotes: int) -> int:
    """How many lines end here that are not empty. The first two bytes were seen before."""
    at_line_ends = seen[signs] == 10
    # Nothing quoted and no two signs beside each other, so no line is empty: all line ends count.
    if not (quotes or len(quoted) or (signs[1:] - signs[:-1] == 1).any()):
        return int(np.count_nonzero(at_line_ends)) - int(np.count_nonzero(seen[:2] == 10))
    ends = signs[at_line_ends & (signs > 1)]
    if quotes or len(quoted):
        ends = ends[(np.searchsorted(quoted, ends) + quotes) % 2 == 0]
    empty = (seen[ends - 1] == 10) | ((seen[ends - 1] == 13) & (seen[ends - 2] == 10))
    return int(np.count_nonzero(~empty))


def _is_tidy(seen: Bytes, signs: Places, separator: int, *, json: bool) -> bool:
    """No control character, no sign that may be invisible, no space beside a separator or a line end. `signs` are the
    places of control characters and spaces.
    """
    found = seen[signs]
    if not ((found == 32) | (found == 10) | (found == 13) | (found == separator)).all():
        return False
    if seen.max() >= 0x7F and ((seen == 0x7F) | (seen >= 0xE2) | (seen == 0xC2)).any():
        return False
    spaces = signs[found == 32]
    after, before = seen.take(spaces + 1, mode="clip"), seen.take(spaces - 1, mode="clip")
    trailing = (after == 10) | (after == 13) | (after == separator)
    if json:  # `"a": "b", "c": 1` has spaces between its parts: they follow a colon or a comma
        trailing &= (before != ord(":")) & (before != ord(","))
    leading = (before == 10) | (before == 13) | (before == separator)
    return not (leading.any() or trailing.any())
