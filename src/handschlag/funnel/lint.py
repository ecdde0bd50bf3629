"""What looks wrong in funnel and data: the table of all findings, and the one function that looks for them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from handschlag.funnel import lint_deals, lint_facts, lint_passes
from handschlag.funnel.lint_scope import Found, Scope
from handschlag.funnel.shapes import Row, Run, StageLabel, ask

_EXAMPLES = 5


@dataclass(frozen=True)
class Lint:
    """One kind of finding: what it looks for, and what it is called."""

    kind: str
    look: Callable[[Scope], Found]
    en: str
    de: str


#: Every kind of finding. A new one is one function and one line here.
LINTS = (
    Lint(
        "negative_lag", lint_passes.negative_lags,
        "A later stage was reached before an earlier one; counted in conversion, left out of velocity",
        "Eine spätere Phase wurde vor einer früheren erreicht; zählt in der Konversion, nicht in der Dauer",
    ),
    Lint(
        "skipped_stage", lint_passes.skipped_stages,
        "Stages were skipped and are implied by a later one",
        "Phasen wurden übersprungen und sind nur aus einer späteren erschlossen",
    ),
    Lint(
        "reported_differs", lint_passes.differing_opinions,
        "The source and the agreement's rule do not enter the stage on the same day",
        "Quelle und Regel der Vereinbarung sehen den Eintritt in die Phase nicht am selben Tag",
    ),
    Lint(
        "stage_without_definition", lint_facts.undefined_stages,
        "A source reports a stage that the agreement does not define",
        "Eine Quelle meldet eine Phase, die die Vereinbarung nicht definiert",
    ),
    Lint(
        "duplicate_person", lint_facts.duplicate_persons,
        "Different persons have the same name at the same company",
        "Verschiedene Personen haben denselben Namen im selben Unternehmen",
    ),
    Lint(
        "scanner_clicks", lint_facts.scanner_clicks,
        "Clicks on several links within seconds: a mail scanner, not a person",
        "Klicks auf mehrere Links binnen Sekunden: ein E-Mail-Scanner, kein Mensch",
    ),
    Lint(
        "wins_without_losses", lint_deals.wins_without_losses,
        "A source knows wins but no loss: there is no win rate for it",
        "Eine Quelle kennt Gewinne, aber keinen Verlust: für sie gibt es keine Gewinnquote",
    ),
    Lint(
        "win_without_value", lint_deals.wins_without_value,
        "Wins without a value are missing in the average deal",
        "Gewinne ohne Wert fehlen in der durchschnittlichen Vertragsgröße",
    ),
    Lint(
        "missing_crm_field", lint_deals.missing_fields,
        "Open opportunities lack amount, close date or owner",
        "Offenen Opportunities fehlen Betrag, Abschlussdatum oder Zuständige",
    ),
)  # fmt: skip


def check(
    run: Run,
    *,
    stages: Sequence[StageLabel],
    time_zone: str,
    as_of: int,
    detours: Sequence[str] = (),
    undefined: Sequence[str] = (),
    facts: str = "facts",
) -> Row:
    """All findings over the fold tables and the view `facts` (the columns of a fact, `id` and `person`).

    `detours` are the agreement's legal ways off the funnel, `undefined` its stages without condition and definition.
    Of each kind some examples are shown, the oldest or largest first; each has a readable `what` and ids.
    """
    question = ask(run, stages=stages, time_zone=time_zone, as_of=as_of, kind=None)
    scope = Scope(run, question, tuple(detours), tuple(undefined), facts)
    findings = []
    for lint in LINTS:
        count, examples = lint.look(scope)
        if count:
            text = {"de": lint.de, "en": lint.en}
            findings.append({"kind": lint.kind, "count": count, "examples": _first(examples), "text": text})
    return {"findings": findings}


def _first(examples: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return list(examples[:_EXAMPLES])
