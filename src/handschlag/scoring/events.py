"""What rules of engagement call the things a person does: touches by their type, a few other facts by their kind."""

from collections.abc import Mapping

#: Facts besides touches that a rule can name by their kind.
KINDS = ("attempt", "criterion_answer")


def called(kind: str, name: str | None, fields: Mapping[str, object]) -> str:
    """How a rule's `on` calls a fact; empty where no rule can mean it."""
    if kind == "touch":
        return name or ""
    if kind == "consent":
        return f"consent_{fields.get('state') or 'given'}"
    return kind if kind in KINDS else ""
