"""The opening of the document: title, parties, what it is for and from when on it holds."""

from collections.abc import Iterator

from handschlag.access.terms import Signatory
from handschlag.agreement.document.blocks import Block, Heading, Mark, Paragraph, Said
from handschlag.agreement.document.voice import Voice

_MEANS = {
    "acv": ("der Vertragswert eines Jahres (ACV)", "the contract value of one year (ACV)"),
    "tcv": ("der Wert des ganzen Vertrags (TCV)", "the value of the whole contract (TCV)"),
    "arr": ("der jährlich wiederkehrende Umsatz (ARR)", "the annual recurring revenue (ARR)"),
    "one_off": ("der Wert des einmaligen Verkaufs", "the value of the single sale"),
}
_WON = {
    "signed": ("der Vertrag unterschrieben ist", "the contract is signed"),
    "invoiced": ("die Rechnung gestellt ist", "the invoice is issued"),
    "paid": ("die Rechnung bezahlt ist", "the invoice is paid"),
}


def opening(voice: Voice, trial: bool) -> Iterator[Block]:
    """Title, mark, parties."""
    yield Heading(voice.text(voice.agreement.title), 1)
    if trial:
        yield Mark(voice.say("Probe, nicht unterschrieben", "Trial, not signed"))
    parties = voice.agreement.parties
    house = voice.text(parties.house) if parties.house else ""
    of_house = voice.say(f" der {house}" if house else "", f" of {house}" if house else "")
    marketing, sales = _people(voice, parties.marketing), _people(voice, parties.sales)
    yield Paragraph(
        Said(
            voice.say(
                f"Das Marketing{of_house}, vertreten durch: {marketing}, und der Vertrieb{of_house}, vertreten durch: "
                f"{sales}, schließen als gleichberechtigte Partner die folgende Vereinbarung.",
                f"Marketing{of_house}, represented by {marketing}, and sales{of_house}, represented by {sales}, "
                "conclude the following agreement as equal partners.",
            )
        )
    )


def _people(voice: Voice, people: tuple[Signatory, ...]) -> str:
    return voice.several(voice.text(one.label()) for one in people)


def purpose(voice: Voice) -> Iterator[Block]:
    """What the agreement is for, from when on it holds, in which time and money it counts."""
    agreement = voice.agreement
    yield Heading(voice.say("Zweck und Geltung", "Purpose and validity"))
    if agreement.scope:
        yield Paragraph(Said(voice.text(agreement.scope)))
    day, value = voice.day(agreement.valid_from), agreement.value
    yield Paragraph(
        Said(
            voice.say(
                f"Die Vereinbarung gilt ab dem {day}. Was davor geschah, wird nach denselben Regeln beurteilt und in "
                "allen Zahlen als rückblickend gekennzeichnet. Gemeinsame Zahlen entstehen allein aus dieser "
                "Vereinbarung "
                "und den aufgezeichneten Tatsachen.",
                f"The agreement holds from {day}. What happened before is judged by the same rules and marked as in "
                "retrospect in all figures. Shared figures come from this agreement and the recorded facts alone.",
            )
        )
    )
    means, won = voice.say(*_MEANS[value.means]), voice.say(*_WON[value.won_when])
    yield Paragraph(
        Said(
            voice.say(
                f"Beträge stehen in {voice.currency()}. Als Wert eines Gewinns zählt {means}; gewonnen ist, sobald "
                f"{won}. "
                f"Tage, Wochen und Monate beginnen nach der Zeitzone {agreement.time_zone}.",
                f"Amounts are in {voice.currency()}. The value of a win is {means}; a win is won as soon as {won}. "
                f"Days, weeks and months begin in the time zone {agreement.time_zone}.",
            )
            + _rates(voice)
        )
    )


def _rates(voice: Voice) -> str:
    source = voice.agreement.value.exchange_rates
    if not source:
        return ""
    return voice.say(
        f" Beträge in anderen Währungen werden zum Tageskurs umgerechnet (Quelle: {source}).",
        f" Amounts in other currencies are converted at the rate of their day (source: {source}).",
    )
