"""What every search of the lint is given, and how it counts and cuts what it found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from handschlag.funnel.shapes import Question, Row, Run

#: How many there are, and examples of them.
Found = tuple[int, list[Row]]

_MOST_EXAMPLES = 20


@dataclass(frozen=True)
class Scope:
    """The tables to ask, the checked question (all kinds of passes, no window), and the agreement's words."""

    run: Run
    question: Question
    detours: tuple[str, ...]
    undefined: tuple[str, ...]
    facts: str

    def found(
        self, select: str, order: str, shown: Callable[..., Row], parameters: Sequence[Any] = (), before: str = ""
    ) -> Found:
        """Counts the rows of a select and shows the first of them; `before` are its common table expressions."""
        hits = f"{before}, hits as ({select})" if before else f"with hits as ({select})"
        sql = f"{hits} select (select count(*) from hits), * from hits order by {order} limit {_MOST_EXAMPLES}"
        rows = self.run(sql, parameters)
        return (int(rows[0][0]) if rows else 0), [shown(*row[1:]) for row in rows]
