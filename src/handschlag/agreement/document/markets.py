"""Target markets and personas as sentences: to whom we sell, and whom we must reach."""

from collections.abc import Iterator

from handschlag.agreement.document.blocks import Block, Heading, Paragraph, Points, Said
from handschlag.agreement.document.voice import Voice
from handschlag.market.terms import Market, Persona


def markets(voice: Voice) -> Iterator[Block]:
    """Markets and personas, if there are any."""
    agreement = voice.agreement
    if not agreement.markets and not agreement.personas:
        return
    yield Heading(voice.say("Zielmärkte und Personas", "Target markets and personas"))
    if agreement.markets:
        yield Paragraph(Said(voice.say("Wir verkaufen an Unternehmen dieser Zielmärkte. Es gilt der erste, der passt.",
                                       "We sell to companies of these target markets. The first that fits "
                                       "counts.")))  # fmt: skip
        yield Points(tuple(_market(voice, key, market) for key, market in agreement.markets.items()))
    if agreement.personas:
        yield Paragraph(Said(voice.say("In diesen Unternehmen sprechen wir an:", "In these companies we address:")))
        yield Points(tuple(_persona(voice, key, persona) for key, persona in agreement.personas.items()))


def _market(voice: Voice, key: str, market: Market) -> Said:
    text = f"{voice.sentence(market.when)}{_except(voice, market)}."
    if market.must_reach:
        people = voice.several(voice.called(p, voice.agreement.personas[p].name) for p in market.must_reach)
        text += voice.say(f" Dort müssen wir erreichen: {people}.", f" There we must reach: {people}.")
    if market.targets:
        text += voice.say(f" Namentliche Zielkunden: {market.targets}.", f" Named accounts: {market.targets}.")
    return Said(text, _rule(market), f"{voice.called(key, market.name)}:")


def _persona(voice: Voice, key: str, persona: Persona) -> Said:
    text = f"{voice.sentence(persona.when)}{_except(voice, persona)}."
    return Said(text, _rule(persona), f"{voice.called(key, persona.name)}:")


def _except(voice: Voice, rule: Market | Persona) -> str:
    if rule.not_when is None:
        return ""
    return voice.say("; ausgenommen: ", "; except: ") + voice.sentence(rule.not_when)


def _rule(rule: Market | Persona) -> str:
    when = " ".join(rule.when.text.split())
    return f"{when}; not: {' '.join(rule.not_when.text.split())}" if rule.not_when else when
