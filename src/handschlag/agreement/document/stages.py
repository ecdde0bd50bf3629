"""The shared funnel: stages with their definitions, when each begins, and the agreed ways off the path."""

from collections.abc import Iterator

from handschlag.agreement.document.blocks import Block, Grid, Heading, Paragraph, Points, Said
from handschlag.agreement.document.voice import Voice
from handschlag.conditions import Duration, EventExpression
from handschlag.funnel.terms import Ending, Stage

_PHASES = {
    "awareness": ("Problem oder Bedarf wurde erkannt", "Awareness", "A problem or need was recognised"),
    "interest": ("Suche nach Lösungsansätzen", "Interest", "Looking for ways to solve it"),
    "intent": ("Auswahl von Lösungsansätzen", "Intent", "Choosing among ways to solve it"),
    "evaluation": ("Prüfung von ausgewählten Lösungsansätzen", "Evaluation", "Examining the chosen ones"),
    "decision": ("Entscheidung für eine Lösung", "Decision", "Deciding for a solution"),
}
_KINDS = {
    "inventory": ("Bestandsphase: darf ruhen", "inventory: may rest"),
    "gate": ("Prüfphase: wird sofort entschieden", "gate: is decided at once"),
    "sla": ("Fristphase: hat eine Frist", "SLA: has a deadline"),
}


def stages(voice: Voice) -> Iterator[Block]:
    """The funnel as a table with definitions, then the rules."""
    funnel = voice.agreement.funnel
    yield Heading(voice.say("Der gemeinsame Funnel", "The shared funnel"))
    yield Paragraph(
        Said(
            voice.say(
                "Beide Seiten verwenden für den Weg vom ersten Kontakt bis zum Vertrag diese Begriffe, und nur diese.",
                "For the way from first contact to contract both sides use these words, and only these.",
            )
        )
    )
    head = (
        voice.say("Lage des Kunden", "Customer’s situation"),
        voice.say("Phase", "Stage"),
        voice.say("Definition", "Definition"),
    )
    yield Grid((*head, voice.say("Art", "Kind")), tuple(_row(voice, stage) for stage in funnel.stages))
    yield Paragraph(
        Said(voice.say("Eine Phase ist erreicht, sobald gilt:", "A stage is reached as soon as the following holds:"))
    )
    yield Points(tuple(_enters(voice, stage) for stage in funnel.stages))
    yield Paragraph(
        Said(
            voice.say(
                "Was erreicht ist, bleibt erreicht; ein sinkender Punktestand nimmt keine Phase zurück. Wer eine "
                "spätere "
                "Phase erreicht, hat die früheren damit auch erreicht; das wird als erschlossen gekennzeichnet.",
                "What is reached stays reached; a falling score takes no stage back. Who reaches a later stage has "
                "thereby reached the earlier ones; that is marked as implied.",
            )
        )
    )
    yield from _detours(voice)


def _row(voice: Voice, stage: Stage) -> tuple[Said, ...]:
    meaning_de, english, meaning_en = _PHASES[stage.phase]
    phase = f"{english} – {voice.say(meaning_de, meaning_en)}"
    definition = voice.text(stage.definition) if stage.definition else _sentence(voice.sentence(stage.enters))
    return Said(phase), Said("", strong=voice.stage(stage.key)), Said(definition), Said(_kind(voice, stage))


def _kind(voice: Voice, stage: Stage) -> str:
    is_last = stage.key == voice.agreement.funnel.stages[-1].key
    return voice.say("Abschluss", "the end") if is_last else voice.say(*_KINDS[stage.kind])


def _enters(voice: Voice, stage: Stage) -> Said:
    said = voice.rule(stage.enters, after=".")
    if not isinstance(stage.enters, EventExpression) and stage.leaves:
        leaves = voice.sentence(stage.leaves)
        ends = voice.say(f" Sie endet, wenn gilt: {leaves}.", f" It ends when: {leaves}.")
        said = Said(said.text + ends, f"{said.rule}; leaves: {stage.leaves.text}")
    return Said(said.text, said.rule, f"{voice.stage(stage.key)}:")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _detours(voice: Voice) -> Iterator[Block]:
    detours = voice.agreement.funnel.detours
    yield Paragraph(Said(voice.say("Wege neben dem Funnel sind erlaubt und werden gezählt:",
                                   "Ways beside the funnel are legal and counted:")))  # fmt: skip
    back = voice.stage(detours.recycled.back_to or voice.agreement.funnel.stages[1].key)
    points = [
        Said(
            voice.say(
                f"Der Lead geht zurück an „{back}“ und beginnt dort einen neuen Anlauf im selben Durchlauf.",
                f"The lead goes back to “{back}” and begins a further attempt there, in the same pass.",
            ),
            strong=f"{voice.stage('recycled')}:",
        )
    ]
    if detours.inactive.after:
        text = (
            voice.say("Der Durchlauf endet ", "The pass ends ") + detours.inactive.after.sentence(voice.language) + "."
        )
        if detours.inactive.back_to:
            again = voice.stage(detours.inactive.back_to)
            text += voice.say(f" Meldet sich die Person wieder, beginnt sie neu als „{again}“.",
                              f" When the person comes back, they begin again as “{again}”.")  # fmt: skip
        points.append(Said(text, strong=f"{voice.stage('inactive')}:"))
    for outcome in ("disqualified", "lost", "no_decision"):
        points.append(_ending(voice, outcome, getattr(detours, outcome)))
    yield Points(tuple(points))
    yield Paragraph(Said(_passes(voice)))


def _passes(voice: Voice) -> str:
    passes = voice.agreement.passes
    window = passes.window.sentence(voice.language)
    text = voice.say(
        "Ein Durchlauf beginnt mit dem ersten Kontaktpunkt, der zählt. Nennt eine Opportunity keine Person, gehört sie "
        f"zum jüngsten Kontakt, der höchstens {window} zurückliegt.",
        "A pass begins with the first touchpoint that counts. An opportunity that names no person belongs to the "
        "latest "
        f"contact not more than {window} before.",
    )
    if passes.customers == "new":
        return text + voice.say(
            " Geschäft mit bestehenden Kunden wird wie Neugeschäft gezählt.",
            " Business with existing customers is counted as new business.",
        )
    return text + voice.say(
        " Geschäft mit bestehenden Kunden wird getrennt vom Neugeschäft gezählt.",
        " Business with existing customers is counted apart from new business.",
    )


def _ending(voice: Voice, outcome: str, ending: Ending) -> Said:
    text = voice.say("Der Durchlauf endet.", "The pass ends.")
    if ending.reasons:
        reasons = voice.several((voice.called(key, name) for key, name in ending.reasons.items()), "or")
        text = voice.say(f"Der Durchlauf endet mit einem Grund: {reasons}.", f"The pass ends with a reason: {reasons}.")
    rest = voice.agreement.funnel.detours.rest_after(outcome)
    if isinstance(rest, Duration):
        time = rest.sentence(voice.language, dative=True)
        text += voice.say(f" Frühestens nach {time} kann ein neuer beginnen.", f" A new one can begin after {time}.")
    else:
        text += voice.say(" Ein neuer beginnt nicht.", " No new one begins.")
    return Said(text, strong=f"{voice.stage(outcome)}:")
