"""Meetings of both sides, and what one side signs off for the other."""
