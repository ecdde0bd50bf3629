"""Goals, and the funnel turned on its head."""
