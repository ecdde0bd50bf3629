"""Says in words which figure a list of passes stands behind."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from handschlag.web import words
from handschlag.web.shapes.cohorts import cohort_label


def heading_of(asked: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, Any]:
    """The figure as a sentence, and what narrows it."""
    return {"sentence": _sentence(asked, labels), "narrowed": _narrowed(asked)}


def _sentence(asked: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    figure = asked["figure"]
    names = {"stage": labels.get(asked["stage"] or "", ""), "to": labels.get(asked["to"] or "", "")}
    sentences = {
        "entered": _("Entered %(stage)s"),
        "converted": _("Went from %(stage)s to %(to)s"),
        "not_converted": _("Entered %(stage)s and did not reach %(to)s"),
        "inventory": _("Stand in %(stage)s"),
        "won": _("Opportunities won"),
        "lost": _("Opportunities lost"),
        "no_decision": _("Opportunities without a decision"),
        "open": _("Open opportunities"),
    }
    return sentences.get(figure, figure.replace("_", " ")) % names


def _narrowed(asked: Mapping[str, Any]) -> list[str]:
    parts = []
    if asked["by"] and asked["group"] is not None:
        parts.append(f"{words.word('dimensions', asked['by'])}: {asked['group']}")
    if asked["cohort"]:
        parts.append(_("entered in %(cohort)s") % {"cohort": cohort_label(asked["cohort"])})
    if asked["path"]:
        parts.append(words.word("paths", asked["path"]))
    return parts
