"""Reads the bytes of a YAML file into a tree; whatever is wrong with them becomes problems, never an exception."""

import re
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from handschlag.errors import Problem
from handschlag.files.builder import Builder
from handschlag.files.tree import Node

MOST_BYTES = 500_000

# What YAML allows in a file (the reader's own check has no line and column).
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_TAB = re.compile(r"^[ ]*\t", re.MULTILINE)

#: The parser's words (their beginning) in plain words, with what to do.
_PLAIN = (
    ("mapping values are not allowed", "a colon is in the way", "put a text that contains a colon in quotes"),
    ("could not find expected ':'", "a key without its colon", "write `key: value`, and put longer texts in quotes"),
    ("found unexpected end of stream", "a quote is opened and never closed", "close the quote"),
    ("found undefined alias", "`*` refers to something that is not there", "write the value out"),
    (
        "expected <block end>",
        "the indentation does not fit",
        "indent what belongs together by the same number of spaces",
    ),
    ("did not find expected", "the indentation or a bracket does not fit", "check brackets and spaces on this line"),
    ("expected ',' or '}'", "a comma or a closing `}` is missing", "separate entries by commas and close the bracket"),
    ("expected ',' or ']'", "a comma or a closing `]` is missing", "separate entries by commas and close the bracket"),
    ("found character", "a value cannot begin with this character", "put the value in quotes"),
    ("while scanning", "this cannot be read", "put the value in quotes"),
)


@dataclass(frozen=True)
class Read:
    """The tree of a file (None if it could not be read), its text, and all problems found."""

    node: Node | None
    text: str
    problems: list[Problem]


def read(data: bytes, file: str) -> Read:
    """Read a file that a person wrote. The bytes may be anything."""
    if len(data) > MOST_BYTES:
        hint = f"{len(data):,} bytes are not a file that somebody wrote by hand"
        return _failed(file, 0, 0, f"the file is larger than {MOST_BYTES:,} bytes", hint)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        return _failed(file, *_line_column(before), "this is not UTF-8 text", "save the file with the encoding UTF-8")
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        name = f"U+{ord(forbidden.group()):04X}"
        place = _line_column(text[: forbidden.start()])
        return _failed(file, *place, f"the character {name} is not allowed", "delete it; it is probably invisible")
    return _parse(text, file)


def _parse(text: str, file: str) -> Read:
    builder = Builder(file)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            if not builder.take(event):
                break
    except MarkedYAMLError as error:
        return Read(None, text, builder.problems + _syntax(text, file, error))
    except Exception as error:  # the parser meets arbitrary bytes; whatever it raises is about the file
        return Read(
            None, text, [*builder.problems, Problem(file, 1, 1, f"the file cannot be read as YAML: {error}", "")]
        )
    if builder.gave_up:
        return Read(None, text, builder.problems)
    if builder.root is None:
        builder.problems.append(Problem(file, 1, 1, "the file is empty", "start from a preset: `handschlag new`"))
    return Read(builder.root, text, builder.problems)


def _syntax(text: str, file: str, error: MarkedYAMLError) -> list[Problem]:
    tabs = [
        Problem(file, *_line_column(text[: match.end() - 1]), "a tab is used to indent", "indent with spaces")
        for match in _TAB.finditer(text)
    ]
    if tabs:
        return tabs
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    said = str(error.problem or error.context or "")
    for beginning, message, hint in _PLAIN:
        if said.startswith(beginning) or beginning in said:
            return [Problem(file, line, column, message, hint)]
    return [
        Problem(
            file, line, column, f"this is not YAML: {said}", "check quotes, brackets and indentation near this line"
        )
    ]


def _line_column(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def _failed(file: str, line: int, column: int, message: str, hint: str) -> Read:
    return Read(None, "", [Problem(file, line, column, message, hint)])
