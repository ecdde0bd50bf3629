"""Who is who: which records of which sources are one person or one company, why, and which belong together."""

from handschlag.linking.explain import Step, explain
from handschlag.linking.graph import Record, Relation
from handschlag.linking.identities import new_ids, uuid7
from handschlag.linking.keys import REASONS, Key, keys
from handschlag.linking.likeness import LIKENESSES, likeness
from handschlag.linking.link import Linked, NewLink, link

__all__ = [
    "LIKENESSES",
    "REASONS",
    "Key",
    "Linked",
    "NewLink",
    "Record",
    "Relation",
    "Step",
    "explain",
    "keys",
    "likeness",
    "link",
    "new_ids",
    "uuid7",
]
