"""Reads the parties of the agreement: who signs for marketing and who for sales."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from handschlag.files import Section, Terms, Text, Words, both
from handschlag.files.values import Word

_ROLES = {
    "head-of-marketing": both("Leitung Marketing", "Head of marketing"),
    "head-of-sales": both("Leitung Vertrieb", "Head of sales"),
    "managing-director": both("Geschäftsführung", "Managing director"),
}


class Signatory(Terms):
    """A role that must sign."""

    role: Word
    """Key of the role, such as head-of-marketing."""
    name: Words | None = None
    """What the signature line says: a title, or a title and a name."""

    def label(self) -> Text:
        """What the signature line says."""
        known = self.name or _ROLES.get(self.role)
        if known:
            return known
        plain = self.role.replace("-", " ").replace("_", " ")
        return both(plain[:1].upper() + plain[1:], plain[:1].upper() + plain[1:])


def _signatory(value: Any) -> Any:
    return {"role": value} if isinstance(value, str) else value


_SHORT = WithJsonSchema({"anyOf": [{"type": "string", "minLength": 1}, Signatory.model_json_schema()]})
Signatories = Annotated[tuple[Annotated[Signatory, BeforeValidator(_signatory), _SHORT], ...], Field(min_length=1)]


class PartiesTerms(Terms):
    """The two sides. Both must sign, always."""

    house: Words | None = None
    """The company both sides belong to."""
    marketing: Signatories
    """Who signs for marketing."""
    sales: Signatories
    """Who signs for sales."""


def parse(section: Section) -> PartiesTerms | None:
    """Read the section `parties`."""
    terms = section.validate(PartiesTerms)
    if terms is None:
        return None
    marketing = {one.role for one in terms.marketing}
    for number, one in enumerate(terms.sales):
        if one.role in marketing:
            message = f"`{one.role}` signs for both sides"
            section.problem(("sales", number), message, "two sides, two signatures: name somebody else for one of them")
    return terms
