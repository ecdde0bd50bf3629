"""Small agreements whose terms the generated histories are folded under: each stresses other rules of the fold."""

from functools import cache

from handschlag.agreement import fold_terms, loads
from handschlag.fold.terms import FoldTerms

_HEAD = """
handschlag: 1
title: {de: Vereinbarung, en: Agreement}
parties: {marketing: [head-of-marketing], sales: [head-of-sales]}
valid_from: 2026-01-01
time_zone: Europe/Berlin
currency: EUR
"""

#: The usual five stages; hand-over opens the opportunity stage; returns lead to three places.
HANDOVER = """
passes: {opens: first touch that counts, window: 8 days, recycle: same pass, customers: expansion,
         hand_raises: [form_submitted]}
calendars:
  mornings: {country: DE, subdivision: BY, hours: {mon-sat: ["08:00-12:00"]}}
  weekdays: {country: AT, hours: {mon-fri: ["09:00-12:30", "13:00-17:00"]}}
markets:
  dach: {when: "country in ('DE', 'AT') and employees >= 50", not_when: "industry = 'competitor'"}
  rest: {when: "country is not null"}
personas:
  head: {when: "department = 'IT' and not (language = 'fr')"}
funnel:
  stages:
    - {key: prospect, phase: awareness, enters: "touches >= 1"}
    - {key: marketing_lead, phase: interest, enters: "market = 'dach' and (email is not null or persona is not null)"}
    - {key: sales_ready_lead, phase: intent, enters: "criteria_met >= 1 and (need_met or time_met) or touches >= 4"}
    - {key: opportunity, phase: evaluation, enters: handover.accepted}
    - {key: won, phase: decision, enters: opportunity.won}
  detours:
    recycled: {back_to: marketing_lead}
    inactive: {after: 20 days without touch}
    lost: {reasons: [price], new_pass_after: 10 days}
criteria:
  need:
    question: {de: Was?, en: What?}
    answers: {yes: confirmed, maybe: hinted, no: refuted}
    met_from: stated
    expires: 6 days
    hinted_when: "touches >= 2 and department = 'IT'"
  time:
    question: {de: Wann?, en: When?}
    answers: {maybe: unknown}
    met_from: hinted
    hinted_when: "touched('webinar_attended') >= 1 or need_met or need_state = 'hinted'"
handover:
  queues:
    all: {takes: prospect, when: "touches >= 2"}
    sdr: {takes: marketing_lead, when: "touched('page_view') >= 2 or need_met and country = 'DE'"}
    late: {takes: marketing_lead, when: "touches >= 4 or language = 'de'"}
    sales: {takes: sales_ready_lead, calendar: weekdays}
    deals: {takes: opportunity}
  clocks:
    called: {starts: hand_raise or queue.entered, stops: first_attempt, due: 30 hours}
    by_sales: {starts: handover.offered, stops: attempt or handover.returned, due: 2 business hours}
    answered:
      starts: handover.offered
      stops: handover.accepted or handover.returned
      due: 1 business day
      calendar: mornings
    followed: {starts: handover.accepted, attempts: 2, within: 3 business days, channels_at_least: 2}
    ripened: {starts: stage.marketing_lead, stops: stage.sales_ready_lead, due: 1 week}
  return_reasons:
    nobody_there: {back_to: nurture, wake_up: 3 days}
    too_early: {back_to: prospect, wake_up: asked date}
    no_fit: {back_to: disqualified}
"""

#: The CRM's opportunity opens the stage; customers begin anew; nobody goes quiet.
CREATED = """
handover:
  clocks:
    retried: {starts: first_attempt, attempts: 3, within: 4 days, stops: opportunity.lost}
    closed:
      starts: opportunity.created or stage.offered
      stops: opportunity.won or opportunity.no_decision
      due: 1 month
passes: {opens: first touch that counts, window: 30 days, recycle: same pass, customers: new}
personas:
  head: {when: "department = 'IT'"}
  other: {when: "department is not null", not_when: "department like '%x%'"}
funnel:
  stages:
    - {key: known, phase: awareness, enters: "attempts >= 1 or touched('webinar_attended') >= 1 or touches >= 2"}
    - {key: asked, phase: interest, enters: "need_state in ('stated', 'confirmed') or days_since_stage >= 3"}
    - {key: fitting, phase: intent, enters: "persona = 'head' and not (days_since_touch > 1) and email is not null"}
    - {key: offered, phase: intent, enters: handover.offered}
    - {key: deal, phase: evaluation, enters: opportunity.created or handover.accepted}
    - {key: won, phase: decision, enters: opportunity.won}
  detours:
    disqualified: {reasons: [student], new_pass_after: 5 days}
    no_decision: {reasons: [later], new_pass_after: never}
criteria:
  need: {question: {de: Was?, en: What?}, answers: {yes: confirmed, no: refuted}, met_from: confirmed}
"""

#: Three stages: no stage is the opportunity's own but the win; scores that nobody computes yet stand in one condition.
SHORT = """
passes: {opens: first touch that counts, window: 3 days}
funnel:
  stages:
    - {key: prospect, phase: awareness, enters: "touches >= 1"}
    - {key: lead, phase: interest, enters: "engagement >= 40 or employees > 100 or coalesce(country, 'xx') = 'AT'"}
    - {key: won, phase: decision, enters: opportunity.won}
  detours:
    recycled: {back_to: prospect}
    inactive: {after: 12 days without touch}
handover:
  queues: {leads: {takes: lead, when: "days_since_touch >= 1"}}
scoring:
  engagement: [{rule: web, on: page_view, points: 10}]
"""

#: Hand-over and opportunity are stages of their own, a condition and the outcomes enter stages behind them.
BEHIND = """
passes: {opens: first touch that counts, window: 15 days}
markets:
  dach: {when: "country in ('DE', 'AT')"}
funnel:
  stages:
    - {key: prospect, phase: awareness, enters: "touches >= 1 and grade is null"}
    - {key: contacted, phase: interest, enters: first_attempt}
    - {key: accepted, phase: intent, enters: handover.accepted}
    - {key: deal, phase: evaluation, enters: opportunity.created}
    - {key: proposal, phase: evaluation, enters: "market is not null and touches >= 2"}
    - {key: concluded, phase: decision, enters: opportunity.lost or opportunity.no_decision}
    - {key: won, phase: decision, enters: opportunity.won}
  detours:
    recycled: {back_to: contacted}
    inactive: {after: 9 days without touch}
"""

#: Points decide everything: on both axes, decaying, capped, negative, ignored.
SCORED = """
passes: {opens: first touch that counts, window: 15 days}
funnel:
  stages:
    - {key: prospect, phase: awareness, enters: "engagement >= 1"}
    - {key: warm, phase: interest, enters: "engagement >= 6.25 and fit > -5"}
    - {key: hot, phase: intent, enters: "grade in ('A1', 'A2', 'B1', 'D1') or engagement < 2.5"}
    - {key: deal, phase: evaluation, enters: opportunity.created}
    - {key: won, phase: decision, enters: opportunity.won}
  detours:
    recycled: {back_to: prospect}
    inactive: {after: 20 days without touch}
scoring:
  fit:
    - {rule: home, when: "country in ('DE', 'AT')", points: 20}
    - {rule: large, when: "employees >= 100", points: 10.5}
    - {rule: no_it, when: "department <> 'IT'", points: -15}
  engagement:
    - {rule: page, on: page_view, points: 5, half_life: 6 hours, at_most: 2 per day}
    - {rule: ads, on: page_view, when: "origin = 'ads' and channel = 'web'", points: 2.5, half_life: 12 hours}
    - {rule: webinar, on: webinar_attended, points: 10, half_life: 90 minutes, at_most: 1 per week}
    - {rule: opened, on: email_opened, points: 0.75, at_most: 3 per month}
    - {rule: clicked, on: email_clicked, points: 6.25, half_life: 1 week}
    - {rule: call, on: attempt, when: "side = 'sales'", points: 3}
    - {rule: left, on: consent_withdrawn, points: -8, half_life: 2 days}
    - {rule: told, on: criterion_answer, points: 1.125}
  ignore: [mail_scanner_clicks, own_employees, known_bots]
  own_domains: [acme.de]
  grades: {fit: {A: 20, B: 10}, engagement: {1: 10, 2: 5}}
handover:
  queues:
    warm: {takes: warm, when: "engagement >= 8 or fit >= 20"}
    hot: {takes: hot, when: "grade <> 'D1'"}
  clocks:
    looked_at: {starts: queue.entered, stops: attempt or stage.deal, due: 36 hours}
  return_reasons: {too_early: {back_to: warm, wake_up: 1 month}}
"""

AGREEMENTS = {"handover": HANDOVER, "created": CREATED, "short": SHORT, "behind": BEHIND, "scored": SCORED}


@cache
def terms_of(name: str) -> FoldTerms:
    loaded = loads((_HEAD + AGREEMENTS[name]).encode(), f"{name}.yaml")
    assert loaded.agreement is not None, "\n".join(map(str, loaded.problems))
    return fold_terms(loaded.agreement)
