"""DuckDB expressions that clean texts of a file, translate them, and write the canonical JSON of `fields`."""

from collections.abc import Iterable, Mapping

# Invisible at both ends of a value: white space, the no-break space, byte order marks, zero-width spaces.
_BLANKS = " \u00a0\u2007\u200b\u202f\ufeff"
_EDGES = _BLANKS + "\t\r\n"
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
_LINE_ENDS = r"[\t\r\n]+"
#: A text that has invisible characters where they do not belong; looking for them is cheaper than taking them out.
UNTIDY = rf"[\x00-\x1f\x7f]|^[{_BLANKS}]|[{_BLANKS}]$"

_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
_FLOATS = ("FLOAT", "DOUBLE")


def literal(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def as_text(column: str, kind: str, *, tidy: bool, one_line: bool = False) -> str:
    """A column of any type as text without invisible characters; `tidy` says that a text column has none.

    `one_line` is for ids and names: line ends inside of them become spaces.
    """
    if is_text(kind):
        return column if tidy else _cleaned(f"{column}::varchar", one_line=one_line)
    if kind in _FLOATS:  # a whole number kept as a float is still that number: 4711, not 4711.0
        whole = f"{column} = trunc({column}) and abs({column}) < 1e15"
        return f"case when {whole} then {column}::bigint::varchar else {column}::varchar end"
    if kind.endswith("]") or kind.startswith(("STRUCT", "MAP")):
        return f"to_json({column})::varchar"
    return f"{column}::varchar"


def _cleaned(text: str, *, one_line: bool) -> str:
    clean = f"trim(regexp_replace({text}, '{_CONTROL}', '', 'g'), {literal(_EDGES)})"
    if one_line:
        clean = f"regexp_replace({clean}, '{_LINE_ENDS}', ' ', 'g')"
    return f"case when regexp_matches({text}, '{UNTIDY}') then {clean} else {text} end"


def is_text(kind: str) -> bool:
    """Whether a column's type is text."""
    return kind == "VARCHAR" or kind.startswith("ENUM")


def without(text: str, missing: Iterable[str]) -> str:
    """The text, NULL where it is one of the values that mean missing."""
    values = sorted({"", *missing})
    if len(values) == 1:
        return f"nullif({text}, '')"
    return f"case when {text} not in ({', '.join(map(literal, values))}) then {text} end"


def split(text: str, sign: str) -> str:
    """The different values between these signs, each a row of its own."""
    parts = f"list_transform(string_split({text}, {literal(sign)}), lambda part: trim(part))"
    return f"unnest(list_sort(list_distinct(list_filter({parts}, lambda part: part <> ''))))"


def translated(text: str, values: Mapping[str, str | None], *, keep: bool) -> str:
    """What a value means; a value that is not named is kept or becomes NULL."""
    cases = " ".join(
        f"when {literal(value)} then {literal(meaning) if meaning is not None else 'null'}"
        for value, meaning in values.items()
    )
    return f"case {text} {cases} {f'else {text} ' if keep else ''}end"


def boolean(text: str) -> str:
    """`true` or `false` for the words people use for yes and no, NULL for others."""
    yes = "'true', 'yes', 'ja', 'wahr', '1', 'y', 'j', 'x', 't'"
    no = "'false', 'no', 'nein', 'falsch', '0', 'n', 'f'"
    return f"case when lower({text}) in ({yes}) then 'true' when lower({text}) in ({no}) then 'false' end"


def json_object(members: Mapping[str, str]) -> str:
    """A JSON object of expressions that are JSON values themselves: sorted, without spaces, without empty members."""
    parts = [
        f"case when {members[k]} is not null then {literal(chr(34) + k + chr(34) + ':')} || {members[k]} end"
        for k in sorted(members)
    ]
    return f"nullif('{{' || concat_ws(',', {', '.join(parts)}) || '}}', '{{}}')" if parts else "null::varchar"


def json_text(text: str) -> str:
    """A text as a JSON string."""
    return f"to_json({text})::varchar"


def is_integer(kind: str) -> bool:
    """Whether a column's type is a whole number."""
    return kind in _INTEGERS


def is_number(kind: str) -> bool:
    """Whether a column's type is a number."""
    return is_integer(kind) or kind in _FLOATS or kind.startswith("DECIMAL")
