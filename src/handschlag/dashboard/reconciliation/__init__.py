"""Reconciliation: each source's totals against ours, and every record that makes the difference, with its reason.

Everything is a list of items, each counted by the source, by us, or by both. A total is the sum of a side; a
difference is an item that only one side counts, or that the two count at different times. So the differences always
add up to the difference of the totals.
"""

from handschlag.dashboard.reconciliation.asked import Asked, Sources, Waiting
from handschlag.dashboard.reconciliation.comparing import reconcile
from handschlag.dashboard.reconciliation.reasons import OBJECTS, REASONS

__all__ = ["OBJECTS", "REASONS", "Asked", "Sources", "Waiting", "reconcile"]
