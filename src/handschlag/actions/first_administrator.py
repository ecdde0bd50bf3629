"""A house that nobody may sign in to yet: its first administrator comes in by a link from the terminal."""

from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.db import transaction

from handschlag.access.actors import Actor
from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.users import add_user
from handschlag.store import audit, members

LASTS = timedelta(days=1)
_SALT = "handschlag.set-up"

#: Who lets the first administrator in, as the audit trail says.
SETTING_UP = Actor("setup", "admin")


def nobody_yet(house: House) -> bool:
    """Whether nobody can sign in to this house."""
    with outside():
        return not any(one.user.is_active for one in members.listed())


def set_up_token(house: House, *, now: datetime) -> str:
    """What the link holds; it works for a day, and only until somebody is let in."""
    return Signer(salt=_SALT).sign(now.isoformat())


def opens(house: House, *, token: str, now: datetime) -> bool:
    """Whether this token still lets the first administrator in."""
    try:
        made_at = datetime.fromisoformat(Signer(salt=_SALT).unsign(token))
    except (BadSignature, ValueError):
        return False
    return made_at <= now <= made_at + LASTS and nobody_yet(house)


def set_up(house: House, *, token: str, username: str, full_name: str, password: str, now: datetime) -> bool:
    """Make the first administrator; False where the link is void, also because another one was just made."""
    with outside(), transaction.atomic():
        members.locked()
        if not opens(house, token=token, now=now):
            return False
        ours = house.asked_by(SETTING_UP)
        add_user(ours, username=username, full_name=full_name, role="admin", password=password, now=now)
        audit.write(at=now, by=SETTING_UP.username, action="first_administrator_added", what=username.strip())
    return True
