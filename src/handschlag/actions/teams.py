"""Teams: who works together. Figures of employees are shown for them."""

from datetime import datetime
from typing import Any

from django.db import transaction

from handschlag.access.naming import same
from handschlag.access.refusals import Refusal, Refused
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.permission import needs
from handschlag.files.text import both
from handschlag.store import audit, members
from handschlag.store.models import Member, Team

LONGEST = 100


@needs("manage_users")
def list_teams(house: House) -> list[dict[str, Any]]:
    """Every team with its people."""
    with outside():
        everybody = members.listed()
        return [_shown(team, everybody) for team in Team.objects.order_by("name")]


def _shown(team: Team, everybody: list[Member]) -> dict[str, Any]:
    people = [
        {"username": one.user.get_username(), "full_name": members.called(one), "active": one.user.is_active}
        for one in everybody
        if one.team_id == team.pk
    ]
    return {"team": team.name, "people": people}


@needs("manage_users")
def make_team(house: House, *, name: str, now: datetime) -> dict[str, Any]:
    """A new team, still without people."""
    with outside(), transaction.atomic():
        everybody = members.locked()
        name = _checked(name, everybody)
        team = Team.objects.create(name=name)
        audit.write(at=now, by=house.by.username, action="team_made", what=name)
        return _shown(team, everybody)


@needs("manage_users")
def rename_team(house: House, *, team: str, name: str, now: datetime) -> dict[str, Any]:
    """Call a team something else; its people stay."""
    with outside(), transaction.atomic():
        everybody = members.locked()
        found = _found(team)
        found.name = _checked(name, everybody, found)
        if found.name != team:
            found.save(update_fields=["name"])
            sides = {"before": {"name": team}, "after": {"name": found.name}}
            audit.write(at=now, by=house.by.username, action="team_renamed", what=found.name, **sides)
        return _shown(found, everybody)


@needs("manage_users")
def dissolve_team(house: House, *, team: str, now: datetime) -> dict[str, Any]:
    """No such team any more; its people have none until they get another."""
    with outside(), transaction.atomic():
        found = _found(team)
        shown = _shown(found, members.locked())
        found.delete()
        people = [one["username"] for one in shown["people"]]
        audit.write(at=now, by=house.by.username, action="team_dissolved", what=team, people=people)
        return shown


@needs("manage_users")
def fill_team(house: House, *, team: str, people: tuple[str, ...], now: datetime) -> dict[str, Any]:
    """Exactly these people are the team: they come from wherever they were, and others leave it."""
    with outside(), transaction.atomic():
        everybody = members.locked()
        found = _found(team)
        known = {one.user.get_username() for one in everybody}
        if strangers := sorted(set(people) - known):
            raise Refused(
                *(
                    Refusal("people", both(f"Niemand heißt „{name}“", f"nobody is called `{name}`"))
                    for name in strangers
                )
            )
        before = sorted(one.user.get_username() for one in everybody if one.team_id == found.pk)
        Member.objects.filter(team=found).update(team=None)
        Member.objects.filter(user__username__in=people).update(team=found)
        after = sorted(set(people))
        if before != after:
            sides = {"before": {"people": before}, "after": {"people": after}}
            audit.write(at=now, by=house.by.username, action="team_filled", what=team, **sides)
        return _shown(found, members.listed())


def _found(name: str) -> Team:
    found = Team.objects.filter(name=name).first()
    if found is None:
        raise Refused(Refusal("team", both(f"Kein Team heißt „{name}“", f"no team is called `{name}`")))
    return found


def _checked(name: str, everybody: list[Member], own: Team | None = None) -> str:
    """A team's name stands beside people's names in figures, so it must be nobody's."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST or name.startswith("("):
        text = both(
            "Der Name ist leer, zu lang, oder beginnt mit einer Klammer", "the name is empty, too long, or ( first"
        )
        raise Refused(Refusal("name", text, both(f"höchstens {LONGEST} Zeichen", f"at most {LONGEST} characters")))
    others = Team.objects.exclude(pk=own.pk) if own else Team.objects.all()
    teams = {same(team.name) for team in others}
    people = {same(members.called(one)) for one in everybody}
    if same(name) in teams | people:
        text = both(f"„{name}“ heißt schon ein Team oder eine Person", f"a team or a person is called `{name}` already")
        raise Refused(Refusal("name", text, both("Wählen Sie einen anderen Namen", "choose another name")))
    return name
