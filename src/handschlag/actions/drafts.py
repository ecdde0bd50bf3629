"""Drafting a house from its exports: an agreement filled in with what they show, and the mapping that reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.suggestions import known_words, propose
from handschlag.agreement import Agreement, loads, preset_text, presets
from handschlag.agreement.drafting import preface, set_line, set_number, set_reasons, set_return_reasons
from handschlag.errors import InputProblems, Problem
from handschlag.mapping.suggest import Known
from handschlag.mapping.suggest.findings import TWICE, Findings, findings
from handschlag.mapping.suggest.headers import key_of
from handschlag.mapping.suggest.known import Table, meant

#: How many words of a kind a comment shows.
SHOWN = 25

_WORDS = {
    "drafted": ("Entworfen aus: ", "Drafted from: "),
    "check": (
        "Bitte prüfen: Gründe, Währung, Zeitzone und mittlerer Auftragswert sind eingesetzt, der Rest ist die Vorlage.",
        "Please check: reasons, currency, time zone and average deal were filled in; everything else is the preset.",
    ),
    "owners": ("Verantwortliche: ", "Owners: "),
    "touches": ("Arten von Aktivitäten: ", "Kinds of activity: "),
    "stages": ("Phasen der Quellen und was sie hier sind: ", "Stages of the sources and what they are here: "),
    "own": ("ohne Entsprechung", "none of ours"),
}


@dataclass(frozen=True)
class Draft:
    """The texts of the two files; the exports nothing could be made of, with the reason."""

    agreement: str
    mapping: str
    unread: Mapping[str, str]


def draft(*, files: Sequence[Path], preset: str, language: str) -> Draft:
    """Draft agreement and mapping; both load without problems."""
    known_presets = [each.key for each in presets()]
    if preset not in known_presets:
        hint = f"known are {', '.join(known_presets)}"
        raise InputProblems(Problem(message=f"unknown preset `{preset}`", hint=hint))
    text = preset_text(preset, language)
    first = propose(files=files, agreement=_sound(text))
    found, known = findings(first.tables), known_words(_sound(text))
    text = _filled(text, found, known)
    proposal = propose(files=files, agreement=_sound(text))
    text = preface(text, _said(files, found, known, language))
    return Draft(text, proposal.text, {file: why.in_(language) for file, why in proposal.unread.items()})


def lay_down(house: House, drafted: Draft) -> None:
    """Write the drafted agreement and its mapping into a new house."""
    with outside():
        (house.path / "agreement.yaml").write_text(drafted.agreement, "utf-8")
        (house.path / "mapping.yaml").write_text(drafted.mapping, "utf-8")


def _sound(text: str) -> Agreement:
    agreement = loads(text.encode(), "agreement.yaml").agreement
    assert agreement is not None, "a draft is only kept if it loads"
    return agreement


def _filled(text: str, found: Findings, known: Known) -> str:
    if found.time_zone:
        text = set_line(text, "time_zone", found.time_zone)
    if found.currency:
        text = set_line(text, "currency", found.currency)
    if found.average_deal:
        text = set_number(text, "average_deal", found.average_deal)
    for outcome in ("lost", "no_decision", "disqualified"):
        words = _keyed(found.reasons.get(outcome, {}), known.reasons.get(outcome, {}))
        text = set_reasons(text, outcome, words) if words else text
    returned = _keyed(found.reasons.get("returned", {}), known.reasons.get("returned", {}))
    return set_return_reasons(text, returned) if returned else text


def _keyed(words: Mapping[str, int], table: Table) -> dict[str, str]:
    """The house's reasons, the most frequent first, under the preset's keys where they mean the same."""
    found: dict[str, str] = {}
    for word in sorted(words, key=lambda word: (-words[word], word)):
        if words[word] >= TWICE and len(found) < SHOWN:
            found.setdefault(meant(word, table) or key_of(word, "reason"), word)
    return found


def _said(files: Sequence[Path], found: Findings, known: Known, language: str) -> list[str]:
    def words(key: str) -> str:
        return _WORDS[key][0 if language == "de" else 1]

    lines = [words("drafted") + ", ".join(path.name for path in files), words("check")]
    for key, counted in (("owners", found.owners), ("touches", found.touches)):
        if counted:
            lines.append(words(key) + ", ".join(word for word, _ in counted.most_common(SHOWN)))
    if found.stages:
        meant_here = (f"{one} = {known.stage(one) or words('own')}" for one, _ in found.stages.most_common(SHOWN))
        lines.append(words("stages") + ", ".join(meant_here))
    return lines
