"""Opportunities in the naive fold: the pass they take, their outcomes, and customers."""

from tests.fold.naive_order import fields_of

OUTCOMES = {"opportunity_won": "won", "opportunity_lost": "lost", "opportunity_no_decision": "no_decision"}


class NaiveOpportunities:
    """The part of the naive fold that reads facts about opportunities and customers."""

    def on_opportunity_created(self, fact) -> None:
        o = self.opportunity(fact)
        self.hear(o["pass"], "opportunity.created", fact)
        if o["created_by"] is None:
            o["created_by"], o["created_at"] = "opportunity_created", fact["occurred_at"]
        self.opportunity_moves_on(o, fact)

    def on_opportunity_changed(self, fact) -> None:
        is_first = fact["subject"] not in self.opportunities
        o = self.opportunity(fact)
        if is_first:
            self.hear(o["pass"], "opportunity.created", fact)
        if o["outcome"] != "open":
            self.reopen(o, fact)
        if not o["entered"]:
            self.opportunity_moves_on(o, fact)

    def opportunity_moves_on(self, o, fact) -> None:
        """What the existence of an opportunity enters."""
        o["entered"] = True
        for no in self.stages_of_existence():
            derived = "opportunity.created" in self.terms.stages[no].events
            self.enter(o["pass"], no, "derived" if derived else "reported", fact)

    def stages_of_existence(self):
        """The opportunity stage, and the stages behind it that the event enters; never the win."""
        behind = [stage.no for stage in self.terms.stages if "opportunity.created" in stage.events]
        return sorted({self.opportunity_no, *behind} - {self.won_no})

    def on_opportunity_won(self, fact) -> None:
        outcome = OUTCOMES[fact["kind"]]
        o = self.opportunity(fact)
        p = o["pass"]
        if o["outcome"] != "open":
            self.take_back(o)
            corrected = (o["outcome"] == "won") != (outcome == "won")
            o["corrected"], p["corrected"] = o["corrected"] or corrected, p["corrected"] or corrected
        value, currency = (fact["amount"], fact["currency"]) if outcome == "won" else (None, None)
        o.update(outcome=outcome, closed_at=fact["occurred_at"], reason=fact["name"], value=value, outcome_fact=fact)
        o["won_currency"] = currency
        if not o["entered"]:
            for no in self.stages_of_existence():
                self.enter(p, no, "implied", fact)
        self.hear(p, f"opportunity.{outcome}", fact)
        for stage in self.terms.stages:
            if f"opportunity.{outcome}" in stage.events or (outcome == "won" and stage.no == self.won_no):
                self.enter(p, stage.no, "derived", fact)
        self.close(p, fact["occurred_at"], outcome, fact["name"], value, currency)

    on_opportunity_lost = on_opportunity_no_decision = on_opportunity_won

    def take_back(self, o) -> None:
        """Take back the win, and what the outcome entered as an event; what it implied stays."""
        entries = o["pass"]["entries"]
        for no in list(entries):
            by_outcome = entries[no]["fact"] == o["outcome_fact"]["id"] and entries[no]["basis"] != "implied"
            if by_outcome or no == self.won_no:
                del entries[no]
                o["pass"]["reached"].discard(no)

    def reopen(self, o, fact) -> None:
        p = o["pass"]
        self.take_back(o)
        o.update(outcome="open", closed_at=None, reason=None, value=None, corrected=True)
        p.update(outcome="open", closed_at=None, reason=None, value=None, currency=None, corrected=True)
        if p["reached"]:
            self.stand(p, max(p["reached"]), fact, "reopened")

    def opportunity(self, fact):
        """The opportunity of a fact; at its first fact it takes its pass."""
        o = self.opportunities.get(fact["subject"])
        if o is None:
            o = self.opportunities[fact["subject"]] = self.new_opportunity(fact)
            o["pass"], o["rule"] = self.primary_pass(o, fact)
            o["bypass"] = not o["pass"]["accepted"]
            o["pass"]["opportunity"] = fact["subject"]
            o["company"] = o["company"] or o["pass"]["company"]
        o["fields"].update(fields_of(fact))
        if fact["kind"] in ("opportunity_created", "opportunity_changed") and fact["amount"] is not None:
            o["open_value"], o["open_currency"] = fact["amount"], fact["currency"]
        return o

    def new_opportunity(self, fact):
        named = self.roles.get(fact["subject"], [])
        persons: list[tuple[str, str]] = []
        for role, person in named:
            if role != "company" and person not in [other for _, other in persons]:
                persons.append((role, person))
        companies = [other for role, other in named if role == "company"]
        of_persons = [self.company_of(person) for _, person in persons if self.company_of(person)]
        return {
            "subject": fact["subject"],
            "named": persons,
            "company": (companies or of_persons or [None])[0],
            "created_at": fact["occurred_at"],
            "created_by": None,
            "closed_at": None,
            "outcome": "open",
            "reason": None,
            "value": None,
            "won_currency": None,
            "open_value": None,
            "open_currency": None,
            "fields": {},
            "corrected": False,
            "entered": False,
        }

    def primary_pass(self, o, fact):
        for role, person in o["named"]:
            if p := role != "contact" and self.free_pass(person):
                return p, role
            if role == "converted_lead" and not self.open_passes(person):
                return self.pass_for_opportunity(o, fact, person, lead=True), role
        first = o["named"][0][1] if o["named"] else None
        # business with a customer is no success of a colleague's open pass
        if self.is_customer(first, {self.company_of(first), o["company"]} - {None}):
            return self.pass_for_opportunity(o, fact, first), "own"
        free = [p for p in self.passes if p["person"] and p["outcome"] == "open" and p["opportunity"] is None]
        touched = {p["pass_id"]: self.last_touch.get(p["person"]) for p in free}
        of_company = [p for p in free if o["company"] and self.company_of(p["person"]) == o["company"]]
        if of_company:
            furthest = max(self.standing(p) for p in of_company)
            of_company = [p for p in of_company if self.standing(p) == furthest]
            return self.latest(of_company, touched), "most_advanced"
        earliest = fact["occurred_at"] - self.terms.window_us
        recent = [p for p in free if touched[p["pass_id"]] is not None and touched[p["pass_id"]] >= earliest]
        if recent:
            return self.latest(recent, touched), "latest_touch"
        return self.pass_for_opportunity(o, fact, first), "own"

    def standing(self, p) -> int:
        stage = self.stands(p)
        return -1 if stage is None else stage

    def latest(self, passes, touched):
        """The pass with the latest touch; of several the one with the smallest id."""
        last = max(touched[p["pass_id"]] or 0 for p in passes)
        return min((p for p in passes if (touched[p["pass_id"]] or 0) == last), key=lambda p: p["pass_id"])

    def pass_for_opportunity(self, o, fact, person, lead=False):
        company = self.company_of(person) or o["company"]
        is_customer = self.is_customer(person, {company, o["company"]} - {None})
        kind = self.terms.customers if is_customer else "new"
        had_none = person not in self.known and not any(p["person"] == person for p in self.passes)
        p = self.new_pass(fact, person, company, fact.get("side") or "sales", kind)
        p["awaits_late_lead"] = lead and had_none
        return p

    def on_customer_renewed(self, fact) -> None:
        kind = {"customer_renewed": "renewal", "customer_expanded": "expansion"}[fact["kind"]]
        p = self.new_pass(fact, None, fact["company"], "customer", kind)
        p["entries"][self.won_no] = {
            "entered_at": fact["occurred_at"],
            "precision": fact["precision"],
            "basis": "derived",
            "fact": fact["id"],
        }
        self.stand(p, self.won_no, fact, "derived")
        self.close(p, fact["occurred_at"], "won", None, fact.get("amount"), fact.get("currency"))

    on_customer_expanded = on_customer_renewed

    def on_customer_cancelled(self, fact) -> None:
        for p in self.passes:
            if p["outcome"] == "won" and fact["company"] in self.companies_of(p):
                p["win_ended"] = True
