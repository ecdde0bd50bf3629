"""Carries every `not` down to the single comparison, so that a sentence never has to say `it is not so that`.

The meaning stays the same, also where something is unknown: `not (a or b)` is `not a and not b`.
"""

from handschlag.conditions.nodes import AllOf, AnyOf, Atom, Between, Compare, Literal, Node, Not

_OPPOSITE = {"=": "<>", "<>": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def plain(node: Node, opposite: bool = False) -> Node:
    """The same condition with `not` only right before atoms that cannot be turned around."""
    match node:
        case Not(part):
            return plain(part, not opposite)
        case AllOf(parts) | AnyOf(parts):
            every = isinstance(node, AllOf) is not opposite
            kind = AllOf if every else AnyOf
            flat = [plain(part, opposite) for part in parts]
            return kind(tuple(inner for part in flat for inner in (part.parts if isinstance(part, kind) else (part,))))
        case Between(value, low, high) if not (isinstance(low, Literal) and isinstance(high, Literal)):
            bounds: tuple[Atom, Atom] = (Compare(">=", value, low), Compare("<=", value, high))
            return plain(AllOf(bounds), opposite)
        case Compare(operator, left, right):
            return Compare(_OPPOSITE[operator], left, right) if opposite else node
        case _:
            return Not(node) if opposite else node
