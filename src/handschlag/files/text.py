"""A text for people: in German and English, or one plain text for both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema

from handschlag.files.names import plain_error
from handschlag.files.read_by import ReadBy
from handschlag.files.suggest import did_you_mean
from handschlag.files.values import distinct

LANGUAGES = ("de", "en")


class Text(BaseModel):
    """`de` and `en`; where only one was given, both are the same."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    de: str
    en: str

    def in_(self, language: str) -> str:
        """The text in a language."""
        return self.de if language == "de" else self.en


def both(de: str, en: str) -> Text:
    """A text of our own in both languages."""
    return Text(de=de, en=en)


def _text(value: object) -> Text:
    if isinstance(value, Text):
        return value
    if isinstance(value, str) and value.strip():
        return Text(de=_tidy(value), en=_tidy(value))
    if isinstance(value, Mapping) and value:
        return _two(value)
    hint = "" if value is None or isinstance(value, list | dict | str) else "put it in quotes"
    raise plain_error("expected a text, or a table with `de:` and `en:`", hint)


def _two(value: Mapping[object, object]) -> Text:
    for key, text in value.items():
        if key not in LANGUAGES and text is None:
            raise plain_error(f"`{key}` is no language", "put a text that contains a comma in quotes", str(key))
        if key not in LANGUAGES:
            raise plain_error(f"unknown language `{key}`", did_you_mean(str(key), LANGUAGES), str(key))
        if not isinstance(text, str) or not text.strip():
            raise plain_error(f"expected a text for `{key}`", "" if text is None else "put it in quotes", str(key))
    texts = {str(key): _tidy(str(text)) for key, text in value.items()}
    only = next(iter(texts.values()))
    return Text(de=texts.get("de", only), en=texts.get("en", only))


def _tidy(text: str) -> str:
    return " ".join(text.split())


_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string", "minLength": 1},
        {
            "type": "object",
            "properties": {language: {"type": "string", "minLength": 1} for language in LANGUAGES},
            "additionalProperties": False,
            "minProperties": 1,
        },
    ]
}

#: The type of a field that holds a text.
Words = Annotated[Text, ReadBy(_text), WithJsonSchema(_SCHEMA)]


def _labelled(value: Any) -> Any:
    if isinstance(value, list) and not all(isinstance(item, str) for item in value):
        raise plain_error("expected a list of keys, or a table of keys with their names")
    return dict.fromkeys(distinct(value)) if isinstance(value, list) else value


#: For a table of keys with their names, which may also be written as a list of keys.
LABELLED = (
    BeforeValidator(_labelled),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": True},
                {"type": "object", "additionalProperties": {"anyOf": [*_SCHEMA["anyOf"], {"type": "null"}]}},
            ]
        }
    ),
)
