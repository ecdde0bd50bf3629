"""The agreement's own words for what facts and figures name: stages, detours, criteria, reasons."""

from collections.abc import Mapping
from typing import Any


def texts(text: Any, key: str) -> dict[str, str]:
    """A text of the agreement in both languages; one plain string serves both, a missing one is the key itself."""
    if text is None:
        return dict.fromkeys(("de", "en"), key.replace("_", " "))
    if isinstance(text, str):
        return dict.fromkeys(("de", "en"), text)
    return {
        language: text[language] if isinstance(text, Mapping) else getattr(text, language) for language in ("de", "en")
    }


def stage_list(agreement: Any) -> list[dict[str, Any]]:
    """The stages in order, with their labels: the agreement's label, else the vocabulary's, else the key."""
    return [
        {
            "key": stage.key,
            "label": texts(agreement.stage_label(stage.key), stage.key),
            "phase": stage.phase,
            "kind": stage.kind,
        }
        for stage in agreement.funnel.stages
    ]


def agreement_labels(agreement: Any) -> dict[str, dict[str, str]]:
    """Key to label of everything a fact's name can be."""
    labels = {stage["key"]: stage["label"] for stage in stage_list(agreement)}
    for key in ("recycled", "disqualified", "inactive", "lost", "no_decision"):
        labels[key] = texts(agreement.stage_label(key), key)
    return labels
