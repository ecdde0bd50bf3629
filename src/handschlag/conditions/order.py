"""Looks whether the words of a condition can stand in this order, and says in plain words where they cannot."""

from handschlag.conditions.parsed import Place, shown
from handschlag.conditions.words import Role, Word
from handschlag.errors import Problem

#: Brackets inside brackets beyond this are nobody's agreement.
DEEPEST = 20
MOST_SIGNS = 3
_NEGATABLE = ("in", "between", "like", "ilike")


def wrong_order(text: str, words: list[Word], place: Place) -> Problem | None:
    """The first place at which the words make no sense, if there is one."""
    return _Reader(text, place).read(words)


class _Reader:
    """Goes through the words once, knowing only whether a value or an operator is expected next."""

    def __init__(self, text: str, place: Place) -> None:
        self.text = text
        self.place = place
        self.open: list[tuple[Word, bool]] = []  # the bracket, and whether a list stands in it
        self.value_next = True
        self.before: Word | None = None

    def read(self, words: list[Word]) -> Problem | None:
        prefixes = 0
        for word in words:
            prefixes = prefixes + 1 if self.value_next and word.role in (Role.NOT, Role.SIGN) else 0
            if prefixes > MOST_SIGNS:
                return self._problem(word, "there are too many signs in a row here")
            problem = self._step(word)
            if problem:
                return problem
            self.before = word
        return self._end(words)

    def _end(self, words: list[Word]) -> Problem | None:
        if words and (self.value_next or words[-1].role is Role.NOT):
            message = f"the condition ends after `{shown(words[-1].text)}`; something is missing"
            return self.place.problem(self.text, words[-1].start, message)
        if self.open:
            return self._problem(self.open[-1][0], "this bracket is opened and never closed")
        return None

    def _step(self, word: Word) -> Problem | None:
        after_is = self._after_is(word)
        if after_is:
            return after_is
        if self.before and self.before.role is Role.LIST and word.role is not Role.OPEN:
            return self._problem(word, "after `in` a list in brackets is expected", "as in country in ('DE', 'AT')")
        return self._value(word) if self.value_next else self._operator(word)

    def _after_is(self, word: Word) -> Problem | None:
        if self.before is None or self.before.role is not Role.TEST:
            return None
        if word.role is Role.NOT or word.text.lower() == "null":
            return None
        return self._problem(word, "after `is` only `null` or `not null` is understood", "compare with = instead")

    def _value(self, word: Word) -> Problem | None:
        if word.role in (Role.NAME, Role.VALUE):
            self.value_next = False
        elif word.role is Role.OPEN:
            self.open.append((word, self.before is not None and self.before.role in (Role.CALL, Role.LIST)))
            if len(self.open) > DEEPEST:
                return self._problem(word, f"brackets are nested more than {DEEPEST} deep")
        elif word.role is Role.CLOSE:
            return self._problem(word, "something is missing before the closing bracket")
        elif word.role in (Role.INFIX, Role.LIST, Role.TEST):
            return self._problem(word, f"before `{shown(word.text)}` something is missing")
        return None

    def _operator(self, word: Word) -> Problem | None:
        negating = self.before is not None and self.before.role is Role.NOT
        if negating and word.text.lower() not in _NEGATABLE:
            return self._problem(word, "`not` stands before the whole comparison, or before in, between, like, ilike")
        if word.text == "," and not (self.open and self.open[-1][1]):
            return self._problem(word, "a comma only stands between the values of a list", "write 2000, not 2,000")
        if word.role in (Role.INFIX, Role.SIGN, Role.LIST, Role.TEST):
            self.value_next = True
        elif word.role is Role.CLOSE:
            if not self.open:
                return self._problem(word, "this bracket is closed and was never opened")
            self.open.pop()
        elif word.role is not Role.NOT:
            before = shown(self.before.text) if self.before else ""
            message = f"between `{before}` and `{shown(word.text)}` something is missing"
            return self._problem(word, message, "a comparison such as =, or one of and, or")
        return None

    def _problem(self, word: Word, message: str, hint: str = "") -> Problem:
        return self.place.problem(self.text, word.start, message, hint)
