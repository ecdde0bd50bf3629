"""Whatever the headers and values are: what is proposed loads without problems and reads the file it was made for."""

from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings, strategies as st

from handschlag.actions.suggestions import propose
from handschlag.engines.staging import preview
from handschlag.errors import InputProblems
from handschlag.mapping import loads, ready
from handschlag.mapping.columns import column_problems
from handschlag.mapping.suggest.headers import HEADERS
from handschlag.mapping.suggest.parts import columns_of

USUAL = [spelling for spellings in HEADERS.values() for spelling in spellings]
PARTS = [part for one in ready() for part in one.document["files"]]
READY = sorted({name for part in PARTS for name in (*columns_of(part), *chain(*part.get("columns", {}).values()))})
STAGE_DATES = ['Date entered "Offer (Sales)"', 'Date entered "Offer (Direct)"', "hs_v2_date_entered_offer"]
TEXT = st.text(alphabet="aäß €'\"{}[]:#%*?&!|>@`;,.-_0159XY\\", min_size=1, max_size=12)
HEADER = st.one_of(
    st.sampled_from(USUAL), st.sampled_from(READY), st.sampled_from(["Contact ID", "DealNr", "ID", *STAGE_DATES]), TEXT
)
VALUE = st.one_of(
    st.sampled_from(["", "Won", "Verloren", "lead", "Anruf", "Select", "2026-01-31", "03.02.2026 10:00", "1/2/2026"]),
    st.sampled_from(["1.234,50", "17", "EUR", "a@b.example", "ja", "O'Brien", "Keine Entscheidung", "K-1", "K-2"]),
    TEXT,
)


#: Headers with a value for row `n`, from which the rows of each kind are recognised; the rest is left to chance.
BASES = (
    {"Record ID": "P-{n}", "Email": "p{n}@b.example", "Last Name": "Berg"},
    {"Firma Nr": "F-{n}", "Firmenname": "Werk {n}", "Branche": "Bau"},
    {"Deal ID": "D-{n}", "Stage": "Closed Won", "Amount": "1{n}.50", "Close Date": "2026-01-1{n}"},
    {"AktivitätNr": "A-{n}", "Kontakt Nr": "K-1", "Art": "Anruf", "Datum": "0{n}.02.2026"},
    {"Contact ID": "C-{n}", "Property": "lifecyclestage", "Value": "lead", "Timestamp": "2026-01-1{n} 10:00:00"},
    {"Kontakt Nr": "K-{n}", "Angeboten am": "1{n}.02.2026", "Angenommen am": "", "Zurückgegeben am": "1{n}.03.2026"},
    {"Deal ID": "D-1", "Contact ID": "C-{n}", "Date": "2026-01-1{n}"},
    {
        "Record ID": "D-{n}",
        "Deal Stage": "Closed Won",
        "Amount": "1{n}",
        "Close Date": "2026-01-1{n}",
        "Create Date": "2026-01-0{n}",
    },
    {
        "Id": "00Q{n}",
        "CreatedDate": "2026-01-1{n} 10:00:00",
        "SystemModstamp": "2026-01-1{n} 10:00:00",
        "LastName": "Berg",
    },
    {"Deal - ID": "{n}", "Deal - Status": "Lost", "Deal - Deal created": "2026-01-1{n} 10:00:00", "Deal - Wert": "7"},
    {"Externe ID": "x{n}", "Typ": "Verkaufschance", "Phase": "Gewonnen", "Erstellt am": "2026-01-1{n} 10:00:00"},
)


def quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_proposal_loads_and_reads(data: st.DataObject) -> None:
    base = data.draw(st.sampled_from(BASES))
    more = data.draw(st.lists(HEADER.filter(str.strip), max_size=10, unique_by=str.strip))
    headers = [*base, *(one for one in more if one.strip() not in base)]
    rows = [
        [one.format(n=n) for one in base.values()] + [data.draw(VALUE) for _ in headers[len(base) :]]
        for n in range(1, data.draw(st.integers(1, 8)) + 1)
    ]
    lines = [",".join(map(quoted, row)) for row in (headers, *rows)]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "export.csv"
        file.write_text("\n".join(lines) + "\n", "utf-8")
        try:
            proposal = propose(files=[file])
        except InputProblems as refused:
            assert refused.problems
            return
        loaded = loads(proposal.text.encode(), "proposed")
        assert loaded.problems == []
        assert loaded.mapping is not None
        part = loaded.mapping.part_for(file.name)
        assert part is not None
        assert column_problems(loaded.mapping, part, list(proposal.tables[0].sample.columns), file.name) == []
        preview(file, loaded.mapping, part, 100)
