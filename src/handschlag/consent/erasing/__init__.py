"""Erasing a person (Art. 17 GDPR): how one is known again without being named, and what of rows and facts goes."""
