"""The agreement's stages as a page needs them: label, and the side whose work they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from handschlag.web.words import said

#: Up to the hand-over a stage is marketing's, from the opportunity on it is sales'.
SALES_PHASES = ("evaluation", "decision")

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Stage:
    key: str
    label: str
    phase: str
    side: str
    hands_over: bool  # the first of sales: between it and the one before lies the hand-over


def stages_of(rows: Rows) -> list[Stage]:
    found: list[Stage] = []
    for stage in rows:
        side = "sales" if stage["phase"] in SALES_PHASES else "marketing"
        hands_over = bool(found) and side == "sales" and found[-1].side == "marketing"
        found.append(Stage(stage["key"], _begin(said(stage["label"])), stage["phase"], side, hands_over))
    return found


def _begin(label: str) -> str:
    """A label stands at the beginning of its line."""
    return label[:1].upper() + label[1:]


def steps_of(stages: Sequence[Stage]) -> list[tuple[Stage, Stage]]:
    """Each stage with its next one."""
    return list(pairwise(stages))


def labels_of(stages: Sequence[Stage]) -> dict[str, str]:
    """What the house calls its stages, by key."""
    return {stage.key: stage.label for stage in stages}
