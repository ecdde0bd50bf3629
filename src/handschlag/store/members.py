"""The people who may sign in, each with role, team and the names the sources know them by."""

from typing import Any

from django.contrib.auth import get_user_model

from handschlag.access.actors import Actor
from handschlag.access.naming import Colleague
from handschlag.store.models import Member


def add(
    *, username: str, full_name: str, role: str, password: str | None, known_as: list[str], **values: Any
) -> Member:
    """A new person. Without a password nobody can sign in by password."""
    first, _, last = full_name.rpartition(" ")
    user = get_user_model().objects.create_user(username, password=password, first_name=first, last_name=last, **values)
    return Member.objects.create(user=user, role=role, known_as=known_as)


def colleagues() -> list[Colleague]:
    """Everybody who works or worked here, as the figures need them."""
    found = Member.objects.select_related("user", "team").order_by("id")
    return [
        Colleague(
            one.user.get_username(), one.user.get_full_name() or one.user.get_username(),
            one.team.name if one.team else "", frozenset(one.known_as),
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
    return Actor(user.get_username(), member.role, name, team, frozenset([name, *member.known_as]))
