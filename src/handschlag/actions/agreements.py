"""The agreement file: checked, shown as a document, described for editors."""

from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from handschlag.actions.failures import outside
from handschlag.actions.houses import House, signed_text
from handschlag.actions.permission import needs
from handschlag.actions.wording import texts
from handschlag.agreement import Signed
from handschlag.errors import InputProblems, Problem

#: Which text of the agreement: the file, or the version of this number.
Text = int | Literal["draft"] | None

#: The agreement of a house, in its workspace.
FILE = "agreement.yaml"

#: So many lines before and after a problem are shown with it.
_AROUND = 2


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
    """The agreement as a document in German or English, `text` or `html`: of a house what it works under, with its
    signatures; of a file what it says.
    """
    from handschlag.agreement import load, render

    if isinstance(house_or_path, House):
        read = _version(house_or_path, None)
        assert read is not None, "what is in force is there"
        agreement, _label, signed, in_force_at = read
        document = render(agreement, language, trial=not in_force_at, signed=signed)
    else:
        loaded = load(house_or_path)
        if loaded.agreement is None or loaded.problems:
            raise InputProblems(*loaded.problems)
        document = render(loaded.agreement, language)
    return document.html() if form == "html" else document.text()


@needs("see_figures")
def agreement_page(house: House, *, language: str, text: Text = None) -> dict[str, Any] | None:
    """The document with its contents and what is executed of it; while the file has problems, these and their lines.

    `text` is the number of a signed version, or `draft` for the file; by default what everything is counted under.
    None if there is no such version.
    """
    from handschlag.agreement import digest, render, sections_state

    try:
        read = _draft(house) if text == "draft" else _version(house, text)
    except InputProblems as broken:
        return {"problems": [_problem(house, problem) for problem in broken.problems]}
    if read is None:
        return None
    agreement, label, signed, in_force_at = read
    document = render(agreement, language, trial=not in_force_at, signed=signed)
    states = sections_state(agreement)
    return {
        "problems": [],
        "title": agreement.title.in_(language),
        "label": label,
        "digest": digest(agreement),
        "trial": house.trial,
        "signed": bool(in_force_at),
        "in_force_at": in_force_at,
        "number": int(label.removeprefix("version ")) if in_force_at else None,
        "current": label == house.agreement_label,
        "valid_from": agreement.valid_from,
        "contents": [
            {"anchor": anchor, "number": head.number, "text": head.text, "state": _least(states, head.sections)}
            for anchor, head in document.contents()
        ],
        "sections": [
            {"section": each.section, "title": texts(each.title, each.section), "state": each.state,
             "note": texts(each.note, each.section)}
            for each in states
        ],
        "html": document.html(),
    }  # fmt: skip


def _draft(house: House) -> tuple[Any, str, list[Signed], datetime | None]:
    from handschlag.agreement import digest

    return house.draft, f"draft {digest(house.draft)[:8]}", [], None


def _version(house: House, number: Text) -> tuple[Any, str, list[Signed], datetime | None] | None:
    """A signed version with its signatures; in trial the draft, where no number is asked for."""
    from handschlag.store import versions

    if number is None and house.in_force is None:
        return _draft(house)
    with outside():
        found = versions.numbered(house.in_force.number if number is None else int(number))
        if found is None:
            return None
        zone = ZoneInfo(house.time_zone)
        signed = [
            Signed(one.side, one.office, one.name, one.at.astimezone(zone).date()) for one in versions.signatures(found)
        ]
    label = f"version {found.number}"
    return signed_text(bytes(found.text), label, found.digest), label, signed, found.in_force_at


def _least(states: Any, sections: tuple[str, ...]) -> str:
    """The state of the least executed of these sections; nothing is to be executed of a part that is none."""
    order = ("shown", "partly", "executed")
    found = [each.state for each in states if each.section in sections and each.state in order]
    return min(found, key=order.index, default="")


def _problem(house: House, problem: Problem) -> dict[str, Any]:
    """One problem with the lines of the file around it."""
    file = house.path / FILE
    written = file.read_bytes().decode("utf-8", "replace").splitlines() if file.is_file() else []
    first = max(problem.line - _AROUND, 1)
    shown = enumerate(written[first - 1 : problem.line + _AROUND], first) if problem.line else ()
    return {
        "line": problem.line, "column": problem.column, "message": problem.message, "hint": problem.hint,
        "around": [{"line": number, "text": text, "here": number == problem.line} for number, text in shown],
    }  # fmt: skip


@needs("see_figures")
def signed_file(house: House, *, version: int) -> bytes | None:
    """The very bytes that both sides signed; None if there is no such version."""
    from handschlag.store import versions

    with outside():
        found = versions.numbered(version)
        return None if found is None else bytes(found.text)


@needs("see_figures")
def agreement_file(house: House) -> bytes:
    """The very bytes of the file, to be read or changed elsewhere."""
    file = house.path / FILE
    if not file.is_file():
        hint = "make one with `handschlag new`"
        raise InputProblems(Problem(file=str(file), message="there is no such file", hint=hint))
    return file.read_bytes()


def agreement_schema() -> dict[str, Any]:
    """The JSON Schema of the agreement file."""
    from handschlag.agreement import schema

    return schema()
