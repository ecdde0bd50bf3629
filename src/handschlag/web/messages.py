"""Brings the German catalogue up to date with the pages' texts and compiles it: `python -m handschlag.web.messages`."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

HERE = Path(__file__).parent
PO = HERE / "locale" / "de" / "LC_MESSAGES" / "django.po"

#: (context, text, plural), the last two as gettext has them.
Text = tuple[str | None, str, str | None]

_STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(rf"\b(n?)(p?)(?:gettext|_)\(\s*({_STRING}(?:\s*,\s*{_STRING})*)", re.DOTALL)
_KEYWORDS = dict.fromkeys(("_", "gettext", "gettext_lazy", "ngettext", "pgettext", "pgettext_lazy"))


def texts() -> set[Text]:
    """Every text in templates and code that a reader can see."""
    found: set[Text] = set()
    for file in sorted(HERE.rglob("*.html")):
        found.update(_of_template(file.read_text("utf-8")))
    for file in sorted(HERE.rglob("*.py")):
        found.update(_of_code(file))
    return found


def _of_template(source: str) -> Iterator[Text]:
    for plural, context, arguments in _CALL.findall(templatize(source)):
        yield _text([ast.literal_eval(part) for part in re.findall(_STRING, arguments)], bool(plural), bool(context))


def _of_code(file: Path) -> Iterator[Text]:
    with file.open("rb") as source:
        for _line, name, found, _comments in extract_python(source, _KEYWORDS, [], {}):
            given: Any = found  # one text, the arguments of a call with several, or none for what is no literal
            parts = [given] if isinstance(given, str) else [part for part in given or () if part]
            if parts:
                yield _text(parts, name == "ngettext", name in ("pgettext", "pgettext_lazy"))


def _text(parts: list[str], has_plural: bool, has_context: bool) -> Text:
    context = parts.pop(0) if has_context else None
    return context, parts[0], parts[1] if has_plural else None


def german() -> Catalog:
    """The German catalogue as it stands in the repository."""
    with PO.open("rb") as file:
        return read_po(file, locale="de")


def update() -> Catalog:
    """The catalogue with all texts in use and no other; a new one stands there untranslated."""
    old = german()
    new = Catalog(
        locale="de",
        domain="django",
        project="Handschlag",
        charset="utf-8",
        fuzzy=False,
        header_comment=old.header_comment,
    )
    new.creation_date, new.revision_date = old.creation_date, old.revision_date
    new.last_translator, new.language_team = old.last_translator, old.language_team
    for context, text, plural in sorted(texts(), key=lambda one: (one[1].casefold(), one[1], one[0] or "")):
        known = old.get(text, context)
        new.add((text, plural) if plural else text, known.string if known else None, context=context)
    return new


def untranslated(catalog: Catalog) -> list[str]:
    """Texts without a German version, or with half of one."""
    found = []
    for message in catalog:
        strings = message.string if isinstance(message.string, tuple | list) else [message.string]
        if message.id and not all(strings):
            found.append(str(message.id))
    return found


def main() -> int:
    catalog = update()
    with PO.open("wb") as file:
        write_po(file, catalog, width=110, sort_output=True, no_location=True)
    with PO.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)
    missing = untranslated(catalog)
    for text in missing:
        sys.stderr.write(f"not translated: {text}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
