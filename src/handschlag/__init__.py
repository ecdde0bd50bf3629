"""Handschlag: the agreement between marketing and sales, executed."""
