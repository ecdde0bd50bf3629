"""Passwords: one's own, a temporary one, and the one-time link with which somebody chooses one."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import transaction

from handschlag.access.refusals import Refusal, Refused
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.permission import needs
from handschlag.files.text import both
from handschlag.store import audit, members, sessions
from handschlag.store.models import Member

#: So long a link or a temporary password can be used.
LASTS = timedelta(days=7)

#: Without letters and digits that look like others: it is read out on the phone.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_SALT = "handschlag.password-link"


def weak(password: str, user: Any = None) -> list[Refusal]:
    """What Django's validators say against a password, in the active language."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    try:
        validate_password(password, user)
    except ValidationError as error:
        return [Refusal("password", both(text, text)) for text in error.messages]
    return []


@needs("manage_users")
def offer_link(house: House, *, username: str, now: datetime) -> dict[str, Any]:
    """A link with which this person chooses a password, once and within a week. An older link is void."""
    with outside(), transaction.atomic():
        one = _active(username)
        one.link_made_at = now
        one.save(update_fields=["link_made_at"])
        audit.write(at=now, by=house.by.username, action="password_link_made", what=username)
    token = Signer(salt=_SALT).sign_object([one.user.pk, now.isoformat()])
    return {"username": username, "token": token, "until": now + LASTS}


@needs("manage_users")
def set_temporary_password(house: House, *, username: str, now: datetime) -> dict[str, Any]:
    """A password to be told to this person, shown once; whoever signs in with it must choose another."""
    password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
    with outside(), transaction.atomic():
        one = _active(username)
        _set(one, password, now, temporary=True)
        audit.write(at=now, by=house.by.username, action="temporary_password_set", what=username)
    return {"username": username, "password": password, "until": now + LASTS}


def _active(username: str) -> Member:
    members.locked()
    one = members.by_name(username)
    if one is None or not one.user.is_active:
        text = both(f"Niemand meldet sich als „{username}“ an", f"nobody signs in as `{username}`")
        raise Refused(Refusal("username", text))
    return one


def _set(one: Member, password: str, now: datetime, *, temporary: bool = False) -> None:
    """The password, and what it ends: other links, other sessions."""
    one.user.set_password(password)
    one.user.save(update_fields=["password"])
    one.link_made_at, one.temporary_since = None, now if temporary else None
    one.save(update_fields=["link_made_at", "temporary_since"])
    sessions.end(one.user.pk, now=now)


def behind_link(house: House, *, token: str, now: datetime) -> dict[str, Any] | None:
    """Whom a link was made for; None if it is not one of ours, was used, is too old, or a newer one was made."""
    try:
        number, made_at = Signer(salt=_SALT).unsign_object(token)
    except (BadSignature, ValueError, TypeError):
        return None
    with outside():
        one = Member.objects.select_related("user").filter(user_id=number, user__is_active=True).first()
    if one is None or one.link_made_at is None or one.link_made_at.isoformat() != made_at:
        return None
    if not one.link_made_at <= now <= one.link_made_at + LASTS:
        return None
    return {"username": one.user.get_username(), "full_name": members.called(one)}


def use_link(house: House, *, token: str, password: str, now: datetime) -> str | None:
    """Set the password that the link's person chose; the user name, or None where the link is void."""
    with outside(), transaction.atomic():
        members.locked()
        found = behind_link(house, token=token, now=now)
        one = members.by_name(found["username"]) if found else None
        if one is None:
            return None
        if problems := weak(password, one.user):
            raise Refused(*problems)
        _set(one, password, now)
        username = str(one.user.get_username())
        audit.write(at=now, by=username, action="password_set_by_link", what=username)
    return username


def too_old(one: Member | None, now: datetime) -> bool:
    """Whether somebody's password is a temporary one that nobody used in time."""
    return one is not None and one.temporary_since is not None and now > one.temporary_since + LASTS


@needs("own_account")
def change_own_password(house: House, *, old: str, new: str, now: datetime) -> None:
    """One's own password; every other browser in which one is signed in is signed out."""
    with outside(), transaction.atomic():
        one = _active(house.by.username)
        problems = weak(new, one.user)
        if not one.user.check_password(old):
            problems.insert(0, Refusal("old", both("Das ist nicht Ihr Passwort", "this is not your password")))
        elif old == new:
            same = both("Das ist das alte Passwort", "this is the old password")
            problems.append(Refusal("password", same))
        if problems:
            raise Refused(*problems)
        _set(one, new, now)
        audit.write(at=now, by=house.by.username, action="password_changed", what=house.by.username)
