"""Says per section what the program executes today, and what it only checks and shows."""

from dataclasses import dataclass

from handschlag.agreement.model import Agreement
from handschlag.agreement.sections import BASICS, READERS
from handschlag.files import Text, both
from handschlag.files.tree import Scalar, Table, find

ABSENT = "absent"
_ABSENT = both("steht nicht in der Vereinbarung", "is not in the agreement")


@dataclass(frozen=True)
class SectionState:
    """One section: `state` is executed, partly, shown (only checked and shown), or absent."""

    section: str
    title: Text
    state: str
    note: Text


def sections_state(agreement: Agreement) -> tuple[SectionState, ...]:
    """The state of every section, in the order of the format."""
    rows = [(key, title, state, note) for key, (title, state, note) in BASICS.items()]
    rows += [(reader.key, reader.title, reader.state, reader.note) for reader in READERS]
    return tuple(
        SectionState(key, title, state, note) if _there(agreement, key) else SectionState(key, title, ABSENT, _ABSENT)
        for key, title, state, note in rows
    )


def _there(agreement: Agreement, key: str) -> bool:
    node = find(agreement.written, (key,))
    empty = (isinstance(node, Scalar) and node.value is None) or (isinstance(node, Table) and not node.entries)
    return node is not None and not empty
