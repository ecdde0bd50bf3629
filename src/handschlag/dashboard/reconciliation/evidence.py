"""Why two records are one: the key that both have."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from handschlag.linking import REASONS, Key, keys

Run = Callable[[str, Sequence[object]], Sequence[tuple[Any, ...]]]
Pair = tuple[str, str]


def evidence(run: Run, pairs: Sequence[Pair]) -> dict[Pair, dict[str, Any]]:
    """Of each pair the shared key and the words for it; a pair that only a third record ties is told by its own key."""
    known = _identities(run, sorted({subject for pair in pairs for subject in pair}))
    found = {}
    for one, other in pairs:
        shared = sorted(known.get(one, set()) & known.get(other, set())) or sorted(known.get(one, set()))
        if shared:
            found[one, other] = {"key": shared[0].text, "text": REASONS[shared[0].reason]}
    return found


def _identities(run: Run, subjects: Sequence[str]) -> dict[str, set[Key]]:
    """The keys by which each subject is recognised."""
    if not subjects:
        return {}
    sql = """select distinct subject, kind, fields from delivered
        where kind in ('person', 'company') and fields is not null and subject in (select unnest(?))"""
    found: dict[str, set[Key]] = {}
    for subject, kind, fields in run(sql, [list(subjects)]):
        values = {key: str(value) for key, value in json.loads(fields).items()}
        found.setdefault(subject, set()).update(k for k in keys(kind, values) if k.reason.startswith("same_"))
    return found
