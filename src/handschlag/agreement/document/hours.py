"""Working hours and days off of a calendar as a sentence."""

from babel import Locale
from babel.dates import get_day_names

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
    return Said(f"{text}.", strong=f"{voice.called(key, calendar.name)}:")


def _days(voice: Voice, written: str) -> str:
    names = get_day_names("wide", locale=voice.locale)
    spans = (part.strip().partition("-") for part in written.split(","))
    to = voice.say(" bis ", " to ")
    return ", ".join(to.join(names[DAYS.index(day)] for day in (first, last) if day) for first, _, last in spans)


def _country(voice: Voice, calendar: Calendar) -> str:
    name = Locale.parse(voice.locale).territories.get(calendar.country, calendar.country)
    return f"{name} ({calendar.subdivision})" if calendar.subdivision else str(name)
