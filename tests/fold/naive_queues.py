"""Returns and queues in the naive fold: docs/explanation/fold.md, "Detours" and "Queues", once more."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.fold.naive_order import fields_of

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class NaiveQueues:
    """Every pass keeps what it `waited` in, and whether it `sleeps`: until when, since which return, in which stay."""

    def look_at_queues(self, p, fact) -> None:
        if self.stands(p) is None:
            return
        hand = self.raises_hand(fact)
        for queue in self.terms.queues:
            if queue.stage == self.stands(p) and not self.is_in(p, queue) and self.takes(p, queue, fact["occurred_at"]):
                cause = "hand_raise" if hand else "rule"
                self.let_in(p, queue, fact["occurred_at"], cause, fact["id"], fact["precision"] == "day")

    def raises_hand(self, fact) -> bool:
        return fact["kind"] == "touch" and fact["name"] in self.terms.hand_raises

    def asleep(self, p) -> bool:
        """A sleep ends with the stay it began in."""
        return p["sleeps"] is not None and p["sleeps"]["stay"] == len(p["stays"]) - 1

    def is_in(self, p, queue) -> bool:
        return (queue.key, len(p["stays"]) - 1) in [(one["queue"], one["stay"]) for one in p["waited"]]

    def takes(self, p, queue, at) -> bool:
        return queue.when is None or self.holds(p, queue.when, at) is True

    def let_in(self, p, queue, at, cause, fact, day=False) -> None:
        stay = len(p["stays"]) - 1
        p["waited"].append({"queue": queue.key, "stay": stay, "entered_at": at, "cause": cause, "fact": fact})
        p["heard"].append({"what": "queue.entered", "queue": queue.key, "at": at, "fact": fact, "day": day})

    def put_to_sleep(self, p, fact) -> None:
        until = self.comes_up(fact)
        if self.stands(p) is not None and until is not None and until > fact["occurred_at"]:
            p["sleeps"] = {"until": until, "fact": fact["id"], "stay": len(p["stays"]) - 1}

    def comes_up(self, fact):
        zone = ZoneInfo(self.terms.time_zone)
        try:
            day = datetime.strptime(fields_of(fact).get("wake_up", ""), "%Y-%m-%d").replace(tzinfo=zone)
            return round((day - EPOCH).total_seconds()) * 1_000_000
        except ValueError:
            pass
        after = self.terms.wakes_after.get(fact["name"])
        if after is None:
            return None
        if after.unit.microseconds is not None:
            return fact["occurred_at"] + after.count * after.unit.microseconds
        assert after.unit.key == "month" and after.count == 1
        seconds, rest = divmod(fact["occurred_at"], 1_000_000)
        local = datetime.fromtimestamp(seconds, zone)
        for day in range(local.day, 0, -1):  # the same day of the next month, or its last
            try:
                month = local.replace(year=local.year + local.month // 12, month=local.month % 12 + 1, day=day)
                return round((month - EPOCH).total_seconds()) * 1_000_000 + rest
            except ValueError:
                continue
        return None

    def wake_up(self, until) -> None:
        """Everybody whose day has come and who did not go inactive before it, or with it."""
        sleeping = [p for p in self.passes if self.asleep(p) and self.stands(p) is not None]
        for p in sorted(sleeping, key=lambda p: p["sleeps"]["until"]):
            at, fact = p["sleeps"]["until"], p["sleeps"]["fact"]
            if until is not None and at > until:
                continue
            self.close_inactive(at)
            if p["outcome"] != "open":
                continue
            p["sleeps"] = None
            mine = [queue for queue in self.terms.queues if queue.stage == self.stands(p)]
            chosen = [queue for queue in mine if self.takes(p, queue, at)]
            for queue in chosen if chosen else mine[:1]:
                self.let_in(p, queue, at, "woken", fact)

    def on_handover_returned(self, fact) -> None:
        if p := self.pass_of(fact, opens=False):
            p["last_activity"] = fact["occurred_at"]
            self.hear(p, "handover.returned", fact)
            if fact["name"] in self.terms.disqualifying_return_reasons:
                self.close(p, fact["occurred_at"], "disqualified", fact["name"])
            else:
                self.recycle(p, fact, self.terms.return_back_to.get(fact["name"], self.terms.recycle_back_to))
                self.put_to_sleep(p, fact)

    def recycle(self, p, fact, back_to) -> None:
        p["attempts"] += 1
        self.hear(p, "back", fact)
        stood = self.stands(p)
        if stood is not None:
            back = min(stood, self.no[back_to])
            p["reached"] = {no for no in p["reached"] if no <= back}
            self.stand(p, back, fact, "recycled")
