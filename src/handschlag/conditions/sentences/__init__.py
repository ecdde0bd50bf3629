"""What a condition says, as a sentence in German or English that a head of sales understands."""

from handschlag.conditions.nodes import AllOf, AnyOf, Node, Not
from handschlag.conditions.sentences.clauses import Clauses
from handschlag.conditions.sentences.joining import Clause, How, joined
from handschlag.conditions.sentences.language import Label, Language, default_label
from handschlag.conditions.sentences.opposites import plain

__all__ = ["Label", "Language", "default_label", "sentence"]


def sentence(node: Node, language: Language, label: Label = default_label) -> str:
    """The sentence of a condition; what belongs together stands in brackets."""
    return str(_clause(plain(node), Clauses(language, label), outermost=True))


def _clause(node: Node, clauses: Clauses, outermost: bool = False) -> Clause:
    match node:
        case AllOf(parts) | AnyOf(parts):
            how: How = "and" if isinstance(node, AllOf) else "or"
            together = joined([_clause(part, clauses) for part in parts], how, clauses.language)
            return together if outermost or together.subject else Clause("", f"({together})")
        case Not(part):
            if isinstance(part, AllOf | AnyOf | Not):
                raise TypeError(part)  # opposites.plain leaves `not` only before atoms
            return clauses.clause(part, opposite=True)
        case _:
            return clauses.clause(node, opposite=False)
