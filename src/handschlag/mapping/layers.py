"""Expressions in layers: each may name what the layers before it computed, and nothing is computed twice."""

from handschlag.mapping.texts import identifier


class Layers:
    """Nested SELECTs. `let` puts an expression into a layer and gives back the column that holds it."""

    def __init__(self, depth: int) -> None:
        self._layers: list[dict[str, str]] = [{} for _ in range(depth)]

    def let(self, layer: int, expression: str) -> str:
        """The column that holds this expression from layer `layer` on."""
        known = self._layers[layer]
        if expression not in known:
            known[expression] = identifier(f"_{layer}_{len(known)}")
        return known[expression]

    def select(self, source: str) -> str:
        """The source with the columns of all layers."""
        sql = source
        for layer in self._layers:
            columns = "".join(f", {expression} as {name}" for expression, name in layer.items())
            sql = f"(select *{columns} from {sql})"
        return sql
