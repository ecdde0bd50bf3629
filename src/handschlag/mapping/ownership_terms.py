"""Reads which system owns which field, and what is written back where."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, RootModel, WithJsonSchema

from handschlag.files import Section, Terms, did_you_mean, plain_error
from handschlag.files.values import Distinct, Key, Word

OBJECTS = ("person", "company", "opportunity", "touch", "pass")
OURSELVES = "handschlag"


def _dotted(value: str) -> str:
    parts = value.split(".")
    if len(parts) != 2 or not all(part and part.isascii() and part.replace("_", "a").isalnum() for part in parts):
        raise plain_error(f"`{value}` names no field", "two words with a point between them: crm.lifecycle_stage")
    return value


def _owned(value: str) -> str:
    _dotted(value)
    if value.split(".")[0] not in OBJECTS:
        raise plain_error(f"`{value}` belongs to nothing known", did_you_mean(value.split(".")[0], OBJECTS))
    return value


def _short(value: Any) -> Any:
    return {"owner": value} if isinstance(value, str) else value


class Owner(Terms):
    """The owner of one field."""

    owner: Key
    """The system that decides: a connection's key, or handschlag."""
    write_to: Annotated[tuple[Annotated[Word, AfterValidator(_dotted)], ...], Distinct] = ()
    """Where the value is written back: system.field."""


FieldOfObject = Annotated[str, AfterValidator(_owned)]
_SCHEMA = WithJsonSchema({"anyOf": [{"type": "string"}, Owner.model_json_schema()]})


class OwnershipTerms(RootModel[Mapping[FieldOfObject, Annotated[Owner, BeforeValidator(_short), _SCHEMA]]]):
    """Owners by field: person.job_title, company.industry, opportunity.amount, pass.stage."""


def parse(section: Section) -> Mapping[str, Owner]:
    """Read the section `ownership`."""
    terms = section.validate(OwnershipTerms)
    owners = terms.root if terms else {}
    for field, owner in owners.items():
        for number, target in enumerate(owner.write_to):
            if target.split(".")[0] == owner.owner:
                message = f"`{field}` would be written back to its owner, {owner.owner}"
                section.problem((field, "write_to", number), message, "write back to the other systems only")
    return owners
