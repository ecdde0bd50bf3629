"""Per section: what is executed today, and what is only checked and shown."""

from pathlib import Path

from handschlag.agreement import load, loads, preset_text, sections_state
from tests.agreement.writing import SOUND


def test_states_of_the_basic_model() -> None:
    loaded = loads(preset_text("article", "de").encode(), "a")
    assert loaded.agreement is not None
    states = {state.section: state.state for state in sections_state(loaded.agreement)}
    assert states == {
        "title": "executed", "scope": "executed", "valid_from": "executed", "time_zone": "executed",
        "currency": "executed", "value": "executed", "parties": "executed", "fields": "absent", "passes": "executed",
        "calendars": "partly", "markets": "executed", "personas": "executed", "funnel": "partly", "scoring": "executed",
        "criteria": "partly", "handover": "partly", "promises": "executed", "goals": "partly", "attribution": "shown",
        "consent": "shown", "ownership": "shown", "reviews": "shown", "sign_off": "shown",
    }  # fmt: skip


def test_what_is_left_out_is_absent_and_says_so_in_both_languages() -> None:
    loaded = loads((SOUND + "goals:\n").encode(), "a")
    assert loaded.agreement is not None
    goals = next(state for state in sections_state(loaded.agreement) if state.section == "goals")
    assert (goals.state, goals.title.de, goals.note.de, goals.note.en) == (
        "absent", "Ziele", "steht nicht in der Vereinbarung", "is not in the agreement",
    )  # fmt: skip


def test_load_reads_files_and_says_what_keeps_it_from_reading(tmp_path: Path) -> None:
    file = tmp_path / "agreement.yaml"
    absent = load(file)
    assert ([str(p) for p in absent.problems], absent.agreement, absent.text) == (
        [f"{file}: there is no such file (make one with `handschlag new`)"], None, b"",
    )  # fmt: skip
    assert [p.message for p in load(tmp_path).problems] == ["cannot be read: Is a directory"]
    file.write_bytes(SOUND.encode())
    assert (load(file).problems, load(file).text) == ([], SOUND.encode())
