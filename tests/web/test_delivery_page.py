"""One import opened: its rows counted in the raw file, its columns, and the mapping it was read with."""

from html import unescape

from django.test import Client

from handschlag.actions.houses import House
from handschlag.actions.imports import deliveries
from tests.web.raw import read, rows
from tests.web.reading import by_id, cells, having, opened, text
from tests.web.small_house import SMALL


def number_of(house: House, file: str) -> int:
    return int(next(one["batch"] for one in deliveries(house) if one["file"] == file))


def test_what_became_of_its_rows(small_house: House, client_in: Client) -> None:
    """Every row of the marketing tool's activities is one touch, or waits."""
    page = opened(client_in, f"/connections/imports/{number_of(small_house, 'activities.csv')}/")
    touches = [f for f in read()[0].values() if f["kind"] == "touch" and f["subject"].startswith("marketing:")]
    twice = len(rows("activities.csv")) - len({tuple(row.values()) for row in rows("activities.csv")})
    assert twice == 1
    shown = {text(row[0]): text(row[1]) for row in having(page, "facts")[0]}
    assert shown == {
        "Rows read": str(len(rows("activities.csv"))),
        "Facts": f"{len(touches) + twice} {len(touches)} new, {twice} known before",
        "Set aside": str(len(rows("activities.csv")) - twice - len(touches)),
    }


def test_how_its_columns_were_read(small_house: House, client_in: Client) -> None:
    page = opened(client_in, f"/connections/imports/{number_of(small_house, 'activities.csv')}/")
    assert cells(by_id(page, "columns")) == [
        ["Activity Date", "Touchpoint: when it happened"],
        ["Activity ID", "the number of the row; Touchpoint: its own number"],
        ["Activity Type", "Touchpoint: what happened"],
        ["Campaign", "Touchpoint: Campaign"],
        ["Channel", "Touchpoint: Channel"],
        ["Contact ID", "Touchpoint: whose it is"],
        ["Page URL", "Touchpoint: Page"],
        ["Title", "Touchpoint: Title"],
    ]  # fmt: skip


def test_the_mapping_it_was_read_with(small_house: House, client_in: Client) -> None:
    address = f"/connections/imports/{number_of(small_house, 'Firmen.csv')}/"
    assert (SMALL / "crm.yaml").read_text("utf-8") in unescape(client_in.get(address).content.decode())


def test_an_import_that_is_none(client_in: Client) -> None:
    opened(client_in, "/connections/imports/4711/", status=404)
