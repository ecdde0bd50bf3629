"""From one atom of a condition to its clause: who or what, and what is said of it."""

from collections.abc import Sequence

from handschlag.conditions.nodes import (
    Among,
    Atom,
    Between,
    Compare,
    Flag,
    IsNull,
    Like,
    Literal,
    Named,
    Term,
    Value,
)
from handschlag.conditions.sentences.joining import Clause
from handschlag.conditions.sentences.nouns import Nouns
from handschlag.conditions.sentences.phrases import Phrase
from handschlag.conditions.sentences.values import none_of, one_of, quoted_text
from handschlag.conditions.tables import FieldType


class Clauses(Nouns):
    """Makes the clauses of one language."""

    def clause(self, atom: Atom, opposite: bool) -> Clause:
        match atom:
            case Compare(operator, left, right) if isinstance(right, Literal):
                return self._compare(operator, left, right)
            case Compare(operator, left, right):
                return Clause(self.noun(left), self._as_field(operator, left, right))
            case Between(value, low, high):
                return self._between(value, low, high, opposite)
            case Among(value, choices):
                return self._among(value, choices, opposite)
            case Like(value, pattern, any_case):
                return Clause(self.noun(value), self._pattern(pattern, any_case, opposite))
            case IsNull(value):
                return self._known(value, not opposite)
            case Flag(value):
                return self._yes(value, not opposite)
            case Named(name):
                return Clause(self.words.rule.format(self.named("named", name)), self.words.applies[opposite])

    def _compare(self, operator: str, left: Value, right: Literal) -> Clause:
        if isinstance(right.value, bool):
            return self._yes(left, right.value is (operator == "="))
        if operator in ("=", "<>"):
            return self._among(left, (right,), operator == "<>")
        phrase = self.phrase(left)
        if phrase is not None and phrase.counts is not None and left.type is FieldType.NUMBER:
            return self._count(phrase, operator, right)
        return Clause(self.noun(left), self._table(left)[operator].format(self.written(right, left)))

    def _between(self, value: Value, low: Value, high: Value, opposite: bool) -> Clause:
        assert isinstance(low, Literal) and isinstance(high, Literal)
        how = "outside" if opposite else "between"
        phrase = self.phrase(value)
        if phrase is not None and phrase.counts is not None and value.type is FieldType.NUMBER:
            return self._count(phrase, how, low, high)
        # A unit stands once: between 1 and 5 days; but: less than 1 day or more than 5 days.
        low_text = self.written(low, value if opposite else None)
        return Clause(self.noun(value), self._table(value)[how].format(low_text, self.written(high, value)))

    def _count(self, phrase: Phrase, how: str, *bounds: Literal) -> Clause:
        """`the company has at least 50 employees`."""
        assert phrase.counts is not None
        subject, one, several = phrase.counts
        amount = self.words.count[how].format(*(self.written(bound) for bound in bounds))
        return Clause(subject, (one if bounds[-1].value == 1 else several).format(amount))

    def _among(self, value: Value, choices: Sequence[Literal], opposite: bool) -> Clause:
        texts = [self.written(choice, value) for choice in choices]
        if value.type is FieldType.NUMBER:
            texts = [*(self.written(choice) for choice in choices[:-1]), texts[-1]]  # the unit stands once
        phrase = self.phrase(value)
        if phrase is not None and phrase.says is not None and value.type is FieldType.TEXT:
            said = phrase.says[2 if opposite else 1].format(one_of(texts, self.language))
            return Clause(phrase.says[0], said.replace(" in dem ", " im "))
        if phrase is not None and phrase.counts is not None and value.type is FieldType.NUMBER and not opposite:
            if len(choices) == 1:
                return self._count(phrase, "=", choices[0])
            subject, _, several = phrase.counts
            return Clause(subject, several.format(one_of(texts, self.language)))
        return Clause(self.noun(value), self._is(value, texts, opposite))

    def _is(self, value: Value, texts: list[str], opposite: bool) -> str:
        table = self._table(value)
        if len(texts) == 1:
            return table["<>" if opposite else "="].format(texts[0])
        if value.type is FieldType.DATE and self.language == "de":
            texts = [f"der {text}" for text in texts]
            table = self.words.text
        together = none_of(texts, self.language) if opposite else one_of(texts, self.language)
        return table["="].format(together)

    def _table(self, value: Value) -> dict[str, str]:
        match value.type:
            case FieldType.NUMBER:
                return self.words.number
            case FieldType.DATE:
                return self.words.date
            case _:
                return self.words.text

    def _as_field(self, operator: str, left: Value, right: Value) -> str:
        if left.type is FieldType.BOOLEAN:
            return self.words.same_answer[operator != "="].format(self.noun(right))
        tables = {FieldType.NUMBER: self.words.number_as_field, FieldType.DATE: self.words.date_as_field}
        return tables.get(left.type, self.words.text_as_field)[operator].format(self.noun(right))

    def _pattern(self, pattern: str, any_case: bool, opposite: bool) -> str:
        body = pattern.strip("%")
        if not body and pattern:
            return self.words.known[opposite]  # % alone matches every text that is known
        if "%" in body or "_" in body:
            kind, body = "matches", pattern
        else:
            ends = (pattern.startswith("%"), pattern.endswith("%"))
            kind = {(True, True): "contains", (True, False): "ends", (False, True): "begins"}.get(ends, "is")
        text = self.words.pattern[kind][opposite].format(quoted_text(body, self.language))
        return text + (self.words.any_case if any_case else "")

    def _known(self, value: Value, unknown: bool) -> Clause:
        phrase = self.phrase(value)
        if phrase is not None and phrase.known is not None:
            return Clause(phrase.known[0], phrase.known[2 if unknown else 1])
        return Clause(self.noun(value), self.words.known[unknown])

    def _yes(self, value: Value, yes: bool) -> Clause:
        phrase = self.phrase(value)
        if phrase is not None and phrase.says is not None:
            return Clause(phrase.says[0], phrase.says[1 if yes else 2])
        if isinstance(value, Term):
            return Clause(self.noun(value), self.words.met[not yes])
        return Clause(self.noun(value), self.words.yes[not yes])
