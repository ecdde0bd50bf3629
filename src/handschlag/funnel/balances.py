"""Where passes stand and how many came and went: per stage, start + in - out = end."""

from handschlag.funnel.populations import counted
from handschlag.funnel.shapes import Question, Row, Run

_FLOW = ("flow_start", "flow_in", "flow_out", "inventory")


def balances(run: Run, question: Question) -> tuple[list[Row], list[Row]]:
    """Inventory at the window's end (as of the asked instant, if that is earlier), and the flow that leads to it."""
    found = counted(run, question, _FLOW, "stage")
    groups = sorted({group for _, group in found}, key=str) if question.by else [None]
    inventory, flow = [], []
    for stage in question.stages:
        for group in groups:
            cell = found.get((stage.key, group), dict.fromkeys(_FLOW, 0))
            named = {"stage": stage.key, "group": group, "unit": "pass"}
            inventory.append({**named, "count": cell["inventory"]})
            counts = {"start": cell["flow_start"], "in": cell["flow_in"], "out": cell["flow_out"]}
            flow.append({**named, **counts, "end": cell["inventory"]})
    return inventory, flow
