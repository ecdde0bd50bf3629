"""Who may sign in, and in which role."""

from datetime import datetime
from typing import Any

from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.errors import InputProblems, Problem

#: Role keys; stored as the name of a Django group.
ROLES = ("admin", "head_of_marketing", "marketer", "sdr", "seller", "head_of_sales", "managing_director", "read_only")


def add_user(
    house: House, *, username: str, full_name: str, role: str, password: str | None, now: datetime, by: str
) -> dict[str, Any]:
    """Let a person sign in. Without a password only the one-click sign-in of an example house lets it in."""
    from django.contrib.auth.models import Group, User
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.db import transaction

    problems = []
    if role not in ROLES:
        problems.append(Problem(message=f"unknown role `{role}`", hint=f"known are {', '.join(ROLES)}"))
    if not username.strip():
        problems.append(Problem(message="the name to sign in with is empty"))
    if password is not None:
        try:
            validate_password(password)
        except ValidationError as error:
            problems += [Problem(message=text) for text in error.messages]
    with outside():
        if User.objects.filter(username=username).exists():
            problems.append(Problem(message=f"`{username}` is taken", hint="choose another name"))
        if problems:
            raise InputProblems(*problems)
        with transaction.atomic():
            first, _, last = full_name.partition(" ")
            user = User.objects.create_user(
                username, password=password, first_name=first, last_name=last, date_joined=now
            )
            user.groups.add(Group.objects.get_or_create(name=role)[0])
    return {"username": username, "full_name": full_name, "role": role, "by": by}


def role_of(username: str) -> str:
    """The role a person signs in with."""
    from django.contrib.auth.models import Group

    return Group.objects.filter(user__username=username).values_list("name", flat=True).first() or "read_only"
