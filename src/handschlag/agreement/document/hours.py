"""Working hours and days off of a calendar as a sentence."""

from datetime import date

from babel import Locale
from babel.dates import format_date, get_day_names

from handschlag.agreement.document.blocks import Said
from handschlag.agreement.document.voice import Voice
from handschlag.calendars.terms import DAYS, Calendar


def working_hours(voice: Voice, key: str) -> Said:
    """`Monday to Thursday 09:00–12:30 and 13:00–17:30; public holidays: Germany (NW)`."""
    calendar = voice.agreement.calendars[key]
    hours = "; ".join(
        f"{_days(voice, days)} {voice.several(span.replace('-', '–') for span in spans)}"
        for days, spans in calendar.hours.items()
        if spans
    )
    holidays = voice.say(f"Feiertage: {_country(voice, calendar)}", f"public holidays: {_country(voice, calendar)}")
    text = f"{hours}; {holidays}"
    if calendar.extra_days_off:
        days = voice.several(voice.day(day) for day in calendar.extra_days_off)
        text += voice.say(f"; außerdem frei: {days}", f"; also off: {days}")
    if calendar.special_hours:
        days = voice.several(_special(voice, day, spans) for day, spans in calendar.special_hours.items())
        text += voice.say(f"; abweichend: {days}", f"; otherwise: {days}")
    return Said(f"{text}.", strong=f"{voice.called(key, calendar.name)}:")


def _special(voice: Voice, said: str, spans: tuple[str, ...]) -> str:
    """`24 December of every year 09:00–12:00`."""
    if len(said) == len("2026-12-24"):
        day = voice.day(date.fromisoformat(said))
    else:  # 2024 has a 29 February
        pattern = voice.say("d. MMMM", "d MMMM")
        every = format_date(date.fromisoformat(f"2024-{said}"), pattern, locale=voice.locale)
        day = voice.say(f"{every} jedes Jahres", f"{every} of every year")
    hours = voice.several(span.replace("-", "–") for span in spans) if spans else voice.say("frei", "off")
    return f"{day} {hours}"


def _days(voice: Voice, written: str) -> str:
    names = get_day_names("wide", locale=voice.locale)
    spans = (part.strip().partition("-") for part in written.split(","))
    to = voice.say(" bis ", " to ")
    return ", ".join(to.join(names[DAYS.index(day)] for day in (first, last) if day) for first, _, last in spans)


def _country(voice: Voice, calendar: Calendar) -> str:
    name = Locale.parse(voice.locale).territories.get(calendar.country, calendar.country)
    return f"{name} ({calendar.subdivision})" if calendar.subdivision else str(name)
