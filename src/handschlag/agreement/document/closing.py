"""The end of the document: how the agreement changes, what its words mean, and where both sides sign."""

from collections.abc import Iterator, Sequence

from handschlag.access.terms import Signatory
from handschlag.agreement.canonical import digest
from handschlag.agreement.document.blocks import (
    Block,
    Heading,
    Paragraph,
    Said,
    SignatureLine,
    Signatures,
    Term,
    Terms,
)
from handschlag.agreement.document.voice import Voice
from handschlag.funnel.terms import Stage

_GLOSSARY: dict[str, tuple[str, str, str, str]] = {
    "fact": ("Tatsache", "etwas, das geschah oder bekannt wurde, mit Quelle und Zeitpunkt",
             "Fact", "something that happened or became known, with source and instant"),
    "touch": ("Kontaktpunkt", "eine Tatsache, die eine digitale oder analoge Interaktion mit Marketing, SDR oder "
                              "Vertrieb ist",
              "Touchpoint", "a fact that is an interaction, digital or analogue, with marketing, SDR or sales"),
    "pass": ("Durchlauf", "ein Versuch einer Person, Kunde zu werden; eine Person kann viele haben",
             "Pass", "one attempt of one person to become a customer; a person can have many"),
    "market": ("Zielmarkt", "Regel auf Ebene der Unternehmen: an wen wir verkaufen wollen und können",
               "Target market", "rule at the level of companies: to whom we want to sell and can"),
    "persona": ("Persona", "Regel auf Ebene der Rollen: wen wir in einem Unternehmen ansprechen müssen",
                "Persona", "rule at the level of roles: whom we must address inside a company"),
    "criterion": ("Kriterium", "was ein Lead erfüllen muss, mit Stand und Beleg",
                  "Criterion", "what a lead must meet, with state and evidence"),
    "fit": ("Eignung", "Punkte dafür, wer jemand ist", "Fit", "points for who somebody is"),
    "engagement": ("Interesse", "Punkte dafür, was jemand tut; sie klingen ab",
                   "Engagement", "points for what somebody does; they decay"),
    "sdr": ("SDR", "Sales Development Rep: qualifiziert Leads im Gespräch und übergibt sie",
            "SDR", "sales development rep: qualifies leads in conversation and hands them over"),
    "handover": ("Übergabe", "Angebot eines reifen Leads an den Vertrieb, mit Unterlagen und Fristen",
                 "Hand-over", "offer of a ready lead to sales, with dossier and deadlines"),
    "accepted": ("angenommen", "der Vertrieb hat den Lead ausdrücklich übernommen, nie durch Schweigen",
                 "Accepted", "sales expressly took the lead over, never by silence"),
    "return": ("Rückgabe", "der Vertrieb gibt einen unreifen Lead zurück, mit Grund und Wiedervorlage",
               "Return", "sales gives an unripe lead back, with reason and date to come up again"),
    "clock": ("Frist", "beginnt, ist in Arbeitszeit fällig, wird eingehalten oder versäumt",
              "Deadline", "begins, is due in business time, is met or missed"),
    "attempt": ("Kontaktversuch", "Anruf, E-Mail, Nachricht oder Besuch eines Menschen, nie eine automatische E-Mail",
                "Attempt", "a person’s call, mail, message or visit, never an automatic mail"),
    "promise": ("Zusage", "was eine Seite der anderen je Zeitraum schuldet",
                "Promise", "what one side owes the other per period"),
    "primary_pass": ("Hauptdurchlauf", "der eine Durchlauf, den eine Opportunity voranbringt; andere Personen sind "
                                       "beteiligt und werden nicht gezählt",
                     "Primary pass", "the one pass that an opportunity advances; other persons are involved and "
                                     "not counted"),
    "derived": ("abgeleitet", "nach einer Regel dieser Vereinbarung erreicht",
                "Derived", "reached by a rule of this agreement"),
    "reported": ("gemeldet", "erreicht, weil ein Quellsystem es sagt",
                 "Reported", "reached because a source system says so"),
    "implied": ("erschlossen", "erreicht, weil eine spätere Phase erreicht wurde; zählt nie in Dauern und Zusagen",
                "Implied", "reached because a later stage was reached; never counts in durations and promises"),
    "cohort": ("Kohorte", "alle Durchläufe, die im selben Monat oder Quartal in eine Phase eintraten",
               "Cohort", "all passes that entered a stage in the same month or quarter"),
    "mature": ("reif", "so alt, dass fast alle, die noch weitergehen, schon weitergegangen sind",
               "Mature", "so old that nearly all who will go on have done so"),
    "bypass": ("Umgehung", "eine Opportunity ohne Übergabe", "Bypass", "an opportunity without a hand-over"),
    "sourced": ("eröffnet", "von der Seite, die den Durchlauf des Gewinns begonnen hat",
                "Sourced", "by the side that opened the pass of the win"),
}  # fmt: skip


def changes(voice: Voice) -> Iterator[Block]:
    """How the agreement changes."""
    yield Heading(voice.say("Änderungen", "Changes"))
    yield Paragraph(
        Said(
            voice.say(
                "Keine Seite ändert diese Vereinbarung allein. Ein Vorschlag zeigt, was sich ändert und was er an "
                "der eigenen "
                "Vergangenheit geändert hätte; er gilt, sobald beide Seiten ihn unterschrieben haben. Was unter "
                "einer früheren "
                "Fassung erreicht wurde, bleibt erreicht, und laufende Fristen laufen nach ihr zu Ende.",
                "Neither side changes this agreement alone. A proposal shows what changes and what it would have "
                "changed in "
                "one’s own past; it holds once both sides have signed it. What was reached under an earlier version "
                "stays "
                "reached, and deadlines that run end under it.",
            )
        )
    )


def glossary(voice: Voice) -> Iterator[Block]:
    """The words of the agreement: its stages first, then the product’s own."""
    yield Heading(voice.say("Begriffe", "Glossary"))
    stages = [
        Term(stage.key, voice.stage(stage.key), _meaning(voice, stage)) for stage in voice.agreement.funnel.stages
    ]
    own = {term.word.lower() for term in stages}
    yield Terms((*stages, *(term for term in _words(voice) if term.word.lower() not in own)))


def _meaning(voice: Voice, stage: Stage) -> str:
    """What both sides agreed to call so; without such a definition, the rule itself."""
    if stage.definition:
        return voice.text(stage.definition).rstrip(".")
    rule = voice.sentence(stage.enters)
    return voice.say(f"erreicht, sobald gilt: {rule}", f"reached as soon as the following holds: {rule}")


def _words(voice: Voice) -> list[Term]:
    return [
        Term(key, voice.say(de, en), voice.say(meaning_de, meaning_en))
        for key, (de, meaning_de, en, meaning_en) in _GLOSSARY.items()
    ]


def signatures(voice: Voice) -> Iterator[Block]:
    """Where both sides sign, and what they sign."""
    parties = voice.agreement.parties
    yield Heading(voice.say("Unterschriften", "Signatures"))
    fingerprint = digest(voice.agreement)
    yield Paragraph(
        Said(
            voice.say(
                "Beide Seiten unterschreiben den Inhalt mit diesem Fingerabdruck. Ändert sich ein Wort, ändert sich "
                "auch er.",
                "Both sides sign the content with this fingerprint. If one word changes, so does it.",
            ),
            " ".join(fingerprint[i : i + 8] for i in range(0, 64, 8)),
        )
    )
    sides = (
        (voice.say("Für das Marketing", "For marketing"), _lines(voice, "marketing", parties.marketing)),
        (voice.say("Für den Vertrieb", "For sales"), _lines(voice, "sales", parties.sales)),
    )
    yield Signatures(sides, voice.say("Ort, Datum", "Place, date"), voice.say("Unterschrift", "Signature"))


def _lines(voice: Voice, side: str, people: Sequence[Signatory]) -> tuple[SignatureLine, ...]:
    """One line for each of a side who signs; where somebody has, by whom and when."""
    signed = {(one.side, one.office): one for one in voice.signed}

    def said(office: str) -> str:
        if (one := signed.get((side, office))) is None:
            return ""
        day = voice.day(one.day)
        return voice.say(f"Unterschrieben von {one.name} am {day}", f"Signed by {one.name} on {day}")

    return tuple(SignatureLine(voice.text(one.label()), said(one.role)) for one in people)
