"""What a fact of each kind must say, beyond whom it is about and when."""

from handschlag.ledger.kinds import KINDS

#: Kinds whose `name` must not be missing: without it the fact says nothing.
NAMED = ("relation", "touch", "attempt", "consent", "stage_reported", "criterion_answer", "cost")

#: Kinds that say nothing without these `fields`.
NEEDED_FIELDS = {"consent": ("state",), "criterion_answer": ("answer",)}

#: What a role of a relation points at.
ROLES_ABOUT = {
    "company": "company",
    "primary_contact": "person",
    "converted_lead": "person",
    "handed_over": "person",
    "contact": "person",
    "campaign": "campaign",
}


def is_record(kind: str) -> bool:
    """Whether facts of this kind are versions of a source record."""
    return KINDS[kind].record
