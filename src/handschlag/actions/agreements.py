"""The agreement file: checked, shown as a document, described for editors."""

from pathlib import Path
from typing import Any

from handschlag.actions.houses import House
from handschlag.actions.wording import texts


def check_agreement(path: Path) -> dict[str, Any]:
    """Every problem of the file, and per section what is executed today and what is only validated and shown."""
    from handschlag.agreement import load, sections_state

    loaded = load(path)
    problems = [
        {"file": p.file, "line": p.line, "column": p.column, "message": p.message, "hint": p.hint}
        for p in loaded.problems
    ]
    states = sections_state(loaded.agreement) if loaded.agreement is not None else []
    return {"problems": problems, "sections": [_state(state) for state in states]}


def _state(state: Any) -> dict[str, Any]:
    return {"section": state.section, "state": state.state, "note": texts(state.note, state.section)}


def show_agreement(house_or_path: House | Path, *, language: str, form: str = "text") -> str:
    """The agreement as a document in German or English: `text` or `html`."""
    from handschlag.agreement import load, render
    from handschlag.errors import InputProblems

    if isinstance(house_or_path, House):
        agreement = house_or_path.agreement
    else:
        loaded = load(house_or_path)
        if loaded.agreement is None or loaded.problems:
            raise InputProblems(*loaded.problems)
        agreement = loaded.agreement
    document = render(agreement, language)
    return document.html() if form == "html" else document.text()


def agreement_schema() -> dict[str, Any]:
    """The JSON Schema of the agreement file."""
    from handschlag.agreement import schema

    return schema()
