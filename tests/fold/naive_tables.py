"""The tables of the naive fold."""

from tests.fold.naive_order import fields_of
from tests.fold.three_valued import field_value, first_match, holds

DAY = 24 * 60 * 60 * 1_000_000

_PASS = """
pass_id person company kind path opened_at opened_by opened_name closed_at outcome reason attempts opportunity value
currency corrected
"""
_OPPORTUNITY = "company created_at closed_at outcome reason value open_value rule bypass corrected"


def tables_of(fold, component, valid_from):
    keys = fold.terms.stages
    entries, moves = [], []
    for p in fold.passes:
        for rows, counts in ((p["entries"], True), (p["opinions"], False)):
            for no, entry in rows.items():
                row = {"pass_id": p["pass_id"], "stage": keys[no].key, "stage_no": no, **entry, "counts": counts}
                entries.append(row)
        for stay in p["stays"]:
            moves.append({"pass_id": p["pass_id"], **stay, "stage": keys[stay["stage"]].key})
    return {
        "passes": [pass_row(fold, p, component, valid_from) for p in fold.passes],
        "entries": entries,
        "moves": moves,
        "queued": [queued_row(fold, p, one) for p in fold.passes for one in p["waited"]],
        "clocks": [row for p in fold.passes for row in fold.clock_rows(p)],
        "opportunities": [opportunity_row(o) for o in fold.opportunities.values()],
        "involved": [row for o in fold.opportunities.values() for row in involved(o)],
    }


def queued_row(fold, p, one):
    stay = p["stays"][one["stay"]]
    shown = {key: one[key] for key in ("queue", "entered_at", "cause", "fact")}
    return {
        "pass_id": p["pass_id"], **shown, "left_at": stay["to_at"], "attempt": stay["attempt"], **score(fold, p, stay)
    }  # fmt: skip


def score(fold, p, stay):
    """What is left of the engagement a day after the last fact, and the fit; of who waits no more, nothing."""
    last = max(fact["occurred_at"] for fact in fold.facts)
    if stay["to_at"] is not None and stay["to_at"] <= last:
        return {"fit": None, "engagement": None}
    fit = sum(rule.units for rule in fold.rules.fit if holds(rule.when.tree, field_value(fold.profile(p["person"]))))
    counted = fold.terms.asks_engagement and fold.rules.engagement
    return {"fit": fit, "engagement": fold.engagement(p["person"], last + DAY) if counted else None}


def pass_row(fold, p, component, valid_from):
    row = {column: p[column] for column in _PASS.split()}
    retrospect = p["opened_at"] < valid_from
    return {**row, "component": component, "retrospect": retrospect, "dims": dimensions(fold, p)}


def dimensions(fold, p) -> dict[str, str]:
    of_opener = fields_of(p["opener"])
    of_opener |= {key: p["opener"][key] for key in ("channel", "campaign") if p["opener"].get(key)}
    of_opportunity = fold.opportunities[p["opportunity"]]["fields"] if p["opportunity"] else {}
    of_person = fold.person_fields.get(p["person"], {})
    of_company = fold.company_fields.get(p["company"], {})
    found = {**of_person, **of_company, **of_opportunity, **of_opener}
    found["owner"] = of_opportunity.get("owner") or of_person.get("owner") or of_company.get("owner")
    found["market"] = first_match(fold.terms.markets, fold.profile(p["person"])) if p["person"] else None
    found["persona"] = first_match(fold.terms.personas, fold.profile(p["person"])) if p["person"] else None
    return {key: value for key, value in found.items() if value is not None}


def opportunity_row(o):
    row = {column: o[column] for column in _OPPORTUNITY.split()}
    own = {
        "opportunity": o["subject"],
        "pass_id": o["pass"]["pass_id"],
        "currency": o["won_currency"] if o["outcome"] == "won" else o["open_currency"],
        "close_date": o["fields"].get("close_date"),
    }
    return {**row, **own}


def involved(o):
    """Every other person the opportunity names, in the strongest role."""
    return [
        {"opportunity": o["subject"], "person": person, "role": role}
        for role, person in o["named"]
        if person != o["pass"]["person"]
    ]
