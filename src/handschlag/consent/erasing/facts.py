"""What of a fact about others goes when a person is erased: what names the person in its `fields`."""

import json

from handschlag.consent.erasing.marks import NEAR, Erased
from handschlag.consent.erasing.texts import without


def without_person(subject: str, fields: str, erased: Erased) -> str | None:
    """The `fields` of a fact (canonical JSON) as they stand afterwards; None if nothing is left of them."""
    meant = erased.has(NEAR, subject)
    connection = subject.partition(":")[0]
    before = json.loads(fields)
    after = {}
    for key, value in before.items():
        text = _without(value, connection, erased, meant=meant) if isinstance(value, str) else value
        if text != "":
            after[key] = text
    if after == before:
        return fields
    return json.dumps(after, sort_keys=True, separators=(",", ":"), ensure_ascii=False) if after else None


def _without(text: str, connection: str, erased: Erased, *, meant: bool) -> str:
    if meant:
        for about in sorted(about for source, about in erased.objects if source == connection):
            name = f"{connection}:{about}:{text}"
            if erased.subject(name):
                return erased.place_of(name)
    return without(text, erased, meant=meant)
