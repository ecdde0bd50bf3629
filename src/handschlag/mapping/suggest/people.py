"""Facts of rows that are persons, companies or campaigns."""

from handschlag.mapping.suggest.headers import BECAME
from handschlag.mapping.suggest.known import Known, meanings
from handschlag.mapping.suggest.parts import (
    columns_of,
    fields,
    house_fields,
    made_at,
    own_fields,
    recorded,
    version,
    word,
)
from handschlag.mapping.suggest.tables import Document, Table
from handschlag.mapping.suggest.words import SIDES, said

PERSON = {
    role: role
    for role in (
        "first_name", "last_name", "full_name", "email", "phone", "job_title", "department", "seniority", "language",
        "company_name", "industry", "employees", "country", "subdivision", "postcode", "city", "owner", "origin",
        "landing_page",
    )
}  # fmt: skip
COMPANY = {
    role: role
    for role in (
        "company_name", "domain", "website", "industry", "employees", "revenue", "country", "subdivision", "postcode",
        "city", "owner",
    )
}  # fmt: skip


def persons(table: Table, known: Known) -> list[Document]:
    """The person, and what its record dates: first contact, consent, stages."""
    subject = {"object": table.object, "id": table.own}
    roles = dict(PERSON)
    if not table.some("first_name", "last_name", "full_name"):
        roles["name"] = "full_name"
    person: Document = {"kind": "person", "subject": subject, **made_at(table, "first_contact_at")}
    person["fields"] = fields(table, roles)
    company = table.reference("company")
    if company:
        person["relations"] = {"company": company.document(optional=True)}
    facts = [person, *_touches(table, subject), *_consents(table, subject), *_stages(table, subject, known)]
    used = (columns_of(facts) - columns_of({"fields": person["fields"]})) | set(_dated(table))
    person["fields"] = house_fields(table, known, "person", person["fields"], used)
    person["fields"] |= own_fields(table, person["fields"], columns_of(facts) | used)
    return facts


def _dated(table: Table) -> list[str]:
    return [table.roles[role] for role in table.some("created_at", "modified_at")]


def _touches(table: Table, subject: Document) -> list[Document]:
    first = table.at("first_contact_at", optional=True)
    if first is None:
        return []
    seen = fields(table, {"origin": "origin", "landing_page": "landing_page"})
    touch: Document = {"kind": "touch", "name": "first_contact", "subject": subject, "at": first}
    return [touch | {"side": "marketing" if seen else "unknown"} | ({"fields": seen} if seen else {})]


def _consents(table: Table, subject: Document) -> list[Document]:
    return [
        {
            "kind": "consent",
            "name": "email",
            "subject": subject,
            "at": table.at(role, optional=True),
            "fields": {"state": {"constant": state}},
        }
        for role, state in (("opt_in_at", "given"), ("opt_out_at", "withdrawn"))
        if table.has(role)
    ]


def _stages(table: Table, subject: Document, known: Known) -> list[Document]:
    found: list[Document] = []
    for phase in BECAME:
        stage = known.stage_of_phase(phase)
        if table.has(f"became_{phase}") and stage:
            at = table.at(f"became_{phase}", optional=True)
            found.append({"kind": "stage_reported", "name": stage, "subject": subject, "at": at})
    if table.has("disqualified_at"):
        at = table.at("disqualified_at", optional=True)
        out: Document = {"kind": "stage_reported", "name": "disqualified", "subject": subject, "at": at}
        reason = table.column("disqualified_reason")
        if reason:
            reasons = meanings(reason.distinct, known.reasons.get("disqualified", {}))
            out["fields"] = {"reason": word(reason, dict(reasons))}
        found.append(out)
    return found


def companies(table: Table, known: Known) -> list[Document]:
    """The company."""
    company: Document = {
        "kind": "company",
        "subject": {"object": table.object, "id": table.own},
        **made_at(table),
        "fields": fields(table, COMPANY | ({} if table.has("company_name") else {"name": "company_name"})),
    }
    company["fields"] = house_fields(table, known, "company", company["fields"], [table.own or "", *_dated(table)])
    company["fields"] |= own_fields(table, company["fields"], columns_of(company) | set(_dated(table)))
    return [company]


def campaigns(table: Table, known: Known) -> list[Document]:
    """The campaign with its side, channel and time."""
    campaign: Document = {
        "kind": "campaign",
        "subject": {"object": table.object, "id": table.own},
        **made_at(table, "starts"),
    }
    title, channel, team = table.column("campaign_name", "name"), table.column("channel"), table.column("team")
    if title:
        campaign["name"] = {"column": title.name}
    campaign["side"] = "marketing"
    if team:
        campaign["side"] = word(team, {v: said(SIDES, v) for v in team.distinct if said(SIDES, v)}, otherwise="missing")
    if channel:
        campaign["channel"] = {"column": channel.name}
    campaign["fields"] = fields(table, {"starts": "starts", "ends": "ends"})
    return [campaign]


def head(table: Table) -> Document:
    """How the file's records are told apart and kept in order."""
    return {"record": table.own, **version(table), **recorded(table)}
