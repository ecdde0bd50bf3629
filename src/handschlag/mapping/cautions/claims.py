"""What a list of persons says about opportunities: columns in which systems count them."""

from collections.abc import Sequence

from handschlag.mapping.suggest.headers import normal

#: Headers of columns that count the won opportunities of a person (Pipedrive, HubSpot roll-ups, house-made lists).
WON_COUNTS = tuple(
    map(
        normal,
        (
            "won deals", "won deals count", "number of won deals", "person - won deals", "closed won deals",
            "won opportunities", "number of won opportunities", "gewonnene deals", "anzahl gewonnener deals",
            "person - gewonnene deals", "gewonnene verkaufschancen", "anzahl gewonnene verkaufschancen",
            "anzahl gewonnener verkaufschancen",
        ),
    )
)  # fmt: skip


def won_counts(columns: Sequence[str]) -> list[str]:
    """The columns that count wins."""
    return [column for column in columns if normal(column) in WON_COUNTS]
