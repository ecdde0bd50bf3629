"""Which touches contributed to a win, and how much."""
