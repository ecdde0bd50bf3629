"""Clocks in the naive fold: docs/explanation/fold.md, "Clocks", once more: each clock looks by itself at what a pass
heard.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from handschlag.calendars.working_time import elapsed_or_calendar
from tests.fold.naive_order import fields_of

#: In which calendar the clocks of the test agreements run that count business time.
CALENDARS = {"by_sales": "weekdays", "answered": "mornings", "followed": "weekdays"}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TALKED = ("reached", "connected", "replied", "held")


class NaiveClocks:
    """Every pass keeps what it `heard`: dicts with `what`, `at`, and what is known of it."""

    def hear(self, p, what, fact, **more) -> None:
        if p["outcome"] == "open":
            p["heard"].append(
                {"what": what, "at": fact["occurred_at"], "fact": fact["id"], "day": fact["precision"] == "day", **more}
            )

    def hear_touch(self, p, fact) -> None:
        if fact["kind"] == "attempt":
            if fields_of(fact).get("automated") != "yes":
                self.hear(p, "attempt", fact, side=fact["side"], channel=fact["channel"], talked=self.talked(fact))
        elif self.raises_hand(fact):
            self.hear(p, "hand_raise", fact)
        elif fact["name"] in ("meeting_booked", "meeting_held"):
            self.hear(p, "contact", fact)

    def talked(self, fact) -> bool:
        if fact["channel"] in ("meeting", "visit"):
            return fact["name"] not in ("no_show", "canceled", "cancelled")
        return fact["name"] in TALKED

    def on_assigned(self, fact) -> None:
        if p := self.pass_of(fact, opens=False):
            said = fields_of(fact)
            self.hear(p, "assigned", fact, to=said.get("to"), anew="instead_of" in said)

    def clock_rows(self, p):
        return [row for clock in self.terms.clocks for row in self.rows_of_clock(p, clock)]

    def rows_of_clock(self, p, clock):
        rows = []
        for number, one in enumerate(p["heard"]):
            for row in rows:
                self.end(clock, row, one)
            going = [row for row in rows if row["stopped_at"] is None and row["cancelled_at"] is None]
            if going and one["what"] == "assigned" and one["anew"]:
                for row in going:
                    if not row["judged"]:
                        row["cancelled_at"] = one["at"]
                first = next(row for row in going if row["judged"])
                rows.append(self.begin(p, clock, one, first["event"], first["queue"], judged=False))
            elif not going and (event := self.starts_with(p, clock, one, number)):
                queue = one["queue"] if event == "queue.entered" else None
                rows.append(self.begin(p, clock, one, event, queue, judged=True))
                for earlier in p["heard"][:number]:
                    if earlier["what"] in ("attempt", "contact") and self.counts_as_later(earlier, one):
                        self.end(clock, rows[-1], earlier)
        return [self.finished(p, row) for row in rows]

    def counts_as_later(self, earlier, start) -> bool:
        same_day = self.local(earlier["at"]).date() == self.local(start["at"]).date()
        return earlier["at"] == start["at"] or (earlier["day"] and same_day)

    def local(self, at) -> datetime:
        return (EPOCH + timedelta(microseconds=at)).astimezone(ZoneInfo(self.terms.time_zone))

    def starts_with(self, p, clock, one, number):
        tried = [earlier for earlier in p["heard"][:number] if earlier["what"] == "attempt"]
        names = {
            "stand": [f"stage.{one.get('stage')}"],
            "attempt": ["attempt"] if tried else ["attempt", "first_attempt"],
        }
        if one["what"] == "queue.entered":
            stages = {queue.key: queue.stage for queue in self.terms.queues}
            ripe = [s.no for s in self.terms.stages if s.state is not None and s.no < self.opportunity_no]
            before = [key for key, stage in stages.items() if not ripe or stage < ripe[-1]]
            names["queue.entered"] = ["queue.entered"] if one["queue"] in before or not before else []
        return next((name for name in clock.starts if name in names.get(one["what"], [one["what"]])), None)

    def begin(self, p, clock, one, event, queue, judged):
        start = one["at"]
        if one["day"]:
            day = self.local(start).replace(hour=0, minute=0, second=0, microsecond=0)
            start = round(((day + timedelta(days=1)) - EPOCH).total_seconds()) * 1_000_000
        unit, count = clock.length.unit, clock.length.count
        if unit.key.startswith("business"):
            [only] = {CALENDARS.get(clock.key)} - {None} or set(self.terms.calendars)
            due = self.terms.calendars[only].due(start, count, unit.key)
        else:
            due = elapsed_or_calendar(start, count, unit.key, unit.microseconds, self.terms.time_zone)
        return {
            "clock": clock.key, "started_at": one["at"], "event": event, "fact": one["fact"], "queue": queue,
            "due_at": due, "stopped_at": None, "stopped_by": None, "stop_fact": None, "cancelled_at": None,
            "attempts": 0, "channels": set(), "judged": judged,
        }  # fmt: skip

    def end(self, clock, row, one) -> None:
        if row["stopped_at"] is not None or row["cancelled_at"] is not None:
            return
        if by := self.stopped_by(clock, row, one):
            row.update(stopped_at=max(one["at"], row["started_at"]), stopped_by=by, stop_fact=one["fact"])
        elif one["what"] in ("close", "back") or (one["what"] == "stand" and row["event"] == "queue.entered"):
            row["cancelled_at"] = one["at"]

    def stopped_by(self, clock, row, one):
        if one["what"] == "stand":
            reached = [f"stage.{stage.key}" for stage in self.terms.stages[: self.no[one["stage"]] + 1]]
            return next((name for name in clock.stops if name in reached), None)
        if one["what"] not in ("attempt", "contact"):
            return one["what"] if one["what"] in clock.stops else None
        tried = one["what"] == "attempt"
        if tried and row["event"].split(".")[0] == "handover" and one["side"] in ("sdr", "marketing"):
            return None
        if clock.attempts is None:
            return next((name for name in clock.stops if name.endswith("attempt")), None)
        if tried:
            row["attempts"] += 1
            row["channels"] |= {one["channel"]} - {None}
        if row["attempts"] >= clock.attempts and len(row["channels"]) >= clock.channels:
            return "attempts"
        return "contact" if not tried or one["talked"] else None

    def finished(self, p, row):
        decided = min(at for at in (row["due_at"], row["stopped_at"], row["cancelled_at"]) if at is not None)
        holder = None
        for one in p["heard"]:
            if one["at"] <= decided and one["what"] in ("assigned", "handover.offered", "handover.accepted"):
                holder = one["to"]
            elif one["at"] <= decided and one["what"] == "handover.returned":
                holder = None
        return {**row, "pass_id": p["pass_id"], "channels": len(row["channels"]), "holder": holder}
