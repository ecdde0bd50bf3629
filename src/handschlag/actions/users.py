"""Who may sign in, and in which role."""

from datetime import datetime
from typing import Any

from handschlag.access.roles import ROLES
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.permission import needs
from handschlag.errors import InputProblems, Problem


@needs("manage_users")
def add_user(
    house: House, *, username: str, full_name: str, role: str, password: str | None, now: datetime,
    known_as: tuple[str, ...] = (),
) -> dict[str, Any]:  # fmt: skip
    """Let a person sign in. Without a password only the one-click sign-in of an example house lets it in."""
    from django.contrib.auth.models import User
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from handschlag.store import audit, members

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
            members.add(
                username=username, full_name=full_name, role=role, password=password, known_as=list(known_as),
                date_joined=now,
            )  # fmt: skip
            audit.write(at=now, by=house.by.username, action="user_added", what=username, role=role)
    return {"username": username, "full_name": full_name, "role": role}
