"""Scores in the naive fold: docs/explanation/scoring.md once more, every score summed up anew from all facts so far."""

from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from zoneinfo import ZoneInfo

from tests.fold.naive_order import fields_of
from tests.fold.three_valued import field_value, holds

HOUR = 60 * 60 * 1_000_000
SECOND = 1_000_000


class NaiveScores:
    """The part of the naive fold that knows points. `seen` are a person's facts so far, each with what the person was
    at that instant: one of our own or not.
    """

    def see(self, fact) -> None:
        if fact.get("person"):
            own = self.profile(fact["person"]).get("email", "").lower().partition("@")[2] in self.rules.own_domains
            self.seen.setdefault(fact["person"], []).append((fact, own))

    def is_meant(self, fact) -> bool:
        asked = [s.state for s in self.terms.stages] + [c.hinted_when for c in self.terms.criteria]
        texts = " ".join(one.canonical for one in asked if one is not None)
        if "engagement" not in texts and "grade" not in texts:
            return False
        return any(fits(rule, fact) for rule in self.rules.engagement)

    def engagement(self, person, at) -> Decimal | None:
        if not self.rules.engagement:
            return None
        return sum((self.points_of(rule, person, at) for rule in self.rules.engagement), Decimal(0))

    def points_of(self, rule, person, at) -> Decimal:
        total, taken = 0, {}
        for fact, own in self.seen.get(person, []):
            if not fits(rule, fact) or self.is_ignored(person, fact, own):
                continue
            if rule.at_most is not None:
                day = local_day(fact["occurred_at"], self.rules.time_zone)
                period = {"day": str(day), "week": str(day.isocalendar()[:2]), "month": str(day)[:7]}[rule.at_most[1]]
                taken[period] = taken.get(period, 0) + 1
                if taken[period] > rule.at_most[0]:
                    continue
            total += left(rule, at // HOUR - fact["occurred_at"] // HOUR)
        return Decimal(total) / 1000

    def is_ignored(self, person, fact, own) -> bool:
        ignore = self.rules.ignore
        return (
            ("own_employees" in ignore and own)
            or ("known_bots" in ignore and is_bot(fact))
            or ("mail_scanner_clicks" in ignore and fact["id"] in self.scanner_clicks(person))
        )

    def scanner_clicks(self, person) -> set[str]:
        """Every click that is part of a burst over three links, or comes within five seconds of a mail."""
        mine = [f for f in self.facts if f.get("person") == person and f["kind"] == "touch" and is_exact(f)]
        mails = [f["occurred_at"] for f in mine if f["name"] in ("email_sent", "email_delivered")]
        clicks = [f for f in mine if f["name"] == "email_clicked"]
        found = {f["id"] for f in clicks for at in mails if at <= f["occurred_at"] <= at + 5 * SECOND}
        for click in clicks:
            burst = [click]
            while len(more := [f for f in clicks if any(near(f, g) for g in burst)]) > len(burst):
                burst = more
            if len({link(f) for f in burst}) >= 3:
                found.add(click["id"])
        return found

    def fit(self, person) -> Decimal | None:
        if not self.rules.fit:
            return None
        value_of = field_value(self.profile(person))
        return Decimal(sum(rule.units for rule in self.rules.fit if holds(rule.when.tree, value_of) is True)) / 1000

    def grade(self, person, at) -> str | None:
        fit, engagement = self.fit(person), self.engagement(person, at)
        if fit is None or engagement is None:
            return None
        letters = [grade for grade, least in self.rules.letters if fit * 1000 >= least]
        digits = [grade for grade, least in self.rules.digits if engagement * 1000 >= least]
        return min(letters, default="D") + min(digits, default="4")


def fits(rule, fact) -> bool:
    """Whether a rule means a fact."""
    fields = fields_of(fact)
    names = {"touch": fact["name"], "consent": "consent_" + fields.get("state", "given"), "attempt": "attempt",
             "criterion_answer": "criterion_answer"}  # fmt: skip
    if names.get(fact["kind"]) != rule.on:
        return False
    return matches(rule, fact) is True


def matches(rule, fact) -> bool | None:
    """Whether a rule's condition is true of a fact."""
    if rule.when is None:
        return True
    own = {key: fact[key] for key in ("side", "actor", "channel", "campaign") if fact.get(key)}
    return holds(rule.when.tree, field_value({**fields_of(fact), **own}))


def is_bot(fact) -> bool:
    return fact["kind"] == "touch" and "googlebot" in fields_of(fact).get("user_agent", "").lower()


def is_exact(fact) -> bool:
    return fact["precision"] == "instant"


def near(one, other) -> bool:
    return abs(one["occurred_at"] - other["occurred_at"]) <= 5 * SECOND


def link(fact) -> str:
    fields = fields_of(fact)
    return next((fields[k] for k in ("link", "landing_page", "path") if k in fields), fact["fields"] or fact["id"])


def left(rule, hours) -> int:
    """A rule's thousandths after so many hours, rounded half away from zero."""
    if rule.half_life is None:
        return int(rule.units)
    with localcontext() as context:
        context.prec = 80
        exact = Decimal(rule.units) / Decimal(2) ** (Decimal(hours * HOUR) / Decimal(rule.half_life))
        return int(exact.quantize(Decimal("1e-30")).quantize(Decimal(1), ROUND_HALF_UP))


def local_day(at, zone):
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)).astimezone(ZoneInfo(zone)).date()
