"""Stages, detours and the funnel's figures."""
