"""What makes two facts the same fact: a 128-bit hash of a fixed encoding, computed alike in Python and in DuckDB.

The encoding is fixed by `tests/ledger/test_identity.py`; changing it changes every id there is. MD5 serves as a
fingerprint that
every engine has built in, not as protection. Bulk segments store the ingredients, not the id: it is derived on read.
"""

from collections.abc import Mapping
from hashlib import md5
from uuid import UUID

from handschlag.ledger.kinds import KINDS

SEPARATOR = "\x1f"
_CONTENT = ("occurred_at", "name", "related", "side", "actor", "channel", "campaign", "amount", "currency", "fields")
_RECORD_KINDS = frozenset(kind.key for kind in KINDS.values() if kind.record)


def fact_id(fact: Mapping[str, object]) -> UUID:
    """The id of a fact given by its columns. A separator inside a value is taken out, so that the encoding is
    injective.
    """
    return UUID(md5(encoding(fact).encode()).hexdigest())


def encoding(fact: Mapping[str, object]) -> str:
    """The text that is hashed: kind, subject, then version | key | content, each marked by a letter."""
    head = [_text(fact["kind"]), _text(fact["subject"])]
    if fact["kind"] in _RECORD_KINDS and fact.get("version") is not None:
        tail = ["v", _text(fact["version"])]
    elif fact.get("key"):
        tail = ["k", _text(fact["key"])]
    else:
        tail = ["c", *(_text(fact.get(column)) for column in _CONTENT)]
    return SEPARATOR.join(head + tail)


def _text(value: object) -> str:
    return "" if value is None else str(value).replace(SEPARATOR, "")


def identity_sql() -> str:
    """DuckDB expression for comparing many facts within one run: cheap, equal exactly where the ids are (but for
    chance).
    """
    records = ", ".join(f"'{kind}'" for kind in sorted(_RECORD_KINDS))
    content = ", ".join(f"coalesce({column}::varchar, '')" for column in _CONTENT)
    return (
        f"hash(kind, subject, case when kind in ({records}) and version is not null then 'v' || version"
        f" when coalesce(key, '') <> '' then 'k' || key else 'c' || hash({content}) end)"
    )


def id_sql(alias: str = "") -> str:
    """DuckDB expression (type UUID) that gives the same id from a row with the fact columns."""
    dot = f"{alias}." if alias else ""

    def text(column: str) -> str:
        return f"replace(coalesce({dot}{column}::varchar, ''), chr(31), '')"

    records = ", ".join(f"'{kind}'" for kind in sorted(_RECORD_KINDS))
    content = " || chr(31) || ".join(text(column) for column in _CONTENT)
    return (
        f"md5({text('kind')} || chr(31) || {text('subject')} || chr(31) || case"
        f" when {dot}kind in ({records}) and {dot}version is not null then 'v' || chr(31) || {dot}version::varchar"
        f" when coalesce({dot}key, '') <> '' then 'k' || chr(31) || {text('key')}"
        f" else 'c' || chr(31) || {content} end)::uuid"
    )


def content(fact: Mapping[str, object]) -> str:
    """Equal for two deliveries of one record exactly if they say the same."""
    return md5(SEPARATOR.join(_text(fact.get(column)) for column in _CONTENT).encode()).hexdigest()


def content_sql(alias: str = "") -> str:
    """DuckDB expression that gives the same as `content` from a row with the fact columns."""
    dot = f"{alias}." if alias else ""
    parts = " || chr(31) || ".join(f"replace(coalesce({dot}{c}::varchar, ''), chr(31), '')" for c in _CONTENT)
    return f"md5({parts})"
