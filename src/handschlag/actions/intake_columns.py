"""One file's columns for the page: what each is for and could be for, and what its words mean."""

from typing import Any

from handschlag.actions.wording import texts
from handschlag.agreement.words import readable
from handschlag.dashboard.titles import title
from handschlag.mapping.suggest.asking import OUTCOME, STAGE, TOUCH, Question
from handschlag.mapping.suggest.choices import Choices, roles_for
from handschlag.mapping.suggest.explaining import reason_for
from handschlag.mapping.suggest.tables import Document, Table
from handschlag.mapping.suggest.uses import Use, uses

#: So many values of a column are shown.
VALUES = 3

Labels = dict[str, dict[str, str]]


def columns_of(table: Table, part: Document | None, choices: Choices) -> list[dict[str, Any]]:
    """Every column of a file with values, uses, the reason, and the other roles it could have."""
    names = list(table.sample.columns)
    read = uses(part, names) if part else {}
    roles = {column: role for role, column in table.roles.items()}
    return [
        {
            "name": name, "values": table.sample.columns[name].distinct[:VALUES],
            "chosen": choices.uses.get(name, ""), "uses": [_use(use, part) for use in read.get(name, ())],
            "why": reason_for(table, name).model_dump() if name in read else None,
            "options": [role for role in roles_for(table, name) if name not in read or role != roles.get(name)],
        }
        for name in names
    ]  # fmt: skip


def _use(use: Use, part: Document | None) -> dict[str, str]:
    kind = part["facts"][use.fact]["kind"] if part and use.fact is not None else ""
    return {"slot": use.slot, "name": use.name, "kind": kind}


def question_of(one: Question, labels: Labels, choices: Choices) -> dict[str, Any]:
    """What the words of a column mean, what was chosen, and what they could mean."""
    chosen = choices.meanings.get(one.column, {}).get(one.of, {})
    return {
        "column": one.column, "of": one.of, "open": one.open,
        "options": [{"key": key, "label": _label(one.of, key, labels)} for key in one.options if key],
        "meanings": [
            {"word": each.word, "count": each.count, "meaning": each.meaning, "chosen": chosen.get(each.word, "")}
            for each in one.meanings
        ],
    }  # fmt: skip


def _label(of: str, key: str, labels: Labels) -> dict[str, str]:
    """What the agreement, or else the product, calls a word that one of the file can mean."""
    if of == TOUCH:
        return title("touch", key, labels)
    if of in (STAGE, OUTCOME):
        return labels.get(key) or texts(readable(key), key)
    kind = "handover_returned" if of == "returned" else f"opportunity_{of}"
    return labels.get(f"{kind}:{key}") or texts(readable(key), key)
