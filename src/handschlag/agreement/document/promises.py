"""The promises of both sides, side by side and with equal weight."""

from collections.abc import Iterator
from itertools import zip_longest

from handschlag.agreement.document.blocks import Block, Grid, Heading, Paragraph, Said
from handschlag.agreement.document.voice import Voice
from handschlag.handover.promise_terms import Promised, plural

_WORDS = {
    "accepted_share": ("der übergebenen Leads nimmt der Vertrieb an", "of the leads handed over are accepted by sales"),
    "answered_share": ("der übergebenen Leads werden beantwortet", "of the leads handed over are answered"),
    "record_complete": ("der Opportunities sind im CRM vollständig", "of the opportunities are complete in the CRM"),
    "customer_conversations": ("Gespräche mit Kunden", "conversations with customers"),
}
_NOBODY = Said("–")


def promises(voice: Voice) -> Iterator[Block]:
    """What each side owes the other."""
    section = voice.agreement.promises
    sides = {side: [said(voice, *one) for one in getattr(section, side).items()] for side in ("marketing", "sales")}
    sdr = voice.agreement.handover.sdr
    if sdr and sdr.belongs_to in sides:
        sides[sdr.belongs_to] += [said(voice, key, promised, "SDR: ") for key, promised in section.sdr.items()]
    if not any(sides.values()):
        return
    yield Heading(voice.say("Zusagen", "Promises"))
    yield Paragraph(
        Said(
            voice.say(
                "Beide Seiten stehen mit ihren Zusagen auf einer Stufe. Gemessen wird aus denselben Tatsachen, "
                "berichtet "
                "wird beiden dasselbe.",
                "Both sides’ promises have equal weight. They are measured from the same facts, and the same is "
                "reported "
                "to both.",
            )
        )
    )
    rows = tuple(zip_longest(sides["marketing"], sides["sales"], fillvalue=_NOBODY))
    head = (
        voice.say("Das Marketing sagt zu", "Marketing promises"),
        voice.say("Der Vertrieb sagt zu", "Sales promises"),
    )
    yield Grid(head, rows, sides=True)


def said(voice: Voice, key: str, promised: Promised, before: str = "") -> Said:
    """One promise as a sentence without its end."""
    if promised.rate:
        count = voice.number(promised.rate.count)
        period = promised.rate.sentence(voice.language).removeprefix(count).strip()
        return Said(f"{before}{count} {_counted(voice, key)} {period}")
    share = voice.percent(promised.share) if promised.share is not None else ""
    if key in _WORDS:
        return Said(f"{before}{share} {voice.say(*_WORDS[key])}")
    agreement = voice.agreement
    name, _, ending = key.rpartition("_")
    if name in agreement.handover.clocks:
        clock = voice.called(name, agreement.handover.clocks[name].name)
        return Said(before + voice.say(f"{share} der Fristen „{clock}“ werden eingehalten",
                                       f"{share} of the deadlines “{clock}” are met"))  # fmt: skip
    criterion = voice.called(name, agreement.criteria.criteria[name].name)
    state = voice.say("bekannt", "known") if ending == "known" else voice.say("erfüllt", "met")
    return Said(before + voice.say(f"bei {share} der übergebenen Leads ist das Kriterium „{criterion}“ {state}",
                                   f"for {share} of the leads handed over the criterion “{criterion}” is "
                                   f"{state}"))  # fmt: skip


def _counted(voice: Voice, key: str) -> str:
    if key in _WORDS:
        return voice.say(*_WORDS[key])
    stage = next(s.key for s in voice.agreement.funnel.stages if key in (s.key, plural(s.key)))
    return _plural(voice, voice.stage(stage))


def _plural(voice: Voice, name: str) -> str:
    """`Leads`, `Opportunities`, `Sales Qualified Leads (SQLs)`; what has no plural of its own is counted as it is."""
    name, bracket, short = name.partition(" (")
    more = f" ({short.removesuffix(')')}s)" if bracket else ""
    for ending, several in (("Lead", "Leads"), ("lead", "leads"), ("Opportunity", "Opportunities")):
        if name.endswith(ending):
            return name.removesuffix(ending) + several + more
    return voice.say(f"× „{name}“", f"× “{name}”")
