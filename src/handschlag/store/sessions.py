"""Ends sessions: somebody who may not come in any more, or whose password is another one, is signed out everywhere."""

from datetime import datetime

from django.contrib.sessions.models import Session


def end(user_id: int, *, now: datetime) -> int:
    """Sign a person out of every browser; how many there were. Call it inside the transaction of the change."""
    mine = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=now)
        if session.get_decoded().get("_auth_user_id") == str(user_id)
    ]
    Session.objects.filter(pk__in=mine).delete()
    return len(mine)
