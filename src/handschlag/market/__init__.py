"""Target markets and personas: to whom we can and want to sell, and whom we must address there."""
