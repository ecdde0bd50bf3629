"""Every action says which right it needs, and refuses whoever has it not before anything else happens."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from handschlag.access.roles import RIGHTS
from handschlag.actions.houses import House

P = ParamSpec("P")
R = TypeVar("R")


def needs(right: str) -> Callable[[Callable[Concatenate[House, P], R]], Callable[Concatenate[House, P], R]]:
    """Mark an action with its right; the asking person stands in the house as `house.by`."""
    if right not in RIGHTS:
        raise LookupError(f"no right is called {right}")

    def mark(action: Callable[Concatenate[House, P], R]) -> Callable[Concatenate[House, P], R]:
        @wraps(action)
        def checked(house: House, /, *args: P.args, **given: P.kwargs) -> R:
            house.by.require(right)
            return action(house, *args, **given)

        checked.right = right  # type: ignore[attr-defined]
        return checked

    return mark
