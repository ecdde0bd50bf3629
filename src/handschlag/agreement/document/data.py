"""Personal data and ownership of fields: what is asked for, how long it stays, which system decides."""

from collections.abc import Iterator

from handschlag.agreement.document.blocks import Block, Heading, Paragraph, Points, Said
from handschlag.agreement.document.voice import Voice

_OBJECTS = {
    "person": ("Person", "Person"),
    "company": ("Unternehmen", "Company"),
    "opportunity": ("Opportunity", "Opportunity"),
    "touch": ("Kontaktpunkt", "Touchpoint"),
    "pass": ("Durchlauf", "Pass"),
}


def data(voice: Voice) -> Iterator[Block]:
    """Consent, retention, ownership."""
    consent, owners = voice.agreement.consent, voice.agreement.ownership
    if not consent.model_fields_set and not owners:
        return
    yield Heading(voice.say("Daten", "Data"))
    if consent.purposes:
        purposes = voice.several(voice.called(p) for p in consent.purposes)
        text = voice.say(f"Um Einwilligung wird gebeten für: {purposes}.", f"Consent is asked for: {purposes}.")
        if consent.double_opt_in:
            twice = voice.several(voice.called(p) for p in consent.double_opt_in)
            text += voice.say(
                f" Erst mit Bestätigung gilt sie für: {twice}.", f" Only once confirmed it counts for: {twice}."
            )
        yield Paragraph(Said(text))
    if consent.retention:
        times = "; ".join(
            f"„{voice.stage(stage)}“ {time.sentence('de')}" if voice.language == "de"
            else f"“{voice.stage(stage)}” {time.sentence('en')}"
            for stage, time in consent.retention.items()
        )  # fmt: skip
        yield Paragraph(Said(voice.say(f"Aufbewahrung nach dem letzten Kontakt: {times}.",
                                       f"Kept after the last contact: {times}.")))  # fmt: skip
    if owners:
        yield Paragraph(Said(voice.say("Über diese Felder entscheidet je ein System:",
                                       "For each of these fields one system decides:")))  # fmt: skip
        yield Points(tuple(_owner(voice, field) for field in owners))


def _owner(voice: Voice, field: str) -> Said:
    owner = voice.agreement.ownership[field]
    record, _, name = field.partition(".")
    text = voice.called(owner.owner)
    if owner.write_to:
        text += voice.say(f"; zurückgeschrieben nach {voice.several(owner.write_to)}",
                          f"; written back to {voice.several(owner.write_to)}")  # fmt: skip
    return Said(text, strong=f"{voice.say(*_OBJECTS[record])}, {voice.field(name)}:")
