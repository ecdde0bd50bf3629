"""The sales development reps: calls, conversations about budget, authority, need and time, the hand-over."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handschlag.demo.dice import Dice
from handschlag.demo.house import REPS, SELLERS, THRESHOLD_LOWERED, Rep, Seller, region
from handschlag.demo.seasons import END, in_days, working_instant
from handschlag.demo.world import Activity, Conversation, Handover, Person

_POSITIVE = {
    "budget": ("freigegeben", "geplant"),
    "authority": ("entscheidet", "beeinflusst"),
    "need": ("konkret", "latent"),
    "time": ("bis 3 Monate", "3-6 Monate", "6-12 Monate"),
}
_WITH_PROJECT = {
    "budget": (("freigegeben", 30.0), ("geplant", 45.0), ("kein Budget", 5.0), ("keine Angabe", 20.0)),
    "need": (("konkret", 70.0), ("latent", 29.0), ("kein Bedarf", 1.0)),
    "time": (("bis 3 Monate", 20.0), ("3-6 Monate", 34.0), ("6-12 Monate", 30.0), ("später", 9.0), ("offen", 7.0)),
}
_WITHOUT_PROJECT = {
    "budget": (("freigegeben", 2.0), ("geplant", 13.0), ("kein Budget", 40.0), ("keine Angabe", 45.0)),
    "need": (("konkret", 3.0), ("latent", 30.0), ("kein Bedarf", 52.0), ("keine Angabe", 15.0)),
    "time": (("3-6 Monate", 3.0), ("6-12 Monate", 12.0), ("später", 35.0), ("offen", 50.0)),
}
_SENIOR = (("entscheidet", 55.0), ("beeinflusst", 40.0), ("kein Einfluss", 5.0))
_JUNIOR = (("entscheidet", 6.0), ("beeinflusst", 54.0), ("kein Einfluss", 25.0), ("keine Angabe", 15.0))
_NOTES = (
    "Plant heute mit Excel, Rüstzeiten sind das Thema.",
    "ERP ist eingeführt, Feinplanung fehlt.\nWill Referenz aus der Branche sehen.",
    "Neues Werk ab Sommer, sucht Leitstand; Ansprechpartner für IT folgt.",
    "Liefertreue unter 80 %, Druck von der Geschäftsleitung.",
    "Informiert sich; kein Termin gewünscht.",
    "Vertrag mit bisherigem Anbieter läuft aus, \"nur wenn ERP-Anbindung steht\".",
)  # fmt: skip
_RETURNS = (("timing", 34.0), ("no_budget", 20.0), ("wrong_person", 14.0), ("not_reachable", 20.0), ("no_fit", 12.0))


@dataclass
class Talk:
    """One round of a rep with one person: from the signal to the conversation, if it came to one."""

    rep: Rep
    reached: datetime | None


def overload(at: datetime) -> float:
    """Since the threshold was lowered, the reps have more contacts than they can call."""
    return 1.0 if at < THRESHOLD_LOWERED else 1.75


def rep_on(day: date, dice: Dice) -> Rep:
    return dice.pick([rep for rep in REPS if rep.since <= day <= rep.until])


def seller_for(person: Person, dice: Dice) -> Seller:
    area = region(person.company.subdivision if person.company else "")
    return dice.pick([seller for seller in SELLERS if seller.region == area])


def call(person: Person, signal: datetime, hand_raised: bool, dice: Dice) -> Talk:
    """Tries to reach a person: calls, and mails of the sequence tool that nobody wrote by hand."""
    rep = rep_on(signal.date(), dice)
    hours = rep.hours * dice.skewed(1.0, 0.7) * overload(signal) * (0.3 if hand_raised else 1.6)
    at = working_instant(signal, hours, dice)
    chance = 0.5 if hand_raised else (0.42 if person.project else 0.3)
    for n in range(max(2, dice.whole(3, 6) - int(overload(signal)))):
        if at >= END:
            break
        reached = dice.chance(chance)
        outcome = (
            "erreicht" if reached else dice.weighted([("nicht erreicht", 6.0), ("Mailbox", 3.0), ("besetzt", 1.0)])
        )
        person.activities.append(Activity(at, "call", outcome, rep.name, "sdr", f"{n + 1}. Anruf"))
        if reached:
            return Talk(rep, at)
        if n == 0:
            mail = at + timedelta(minutes=2)
            person.activities.append(
                Activity(mail, "mail", "gesendet", rep.name, "sdr", "Sequenz Erstkontakt", automated=True)
            )
        at = working_instant(at, dice.between(6, 20), dice)
    return Talk(rep, None)


def ask(person: Person, talk: Talk, dice: Dice) -> Conversation:
    """Writes down what was said; in a hurry, what was hoped."""
    assert talk.reached is not None
    tables = _WITH_PROJECT if person.project else _WITHOUT_PROJECT
    said = {criterion: dice.weighted(table) for criterion, table in tables.items()}
    said["authority"] = dice.weighted(_SENIOR if person.seniority in ("c_level", "head") else _JUNIOR)
    hope = max(0.0, 0.16 * overload(talk.reached) - 0.12) / talk.rep.care
    for criterion, positive in _POSITIVE.items():
        if said[criterion] not in positive and dice.chance(hope):
            said[criterion] = positive[-1]
    minutes = timedelta(minutes=dice.whole(6, 25))
    note = dice.pick(_NOTES) if dice.chance(0.7) else ""
    found = Conversation(
        talk.reached + minutes, talk.rep.name, said["budget"], said["authority"], said["need"], said["time"], note
    )
    person.conversations.append(found)
    return found


def sales_ready(said: Conversation) -> bool:
    """What both sides agreed: three of the four criteria, the need among them."""
    met = [
        said.budget in _POSITIVE["budget"],
        said.authority in _POSITIVE["authority"],
        said.need in _POSITIVE["need"],
        said.time in _POSITIVE["time"],
    ]
    return sum(met) >= 3 and met[2]


def hand_over(person: Person, said: Conversation, dice: Dice) -> Handover:
    """Offers the lead to the seller of the region and lets the seller take it, give it back, or forget it."""
    seller = seller_for(person, dice)
    handover = Handover(working_instant(said.at, dice.between(0.2, 3.0), dice), said.by, seller.name)
    person.handovers.append(handover)
    answer = working_instant(handover.offered, seller.hours * dice.skewed(1.0, 0.6), dice)
    if dice.chance(seller.ignores) or answer >= END:
        return handover
    touched = answer - timedelta(minutes=dice.whole(1, 20))
    person.activities.append(
        Activity(max(touched, handover.offered), "call", "erreicht", seller.name, "sales", "Erstgespräch Vertrieb")
    )
    if dice.chance(_acceptance(person)):
        handover.accepted = answer
        return handover
    handover.reason = dice.weighted(_RETURNS)
    handover.returned = in_days(answer, dice.between(0, 4), dice)
    if handover.reason in ("timing", "no_budget", "not_reachable"):
        handover.wake_up = (handover.returned + timedelta(days=dice.whole(40, 150))).date()
    if handover.returned >= END:
        handover.returned, handover.reason, handover.wake_up = None, "", None
    return handover


def _acceptance(person: Person) -> float:
    fit = person.company is not None and person.company.in_market and person.in_persona
    if person.project:
        return 0.86 if fit else 0.70
    return 0.36 if fit else 0.22
