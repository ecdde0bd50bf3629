"""The people who may sign in, each with role, team and the names the sources know them by."""

from typing import Any

from django.contrib.auth import get_user_model

from handschlag.access.actors import Actor
from handschlag.access.naming import Colleague
from handschlag.store.models import Manifest, Member


def add(
    *, username: str, full_name: str, role: str, password: str | None, known_as: list[str], **values: Any
) -> Member:
    """A new person. Without a password nobody can sign in by password."""
    team = values.pop("team", None)
    user = get_user_model().objects.create_user(username, password=password, **parts(full_name), **values)
    return Member.objects.create(user=user, role=role, known_as=known_as, team=team)


def parts(full_name: str) -> dict[str, str]:
    """A name as accounts have it: everything before the last blank, and the rest."""
    first, _, last = full_name.rpartition(" ")
    return {"first_name": first, "last_name": last}


def called(member: Member) -> str:
    """What a person is called: the name, or what they sign in with."""
    return str(member.user.get_full_name() or member.user.get_username())


def listed() -> list[Member]:
    """Everybody who may or might sign in, in the order of their names."""
    found = Member.objects.select_related("user", "team")
    return sorted(found, key=lambda one: (called(one).casefold(), one.user.get_username()))


def locked() -> list[Member]:
    """Everybody, for a change that depends on all of them: it waits for any other such change. In a transaction."""
    Manifest.objects.get_or_create(id=1)
    Manifest.objects.select_for_update().get(id=1)
    return listed()


def by_name(username: str) -> Member | None:
    return Member.objects.select_related("user", "team").filter(user__username=username).first()


def colleagues() -> list[Colleague]:
    """Everybody who works or worked here, as the figures need them."""
    found = Member.objects.select_related("user", "team").order_by("id")
    return [
        Colleague(
            one.user.get_username(), called(one), one.team.name if one.team else "", frozenset(one.known_as),
        )
        for one in found
    ]  # fmt: skip


def actor_of(user: Any) -> Actor:
    """The person behind a signed-in account; one without a role may only read."""
    member = Member.objects.select_related("team").filter(user=user).first()
    name = user.get_full_name() or user.get_username()
    if member is None:
        return Actor(user.get_username(), "read_only", name)
    team = member.team.name if member.team else ""
    known_as, temporary = frozenset([name, *member.known_as]), member.temporary_since is not None
    return Actor(user.get_username(), member.role, name, team, known_as, temporary)
