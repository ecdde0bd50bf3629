"""What an unquoted value in a file is: nothing, yes or no, a number, a day, or a text."""

import re
from datetime import date
from decimal import Decimal

# Numbers as people write them in a file. A leading zero makes a text: 01067 is a postcode.
# Exponents are texts as well: nobody agrees on 1e6, and 1e999999999 would fill the memory.
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9_]{0,24})", re.ASCII)
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9_]{0,24})\.[0-9]{1,12}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)

_WORDS: dict[str, object] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


def meaning(written: str) -> object:
    """The value of an unquoted text: None, bool, int, Decimal, date, or the text itself."""
    if written in _WORDS:
        return _WORDS[written]
    if _WHOLE.fullmatch(written):
        return int(written.replace("_", ""))
    if _DECIMAL.fullmatch(written):
        return Decimal(written.replace("_", ""))
    if _DAY.fullmatch(written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            return written
    return written
