"""Ready agreements to start from: complete, with comments in German and English."""

from dataclasses import dataclass
from importlib.resources import files

from handschlag.files import LANGUAGES, Text, both


@dataclass(frozen=True)
class Preset:
    """A ready agreement."""

    key: str
    title: Text
    about: Text


_PRESETS = (
    Preset(
        "article",
        both("Das Grundmodell", "The basic model"),
        both("Prospect, Marketing Lead, Sales Ready Lead, Opportunity, Gewinn; BANT", "Prospect to win, with BANT"),
    ),
    Preset(
        "hubspot",
        both("HubSpot-Lebenszyklus", "HubSpot lifecycle"),
        both("Subscriber, Lead, MQL, SQL, Opportunity, Customer", "Subscriber, lead, MQL, SQL, opportunity, customer"),
    ),
    Preset(
        "waterfall",
        both("Demand Waterfall", "Demand waterfall"),
        both("Anfrage, MQL, TAL, TQL, SAL, SQL, Gewinn", "Inquiry, MQL, TAL, TQL, SAL, SQL, win"),
    ),
    Preset(
        "minimal",
        both("Das Nötigste", "The bare minimum"),
        both("eine Seite, die schon läuft", "one page that already works"),
    ),
)


def presets() -> list[Preset]:
    """All presets; the first is the default."""
    return list(_PRESETS)


def preset_text(key: str, language: str) -> str:
    """The text of a preset with its comments in one language."""
    if key not in {preset.key for preset in _PRESETS} or language not in LANGUAGES:
        raise KeyError(key if language in LANGUAGES else language)
    source = files("handschlag.agreement").joinpath("presets", f"{key}.yaml").read_text("utf-8")
    return "".join(_in(line, language) for line in source.splitlines(keepends=True))


def _in(line: str, language: str) -> str:
    """A line as it is; a comment only if it is in this language, without the mark that says so."""
    indent = line[: len(line) - len(line.lstrip(" "))]
    for marked in LANGUAGES:
        if line.lstrip(" ").startswith(f"# {marked}: "):
            return f"{indent}# {line.lstrip(' ')[6:]}" if marked == language else ""
    return line
