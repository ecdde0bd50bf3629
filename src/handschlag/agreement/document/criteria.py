"""The criteria for the hand-over as a table, the profile questions, and how leads are scored."""

from collections.abc import Iterator
from decimal import Decimal

from handschlag.agreement.document.blocks import Block, Grid, Heading, Paragraph, Points, Said
from handschlag.agreement.document.voice import Voice
from handschlag.agreement.words import readable
from handschlag.handover.criteria_terms import Criterion
from handschlag.scoring.terms import EngagementRule, FitRule

_STATES = {
    "unknown": ("unbekannt", "unknown"),
    "hinted": ("angedeutet", "hinted"),
    "stated": ("genannt", "stated"),
    "confirmed": ("bestätigt", "confirmed"),
    "refuted": ("widerlegt", "refuted"),
}
_ASKERS = {
    "form": ("Formular", "form"),
    "marketing": ("Marketing", "marketing"),
    "sdr": ("SDR", "SDR"),
    "sales": ("Vertrieb", "sales"),
}
_IGNORED = {
    "mail_scanner_clicks": ("Klicks von E-Mail-Prüfprogrammen", "clicks of mail scanners"),
    "own_employees": ("eigene Beschäftigte", "own employees"),
    "known_bots": ("bekannte Programme", "known bots"),
}


def criteria(voice: Voice) -> Iterator[Block]:
    """What makes a lead ready for sales."""
    section = voice.agreement.criteria
    if not section.criteria:
        return
    yield Heading(voice.say("Kriterien für die Übergabe", "Criteria for the hand-over"))
    yield Paragraph(
        Said(
            voice.say(
                "Ob ein Lead reif für den Vertrieb ist, sagen diese Kriterien. Jede Antwort hat einen Stand: "
                "unbekannt, "
                "angedeutet, genannt, bestätigt oder widerlegt. Was wir nicht wissen, gilt nicht als erfüllt.",
                "These criteria say whether a lead is ready for sales. Every answer has a state: unknown, hinted, "
                "stated, "
                "confirmed or refuted. What we do not know does not count as met.",
            )
        )
    )
    head = (
        voice.say("Kriterium", "Criterion"),
        voice.say("Frage", "Question"),
        voice.say("Antworten und ihr Stand", "Answers and their state"),
        voice.say("Erfüllt ab", "Met from"),
        voice.say("Gilt", "Holds"),
    )
    yield Grid(head, tuple(_row(voice, key, criterion) for key, criterion in section.criteria.items()))
    hints = tuple(_hint(voice, key, c) for key, c in section.criteria.items() if c.hinted_when or c.horizon)
    if hints:
        yield Paragraph(Said(voice.say("Außerdem ist vereinbart:", "It is also agreed:")))
        yield Points(hints)
    if section.profile_questions:
        yield Paragraph(Said(voice.say("Formulare fragen nach und nach, was noch fehlt, in dieser Reihenfolge:",
                                       "Forms ask step by step for what is still missing, in this "
                                       "order:")))  # fmt: skip
        yield Points(tuple(Said(voice.text(q.question)) for q in section.profile_questions))


def _name(voice: Voice, key: str, criterion: Criterion) -> str:
    return voice.text(criterion.name or readable(key))


def _row(voice: Voice, key: str, criterion: Criterion) -> tuple[Said, ...]:
    answers = "; ".join(
        f"{voice.called(answer, a.name)}: {voice.say(*_STATES[a.state])}" for answer, a in criterion.answers.items()
    )
    needed = voice.say("unverzichtbar", "indispensable") if criterion.required else ""
    asked = voice.several((voice.say(*_ASKERS[one]) for one in criterion.asked_by), "or")
    question = voice.text(criterion.question) if criterion.question else "–"
    if asked:
        question += voice.say(f" (fragt: {asked})", f" (asked by: {asked})")
    holds = criterion.expires.sentence(voice.language) if criterion.expires else voice.say("unbegrenzt", "without end")
    return (
        Said(f"({needed})" if needed else "", strong=_name(voice, key, criterion)),
        Said(question),
        Said(answers or voice.say("frei; jede gilt als genannt", "free; each counts as stated")),
        Said(voice.say(*_STATES[criterion.met_from])),
        Said(holds),
    )


def _hint(voice: Voice, key: str, criterion: Criterion) -> Said:
    text, rule = "", ""
    if criterion.hinted_when:
        said = voice.rule(criterion.hinted_when)
        text, rule = voice.say(f"angedeutet, wenn gilt: {said.text}.", f"hinted when {said.text}."), said.rule
    if criterion.horizon:
        span = criterion.horizon.sentence(voice.language)
        text += voice.say(
            f" Von Interesse für den Vertrieb: bis zu {span} voraus.", f" Of interest to sales: up to {span} ahead."
        )
    return Said(text.strip(), rule, f"{_name(voice, key, criterion)}:")


def scoring(voice: Voice) -> Iterator[Block]:
    """Points for fit and engagement."""
    section = voice.agreement.scoring
    if not section.fit and not section.engagement:
        return
    yield Heading(voice.say("Bewertung", "Scoring"))
    yield Paragraph(
        Said(
            voice.say(
                "Zwei Punktestände, die nie zusammengezählt werden: die Eignung sagt, wer jemand ist; das Interesse "
                "sagt, was jemand tut, und klingt mit der Zeit ab. Jeder Stand lässt sich in seine Posten zerlegen.",
                "Two scores that are never added together: fit says who somebody is; engagement says what somebody "
                "does, "
                "and decays with time. Every score can be taken apart into its entries.",
            )
        )
    )
    head = (voice.say("Regel", "Rule"), voice.say("Wann", "When"), voice.say("Punkte", "Points"))
    if section.fit:
        rows = tuple(_fit(voice, rule) for rule in section.fit)
        yield Grid(head, rows, voice.say("Eignung", "Fit"))
    if section.engagement:
        rows = tuple(_engagement(voice, rule) for rule in section.engagement)
        yield Grid(head, rows, voice.say("Interesse", "Engagement"))
    yield from _rest(voice)


def _fit(voice: Voice, rule: FitRule) -> tuple[Said, ...]:
    return Said(voice.called(rule.rule, rule.name)), voice.rule(rule.when), Said(_points(voice, rule.points))


def _engagement(voice: Voice, rule: EngagementRule) -> tuple[Said, ...]:
    when = (
        voice.rule(rule.when)
        if rule.when
        else Said(voice.say(f"je „{voice.called(rule.on)}“", f"per “{voice.called(rule.on)}”"))
    )
    more = []
    if rule.half_life:
        half = rule.half_life.sentence(voice.language, dative=True)
        more.append(voice.say(f"halbiert nach {half}", f"halved after {half}"))
    if rule.at_most:
        most = rule.at_most.sentence(voice.language)
        more.append(voice.say(f"höchstens {most}", f"at most {most}"))
    text = "; ".join([when.text, *more])
    return Said(voice.called(rule.rule, rule.name)), Said(text, when.rule), Said(_points(voice, rule.points))


def _points(voice: Voice, points: Decimal) -> str:
    sign = "+" if points > 0 else "−"
    return f"{sign}{voice.number(abs(points))}"


def _rest(voice: Voice) -> Iterator[Block]:
    section = voice.agreement.scoring
    if section.grades.fit or section.grades.engagement:
        grades = "; ".join(
            ", ".join(f"{grade} {voice.say('ab', 'from')} {voice.number(points)}" for grade, points in axis.items())
            for axis in (section.grades.fit, section.grades.engagement)
            if axis
        )
        yield Paragraph(Said(voice.say(f"Noten: {grades}; sonst D und 4.", f"Grades: {grades}; otherwise D and 4.")))
    if section.ignore:
        ignored = voice.several(voice.say(*_IGNORED[one]) for one in section.ignore)
        yield Paragraph(Said(voice.say(f"Nicht gewertet werden: {ignored}.", f"Not scored are: {ignored}.")))
