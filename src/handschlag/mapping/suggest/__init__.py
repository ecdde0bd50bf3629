"""Proposes a mapping for exports nobody has described, from their headers and the values of their first rows."""

from handschlag.mapping.suggest.known import Known, KnownStage
from handschlag.mapping.suggest.proposal import Proposal, suggest
from handschlag.mapping.suggest.samples import Sample

__all__ = ["Known", "KnownStage", "Proposal", "Sample", "suggest"]
