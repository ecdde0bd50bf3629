"""DuckDB expressions that read numbers and amounts as people write them."""

from functools import cache

from handschlag.mapping.texts import is_number, literal

# Signs people group thousands with, besides the one of `.` and `,` that is not the decimal sign.
_GROUPS = " '\u2019\u00a0\u2007\u202f"
MINUS = "\u2212"


def plain_number(text: str, decimal: str) -> str:
    """A number as digits with a point, NULL if it is none: `1.234,50` is `1234.50` with decimal sign `,`."""
    group = "." if decimal == "," else ","
    point = rf"\{decimal}"
    body = rf"([0-9]+|[0-9]{{1,3}}([{_GROUPS}{group}][0-9]{{3}})+)?({point}[0-9]+)?"
    pattern = rf"([+-]?{body}|{body}-)"
    signed = f"replace({text}, '{MINUS}', '-')"
    digits = f"regexp_replace({signed}, {literal(rf'[{_GROUPS}{group}+]')}, '', 'g')"
    turned = f"case when {digits} like '%-' then '-' || rtrim({digits}, '-') else {digits} end"
    pointed = f"replace({turned}, ',', '.')" if decimal == "," else turned
    good = f"regexp_full_match({signed}, {literal(pattern)}) and regexp_matches({text}, '[0-9]')"
    return f"case when {good} then {pointed} end"


def typed_number(column: str, kind: str) -> str:
    """A number from a column that has a type of its own, as digits with a point."""
    return f"try_cast({column} as decimal(38, 9))::varchar" if is_number(kind) else "null::varchar"


def canonical_number(number: str) -> str:
    """Digits with a point as a JSON number that is written in one way only: no zeros around, no plus, no `-0`."""
    leading = rf"regexp_replace(regexp_replace({number}, '^(-?)0*([0-9])', '\1\2'), '^(-?)\.', '\1' || '0.')"
    short = f"case when contains({leading}, '.') then rtrim(rtrim({leading}, '0'), '.') else {leading} end"
    return f"regexp_replace({short}, '^-0$', '0')"


def minor_units(number: str, currency: str) -> str:
    """An amount in minor units of its currency; digits beyond them are rounded, half away from zero."""
    scaled = f"try_cast({number} as decimal(38, 6)) * {_factor(currency)}"
    return f"try_cast(round({scaled}) as bigint)"


def is_currency(code: str) -> str:
    """SQL condition: the text is a currency's ISO code."""
    return f"{code} in ({', '.join(map(literal, sorted(currencies())))})"


@cache
def currencies() -> dict[str, int]:
    """Every currency's ISO code and the number of digits of its minor unit."""
    from babel import Locale
    from babel.numbers import get_currency_precision

    return {str(code): get_currency_precision(str(code)) for code in Locale("en").currencies}


def symbols(code: str) -> tuple[str, ...]:
    """How an amount of this currency may be marked: its code and its sign."""
    from babel.numbers import get_currency_symbol

    return tuple({code, get_currency_symbol(code, "en"), get_currency_symbol(code, "de")})


def without_currency(text: str, code: str) -> str:
    """The text without the currency's own code or sign before or behind the number."""
    marks = "|".join("".join(f"\\{c}" if c in "$." else c for c in mark) for mark in sorted(symbols(code)))
    front = f"regexp_replace({text}, {literal(f'^({marks})')}, '')"
    return f"trim(regexp_replace({front}, {literal(f'({marks})$')}, ''), ' \u00a0\u202f')"


def _factor(currency: str) -> str:
    digits = currencies()
    if currency.startswith("'"):
        return str(10 ** digits.get(currency.strip("'"), 2))
    unusual: dict[int, list[str]] = {}
    for code, count in sorted(digits.items()):
        if count != 2:
            unusual.setdefault(count, []).append(literal(code))
    cases = " ".join(f"when {currency} in ({', '.join(codes)}) then {10**count}" for count, codes in unusual.items())
    return f"case {cases} else 100 end"
