"""Fit and engagement: who they are and what they do, in points."""
