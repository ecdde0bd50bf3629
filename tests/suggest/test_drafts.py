"""`new --from`: the agreement says what the exports show, loads with every preset, and its mapping reads them."""

from pathlib import Path

import pytest

from handschlag.actions.drafts import Draft, draft
from handschlag.agreement import Agreement, loads, presets
from handschlag.errors import InputProblems
from handschlag.mapping import loads as loads_mapping
from tests.fixtures.commands import document

DEALS = """\
Deal Nr;Bezeichnung;Firma;Phase;Betrag;Währung;Erstellt am;Abgeschlossen am;Ergebnis;Grund;Inhaber;Land
D-1;Linie A;Werk GmbH;Gewonnen;10.000,00;CHF;01.02.2026;01.03.2026;Gewonnen;;Mia Keller;Schweiz
D-2;Linie B;Bau AG;Gewonnen;20.500,00;CHF;02.02.2026;02.03.2026;Gewonnen;;Mia Keller;Schweiz
D-3;Linie C;Rohr AG;Verloren;9.000,00;CHF;03.02.2026;03.03.2026;Verloren;Preis;Jan Frey;Schweiz
D-4;Linie D;Guss AG;Verloren;9.000,00;CHF;04.02.2026;04.03.2026;Verloren;Preis;Jan Frey;Schweiz
D-5;Linie E;Holz AG;Verloren;9.000,00;CHF;05.02.2026;05.03.2026;Verloren;"Chef: ""zu neu"" #1";Jan Frey;Schweiz
D-6;Linie F;Glas AG;Verloren;9.000,00;CHF;06.02.2026;06.03.2026;Verloren;"Chef: ""zu neu"" #1";Jan Frey;Schweiz
D-7;Linie G;Stahl AG;Verhandlung;9.000,00;CHF;07.02.2026;;;;Jan Frey;Schweiz
"""


@pytest.fixture
def deals(tmp_path: Path) -> Path:
    (tmp_path / "deals.csv").write_text(DEALS, "utf-8")
    return tmp_path / "deals.csv"


def agreement_of(drafted: Draft) -> Agreement:
    loaded = loads(drafted.agreement.encode(), "draft")
    assert loaded.problems == []
    assert loaded.agreement is not None
    return loaded.agreement


def test_what_the_export_shows_is_put_in(deals: Path) -> None:
    drafted = draft(files=[deals], preset="article", language="de")
    agreement = agreement_of(drafted)
    assert (agreement.currency, agreement.time_zone) == ("CHF", "Europe/Zurich")
    assert agreement.goals["2026"].average_deal == 15_000  # the mean is 15,250: on two digits
    lost = {key: text.de for key, text in agreement.funnel.detours.lost.reasons.items() if text}
    assert list(lost.items())[:2] == [("chef_zu_neu_1", 'Chef: "zu neu" #1'), ("price", "Preis")]
    assert "# Verantwortliche: Jan Frey, Mia Keller\n" in drafted.agreement
    assert "Gewonnen = won" in drafted.agreement


@pytest.mark.parametrize("preset", [one.key for one in presets()])
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_preset_can_be_filled_in(deals: Path, preset: str, language: str) -> None:
    drafted = draft(files=[deals], preset=preset, language=language)
    agreement = agreement_of(drafted)
    assert "Preis" in {text.de for text in agreement.funnel.detours.lost.reasons.values() if text}
    assert agreement.currency == "CHF"
    assert loads_mapping(drafted.mapping.encode(), "mapping").problems == []


def test_the_command_writes_both_files_and_the_mapping_reads(deals: Path, tmp_path: Path) -> None:
    made = document("new", "house", "--language", "de", "--from", deals, cwd=tmp_path)
    assert made["unread"] == {}
    house = tmp_path / "house"
    told = document("import", deals, "--mapping", "mapping.yaml", cwd=house)
    created, won, lost = 7, 2, 4
    assert (told["read"], told["quarantined"], told["new"]) == (7, 0, created + won + lost)


def test_a_file_of_which_nothing_can_be_made_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("a,b\n1,2\n3,4\n", "utf-8")
    with pytest.raises(InputProblems) as raised:
        draft(files=[tmp_path / "list.csv"], preset="article", language="en")
    assert [problem.file for problem in raised.value.problems] == ["list.csv"]
    assert not (tmp_path / "house").exists()
