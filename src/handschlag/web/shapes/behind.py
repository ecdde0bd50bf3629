"""Says in words which figure a list of passes stands behind."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from handschlag.web import words
from handschlag.web.shapes.cohorts import cohort_label
from handschlag.web.shapes.groups import group_label


def heading_of(asked: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, Any]:
    """The figure as a sentence, and what narrows it."""
    return {"sentence": _sentence(asked, labels), "narrowed": _narrowed(asked)}


def _sentence(asked: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    figure = str(asked["figure"])
    names = {"stage": labels.get(asked["stage"] or "", ""), "to": labels.get(asked["to"] or "", "")}
    sentences = {
        "entered": _("Entered %(stage)s"),
        "entered_derived": _("Entered %(stage)s, derived"),
        "entered_reported": _("Entered %(stage)s, reported"),
        "entered_implied": _("Entered %(stage)s, implied"),
        "converted": _("Went from %(stage)s to %(to)s"),
        "not_converted": _("Entered %(stage)s and did not reach %(to)s"),
        "timed": _("Went from %(stage)s to %(to)s, with a known duration"),
        "negative": _("Reached %(to)s before %(stage)s"),
        "inventory": _("Stand in %(stage)s"),
        "flow_start": _("Stood in %(stage)s at the start of the window"),
        "flow_in": _("Came to %(stage)s in the window"),
        "flow_out": _("Left %(stage)s in the window"),
        "won": _("Opportunities won"),
        "lost": _("Opportunities lost"),
        "no_decision": _("Opportunities without a decision"),
        "open": _("Open opportunities"),
        "wins": _("Wins"),
        "wins_with_value": _("Wins with a value"),
        "wins_without_value": _("Wins without a value"),
    }
    return sentences[figure] % names if figure in sentences else figure.replace("_", " ")


def _narrowed(asked: Mapping[str, Any]) -> list[str]:
    parts = []
    if asked["by"] and asked["group"] is not None:
        parts.append(f"{words.word('dimensions', asked['by'])}: {group_label(asked['group'])}")
    if asked["cohort"]:
        parts.append(_("entered in %(cohort)s") % {"cohort": cohort_label(asked["cohort"])})
    if asked["path"]:
        parts.append(words.word("paths", asked["path"]))
    return parts
