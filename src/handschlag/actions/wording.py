"""The agreement's own words for what facts and figures name: stages, detours, criteria, reasons."""

from collections.abc import Mapping
from typing import Any

from handschlag.agreement.words import readable


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


def names_of(named: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """What people call each market, persona or criterion, by key."""
    return {key: texts(each.name or readable(key), key) for key, each in named.items()}


def agreement_labels(agreement: Any) -> dict[str, dict[str, str]]:
    """Key to label of everything a fact's name can be."""
    labels = {stage["key"]: stage["label"] for stage in stage_list(agreement)}
    for key in ("recycled", "disqualified", "inactive", "lost", "no_decision"):
        labels[key] = texts(agreement.stage_label(key), key)
    for key, name in names_of(agreement.criteria.criteria).items():
        labels[f"criterion_answer:{key}"] = name
    for key, name in names_of(agreement.handover.return_reasons).items():
        labels[f"handover_returned:{key}"] = name
    for purpose in agreement.consent.purposes:
        labels[f"consent:{purpose}"] = texts(readable(purpose), purpose)
    for outcome in ("lost", "no_decision", "disqualified"):
        reasons = getattr(agreement.funnel.detours, outcome).reasons
        for key, name in reasons.items():
            labels[f"opportunity_{outcome}:{key}"] = texts(name or readable(key), key)
    return labels


def reason_name(labels: Mapping[str, Any], outcome: str, reason: str | None) -> dict[str, str] | None:
    """What the agreement calls the reason of an outcome; a reason that it does not know is shown as it is."""
    if reason is None:
        return None
    found = labels.get(f"opportunity_{outcome}:{reason}") or labels.get(f"handover_returned:{reason}")
    return found or texts(None, reason)
