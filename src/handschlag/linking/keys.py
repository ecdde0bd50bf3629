"""The keys by which one record is recognised in another: e-mail address, domain, name."""

from collections.abc import Mapping
from typing import NamedTuple

from handschlag.linking.addresses import is_role, normalise_email
from handschlag.linking.domains import business_domain, host_of
from handschlag.linking.names import normalise_name

#: Why two records are one, or belong together.
REASONS: dict[str, dict[str, str]] = {
    "same_email": {"de": "dieselbe E-Mail-Adresse", "en": "the same e-mail address"},
    "same_domain": {"de": "dieselbe Domain", "en": "the same domain"},
    "same_name": {"de": "derselbe Firmenname", "en": "the same company name"},
    "email_domain": {"de": "E-Mail-Adresse unter dieser Domain", "en": "e-mail address at this domain"},
    "company_name": {"de": "dieser Firmenname genannt", "en": "this company name given"},
    "relation": {"de": "von der Quelle so verbunden", "en": "related so by the source"},
    "by_hand": {"de": "von Hand verbunden", "en": "joined by hand"},
    "own_record": {"de": "eigener Datensatz", "en": "a record of its own"},
}


#: What makes two records one person; other keys of a person only say to whom it belongs.
OF_PERSONS = ("same_email", "by_hand")


class Key(NamedTuple):
    """One piece of evidence: `email:anna@acme.de`, `domain:acme.de`, `name:acme`, and what it would show."""

    text: str
    reason: str


def keys(kind: str, fields: Mapping[str, str]) -> list[Key]:
    """The keys of a `person` or `company` record with these mapped fields; other kinds have none.

    A person is recognised by the e-mail address; its domain and company name only say to whom the person belongs.
    """
    if kind == "person":
        return _person_keys(fields)
    if kind == "company":
        return _company_keys(fields)
    return []


def _person_keys(fields: Mapping[str, str]) -> list[Key]:
    found: list[Key] = []
    address = normalise_email(fields.get("email") or "")
    if address and not is_role(address):
        found.append(Key(f"email:{address}", "same_email"))
    if domain := address and business_domain(address.rpartition("@")[2]):
        found.append(Key(f"domain:{domain}", "email_domain"))
    if name := normalise_name(fields.get("company_name") or ""):
        found.append(Key(f"name:{name}", "company_name"))
    return found


def _company_keys(fields: Mapping[str, str]) -> list[Key]:
    hosts = [host_of(fields.get("domain") or ""), host_of(fields.get("website") or "")]
    hosts.append(normalise_email(fields.get("email") or "").rpartition("@")[2])
    domains = sorted({domain for host in hosts if host and (domain := business_domain(host))})
    found = [Key(f"domain:{domain}", "same_domain") for domain in domains]
    if name := normalise_name(fields.get("company_name") or ""):
        found.append(Key(f"name:{name}", "same_name"))
    return found
