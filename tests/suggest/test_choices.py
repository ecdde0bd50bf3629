"""What somebody chooses is laid over a proposal: what is so anyway changes nothing, everything else what it says."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from handschlag import demo
from handschlag.actions.suggestions import known_words, propose, sample
from handschlag.agreement import loads as loads_agreement
from handschlag.mapping import loads
from handschlag.mapping.suggest import Known, Proposal, Sample, suggest
from handschlag.mapping.suggest.asking import questions
from handschlag.mapping.suggest.choices import LEFT_OUT, Choices, roles_for
from handschlag.mapping.suggest.parts import columns_of
from handschlag.mapping.suggest.uses import uses


@pytest.fixture(scope="module")
def known() -> Known:
    agreement = loads_agreement(demo.AGREEMENT.read_bytes(), "agreement.yaml").agreement
    assert agreement is not None
    return known_words(agreement)


@pytest.fixture(scope="module")
def systems(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Sample]]:
    """The first rows of every export of the example house, by system."""
    folder = tmp_path_factory.mktemp("exports")
    demo.generate(folder)
    names = (demo.MARKETING_FOLDER, demo.CRM_FOLDER)
    return {name: [sample(path) for path in sorted((folder / name).iterdir())] for name in names}


def proposed(samples: list[Sample], known: Known, chosen: dict[str, Choices] | None = None) -> Proposal:
    return suggest(samples, known=known, connection="source", chosen=chosen)


def part_of(proposal: Proposal, file: str) -> dict[str, Any]:
    table = next(table for table in proposal.tables if table.file == file)
    [part] = [
        part for part in proposal.document["files"]
        if columns_of(part) and columns_of(part) <= set(table.sample.columns) and part["match"].strip("*") in file
    ]  # fmt: skip
    return dict(part)


@pytest.mark.parametrize("system", [demo.MARKETING_FOLDER, demo.CRM_FOLDER])
def test_choosing_what_is_so_anyway_changes_nothing(systems: Any, known: Known, system: str) -> None:
    plain = proposed(systems[system], known)
    same = {}
    for table in plain.tables:
        part = next((p for p in plain.document["files"] if p["match"] == table.file), {"facts": []})
        meant = {
            question.column: {question.of: {one.word: one.meaning for one in question.meanings if one.meaning}}
            for question in questions(table, part, known)
        }
        roles = {column: role for role, column in table.roles.items()}
        same[table.file] = Choices(table.kind, roles, meant)
    again = proposed(systems[system], known, same)
    assert _plain(again.document) == _plain(plain.document)
    assert again.unread == plain.unread


def _plain(document: Any) -> Any:
    """Without translations of words into themselves, and without the order in which conditions list words."""
    if isinstance(document, dict):
        kept = {key: _plain(value) for key, value in document.items()}
        if isinstance(kept.get("values"), dict):
            kept["values"] = {word: meaning for word, meaning in kept["values"].items() if word != meaning}
            if not kept["values"]:
                kept.pop("values"), kept.pop("otherwise", None)
        return kept
    return [_plain(each) for each in document] if isinstance(document, list) else document


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_chosen_loads_and_does_what_it_says(systems: Any, known: Known, data: st.DataObject) -> None:
    """Every choice that the page offers gives a mapping without problems; what is left out is read by nothing."""
    samples = data.draw(st.sampled_from(list(systems.values())))
    plain = proposed(samples, known)
    chosen = {}
    for table in data.draw(st.lists(st.sampled_from(list(plain.tables)), max_size=3, unique_by=id)):
        columns = data.draw(st.lists(st.sampled_from(list(table.sample.columns)), max_size=3, unique=True))
        chosen[table.file] = Choices(
            uses={column: data.draw(st.sampled_from([LEFT_OUT, *roles_for(table, column)])) for column in columns}
        )
    found = proposed(samples, known, chosen)
    assert list(loads(found.text.encode(), "chosen.yaml").problems) == []
    for table in found.tables:
        for part in found.document["files"]:
            if part["match"] != table.file:
                continue
            read = uses(part, list(table.sample.columns))
            for column, role in chosen.get(table.file, Choices()).uses.items():
                assert role != LEFT_OUT or column not in read


def test_a_column_that_says_neither_yes_nor_no_is_not_read_as_automatic(tmp_path: Path, known: Known) -> None:
    calls = "Aktivität-ID;Kontakt-ID;Typ;Datum;Ergebnis;Kanal\n1;7;Anruf;01.02.2026 10:00;erreicht;Telefon\n"
    (tmp_path / "calls.csv").write_text(calls, "utf-8")
    chosen = {"calls.csv": Choices(uses={"Kanal": "automated"})}
    found = suggest([sample(tmp_path / "calls.csv")], known=known, connection="crm", chosen=chosen)
    assert list(loads(found.text.encode(), "chosen.yaml").problems) == []
    assert [fact["kind"] for fact in found.document["files"][0]["facts"]] == ["attempt"]


EXPORT = """\
Kontakt-ID;Vorname;Nachname;E-Mail;Rückrufnummer;Status;Angelegt am
1;Anna;Groß;anna@acme.example;0221 123456;heiß;01.02.2026 10:00
2;Bert;Klein;bert@acme.example;0221 654321;kalt;02.02.2026 10:00
"""


def contacts(folder: Path, **choices: Any) -> dict[str, Any]:
    """The part that reads the file above, with these choices."""
    (folder / "kontakte.csv").write_text(EXPORT, "utf-8")
    chosen = {"kontakte.csv": Choices(**choices)}
    found = propose(files=[folder / "kontakte.csv"], chosen=chosen, connection="crm")
    assert found.document["connection"] == "crm"
    [part] = found.document["files"]
    return dict(part)


def test_a_column_becomes_a_field(tmp_path: Path) -> None:
    assert "phone" not in contacts(tmp_path)["facts"][0]["fields"]
    chosen = contacts(tmp_path, uses={"Rückrufnummer": "phone"})["facts"][0]["fields"]
    assert chosen["phone"] == "Rückrufnummer"


def test_a_column_is_left_out(tmp_path: Path) -> None:
    assert contacts(tmp_path)["facts"][0]["fields"]["email"] == "E-Mail"
    assert "E-Mail" not in columns_of(contacts(tmp_path, uses={"E-Mail": LEFT_OUT}))


def test_another_column_is_the_number(tmp_path: Path) -> None:
    part = contacts(tmp_path, uses={"E-Mail": "own"})
    assert (part["record"], part["facts"][0]["subject"]["id"]) == ("E-Mail", "E-Mail")


DEALS = """\
Deal-ID;Deal-Name;Betrag;Phase;Erstellt am;Abgeschlossen am;Verlustgrund
1;A;100;Unterschrieben;01.02.2026 10:00;03.02.2026 10:00;
2;B;200;Gewonnen;01.02.2026 10:00;03.02.2026 10:00;
3;C;300;Verloren;01.02.2026 10:00;04.02.2026 10:00;War zu teuer
4;D;400;Angebot;01.02.2026 10:00;;
"""


def test_only_words_of_rows_that_end_so_are_asked_about(tmp_path: Path, known: Known) -> None:
    rows = DEALS + "5;E;500;Keine Entscheidung;01.02.2026 10:00;05.02.2026 10:00;Projekt ruht\n"
    (tmp_path / "deals.csv").write_text(rows, "utf-8")
    found = suggest([sample(tmp_path / "deals.csv")], known=known, connection="crm")
    [table], [part] = found.tables, found.document["files"]
    words = {(one.column, one.of): [each.word for each in one.meanings] for one in questions(table, part, known)}
    assert words["Verlustgrund", "lost"] == ["War zu teuer"]
    assert words["Verlustgrund", "no_decision"] == ["Projekt ruht"]


def test_words_mean_what_somebody_says(tmp_path: Path, known: Known) -> None:
    (tmp_path / "deals.csv").write_text(DEALS, "utf-8")

    def facts(meanings: Any) -> dict[str, Any]:
        chosen = {"deals.csv": Choices(meanings=meanings)}
        found = suggest([sample(tmp_path / "deals.csv")], known=known, connection="crm", chosen=chosen)
        assert list(loads(found.text.encode(), "chosen.yaml").problems) == []
        return {fact["kind"]: fact for fact in found.document["files"][0]["facts"]}

    assert facts({})["opportunity_won"]["when"] == "Phase = 'Gewonnen'"
    chosen = facts({"Phase": {"outcome": {"Unterschrieben": "won", "Angebot": "no_decision"}}})
    assert chosen["opportunity_won"]["when"] == "Phase in ('Unterschrieben', 'Gewonnen')"
    assert chosen["opportunity_no_decision"]["when"] == "Phase = 'Angebot'"
    assert chosen["opportunity_lost"] == facts({})["opportunity_lost"]
    reason = facts({"Verlustgrund": {"lost": {"War zu teuer": "price"}}})["opportunity_lost"]["name"]
    assert reason == {"column": "Verlustgrund", "values": {"War zu teuer": "price"}, "otherwise": "keep"}
