"""Cuts a condition into words and finds everything that is wrong before its grammar is looked at."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum

from sqlglot.dialects.duckdb import DuckDB
from sqlglot.errors import TokenError
from sqlglot.tokenizer_core import Token, TokenType

from handschlag.conditions.parsed import Place, shown
from handschlag.errors import Problem

#: Longer texts are no conditions any more, but a list that belongs into a file.
LONGEST = 20_000
CURLY_QUOTES = "‘’‚‛“”„‟«»‹›´`"
_NAME = re.compile(r"[^\W\d]\w*\Z")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_NUMBER = re.compile(r"\d{1,18}(\.\d{1,9})?\Z")


class Role(Enum):
    """What a word does in a condition."""

    NAME = "name"
    CALL = "function"
    VALUE = "value"
    NOT = "not"
    SIGN = "sign"
    INFIX = "infix"
    LIST = "in"
    TEST = "is"
    OPEN = "("
    CLOSE = ")"


_ROLES: dict[TokenType, Role] = {
    TokenType.STRING: Role.VALUE,
    TokenType.NUMBER: Role.VALUE,
    TokenType.TRUE: Role.VALUE,
    TokenType.FALSE: Role.VALUE,
    TokenType.NULL: Role.VALUE,
    TokenType.NOT: Role.NOT,
    TokenType.DASH: Role.SIGN,
    TokenType.PLUS: Role.INFIX,
    TokenType.STAR: Role.INFIX,
    TokenType.SLASH: Role.INFIX,
    TokenType.COMMA: Role.INFIX,
    TokenType.AND: Role.INFIX,
    TokenType.OR: Role.INFIX,
    TokenType.EQ: Role.INFIX,
    TokenType.NEQ: Role.INFIX,
    TokenType.LT: Role.INFIX,
    TokenType.LTE: Role.INFIX,
    TokenType.GT: Role.INFIX,
    TokenType.GTE: Role.INFIX,
    TokenType.BETWEEN: Role.INFIX,
    TokenType.LIKE: Role.INFIX,
    TokenType.ILIKE: Role.INFIX,
    TokenType.IN: Role.LIST,
    TokenType.IS: Role.TEST,
    TokenType.L_PAREN: Role.OPEN,
    TokenType.R_PAREN: Role.CLOSE,
}

#: Signs that other languages use, and what to write here.
_OTHER_SIGNS = {"&&": "and", "||": "or", "!": "not", "~": "like", "&": "and", "|": "or"}


@dataclass(frozen=True)
class Word:
    """One word of a condition with its place in the text (`end` is the place after it)."""

    role: Role
    token: Token
    text: str
    start: int
    end: int


def outside_quotes(text: str) -> Iterator[tuple[int, str]]:
    """The characters of a text that stand outside of single quotes, with their places."""
    quoted = False
    for place, character in enumerate(text):
        if character == "'":
            quoted = not quoted
        elif not quoted:
            yield place, character


@dataclass
class Cut:
    """The words of a text and the problems with them; `complete`: no word is missing, the grammar can be looked at."""

    words: list[Word]
    problems: list[Problem]
    complete: bool


def cut(text: str, place: Place, names: Collection[str]) -> Cut:
    """Cut a text into words. `names` are the fields and terms known, to tell a quoted field from a quoted text."""
    problems = list(_bad_characters(text, place))
    if problems:
        return Cut([], problems, complete=False)
    try:
        tokens = DuckDB().tokenize(text)
    except TokenError:
        return Cut([], [place.problem(text, 0, f"`{shown(text)}` cannot be read as a condition")], complete=False)
    result = Cut([], list(_comments(text, tokens, place)), complete=True)
    for token in tokens:
        word, complaint = _word(text[token.start : token.end + 1], token, names)
        if word is not None:
            result.words.append(word)
        if complaint is not None:
            result.problems.append(place.problem(text, token.start, *complaint))
            result.complete = result.complete and word is not None
    result.words = _with_calls(result.words)
    return result


def _bad_characters(text: str, place: Place) -> Iterator[Problem]:
    if not text.strip():
        yield place.problem(text, 0, "the condition is empty", "leave it out, or write one such as `employees > 50`")
        return
    if len(text) > LONGEST:
        yield place.problem(text, 0, f"the condition is longer than {LONGEST} characters")
        return
    if control := _CONTROL.search(text):
        yield place.problem(text, control.start(), "an invisible control character stands here", "delete it")
        return
    if text.count("'") % 2:
        hint = "a quote inside a text is written twice: 'it''s'"
        yield place.problem(
            text, text.rindex("'"), "a text begins here and does not end: a single quote is missing", hint
        )
        return
    for offset, character in outside_quotes(text):
        if character in CURLY_QUOTES:
            hint = "use straight single quotes, as in country = 'DE'"
            yield place.problem(text, offset, f"the quote {character} is not understood here", hint)


def _comments(text: str, tokens: list[Token], place: Place) -> Iterator[Problem]:
    """Whatever stands between two tokens and is not blank is a comment."""
    behind = 0
    for start, end in [*((token.start, token.end + 1) for token in tokens), (len(text), len(text))]:
        between = text[behind:start]
        if between.strip():
            offset = behind + len(between) - len(between.lstrip())
            hint = "write it beside, after a # of the file"
            yield place.problem(text, offset, "a comment cannot stand inside a condition", hint)
        behind = end


def _word(source: str, token: Token, names: Collection[str]) -> tuple[Word | None, tuple[str, str] | None]:
    """The word of a token, and message and hint where it is not as conditions have it."""
    start, end = token.start, token.end + 1
    kind = token.token_type
    if kind is TokenType.NUMBER:
        # A number nobody can read is taken for a 1, so that the rest of the condition can still be checked.
        number = token if _NUMBER.match(token.text) else replaced(token, "1", kind)
        return Word(Role.VALUE, number, source, start, end), _number(source)
    if kind is TokenType.IDENTIFIER and token.text in names:
        complaint = (f"{shown(source)} is in double quotes", f"fields are written without quotes: {token.text}")
        return Word(Role.NAME, replaced(token, token.text), token.text, start, end), complaint
    if kind is TokenType.IDENTIFIER:
        complaint = (f"{shown(source)} is in double quotes", f"use single quotes for a text: '{shown(token.text)}'")
        return Word(Role.VALUE, replaced(token, token.text, TokenType.STRING), source, start, end), complaint
    if kind in _ROLES and source not in _OTHER_SIGNS and (kind is not TokenType.STRING or source.startswith("'")):
        return Word(_ROLES[kind], token, source, start, end), None
    if _NAME.match(source):
        # Words that SQL reserves (date, time, order, ...) may well be fields of a house: they are plain names here.
        return Word(Role.NAME, replaced(token, source), source, start, end), None
    return None, _not_in_the_language(source, kind)


def replaced(token: Token, text: str, kind: TokenType = TokenType.VAR) -> Token:
    """A token with another text at the same place."""
    return Token(kind, text, token.line, token.col, token.start, token.end)


def _number(source: str) -> tuple[str, str] | None:
    if re.fullmatch(r"\d{1,3}\.000", source):
        plain = source.replace(".", "")
        return f"{source} could be read as {plain} or as {source[:-4]}", f"write {plain} or {source[:-4]}"
    if "_" in source and _NUMBER.match(source.replace("_", "")):
        return f"the number {source} has signs between its digits", f"write {source.replace('_', '')}"
    if not _NUMBER.match(source):
        return (
            f"the number {shown(source)} is not understood",
            "write digits only, with a point before decimals: 1500 or 0.5",
        )
    return None


def _not_in_the_language(source: str, kind: TokenType) -> tuple[str, str]:
    if kind is TokenType.SEMICOLON:
        return "a semicolon does not belong into a condition: there is only one condition here", "join two with and, or"
    if kind is TokenType.DOT:
        return "a point does not belong here", "write the field alone, without what it belongs to: `country`"
    other = _OTHER_SIGNS.get(source)
    return f"`{shown(source)}` is not understood in a condition", f"write `{other}`" if other else ""


def _with_calls(words: list[Word]) -> list[Word]:
    """A name right before an opening bracket is the name of a function."""
    for number, word in enumerate(words[:-1]):
        if word.role is Role.NAME and words[number + 1].role is Role.OPEN:
            words[number] = Word(Role.CALL, word.token, word.text, word.start, word.end)
    return words
