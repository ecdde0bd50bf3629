"""Who may sign in, in which role and team, and under which names the sources know them."""

from datetime import datetime
from typing import Any

from django.db import transaction

from handschlag.access.refusals import Refusal, Refused
from handschlag.actions import people_rules as rules
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.permission import needs
from handschlag.files.text import both
from handschlag.store import audit, claims, members, sessions
from handschlag.store.models import Member


@needs("manage_users")
def list_users(house: House) -> list[dict[str, Any]]:
    """Everybody who may sign in, or might again."""
    with outside():
        return [_shown(one) for one in members.listed()]


@needs("manage_users")
def show_user(house: House, *, username: str) -> dict[str, Any]:
    """One person."""
    with outside():
        return _shown(_found(username))


def _shown(one: Member) -> dict[str, Any]:
    return {
        "username": one.user.get_username(), "full_name": members.called(one), "role": one.role,
        "team": one.team.name if one.team else "", "known_as": list(one.known_as), "active": one.user.is_active,
        "last_sign_in": one.user.last_login, "password": one.user.has_usable_password(),
        "temporary_since": one.temporary_since, "link_made_at": one.link_made_at,
    }  # fmt: skip


def _found(username: str) -> Member:
    found = members.by_name(username)
    if found is None:
        text = both(f"Niemand meldet sich als „{username}“ an", f"nobody signs in as `{username}`")
        raise Refused(Refusal("username", text))
    return found


@needs("manage_users")
def add_user(
    house: House, *, username: str, full_name: str, role: str, password: str | None, now: datetime, team: str = "",
    known_as: tuple[str, ...] = (),
) -> dict[str, Any]:  # fmt: skip
    """Let a person sign in. Without a password it takes a one-time link, or the one click of an example house."""
    from handschlag.actions.passwords import weak

    username, full_name, names = username.strip(), " ".join(full_name.split()), rules.tidy(known_as)
    with outside(), transaction.atomic():
        everybody = members.locked()
        its_team, no_team = rules.team(team)
        problems = [
            *rules.role(role), *rules.new_username(username, everybody), *rules.full_name(full_name), *no_team,
            *rules.known_as(names, everybody, username), *(weak(password) if password is not None else ()),
        ]  # fmt: skip
        if problems:
            raise Refused(*problems)
        members.add(
            username=username, full_name=full_name, role=role, password=password, known_as=names, team=its_team,
            date_joined=now,
        )  # fmt: skip
        said = {"name": full_name, "role": role, "team": team, "known_as": names}
        _write(house, now, "user_added", username, **{key: value for key, value in said.items() if value})
    return {"username": username, "full_name": full_name, "role": role, "team": team, "known_as": names}


@needs("manage_users")
def change_user(
    house: House, *, username: str, now: datetime, full_name: str | None = None, role: str | None = None,
    team: str | None = None, known_as: tuple[str, ...] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Change what is given; an empty team means none. What was before stands in the audit trail."""
    with outside(), transaction.atomic():
        everybody = members.locked()
        one = _found(username)
        before = _shown(one)
        name = before["full_name"] if full_name is None else " ".join(full_name.split())
        wanted = before["role"] if role is None else role
        names = before["known_as"] if known_as is None else rules.tidy(known_as)
        its_team, problems = rules.team(before["team"] if team is None else team)
        problems += [*rules.role(wanted), *rules.known_as(names, everybody, username)]
        if name != before["full_name"]:
            problems += rules.full_name(name)
        if before["role"] == "admin" != wanted:
            problems += [*rules.not_oneself(house.by.username, one), *rules.somebody_manages(everybody, one)]
        if problems:
            raise Refused(*problems)
        if name != before["full_name"]:
            one.user.first_name, one.user.last_name = members.parts(name).values()
            one.user.save(update_fields=["first_name", "last_name"])
        one.role, one.team, one.known_as = wanted, its_team, names
        one.save(update_fields=["role", "team", "known_as"])
        after = _shown(one)
        _write_change(house, now, username, before, after)
    return after


def _write_change(house: House, now: datetime, username: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Only what differs; nothing if nothing does."""
    keys = {"full_name": "name", "role": "role", "team": "team", "known_as": "known_as"}
    changed = {said: key for key, said in keys.items() if before[key] != after[key]}
    if changed:
        sides = {side: {said: of[key] for said, key in changed.items()} for side, of in _sides(before, after)}
        _write(house, now, "user_changed", username, **sides)


def _sides(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [("before", before), ("after", after)]


@needs("manage_users")
def deactivate_user(house: House, *, username: str, now: datetime) -> dict[str, Any]:
    """Shut a person out, at once and everywhere. Nobody is deleted: history names them. The leads that the person had
    taken are free for the others again.
    """
    from handschlag.actions.claiming import let_go

    with outside(), transaction.atomic():
        everybody = members.locked()
        one = _found(username)
        problems = [*rules.not_oneself(house.by.username, one), *rules.somebody_manages(everybody, one)]
        if problems:
            raise Refused(*problems)
        if one.user.is_active:
            one.user.is_active = False
            one.user.save(update_fields=["is_active"])
            one.link_made_at = None
            one.save(update_fields=["link_made_at"])
            sessions.end(one.user.pk, now=now)
            let_go(house, claims.held_by(username), now)
            _write(house, now, "user_deactivated", username)
    return _shown(one)


@needs("manage_users")
def reactivate_user(house: House, *, username: str, now: datetime) -> dict[str, Any]:
    """Let a person in again, with the role and team from before."""
    with outside(), transaction.atomic():
        members.locked()
        one = _found(username)
        if not one.user.is_active:
            one.user.is_active = True
            one.user.save(update_fields=["is_active"])
            _write(house, now, "user_reactivated", username)
    return _shown(one)


def _write(house: House, now: datetime, action: str, what: str, **details: Any) -> None:
    audit.write(at=now, by=house.by.username, action=action, what=what, **details)
