"""The Olist funnel counted from the raw files with csv and statistics alone: the other side of every comparison."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import quantiles

DATA = Path(__file__).parents[3] / "shared" / "data" / "olist_funnel"
LEADS = DATA / "olist_marketing_qualified_leads_dataset.csv"
DEALS = DATA / "olist_closed_deals_dataset.csv"


@dataclass(frozen=True)
class Lead:
    origin: str  # "(missing)" where the cell is empty
    came: datetime
    won: datetime | None

    @property
    def month(self) -> str:
        return f"{self.came:%Y-%m}"

    @property
    def days(self) -> float | None:
        """Days of 24 hours from the form to the win; below zero where the win came first."""
        return None if self.won is None else (self.won - self.came).total_seconds() / 86_400


def rows(path: Path) -> list[dict[str, str]]:
    """All rows of a file by column."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_leads() -> list[Lead]:
    won = {row["mql_id"]: datetime.fromisoformat(row["won_date"]) for row in rows(DEALS)}
    return [
        Lead(row["origin"] or "(missing)", datetime.fromisoformat(row["first_contact_date"]), won.get(row["mql_id"]))
        for row in rows(LEADS)
    ]


def counted(leads: Iterable[Lead], key: Callable[[Lead], str]) -> dict[str, tuple[int, int]]:
    """Leads and wins of each group."""
    came = Counter(key(lead) for lead in leads)
    won = Counter(key(lead) for lead in leads if lead.won is not None)
    return {group: (came[group], won[group]) for group in came}


def spread(leads: Iterable[Lead]) -> tuple[int, float | None, float | None, float | None]:
    """How many wins came after their form, and the median, 75 % and 90 % point of the days they took."""
    days = [lead.days for lead in leads if lead.days is not None and lead.days >= 0]
    if len(days) < 2:
        return len(days), *([days[0] if days else None] * 3)  # type: ignore[return-value]
    points = quantiles(days, n=20, method="inclusive")
    return len(days), points[9], points[14], points[17]
