"""From the text of a condition to its type-checked tree: words, their order, sqlglot's grammar, then the types."""

from sqlglot import expressions as exp
from sqlglot.dialects.duckdb import DuckDB
from sqlglot.errors import ParseError
from sqlglot.tokenizer_core import Token

from handschlag.conditions.checking import Checker, FurtherCheck, nothing_further
from handschlag.conditions.nodes import Node
from handschlag.conditions.order import wrong_order
from handschlag.conditions.parsed import Parsed, Place
from handschlag.conditions.scope import Scope
from handschlag.conditions.values import CALL_PREFIX, CONSTANTS
from handschlag.conditions.words import Role, Word, cut, replaced
from handschlag.errors import Problem


def parse_tree(text: str, scope: Scope, place: Place, further: FurtherCheck = nothing_further) -> Parsed[Node]:
    """The tree of a condition, or every problem found; `further` checks each single comparison."""
    pieces = cut(text, place, scope.names())
    problems = [*pieces.problems, *scope.unknown_names(text, pieces.words, place)]
    node = None
    if pieces.complete and pieces.words:
        wrong = wrong_order(text, pieces.words, place)
        tree = wrong or _sql_tree(text, pieces.words, place)
        if isinstance(tree, Problem):
            problems.append(tree)
        else:
            checker = Checker(text, scope, place, further)
            node = checker.condition(tree)
            problems += checker.problems
    if problems or node is None:
        return Parsed(None, tuple(sorted(set(problems))))
    return Parsed(node)


def _sql_tree(text: str, words: list[Word], place: Place) -> exp.Expr | Problem:
    """What sqlglot makes of the words."""
    try:
        trees = DuckDB().parser().parse([_token(words, number) for number in range(len(words))], text)
    except ParseError as error:
        at = error.errors[0].get("highlight") if error.errors else None
        offset = text.find(at) if at else -1
        return place.problem(text, max(offset, 0), "the condition cannot be understood here")
    except RecursionError:
        return place.problem(text, 0, "the condition is nested too deeply")
    if len(trees) != 1 or trees[0] is None:
        return place.problem(text, 0, "this is not one condition")
    return trees[0]


def _token(words: list[Word], number: int) -> Token:
    """A word as sqlglot gets it; see CALL_PREFIX and CONSTANTS."""
    word, token = words[number], words[number].token
    name = word.text.lower()
    if word.role is Role.CALL:
        return replaced(token, CALL_PREFIX + name)
    tested = any(before.role is Role.TEST for before in words[max(number - 2, 0) : number])
    if word.role is Role.VALUE and name in CONSTANTS and not (name == "null" and tested):
        return replaced(token, CONSTANTS[name])
    return token
