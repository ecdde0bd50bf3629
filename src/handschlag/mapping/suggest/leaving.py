"""Fields that a list of persons shows as they are today, and the answers of a form with the day they were given: the
form knows better, so the list leaves them to it.
"""

from collections.abc import Sequence

from handschlag.mapping.suggest.headers import normal
from handschlag.mapping.suggest.parts import column_of
from handschlag.mapping.suggest.tables import Document, Table

#: The share of persons with a value whose answers the form must have.
ENOUGH = 0.95


def leave_to_forms(parts: Sequence[tuple[Table, Document]]) -> None:
    """Take such fields out of the lists of persons; what was left to which file is noted with the table."""
    forms = [(table, fact) for table, part in parts if table.kind == "form" for fact in part["facts"]]
    for table, part in parts:
        main = part["facts"][0]
        if table.kind != "person" or main["kind"] != "person":
            continue
        for form, fact in forms:
            if fact["kind"] == "person" and fact["subject"]["object"] == main["subject"]["object"]:
                _leave(table, main, form, fact)


def _leave(table: Table, main: Document, form: Table, fact: Document) -> None:
    answered = set(form.sample.columns[fact["subject"]["id"]].raw)
    for name in fact.get("fields", {}):
        here = column_of(main.get("fields", {}).get(name, {}))
        there = column_of(fact["fields"][name])
        same = here is not None and there is not None and normal(here) == normal(there)
        if same and _covered(table, main["subject"]["id"], here or "", answered):
            del main["fields"][name]
            table.left_to[here or ""] = form.file


def _covered(table: Table, own: str, column: str, answered: set[str]) -> bool:
    """Whether nearly everybody who has a value gave it in the form."""
    ids, found = table.sample.columns[own], table.sample.columns[column]
    having = [one for one, value in zip(ids.raw, found.raw, strict=True) if value and value not in found.missing]
    return bool(having) and sum(one in answered for one in having) >= ENOUGH * len(having)
