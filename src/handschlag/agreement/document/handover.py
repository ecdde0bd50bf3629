"""The hand-over: who works which list, which deadlines run, how a lead comes back, what is written down."""

from collections.abc import Iterator

from handschlag.agreement.document.blocks import Block, Grid, Heading, Paragraph, Points, Said
from handschlag.agreement.document.hours import working_hours
from handschlag.agreement.document.voice import Voice
from handschlag.conditions import Duration
from handschlag.handover.clock_terms import Clock
from handschlag.handover.terms import DISQUALIFIED, NURTURE, Queue, ReturnReason

_SIDES = {"marketing": ("zum Marketing", "to marketing"), "sales": ("zum Vertrieb", "to sales")}
_AGAINST = {
    "marketing": ("Marketing", "marketing"),
    "sales": ("Vertrieb", "sales"),
    "nobody": ("niemanden", "nobody"),
}
_ORDERS = {
    "grade": ("Note", "grade"), "speed": ("Dringlichkeit", "urgency"), "engagement": ("Interesse", "engagement"),
    "fit": ("Eignung", "fit"), "age": ("Alter", "age"), "value": ("Wert", "value"),
}  # fmt: skip
_ROUTING = {
    "round_robin": ("reihum", "in turn"),
    "weighted_round_robin": ("reihum nach Gewicht", "in turn by weight"),
    "least_open": ("an die Person mit den wenigsten offenen Leads", "to the person with the fewest open leads"),
    "owner": ("an die Person, der das Unternehmen gehört", "to the owner of the company"),
}


def handover(voice: Voice) -> Iterator[Block]:
    """Queues, routing and deadlines."""
    section = voice.agreement.handover
    if not (section.sdr or section.queues or section.clocks):
        return
    yield Heading(voice.say("Übergabe und Fristen", "Hand-over and deadlines"))
    yield Paragraph(
        Said(
            voice.say(
                "Ein Lead wird dem Vertrieb ausdrücklich angeboten und von ihm ausdrücklich angenommen oder mit Grund "
                "zurückgegeben. Schweigen ist keine Annahme.",
                "A lead is expressly offered to sales, and expressly accepted by sales or returned with a reason. "
                "Silence "
                "is no acceptance.",
            )
            + _sdr(voice)
        )
    )
    if section.queues:
        yield Points(tuple(_queue(voice, key, queue) for key, queue in section.queues.items()))
        yield Paragraph(Said(_routing(voice)))
    if section.clocks:
        yield from _clocks(voice)


def _sdr(voice: Voice) -> str:
    sdr = voice.agreement.handover.sdr
    if sdr is None or sdr.belongs_to not in _SIDES:
        return ""
    side = voice.say(*_SIDES[sdr.belongs_to])
    return voice.say(
        f" Sales Development Reps (SDR) qualifizieren Leads im Gespräch; sie gehören {side}.",
        f" Sales development reps (SDR) qualify leads in conversation; they belong {side}.",
    )


def _queue(voice: Voice, key: str, queue: Queue) -> Said:
    text = voice.say(f"nimmt jeden Lead der Phase „{voice.stage(queue.takes)}“ auf",
                     f"takes every lead of the stage “{voice.stage(queue.takes)}”")  # fmt: skip
    rule = ""
    if queue.when:
        said = voice.rule(queue.when)
        text, rule = text + voice.say(f", wenn gilt: {said.text}", f" when {said.text}"), said.rule
    if queue.order:
        order = ", ".join(voice.say(*_ORDERS[word]) for word in queue.order)
        text += voice.say(f"; geordnet nach {order}", f"; ordered by {order}")
    name = voice.say(f"Arbeitsliste {voice.called(key, queue.name)}:", f"Work list {voice.called(key, queue.name)}:")
    return Said(f"{text}.", rule, name)


def _routing(voice: Voice) -> str:
    routing = voice.agreement.handover.routing
    way = voice.say(*_ROUTING[routing.rule])
    text = voice.say(f"Leads werden {way} zugeteilt.", f"Leads are dealt out {way}.")
    if routing.keep_account_owner:
        text += voice.say(
            " Wer ein Unternehmen schon betreut, behält es.", " Who looks after a company already keeps it."
        )
    if routing.skip_absent:
        text += voice.say(" Wer abwesend ist, bekommt keine neuen.", " Who is absent gets no new ones.")
    default = routing.capacity.get("default")
    if default:
        limit = default.sentence(voice.language)
        text += voice.say(f" Kapazität je Person: {limit}.", f" Capacity per person: {limit}.")
    if routing.territories:
        areas = "; ".join(
            f"{voice.called(key, area.name)} ({voice.sentence(area.when)})" for key, area in routing.territories.items()
        )
        text += voice.say(f" Gebiete: {areas}.", f" Territories: {areas}.")
    return text


def _clocks(voice: Voice) -> Iterator[Block]:
    head = (
        voice.say("Frist", "Deadline"),
        voice.say("Beginnt, wenn", "Begins when"),
        voice.say("Zu tun", "Owed"),
        voice.say("Wird sie versäumt", "If it is missed"),
    )
    clocks = voice.agreement.handover.clocks
    yield Grid(head, tuple(_clock(voice, key, clock) for key, clock in clocks.items()))
    if voice.agreement.calendars:
        yield Paragraph(
            Said(
                voice.say(
                    "Arbeitszeit zählt nur innerhalb dieser Zeiten, ohne Feiertage:",
                    "Business time counts only within these hours, without public holidays:",
                )
            )
        )
        yield Points(tuple(working_hours(voice, key) for key in voice.agreement.calendars))


def _clock(voice: Voice, key: str, clock: Clock) -> tuple[Said, ...]:
    missed = "; ".join(one.sentence(voice.language) for one in clock.missed)
    warn = voice.several(one.sentence(voice.language) for one in clock.warn)
    if warn:
        missed = voice.say(f"Warnung {warn}", f"Warning {warn}") + (f"; {missed}" if missed else "")
    return (
        Said("", strong=voice.called(key, clock.name)),
        voice.rule(clock.starts),
        Said(_owed(voice, clock), clock.stops.text if clock.stops else ""),
        Said(missed or voice.say("steht im Bericht", "is in the report")),
    )


def _owed(voice: Voice, clock: Clock) -> str:
    if clock.due and clock.stops:
        time, what = clock.due.sentence(voice.language, dative=True), voice.sentence(clock.stops)
        return voice.say(f"innerhalb von {time}: {what}", f"within {time}: {what}")
    if clock.attempts is None or clock.within is None:
        return ""
    time = clock.within.sentence(voice.language, dative=True)
    text = voice.say(
        f"{clock.attempts} Kontaktversuche innerhalb von {time}", f"{clock.attempts} attempts within {time}"
    )
    if clock.channels_at_least:
        text += voice.say(f", über mindestens {clock.channels_at_least} Kanäle",
                          f", over at least {clock.channels_at_least} channels")  # fmt: skip
    return text


def returns(voice: Voice) -> Iterator[Block]:
    """How a lead comes back, and what sales records."""
    section = voice.agreement.handover
    record = section.crm_record
    if not (section.return_reasons or record.required or record.on_close):
        return
    yield Heading(voice.say("Rückgabe und Aufzeichnung", "Returns and records"))
    if section.return_reasons:
        yield Paragraph(
            Said(
                voice.say(
                    "Der Vertrieb darf einen Lead jederzeit zurückgeben, auch nach der Annahme, mit einem dieser "
                    "Gründe. "
                    "Der Lead geht dabei nicht verloren.",
                    "Sales may return a lead at any time, also after accepting it, for one of these reasons. The "
                    "lead is "
                    "not lost thereby.",
                )
            )
        )
        head = (voice.say("Grund", "Reason"), voice.say("Der Lead geht", "The lead goes"),
                voice.say("Wiedervorlage", "Comes up again"), voice.say("Zählt gegen", "Counts against"))  # fmt: skip
        yield Grid(head, tuple(_reason(voice, key, reason) for key, reason in section.return_reasons.items()))
    for fields, de, en in (
        (record.required, "Zu jeder offenen Opportunity stehen im CRM: ", "For every open opportunity the CRM holds: "),
        (record.on_close, "Beim Abschluss kommt hinzu: ", "When it is closed, these are added: "),
    ):
        if fields:
            yield Paragraph(Said(f"{voice.say(de, en)}{voice.several(voice.field(field) for field in fields)}."))


def _reason(voice: Voice, key: str, reason: ReturnReason) -> tuple[Said, ...]:
    funnel = voice.agreement.funnel
    if reason.back_to == DISQUALIFIED:
        where = voice.say("nicht zurück; er wird aussortiert", "nowhere; it is disqualified")
    else:
        nurture = funnel.detours.recycled.back_to or funnel.stages[1].key
        stage = voice.stage(nurture if reason.back_to == NURTURE else reason.back_to)
        where = voice.say(f"zurück an „{stage}“", f"back to “{stage}”")
    if isinstance(reason.wake_up, Duration):
        time = reason.wake_up.sentence(voice.language, dative=True)
        again = voice.say(f"nach {time}", f"after {time}")
    else:
        again = voice.say("zum gewünschten Termin", "on the date asked for") if reason.wake_up else "–"
    against = voice.say(*_AGAINST[reason.counts_against])
    return Said(voice.called(key, reason.name)), Said(where), Said(again), Said(against)
