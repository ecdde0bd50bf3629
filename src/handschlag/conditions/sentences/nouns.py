"""What the values of a condition are called: fields, state terms, functions, calculations, and written values."""

import datetime
from collections.abc import Mapping
from decimal import Decimal

from handschlag.conditions.nodes import Arithmetic, Call, Field, Literal, Term, TermKey, Value
from handschlag.conditions.sentences.countries import in_country
from handschlag.conditions.sentences.language import Label, Language, default_label
from handschlag.conditions.sentences.phrases import PHRASES, Phrase
from handschlag.conditions.sentences.state_phrases import CRITERION_NAMES, CRITERION_STATE_WORDS, STATE_PHRASES
from handschlag.conditions.sentences.values import date_text, language_name, number_text, quoted_text
from handschlag.conditions.sentences.wording import WORDINGS

_YES: dict[Language, tuple[str, str]] = {"de": ("„nein“", "„ja“"), "en": ("“no”", "“yes”")}
_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}


class Nouns:
    """Names things in one language, by the house's labels where it has given some."""

    def __init__(self, language: Language, label: Label) -> None:
        self.language = language
        self.label = label
        self.words = WORDINGS[language]

    def phrase(self, value: Value) -> Phrase | None:
        """The natural phrase of a field or state term, if the house calls it nothing else."""
        match value:
            case Field(name):
                own = self.label(name, self.language) != default_label(name, self.language)
                return None if own else _in(PHRASES, name, self.language)
            case Term(str(key)):
                return _in(STATE_PHRASES, key, self.language)
            case Term((function, argument)):
                return self._of_kind(STATE_PHRASES[function][self.language], argument)
            case _:
                return None

    def _of_kind(self, phrase: Phrase, kind: str) -> Phrase:
        name = self.named("touch", kind).replace("{", "{{").replace("}", "}}")
        article, noun = phrase.noun
        assert phrase.counts is not None
        subject, one, several = phrase.counts
        counts = (subject, one.replace("{kind}", name), several.replace("{kind}", name))
        return Phrase((article, noun.replace("{kind}", self.named("touch", kind))), counts=counts)

    def named(self, kind: str, key: str) -> str:
        """The house's name of a market, persona, criterion, kind of touchpoint or named condition."""
        return self.label(f"{kind}:{key}", self.language)

    def criterion(self, key: str) -> str:
        """`the criterion “need”`."""
        name = self.named("criterion", key)
        if name == default_label(key, self.language) and key in CRITERION_NAMES:
            name = CRITERION_NAMES[key][self.language]
        return self.words.criterion.format(name)

    def noun(self, value: Value) -> str:
        """A value with its article, as the subject of a clause."""
        phrase = self.phrase(value)
        if phrase is not None:
            return f"{phrase.noun[0]} {phrase.noun[1]}"
        match value:
            case Field(name):
                return self.words.field.format(self.label(name, self.language))
            case Term(key):
                return self.criterion(str(key).rpartition("_")[0])
            case Call(function, arguments):
                return self._call(function, arguments)
            case Arithmetic():
                return quoted_text(self.bare(value), self.language)
            case Literal():
                return self.written(value)

    def bare(self, value: Value) -> str:
        """A value without its article, for use inside quotes."""
        phrase = self.phrase(value)
        if phrase is not None:
            return phrase.noun[1]
        match value:
            case Field(name):
                return self.label(name, self.language)
            case Arithmetic(operator, left, right):
                sides = (
                    f"({self.bare(side)})" if isinstance(side, Arithmetic) else self.bare(side)
                    for side in (left, right)
                )
                return f" {_SIGNS[operator]} ".join(sides)
            case _:
                return self.noun(value)

    def _call(self, function: str, arguments: tuple[Value, ...]) -> str:
        template = self.words.function[function]
        if function == "coalesce":
            rest = ", ".join(self.noun(argument) for argument in arguments[1:])
            return template.format(self.noun(arguments[0]), rest)
        return template.format(self.bare(arguments[0]) if function == "length" else self.noun(arguments[0]))

    def written(self, literal: Literal, of: Value | None = None) -> str:
        """A written value as it reads beside the value it is compared with."""
        match literal.value:
            case bool() as answer:
                return _YES[self.language][answer]
            case int() | Decimal() as number:
                return self._with_unit(number, None if of is None else self.phrase(of))
            case datetime.date() as date:
                return date_text(date, self.language)
            case str() as text:
                return self._text(text, of)

    def _with_unit(self, number: int | Decimal, phrase: Phrase | None) -> str:
        text = number_text(number, self.language)
        return text if phrase is None or phrase.unit is None else f"{text} {phrase.unit[number != 1]}"

    def _text(self, text: str, of: Value | None) -> str:
        match of:
            case Term("market" | "persona" as kind):
                return quoted_text(self.named(kind, text), self.language)
            case Term(str(key)) if key.endswith("_state"):
                return CRITERION_STATE_WORDS[self.language].get(text, text)
        phrase = None if of is None else self.phrase(of)
        if phrase is None:
            return quoted_text(text, self.language)
        if phrase.shown == "country":
            return in_country(text, self.language) or quoted_text(text, self.language)
        if phrase.shown == "language":
            return language_name(text, self.language) or quoted_text(text, self.language)
        return text if phrase.shown == "plain" and text.strip() else quoted_text(text, self.language)


def _in(table: Mapping[str, dict[Language, Phrase]], key: TermKey, language: Language) -> Phrase | None:
    phrases = table.get(key) if isinstance(key, str) else None
    return None if phrases is None else phrases[language]
