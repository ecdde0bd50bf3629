"""What somebody chose for one file instead of what is proposed, and what there is to choose from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from handschlag.mapping.suggest.deals import FIELDS as OPPORTUNITY
from handschlag.mapping.suggest.headers import BECAME
from handschlag.mapping.suggest.people import COMPANY, PERSON
from handschlag.mapping.suggest.roles import agrees
from handschlag.mapping.suggest.tables import Table

#: A file, a column or a word that shall not be read.
LEFT_OUT = "-"
#: The row's own number.
OWN = "own"
#: A column with the number of another record: `of_person`, `of_company`, ...
OF = "of_"
REFERENCES = tuple(f"{OF}{about}" for about in ("person", "company", "opportunity", "campaign"))

_RECORD = ("created_at", "modified_at")
#: What a column can be for, by what the rows are; in the order in which one looks for it.
ROLES: dict[str, Sequence[str]] = {
    "person": (
        OWN, *PERSON, *_RECORD, "of_company", "first_contact_at", *(f"became_{phase}" for phase in BECAME), "opt_in_at",
        "opt_out_at", "disqualified_at", "disqualified_reason",
    ),
    "company": (OWN, *COMPANY, *_RECORD),
    "campaign": (OWN, "campaign_name", "channel", "team", "starts", "ends", *_RECORD),
    "opportunity": (
        OWN, "deal_title", "amount", "currency", "stage", "outcome", "created_at", "modified_at", "closed_at", "won_at",
        "lost_at", "close_date", "reason", "competitor", "owner", "deal_type", "next_step", "next_step_at", "industry",
        "sdr", "of_person", "of_company",
    ),
    "activity": (
        OWN, "of_person", "what", "happened_at", "outcome", "actor", "owner", "team", "channel", "campaign_name",
        "subject_line", "path", "origin", "automated",
    ),
    "handover": (
        OWN, "of_person", "offered_at", "accepted_at", "returned_at", "reason", "wake_up", "sdr", "seller", "owner",
    ),
    "criteria": (OWN, "of_person", "happened_at", "budget", "authority", "need", "time", "actor", "note"),
    "person_stages": ("of_person", "stage", "happened_at"),
    "deal_stages": ("of_opportunity", "stage", "happened_at", "actor"),
    "deal_contacts": ("of_opportunity", "of_person", "is_primary", "role", "happened_at", "created_at"),
    "form": (
        OWN, "of_person", "form", "happened_at", "department", "seniority", "job_title", "employees", "industry",
        "country", "company_name",
    ),
    "cost": (
        OWN, "of_campaign", "amount", "currency", "category", "cost_centre", "campaign_name", "happened_at",
        "created_at", "team",
    ),
    "contract": (OWN, "of_company", "what", "happened_at", "amount", "currency"),
}  # fmt: skip

#: Roles that only fill a field of the record, by what the rows are, with the field.
FIELDS: dict[str, Mapping[str, str]] = {"person": PERSON, "company": COMPANY, "opportunity": OPPORTUNITY}
#: Of those the ones that say more than their field: whoever changes them changes how the file is read.
_TELLING = ("stage", "owner")


@dataclass(frozen=True)
class Choices:
    """For one file: what its rows are, what columns are for, what words mean; empty where the proposal is right.

    `uses`: column to role, or LEFT_OUT. `meanings`: column, then what is asked (asking.py), then value to the word of
    the agreement, or LEFT_OUT.
    """

    kind: str = ""
    uses: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)

    def only_fields(self, kind: str) -> bool:
        """Whether everything chosen is a matter of single fields, so that the file is still what it was taken for."""
        if self.kind not in ("", kind):
            return False
        return all(use == LEFT_OUT or fills_field(kind, use) for use in self.uses.values())

    def beside(self, table: Table) -> "Choices":
        """What of it is not so anyway."""
        uses = {column: role for column, role in self.uses.items() if table.roles.get(role) != column}
        return replace(self, uses=uses)


NOTHING = Choices()


def fills_field(kind: str, role: str) -> bool:
    """Whether a role does nothing but fill a field of the record."""
    return role in FIELDS.get(kind, {}) and role not in _TELLING


def roles_for(table: Table, name: str) -> list[str]:
    """What a column can be for, given its values."""
    column = table.sample.columns[name]
    return [
        role
        for role in ROLES.get(table.kind, ())
        if role == OWN or role in REFERENCES or agrees(column, role, table.decimal)
    ]
