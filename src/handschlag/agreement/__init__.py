"""The agreement file: loaded with every problem at its place, compared by canonical form, shown as a document."""

from handschlag.agreement.canonical import canonical, digest
from handschlag.agreement.document import Document, render
from handschlag.agreement.document.voice import Signed
from handschlag.agreement.folding import fold_terms
from handschlag.agreement.jsonschema import schema
from handschlag.agreement.loading import Loaded, load, loads
from handschlag.agreement.model import Agreement
from handschlag.agreement.presetting import Preset, preset_text, presets
from handschlag.agreement.states import SectionState, sections_state

__all__ = [
    "Agreement",
    "Document",
    "Loaded",
    "Preset",
    "SectionState",
    "Signed",
    "canonical",
    "digest",
    "fold_terms",
    "load",
    "loads",
    "preset_text",
    "presets",
    "render",
    "schema",
    "sections_state",
]
