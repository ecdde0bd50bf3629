"""Checks the types of a parsed condition and builds its tree of nodes; every problem is kept, none ends the check."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TypeAlias

from sqlglot import expressions as exp

from handschlag.conditions.nodes import (
    AllOf,
    Among,
    AnyOf,
    Atom,
    Between,
    Compare,
    Flag,
    IsNull,
    Like,
    Literal,
    Named,
    Node,
    Not,
    Value,
    atoms,
    leaves,
)
from handschlag.conditions.parsed import Place
from handschlag.conditions.scope import Scope
from handschlag.conditions.tables import FieldType
from handschlag.conditions.values import A_TYPE, Values, bare, name_of
from handschlag.errors import Problem

#: An `and` or `or` of more parts than this belongs into a list (`in`).
MOST_PARTS = 200
COMPARISONS: dict[type[exp.Expr], str] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
}
_FLIPPED = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


#: What else can be wrong with a comparison whose types are right.
FurtherCheck: TypeAlias = Callable[[Atom], Iterable[Problem]]


def nothing_further(atom: Atom) -> Iterable[Problem]:
    """No further check."""
    return ()


class Checker(Values):
    """Reads conditions. A condition that is wrong is None, and its problem is kept in `problems`."""

    def __init__(self, text: str, scope: Scope, place: Place, further: FurtherCheck = nothing_further) -> None:
        super().__init__(text, scope, place)
        self.further = further

    def condition(self, tree: exp.Expr) -> Node | None:
        tree = bare(tree)
        if isinstance(tree, exp.And | exp.Or):
            return self._joined(tree)
        if isinstance(tree, exp.Not):
            return _opposite(self.condition(tree.this))
        node = self._single(tree)
        if node is not None:
            self.problems += [problem for atom in atoms(node) for problem in self.further(atom)]
        return node

    def _single(self, tree: exp.Expr) -> Node | None:
        match tree:
            case exp.EQ() | exp.NEQ() | exp.LT() | exp.LTE() | exp.GT() | exp.GTE():
                return self._compare(tree)
            case exp.Between():
                return self._between(tree)
            case exp.In():
                return self._among(tree)
            case exp.Like() | exp.ILike():
                return self._like(tree)
            case exp.Is():
                return self._is(tree)
            case exp.Column() if tree.name in self.scope.named:
                return Named(tree.name)
            case _:
                return self._flag(tree)

    def _joined(self, tree: exp.Expr) -> Node | None:
        kind = exp.And if isinstance(tree, exp.And) else exp.Or
        waiting, parts = [tree], list[exp.Expr]()
        while waiting:
            part = bare(waiting.pop())
            if isinstance(part, kind):
                waiting += [part.this, part.args["expression"]]
            else:
                parts.append(part)
        if len(parts) > MOST_PARTS:
            self.complain(tree, f"more than {MOST_PARTS} conditions are joined here", "use a list: field in ('a', 'b')")
            return None
        nodes = [self.condition(part) for part in reversed(parts)]
        known = tuple(node for node in nodes if node is not None)
        if len(known) < len(nodes):
            return None
        # Two opposites cancel out and may uncover a part of the same kind.
        flat = tuple(inner for node in known for inner in _parts(node, AllOf if kind is exp.And else AnyOf))
        return AllOf(flat) if kind is exp.And else AnyOf(flat)

    def _compare(self, tree: exp.Expr) -> Node | None:
        operator = COMPARISONS[type(tree)]
        if any(isinstance(side, tuple(COMPARISONS)) for side in (tree.this, tree.args["expression"])):
            self.complain(tree, "two comparisons follow each other directly", "join them with and: a < b and b < c")
            return None
        values = self._agreeing(tree, [self.value(tree.this), self.value(tree.args["expression"])])
        if values is None:
            return None
        left, right = values
        if left.type is FieldType.BOOLEAN and operator not in ("=", "<>"):
            self.complain(left.at, f"{name_of(left)} is yes or no and cannot be more or less than something")
            return None
        return Compare(_FLIPPED[operator], right, left) if isinstance(left, Literal) else Compare(operator, left, right)

    def _between(self, tree: exp.Between) -> Node | None:
        values = self._agreeing(tree, [self.value(tree.args[key]) for key in ("this", "low", "high")])
        if values is None:
            return None
        value, low, high = values
        if value.type is FieldType.BOOLEAN:
            self.complain(value.at, f"{name_of(value)} is yes or no and cannot lie between two values")
            return None
        if isinstance(low, Literal) and isinstance(high, Literal) and _less(high, low):
            message = f"nothing lies between {name_of(low)} and {name_of(high)}: the first is more than the second"
            self.complain(low.at, message, f"write between {_written(high)} and {_written(low)}")
            return None
        return Between(value, low, high)

    def _among(self, tree: exp.In) -> Node | None:
        if not tree.expressions:
            self.complain(tree, "after `in` a list in brackets is expected", "as in country in ('DE', 'AT')")
            return None
        values = self._agreeing(tree, [self.value(item) for item in (tree.this, *tree.expressions)])
        if values is None:
            return None
        choices = [choice for choice in values[1:] if isinstance(choice, Literal)]
        if len(choices) < len(values) - 1:
            other = next(choice for choice in values[1:] if not isinstance(choice, Literal))
            self.complain(other.at, f"{name_of(other)} cannot stand in a list", "lists hold texts, numbers or dates")
            return None
        unique = dict.fromkeys(choices)
        return Among(values[0], tuple(unique))

    def _like(self, tree: exp.Like | exp.ILike) -> Node | None:
        value, pattern = self.value(tree.this), self.value(tree.expression)
        if value is None or pattern is None:
            return None
        if value.type is not FieldType.TEXT or isinstance(value, Literal):
            self.complain(
                value.at, f"only a text field can be like a pattern; {name_of(value)} is {A_TYPE[value.type]}"
            )
            return None
        if not isinstance(pattern, Literal) or not isinstance(pattern.value, str):
            self.complain(pattern.at, "a pattern in single quotes is expected here", "as in path like '/prices%'")
            return None
        node = Like(value, pattern.value, isinstance(tree, exp.ILike))
        return Not(node) if tree.args.get("negate") else node

    def _is(self, tree: exp.Is) -> Node | None:
        tested = bare(tree.expression)
        opposite = isinstance(tested, exp.Not)
        if not isinstance(bare(tested.this) if opposite else tested, exp.Null):
            self.complain(tree, "after `is` only `null` or `not null` is understood", "compare with = instead")
            return None
        value = self.value(tree.this)
        if value is None:
            return None
        if all(isinstance(leaf, Literal) for leaf in leaves(value)):
            self.complain(value.at, "this says nothing about the record", "write a field before `is null`")
            return None
        return Not(IsNull(value)) if opposite else IsNull(value)

    def _flag(self, tree: exp.Expr) -> Node | None:
        value = self.value(tree)
        if value is None:
            return None
        if isinstance(value, Literal):
            hint = "write a whole comparison on both sides of and, or; several values: field in ('a', 'b')"
            self.complain(value.at, f"{name_of(value)} alone is not a condition", hint)
            return None
        if value.type is not FieldType.BOOLEAN:
            example = {FieldType.NUMBER: "> 0", FieldType.DATE: "> '2026-01-31'"}.get(value.type, "= '...'")
            name = name_of(value)
            self.complain(
                value.at, f"{name} is {A_TYPE[value.type]} and needs a comparison", f"as in {name.strip('`')} {example}"
            )
            return None
        return Flag(value)

    def _agreeing(self, tree: exp.Expr, values: list[Value | None]) -> list[Value] | None:
        """The values, if all are known, of one type, and one of them says something about the record."""
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            return None
        if all(isinstance(leaf, Literal) for value in known for leaf in leaves(value)):
            self.complain(tree, "this compares nothing of the record", "write a field on one side")
            return None
        leading = next((value for value in known if not isinstance(value, Literal)), known[0])
        agreed = [self.as_type(value, leading.type) for value in known]
        result = [value for value in agreed if value is not None]
        if len(result) < len(agreed):
            return None
        fine = [self._same_type(leading, value) for value in result]
        return result if all(fine) else None

    def _same_type(self, leading: Value, other: Value) -> bool:
        if leading.type is other.type:
            return True
        message = f"{name_of(leading)} is {A_TYPE[leading.type]}, {name_of(other)} is {A_TYPE[other.type]}"
        self.complain(other.at, f"{message}: they cannot be compared", _mend(leading, other))
        return False


def _mend(leading: Value, other: Value) -> str:
    if not isinstance(other, Literal):
        return ""
    if leading.type is FieldType.TEXT:
        return f"write '{_written(other)}' in single quotes"
    if leading.type is FieldType.NUMBER and isinstance(other.value, str):
        return "write the number without quotes"
    if leading.type is FieldType.BOOLEAN:
        name = name_of(leading).strip("`")
        return f"write `{name}` or `not {name}`"
    return "write a date in quotes, as in '2026-01-31'" if leading.type is FieldType.DATE else ""


def _opposite(node: Node | None) -> Node | None:
    if node is None:
        return None
    return node.part if isinstance(node, Not) else Not(node)


def _parts(node: Node, kind: type[AllOf] | type[AnyOf]) -> tuple[Node, ...]:
    return node.parts if isinstance(node, kind) else (node,)


def _less(left: Literal, right: Literal) -> bool:
    match left.value, right.value:
        case (int() | Decimal() as one, int() | Decimal() as other):
            return one < other
        case (one, other):
            return str(one) < str(other)


def _written(literal: Literal) -> str:
    return str(literal.value).lower() if isinstance(literal.value, bool) else str(literal.value)
