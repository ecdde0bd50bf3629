"""The year's goal as a bar: what is won, what was planned up to now, what is still missing."""

from typing import Any

from handschlag.web import formats

#: The widest bar, in per cent.
_WHOLE = 100


def year_of(goal: dict[str, Any], currency: str) -> dict[str, Any]:
    """Widths in per cent of the goal, and the amounts as people write them."""
    money = {key: formats.money(goal[key], currency) for key in ("revenue", "won", "planned")}
    return {
        "year": goal["year"], **money,
        "won_width": _share(goal["won"], goal["revenue"]), "planned_at": _share(goal["planned"], goal["revenue"]),
        "share": formats.share(goal["won"], goal["revenue"]), "is_ahead": goal["ahead"] >= 0,
        "difference": formats.money(abs(goal["ahead"]), currency),
    }  # fmt: skip


def _share(part: int, whole: int) -> str:
    return f"{min(_WHOLE, _WHOLE * part / whole):.2f}" if whole else "0"
