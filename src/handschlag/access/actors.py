"""Who is asking: the person, or the command line, behind a request."""

from dataclasses import dataclass

from handschlag.access.roles import HEADS, RIGHTS, ROLES, may
from handschlag.errors import NotPermitted, Problem


@dataclass(frozen=True)
class Actor:
    """The one a request is made by.

    `username` is what audit and ledger write down; `known_as` are the names under which the sources know this person
    as an owner or as the one who did something; with these, own figures are recognised. `temporary` says that somebody
    else chose the password, so that the first thing to do is to choose another.
    """

    username: str
    role: str
    name: str = ""
    team: str = ""
    known_as: frozenset[str] = frozenset()
    temporary: bool = False

    def may(self, right: str) -> bool:
        return may(self.role, right)

    def may_take_back(self, teller: str | None) -> bool:
        """What one told oneself about a lead; a head also what others told."""
        return self.may("work_leads") and (teller == self.username or self.role in HEADS)

    def require(self, right: str) -> None:
        """Refuse what this person's role does not include."""
        if not self.may(right):
            meaning, role = RIGHTS[right].meaning.en, ROLES[self.role].en if self.role in ROLES else self.role
            hint = "whoever manages the users of the house can change roles"
            raise NotPermitted(Problem(message=f"not included in the role {role}: {meaning}", hint=hint))


#: Nobody yet, or nobody known: no right at all.
NOBODY = Actor("", "")

#: Whoever can run commands in the workspace's folder can read and change its files anyway.
COMMAND_LINE = Actor("cli", "admin", "Command line")
