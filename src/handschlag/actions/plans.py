"""Goals counted backwards from revenue: how many of each stage they need."""

from handschlag.planning.reverse import reverse

__all__ = ["reverse"]
