"""Takes a market's condition apart, so that each part can be judged and said by itself: why a company fits, or not."""

from handschlag.conditions import RecordCondition
from handschlag.conditions.canonical import canonical
from handschlag.conditions.nodes import AllOf


def parts(condition: RecordCondition) -> list[RecordCondition]:
    """The conditions all of which must hold; one that is not such a list is its own only part."""
    tree = condition.tree
    return [RecordCondition(canonical(part), part) for part in (tree.parts if isinstance(tree, AllOf) else (tree,))]
