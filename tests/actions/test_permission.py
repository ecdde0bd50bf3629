"""Every action asks for a right, and refuses whoever has it not."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

import handschlag.actions
from handschlag.access.actors import NOBODY, Actor
from handschlag.access.roles import RIGHTS, ROLES
from handschlag.actions.houses import House
from handschlag.errors import NotPermitted

#: What is no request of a person but part of requests, each of which has asked already.
INSIDE = {
    "drafts.lay_down", "demo.summary", "funnels.stage_labels", "linking.link_ledger", "market_fit.market_fit",
    "people_scores.score_of", "lead_standing.next_question", "exchanges.standing_of", "exchanges.work_on",
    "queues.own_queue", "queues.works_in", "queues.of_sales", "queues.limit_of", "queues.list_of_queues",
    "queues.waiting", "deadlines.clocks_of_pass", "deadlines.clock_names",
    "deadlines.working_time", "deadlines.kept_in", "claiming.let_go", "claiming.end_claims", "telling.tell",
    "tables.kept_tables", "tables.let_go", "tables.locked", "tables.refold", "tables.refresh", "tables.tables",
    "tables.tables_known_then", "funnels.stages",
    "naming.naming", "naming.single_names_shown",
    "readings.read_with", "readings.reading_of", "readings.stage_keys", "rereading.kept_file", "rereading.reread",
    "rereading.bring_in", "taking.look", "taking.take", "supplements.complete", "supplements.foresee",
    "supplements.against_ledger", "conflicts.rivals", "conflicts.statements", "deciding.accept", "retrying.try_rows",
    "retrying.read_anew", "meanings_offered.offer", "intakes.folder_of", "intakes.files_of", "intakes.load",
    "intakes.save", "intake_sources.mappings_of", "intake_sources.sources_of", "intake_sources.systems_of",
    "intake_runs.claimed", "intake_drafts.can_draft", "person_records.delivered_rows", "tables.discard",
    "erasing_everywhere.erase_everywhere", "erasing_everywhere.outside_files", "sifting.sifted", "sifting.fingerprint",
}  # fmt: skip

#: What somebody does who cannot sign in yet: a signed link is asked for in the place of a right.
BY_LINK = {
    "first_administrator.nobody_yet", "first_administrator.opens", "first_administrator.set_up",
    "first_administrator.set_up_token", "passwords.behind_link", "passwords.use_link",
}  # fmt: skip


def actions() -> Iterator[tuple[str, Any]]:
    """Every public function of the room whose first argument is a house."""
    for module in pkgutil.iter_modules(handschlag.actions.__path__):
        found = importlib.import_module(f"handschlag.actions.{module.name}")
        for name, action in vars(found).items():
            if inspect.isfunction(action) and action.__module__ == found.__name__ and not name.startswith("_"):
                first = next(iter(inspect.signature(action).parameters.values()), None)
                if first is not None and first.annotation in (House, "House"):
                    yield f"{module.name}.{name}", action


def needs_more(action: Any) -> bool:
    _, *others = inspect.signature(action).parameters.values()
    return any(each.default is each.empty for each in others)


def test_every_action_names_its_right() -> None:
    without = {name for name, action in actions() if not hasattr(action, "right")}
    assert without == INSIDE | BY_LINK


@pytest.mark.parametrize("role", [*ROLES, ""])
def test_who_has_not_the_right_is_refused_before_anything_happens(role: str, tmp_path: Any) -> None:
    house = House(tmp_path, "Nowhere", "en", Actor("erika", role), datetime(2026, 1, 1, tzinfo=UTC))
    for name, action in actions():
        if not hasattr(action, "right"):
            continue
        if role not in RIGHTS[action.right].roles:
            with pytest.raises(NotPermitted):
                action(house)
        elif needs_more(action):
            # There is something to refuse: with the right, only the arguments are missing.
            with pytest.raises(TypeError, match="missing"):
                action(house)
                pytest.fail(f"{name} did something")
    assert list(tmp_path.iterdir()) == []


def test_nobody_may_do_anything() -> None:
    assert [right for right in RIGHTS if NOBODY.may(right)] == []
    assert {right for right in RIGHTS if Actor("x", "admin").may(right)} == set(RIGHTS) - {
        "answer_offers",
        "offer_leads",
        "see_names",
        "sign_agreement",
        "work_leads",
    }
