"""Every kind of fact on one page.

A fact says that something happened or became known about one subject at one instant. `about` names what kind of
thing the subject is, `name` what the fact's `name` column holds, `record` whether the fact is a version of a source
record (identified by the record's version) or an event (identified by its instant and content).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    key: str
    about: str  # person | company | opportunity | campaign | any
    name: str  # meaning of the `name` column, "" where unused
    record: bool  # True: a version of a source record; False: an event
    meaning: str
    version: int = 1


KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        # Records: what a source says about somebody or something.
        Kind("person", "person", "", True, "a person's profile as a source has it; mapped values in `fields`"),
        Kind("company", "company", "", True, "a company's profile as a source has it; mapped values in `fields`"),
        Kind("campaign", "campaign", "title", True, "a campaign of marketing or a play of sales, with its side"),
        Kind(
            "relation",
            "any",
            "role",
            False,
            "`subject` stands to `related` in the role named: company, "
            "primary_contact, converted_lead, handed_over, contact (of an opportunity), campaign",
        ),
        # Interactions of either side, digital or analogue.
        Kind(
            "touch",
            "person",
            "type of touch",
            False,
            "an interaction: page_view, form_submitted, webinar_attended, ...",
        ),
        Kind(
            "attempt",
            "person",
            "outcome",
            False,
            "a person's call, mail, message or visit; `channel` says which; fields.automated yes | no | unknown",
        ),
        Kind("consent", "person", "purpose", False, "consent given or withdrawn: fields.state given | withdrawn"),
        # Judgements.
        Kind("stage_reported", "person", "stage", False, "a source says that the person reached this stage or detour"),
        Kind(
            "criterion_answer",
            "person",
            "criterion",
            False,
            "an answer to an agreed criterion: fields.answer, fields.evidence",
        ),
        # The work on a lead, and its hand-over between the two sides.
        Kind(
            "assigned",
            "person",
            "queue",
            False,
            "somebody took the lead of a work list, or was given it: fields.to "
            "(instead of fields.instead_of); without it the lead is free again",
        ),
        Kind("handover_offered", "person", "", False, "an SRL was offered to a seller"),
        Kind("handover_accepted", "person", "", False, "sales took the lead over"),
        Kind("handover_returned", "person", "reason", False, "sales gave the lead back; fields.wake_up"),
        # Opportunities.
        Kind(
            "opportunity_created",
            "opportunity",
            "",
            True,
            "an opportunity exists; amount, owner, expected close in `fields`",
        ),
        Kind(
            "opportunity_changed",
            "opportunity",
            "the source's own stage",
            True,
            "an open opportunity as its source has it now",
        ),
        Kind("opportunity_won", "opportunity", "", True, "won; amount is the won value"),
        Kind("opportunity_lost", "opportunity", "reason", True, "lost"),
        Kind("opportunity_no_decision", "opportunity", "reason", True, "closed without a decision"),
        # Customers.
        Kind("customer_renewed", "company", "", False, "a customer renewed; amount"),
        Kind("customer_expanded", "company", "", False, "a customer bought more; amount"),
        Kind("customer_cancelled", "company", "reason", False, "a customer left"),
        # Money.
        Kind("cost", "campaign", "media, tools, people, other", False, "money spent, with the side that spent it"),
        # The ledger about itself.
        Kind(
            "link",
            "any",
            "reason",
            False,
            "this subject is the person or company fields.entity; fields.key is the evidence",
        ),
        Kind("unlink", "any", "reason", False, "fields.key says nothing about this subject: a link undone"),
        Kind(
            "correction",
            "any",
            "what was wrong",
            False,
            "fact fields.fact does not hold, or only what it says in the wording fields.content; "
            "what does, is a fact of its own",
        ),
        Kind("erasure", "any", "", False, "the subject was erased on request"),
    )
}

#: The sides a touch, a cost or an opening can belong to.
SIDES = ("marketing", "sdr", "sales", "partner", "customer", "unknown")

#: Touches that are recorded and shown, but count for nothing: nobody did anything.
PASSIVE_TOUCHES = ("email_sent", "email_delivered", "email_opened", "email_bounced", "ad_impression")

#: Touches by which both sides have talked, or are going to.
TWO_WAY_TOUCHES = frozenset({"meeting_booked", "meeting_held"})

#: What people tell of their work with a lead, in the order of the fold.
WORK = ("criterion_answer", "attempt", "handover_offered", "handover_accepted", "handover_returned")

#: How the key of a fact begins that people told here: it is no statement of the source whose record it is about.
TOLD = "told:"

#: Touches by which a person asks to be talked to.
HAND_RAISES = (
    "hand_raise", "demo_request", "demo_requested", "contact_request", "contact_requested", "callback_requested",
    "trial_requested", "quote_requested",
)  # fmt: skip

#: Roles a relation of an opportunity can have, strongest first (figures.md: how the primary pass is found).
OPPORTUNITY_ROLES = ("converted_lead", "primary_contact", "handed_over", "contact")
