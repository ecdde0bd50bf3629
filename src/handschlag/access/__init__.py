"""Parties and roles: who signs, who may do what."""
