"""Makes the example house: two years of a German software company, written as the exports of two systems."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from handschlag.demo.companies import make_companies
from handschlag.demo.crm import crm_sheets
from handschlag.demo.crm_deals import deal_sheets, number_deals
from handschlag.demo.dirt import plant_in_sheets, plant_in_world
from handschlag.demo.history import pass_time
from handschlag.demo.marketing_tool import marketing_sheets
from handschlag.demo.people import make_people
from handschlag.demo.stories import tell_stories
from handschlag.demo.truths import truths_of
from handschlag.demo.world import World

MARKETING_FOLDER, CRM_FOLDER = "marketing", "crm"

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Summary:
    """What was written: the files of each system, and what is true about the house, whatever the files say."""

    marketing: list[Path]
    crm: list[Path]
    truths: Mapping[str, int]

    @property
    def files(self) -> list[Path]:
        return [*self.marketing, *self.crm]


def generate(folder: Path, progress: Progress | None = None) -> Summary:
    """Writes the exports into `folder`; the same bytes on every machine and every day."""
    say = progress or (lambda text: None)
    say("people and companies")
    world = World(make_companies())
    world.people = make_people(world.companies)
    say("two years of marketing and sales")
    pass_time(world)
    plant_in_world(world)
    tell_stories(world)
    number_deals(world)
    say("exports")
    marketing = marketing_sheets(world)
    crm = [*crm_sheets(world), *deal_sheets(world)]
    planted = plant_in_sheets({sheet.file: sheet for sheet in (*marketing, *crm)})
    written = []
    for name, sheets in ((MARKETING_FOLDER, marketing), (CRM_FOLDER, crm)):
        (folder / name).mkdir(parents=True, exist_ok=True)
        written.append([sheet.write(folder / name) for sheet in sheets])
    return Summary(written[0], written[1], truths_of(world, planted))
