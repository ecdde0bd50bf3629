"""What holds for people and teams whoever changes them: names, roles, and that somebody can always manage the house."""

from collections.abc import Collection

from handschlag.access.naming import same
from handschlag.access.refusals import Refusal
from handschlag.access.roles import ROLES
from handschlag.files.text import both
from handschlag.store.members import called
from handschlag.store.models import Member, Team

#: What the audit trail calls those who are nobody in particular.
RESERVED = frozenset({"cli", "demo", "setup"})
LONGEST = 150


def new_username(username: str, members: Collection[Member]) -> list[Refusal]:
    """What is wrong with a name to sign in with."""
    from django.contrib.auth.models import User
    from django.core.exceptions import ValidationError

    if not username:
        text = both("Der Name zum Anmelden ist leer", "the name to sign in with is empty")
        return [Refusal("username", text)]
    try:
        User.username_validator(username)
    except ValidationError:
        text = both(f"„{username}“ taugt nicht zum Anmelden", f"`{username}` cannot be signed in with")
        return [Refusal("username", text, both("Buchstaben, Ziffern und @ . + - _", "letters, digits and @ . + - _"))]
    taken = {same(one.user.get_username()) for one in members} | RESERVED
    if same(username) in taken or len(username) > LONGEST:
        text = both(f"„{username}“ ist vergeben", f"`{username}` is taken")
        return [Refusal("username", text, both("Wählen Sie einen anderen Namen", "choose another name"))]
    return []


def full_name(name: str) -> list[Refusal]:
    if not name or len(name) > LONGEST:
        text = both("Der Name ist leer oder zu lang", "the name is empty or too long")
        return [Refusal("full_name", text, both(f"höchstens {LONGEST} Zeichen", f"at most {LONGEST} characters"))]
    if Team.objects.filter(name__iexact=name).exists():
        text = both(f"Ein Team heißt schon „{name}“", f"a team is called `{name}` already")
        return [Refusal("full_name", text)]
    return []


def role(key: str) -> list[Refusal]:
    if key in ROLES:
        return []
    known = ", ".join(ROLES)
    text = both(f"Unbekannte Rolle „{key}“", f"unknown role `{key}`")
    return [Refusal("role", text, both(f"bekannt sind {known}", f"known are {known}"))]


def team(name: str) -> tuple[Team | None, list[Refusal]]:
    """The team of this name; no name means no team."""
    found = Team.objects.filter(name=name).first() if name else None
    if found is not None or not name:
        return found, []
    known = ", ".join(Team.objects.order_by("name").values_list("name", flat=True)) or "-"
    text = both(f"Kein Team heißt „{name}“", f"no team is called `{name}`")
    return None, [Refusal("team", text, both(f"es gibt: {known}", f"there is: {known}"))]


def tidy(names: Collection[str]) -> list[str]:
    """Names the sources use, without blanks around them, each once."""
    found: dict[str, str] = {}
    for name in names:
        if kept := " ".join(name.split()):
            found.setdefault(same(kept), kept)
    return list(found.values())


def known_as(names: Collection[str], members: Collection[Member], username: str) -> list[Refusal]:
    """A name in the sources means one person only: whoever has it, has its figures."""
    owners = {same(name): one for one in members if one.user.get_username() != username for name in one.known_as}
    return [
        Refusal(
            "known_as", both(f"„{name}“ ist schon {whose}", f"`{name}` is {whose} already"),
            both("Nehmen Sie den Namen dort zuerst weg", "take the name away there first"),
        )
        for name in names
        if same(name) in owners and (whose := called(owners[same(name)]))
    ]  # fmt: skip


def somebody_manages(members: Collection[Member], changed: Member) -> list[Refusal]:
    """There must be an administrator beside the one who stops being one."""
    left = [one for one in members if one.role == "admin" and one.user.is_active and one.pk != changed.pk]
    if left or changed.role != "admin" or not changed.user.is_active:
        return []
    who = called(changed)
    text = both(f"{who} ist die einzige Administration", f"{who} is the only administrator")
    return [Refusal("role", text, both("Geben Sie die Rolle zuerst jemand anderem", "give the role to somebody first"))]


def not_oneself(by: str, changed: Member) -> list[Refusal]:
    """Nobody shuts the door behind themselves."""
    if changed.user.get_username() != by:
        return []
    text = both("Damit sperren Sie sich selbst aus", "with this you lock yourself out")
    return [Refusal("role", text, both("Das kann nur jemand anderes tun", "only somebody else can do this"))]
