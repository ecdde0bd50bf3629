"""The product's words for its own keys, in the reader's language; a house's own keys are shown as they are."""

import re
from collections.abc import Mapping

from django.utils.translation import get_language, gettext, gettext_lazy as _, pgettext_lazy

from handschlag.access.roles import ROLES
from handschlag.mapping.suggest.rows import KINDS as ROW_KINDS
from handschlag.web import formats

SIDES = {
    "marketing": _("Marketing"),
    "sdr": _("SDR"),
    "sales": _("Sales"),
    "partner": _("Partner"),
    "customer": _("Customer"),
    "unknown": _("Unknown side"),
}

OUTCOMES = {
    "open": pgettext_lazy("outcome", "open"),
    "won": pgettext_lazy("outcome", "won"),
    "lost": pgettext_lazy("outcome", "lost"),
    "no_decision": pgettext_lazy("outcome", "no decision"),
    "disqualified": pgettext_lazy("outcome", "disqualified"),
    "inactive": pgettext_lazy("outcome", "inactive"),
}

#: Whose rules: those in force, or those somebody proposes.
LANES = {
    "today": pgettext_lazy("agreement", "today"),
    "candidate": pgettext_lazy("agreement", "candidate"),
}

#: What a candidate would have made of a win.
WIN_CHANGES = {
    "lost": pgettext_lazy("win", "no longer"),
    "later": pgettext_lazy("win", "later"),
    "same": pgettext_lazy("win", "at the same instant"),
    "earlier": pgettext_lazy("win", "earlier"),
    "gained": pgettext_lazy("win", "additionally"),
    "neither": pgettext_lazy("win", "under neither"),
}

BACKTEST_OUTCOMES = {"opportunity": _("Opportunity"), "won": _("Win")}

WORKS = {"queue": _("queue"), "clock": _("clock")}

#: Whose leads of a work list.
CLAIMS = {
    "free": pgettext_lazy("leads", "free"),
    "mine": pgettext_lazy("leads", "mine"),
    "others": pgettext_lazy("leads", "others'"),
}

#: Why a lead came into a work list.
QUEUE_CAUSES = {
    "rule": _("came in"),
    "hand_raise": _("asked to be contacted"),
    "woken": _("comes up again"),
}

BASES = {
    "derived": pgettext_lazy("basis", "derived"),
    "reported": pgettext_lazy("basis", "reported"),
    "implied": pgettext_lazy("basis", "implied"),
}

BASIS_MEANINGS = {
    "derived": _("by a rule of the agreement"),
    "reported": _("as a source system says"),
    "implied": _("because a later stage was reached"),
}

PATHS = {
    "marketing": _("opened by marketing"),
    "sales": _("opened by sales"),
}

OPENERS = {
    "marketing": _("opened by marketing"),
    "sdr": _("opened by an SDR"),
    "sales": _("opened by sales"),
    "partner": _("opened by a partner"),
    "customer": _("opened by the customer"),
    "unknown": _("opened by an unknown side"),
}

PASS_KINDS = {
    "new": _("New business"),
    "expansion": _("Expansion"),
    "renewal": _("Renewal"),
}

DIMENSIONS = {
    "cohort": _("Cohort"),
    "path": _("Path"),
    "kind": _("Kind of pass"),
    "origin": _("Origin"),
    "market": _("Target market"),
    "persona": _("Persona"),
    "campaign": _("Campaign"),
    "channel": _("Channel"),
    "owner": _("Owner"),
}

FACT_KINDS = {
    "person": _("Profile of the person"),
    "company": _("Profile of the company"),
    "campaign": _("Campaign"),
    "relation": _("Relation"),
    "touch": _("Touchpoint"),
    "attempt": _("Attempt"),
    "consent": _("Consent"),
    "stage_reported": _("Stage reported"),
    "criterion_answer": _("Criterion answered"),
    "assigned": _("Assigned"),
    "handover_offered": _("Hand-over offered"),
    "handover_accepted": _("Hand-over accepted"),
    "handover_returned": _("Returned"),
    "opportunity_created": _("Opportunity created"),
    "opportunity_changed": _("Opportunity changed"),
    "opportunity_won": _("Opportunity won"),
    "opportunity_lost": _("Opportunity lost"),
    "opportunity_no_decision": _("Opportunity without decision"),
    "customer_renewed": _("Customer renewed"),
    "customer_expanded": _("Customer expanded"),
    "customer_cancelled": _("Customer cancelled"),
    "cost": _("Cost"),
    "link": _("Link"),
    "unlink": _("Link undone"),
    "correction": _("Correction"),
    "erasure": _("Erasure"),
}

FIELDS = {
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "full_name": _("Name"),
    "job_title": _("Job title"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "department": _("Department"),
    "seniority": _("Seniority"),
    "language": _("Language"),
    "country": _("Country"),
    "subdivision": _("Federal state"),
    "postcode": _("Postcode"),
    "city": _("City"),
    "owner": _("Owner"),
    "company_name": _("Company"),
    "domain": _("Domain"),
    "website": _("Website"),
    "industry": _("Industry"),
    "employees": _("Employees"),
    "revenue": _("Revenue"),
    "title": _("Title"),
    "deal_type": _("Kind of opportunity"),
    "close_date": _("Close date"),
    "next_step": _("Next step"),
    "next_step_at": _("Next step on"),
    "main_contact": _("Main contact"),
    "competitor": _("Competitor"),
    "stage": _("Stage"),
    "origin": _("Origin"),
    "landing_page": _("Landing page"),
    "link": _("Link"),
    "user_agent": _("User agent"),
    "path": _("Page"),
    "referrer": _("Referrer"),
    "channel": _("Channel"),
    "campaign": _("Campaign"),
    "actor": _("Done by"),
    "amount": _("Amount"),
    "name": _("Type"),
    "reason": _("Reason"),
    "answer": _("Answer"),
    "evidence": _("Evidence"),
    "note": _("Note"),
    "exception": _("Exception because"),
    "state": _("State"),
    "automated": _("Automated"),
    "related": _("Refers to"),
    "role": _("Role"),
    "to": _("To"),
    "wake_up": _("Wakes up"),
    "market": _("Target market"),
    "persona": _("Persona"),
}

#: Values of ours that stand in facts.
VALUES = {
    "automated": {"yes": _("yes"), "no": _("no"), "unknown": _("unknown")},
    "state": {"given": _("given"), "withdrawn": _("withdrawn")},
}

#: Fields that hold a day, which sources deliver as `2026-03-31`.
DAYS = frozenset({"close_date", "next_step_at", "wake_up", "starts", "ends"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

#: Why a cohort cannot be judged yet, or an opportunity figure is not there.
REASONS = {
    "too_recent": _("not yet mature"),
    "no_conversion_yet": _("nothing has converted yet"),
    "no_entries": _("nothing entered"),
    "none_closed": _("no opportunity was closed in the window"),
    "only_wins": _("the source exports wins only, so nobody knows how many were lost"),
}

#: By which rule an opportunity took its primary pass.
PRIMARY_RULES = {
    "converted_lead": _("the lead it was made from"),
    "primary_contact": _("its main contact"),
    "handed_over": _("the person who was handed over"),
    "most_advanced": _("the person of the company who had come furthest"),
    "latest_touch": _("the person with the latest contact"),
    "own": _("a pass of its own: nobody's pass was open"),
}

#: What a person is in an opportunity.
DEAL_ROLES = {
    "converted_lead": _("lead it was made from"),
    "primary_contact": _("main contact"),
    "handed_over": _("handed over"),
    "contact": _("involved"),
}

#: Whether a condition of a market is met.
REASON_STATES = {
    "met": _("met"),
    "missed": _("not met"),
    "unknown": _("unknown"),
    "excluded": _("exception applies"),
    "not_excluded": _("exception does not apply"),
}

#: Why a fact's source record cannot be shown.
MISSING = {
    "not_imported": _("This fact was not imported: it was made here."),
    "file_gone": _("The imported file is no longer kept, so its line cannot be shown."),
    "not_found": _("The line is not in the kept file: the file or its mapping has changed since."),
}

#: How much of a section of the agreement is executed.
SECTION_STATES = {
    "executed": _("executed"),
    "partly": _("partly executed"),
    "shown": _("checked and shown only"),
    "absent": _("not agreed"),
}

CRITERION_STATES = {
    "unknown": pgettext_lazy("criterion", "unknown"),
    "hinted": pgettext_lazy("criterion", "hinted"),
    "stated": pgettext_lazy("criterion", "stated"),
    "confirmed": pgettext_lazy("criterion", "confirmed"),
    "refuted": pgettext_lazy("criterion", "refuted"),
}

CONSENT_STATES = {
    "given": pgettext_lazy("consent", "given"),
    "withdrawn": pgettext_lazy("consent", "withdrawn"),
    "unknown": pgettext_lazy("consent", "never asked"),
}

#: Why an entry of a score gave no points.
SCORE_STATES = {
    "capped": _("above the limit"),
    "mail_scanner_clicks": _("a mail scanner"),
    "own_employees": _("one of our own"),
    "known_bots": _("a bot"),
}

ASKERS = {
    "form": _("a form"),
    "marketing": _("Marketing"),
    "sdr": _("SDR"),
    "sales": _("Sales"),
}

CHANNELS = {
    "phone": _("by phone"),
    "call": _("by phone"),
    "email": _("by e-mail"),
    "mail": _("by letter"),
    "message": _("by message"),
    "linkedin": _("on LinkedIn"),
    "visit": _("on a visit"),
    "meeting": _("in a meeting"),
}

COHORTS = {"month": _("Month"), "quarter": _("Quarter")}

#: Where a row stands that was set aside.
ROW_STATES = {
    "waiting": pgettext_lazy("rows", "waiting"),
    "mended": pgettext_lazy("rows", "brought in"),
    "dismissed": pgettext_lazy("rows", "left out"),
}

#: What a column of a file is read as, besides the fields of a fact.
PLACES = {
    "record": _("the number of the row"),
    "version": _("when the row was changed"),
    "recorded": _("when it was recorded"),
    "subject": _("whose it is"),
    "related": _("whom it names"),
    "at": _("when it happened"),
    "name": _("what happened"),
    "key": _("its own number"),
}

LISTS = {
    "row_states": ROW_STATES,
    "sides": SIDES,
    "outcomes": OUTCOMES,
    "bases": BASES,
    "lanes": LANES,
    "win_changes": WIN_CHANGES,
    "backtest_outcomes": BACKTEST_OUTCOMES,
    "works": WORKS,
    "basis_meanings": BASIS_MEANINGS,
    "paths": PATHS,
    "openers": OPENERS,
    "pass_kinds": PASS_KINDS,
    "dimensions": DIMENSIONS,
    "fact_kinds": FACT_KINDS,
    "fields": FIELDS,
    "cohorts": COHORTS,
    "missing": MISSING,
    "reasons": REASONS,
    "section_states": SECTION_STATES,
    "primary_rules": PRIMARY_RULES,
    "deal_roles": DEAL_ROLES,
    "reason_states": REASON_STATES,
    "criterion_states": CRITERION_STATES,
    "score_states": SCORE_STATES,
    "places": {**FIELDS, **PLACES},
    "consent_states": CONSENT_STATES,
    "askers": ASKERS,
    "channels": CHANNELS,
    "claims": CLAIMS,
    "queue_causes": QUEUE_CAUSES,
}


def word(list_name: str, key: str) -> str:
    """The word for `key`; a key of the house's own loses its underscores and nothing else."""
    if list_name == "row_kinds":
        return said(ROW_KINDS[key].model_dump()) if key in ROW_KINDS else gettext("not recognised")
    if list_name == "roles":
        return role(key)
    known = LISTS[list_name].get(key)
    return str(known) if known is not None else key.replace("_", " ")


def role(key: str) -> str:
    """A role by its name; somebody without one may only read."""
    return said(ROLES.get(key, ROLES["read_only"]).model_dump())


def version(label: str) -> str:
    """The version of the agreement that a figure was made under: `draft ecb34e25`, `version 3`."""
    kind, _space, mark = label.partition(" ")
    text = gettext("draft %(mark)s") if kind == "draft" else gettext("version %(mark)s")
    return text % {"mark": mark}


def value(field: str, given: object) -> str:
    """The value of a field as a reader sees it; a source's own values are shown as they are."""
    if isinstance(given, bool):
        return str(VALUES["automated"]["yes" if given else "no"])
    if isinstance(given, int | float):
        return formats.plain(given)
    if field in DAYS and _DAY.fullmatch(str(given)):
        return formats.day(str(given))
    return str(VALUES.get(field, {}).get(str(given), given))


def by_importance(profile: Mapping[str, object]) -> list[tuple[str, str]]:
    """Label and value of every known field, the product's own ones first, in the order of the table above."""
    order = {key: place for place, key in enumerate(FIELDS)}
    keys = sorted(profile, key=lambda key: (order.get(key, len(order)), key))
    return [(word("fields", key), value(key, profile[key])) for key in keys if profile[key] not in (None, "")]


def said(text: Mapping[str, str] | str) -> str:
    """A text of the house, which may be one string or one per language."""
    if isinstance(text, str):
        return text
    language = (get_language() or "en")[:2]
    return text.get(language) or next(iter(text.values()), "")
