"""The agreement as the program has it: every section read, checked, and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from handschlag.access.terms import PartiesTerms
from handschlag.agreement.basics import Value
from handschlag.agreement.words import stage_label
from handschlag.attribution.terms import AttributionTerms
from handschlag.calendars.terms import Calendar
from handschlag.conditions.terms import OwnField
from handschlag.consent.terms import ConsentTerms
from handschlag.files import Text
from handschlag.files.tree import Node
from handschlag.funnel.terms import FunnelTerms, PassesTerms
from handschlag.handover.criteria_terms import Criteria
from handschlag.handover.promise_terms import PromisesTerms
from handschlag.handover.terms import HandoverTerms
from handschlag.mapping.ownership_terms import Owner
from handschlag.market.terms import Market, Persona
from handschlag.planning.terms import Goal
from handschlag.reviews.terms import Review, SignOff
from handschlag.scoring.terms import ScoringTerms


@dataclass(frozen=True)
class Agreement:
    """One version of the agreement between marketing and sales.

    Sections that hold things by key (markets, calendars, goals, ...) are mappings in the order of the file.
    `written` is the file's tree, from which the canonical form is made.
    """

    title: Text
    scope: Text | None
    valid_from: date
    time_zone: str
    currency: str
    value: Value
    parties: PartiesTerms
    fields: Mapping[str, OwnField]
    passes: PassesTerms
    calendars: Mapping[str, Calendar]
    markets: Mapping[str, Market]
    personas: Mapping[str, Persona]
    funnel: FunnelTerms
    scoring: ScoringTerms
    criteria: Criteria
    handover: HandoverTerms
    promises: PromisesTerms
    goals: Mapping[str, Goal]
    attribution: AttributionTerms
    consent: ConsentTerms
    ownership: Mapping[str, Owner]
    reviews: Mapping[str, Review]
    sign_off: Mapping[str, SignOff]
    written: Node = field(repr=False, compare=False)

    def stage_label(self, key: str) -> Text:
        """What this house calls a stage or detour."""
        return stage_label(self.funnel, key)


#: What the rooms made of those sections that are sound.
Sections = dict[str, Any]
