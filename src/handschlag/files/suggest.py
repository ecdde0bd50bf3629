"""Guesses which of the known words somebody meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`did you mean ...?` with the nearest known word, or else the list of the known words."""
    words = sorted({str(k) for k in known})
    near = get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    if not words:
        return "none is declared"
    shown = ", ".join(f"`{w}`" for w in words[:12])
    return f"known are {shown}" + (", ..." if len(words) > 12 else "")
