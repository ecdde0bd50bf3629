"""Facts of rows that are activities, hand-overs, answers, stages of persons, forms and costs."""

from handschlag.mapping.suggest.headers import normal
from handschlag.mapping.suggest.known import Known, meanings
from handschlag.mapping.suggest.parts import among, amount, fields, present, word
from handschlag.mapping.suggest.rows import CRITERIA
from handschlag.mapping.suggest.samples import Column
from handschlag.mapping.suggest.tables import Document, Table
from handschlag.mapping.suggest.words import ATTEMPTS, COSTS, NO, RESULTS, SIDES, YES, said


def activities(table: Table, known: Known) -> list[Document]:
    """Touches and, where somebody tried to reach a person, attempts."""
    person, at, what = table.reference("person"), table.at("happened_at"), table.column("what")
    if person is None or at is None or what is None:
        return []
    common: Document = {"subject": person.document(optional=True), "at": at, **_key(table)}
    by_people = bool(table.some("actor", "owner", "outcome"))
    tries = [value for value in what.distinct if by_people and said(ATTEMPTS, value)]
    rest = [value for value in what.distinct if value not in tries]
    found = []
    for kind, values, other in ((_attempt, tries, rest), (_touch, rest, tries)):
        if values:
            fact = kind(table, what, values, known) | common
            condition = among(table, what, values if kind is _attempt else other) if other else None
            if condition:
                fact["when"] = condition if kind is _attempt else f"not ({condition})"
            found.append(fact)
    return found


def _key(table: Table) -> Document:
    return {"key": table.own} if table.own else {}


def _attempt(table: Table, what: Column, values: list[str], known: Known) -> Document:
    result = table.column("outcome")
    name: Document | str = "attempted"
    if result and result.full:
        name = word(result, {v: said(RESULTS, v) for v in result.distinct if said(RESULTS, v)})
    fact: Document = {"kind": "attempt", "name": name, "side": _side(table, "sales")}
    fact["channel"] = word(what, {value: said(ATTEMPTS, value) for value in values})
    if actor := table.column("actor", "owner"):
        fact["actor"] = {"column": actor.name}
    kept = fields(table, {"subject_line": "title"})
    if automated := table.column("automated"):
        yes = {v: "yes" if normal(v) in YES else "no" for v in automated.distinct if normal(v) in (*YES, *NO)}
        kept |= {"automated": {"column": automated.name, "values": yes, "otherwise": "missing"}} if yes else {}
    return fact | ({"fields": kept} if kept else {})


def _touch(table: Table, what: Column, values: list[str], known: Known) -> Document:
    name = word(what, {value: touch for value in values if (touch := known.touch(value))})
    fact: Document = {"kind": "touch", "name": name, "side": _side(table, "marketing")}
    for key, role in (("channel", "channel"), ("campaign", "campaign_name"), ("actor", "actor")):
        if table.has(role):
            fact[key] = {"column": table.roles[role]}
    kept = fields(table, {"path": "path", "subject_line": "title", "origin": "origin"})
    return fact | ({"fields": kept} if kept else {})


def _side(table: Table, otherwise: str) -> Document | str:
    team = table.column("team")
    sides = {v: said(SIDES, v) for v in team.distinct if said(SIDES, v)} if team else {}
    return word(team, sides, otherwise="missing") if team and sides else otherwise


def handovers(table: Table, known: Known) -> list[Document]:
    """Offered, accepted, returned."""
    person = table.reference("person")
    if person is None:
        return []
    found: list[Document] = []
    for role, side, actor in (
        ("offered_at", "sdr", "sdr"),
        ("accepted_at", "sales", "seller"),
        ("returned_at", "sales", "seller"),
    ):
        if not table.has(role):
            continue
        fact: Document = {"kind": f"handover_{role[:-3]}", "subject": person.document()}
        fact |= {"at": table.at(role, optional=role != "offered_at"), **_key(table), "side": side}
        column = table.column(actor, "owner")
        if column:
            fact["actor"] = {"column": column.name}
        found.append(fact | _returned(table, known) if role == "returned_at" else fact)
    return found


def _returned(table: Table, known: Known) -> Document:
    reason, kept = table.column("reason"), fields(table, {"wake_up": "wake_up"})
    found: Document = {"fields": kept} if kept else {}
    if reason:
        found["name"] = word(reason, dict(meanings(reason.distinct, known.reasons.get("returned", {}))))
    return found


def answers(table: Table, known: Known) -> list[Document]:
    """One fact for each criterion that a row answers."""
    person, at = table.reference("person"), table.at("happened_at")
    if person is None or at is None:
        return []
    found: list[Document] = []
    for criterion in table.some(*CRITERIA):
        column = table.sample.columns[table.roles[criterion]]
        condition = present(table, column)
        if condition is None:
            continue
        told = {"answer": word(column, dict(meanings(column.distinct, known.criteria.get(criterion, {}))))}
        fact: Document = {"kind": "criterion_answer", "name": criterion, "when": condition}
        fact |= {"subject": person.document(), "at": at, "side": "sdr"}
        if actor := table.column("actor"):
            fact["actor"] = {"column": actor.name}
        found.append(fact | {"fields": told | fields(table, {"note": "evidence"})})
    return found


def stages(table: Table, known: Known) -> list[Document]:
    """The stages a source says a person reached, in the agreement's words."""
    person, value = table.reference("person"), table.column("value" if table.has("property") else "stage")
    at = table.at("happened_at", "modified_at")
    if person is None or value is None or at is None:
        return []
    meaning = {word_: stage for word_ in value.distinct if (stage := known.stage(word_))}
    for left in (word_ for word_ in value.distinct if word_ not in meaning):
        table.remark(
            f"{value.name}: `{left}` ist keine Phase der Vereinbarung",
            f"{value.name}: `{left}` is none of the agreement's stages",
        )
    condition = among(table, value, list(meaning))
    if condition is None:
        return []
    name = {"column": value.name, "values": meaning}
    return [
        {"kind": "stage_reported", "when": condition, "subject": person.document(), "at": at, "name": name}
        | {"side": "marketing"}
    ]


def forms(table: Table, known: Known) -> list[Document]:
    """What a form asked for becomes known about the person; that it was filled in is a touch."""
    person, at = table.reference("person"), table.at("happened_at")
    if person is None or at is None:
        return []
    asked = fields(
        table,
        {
            role: role
            for role in ("department", "seniority", "job_title", "employees", "industry", "country", "company_name")
        },
    )
    touch: Document = {"kind": "touch", "name": "form_submitted", "subject": person.document(), "at": at, **_key(table)}
    touch |= {"side": "marketing", "fields": {"title": table.roles["form"]}}
    version = {key: at[key] for key in ("column", "format") if key in at}
    told: Document = {"kind": "person", "subject": person.document(), "version": version, "fields": asked}
    return [told, touch] if asked else [touch]


def costs(table: Table, known: Known) -> list[Document]:
    """Money that was spent."""
    campaign, at, centre = (
        table.reference("campaign"),
        table.at("happened_at", "created_at"),
        table.column("cost_centre"),
    )
    category = table.column("category")
    subject = campaign.document() if campaign else {"object": "cost_centre", "id": centre.name} if centre else None
    if subject is None or at is None:
        return []
    name: Document | str = "other"
    if category and category.full:
        name = word(category, {v: said(COSTS, v) or "other" for v in category.distinct})
    fact: Document = {"kind": "cost", "subject": subject, "at": at, "name": name, **_key(table)}
    fact |= {"side": _side(table, "marketing"), **amount(table)}
    label = table.column("campaign_name") or centre
    return [fact | ({"campaign": {"column": label.name}} if label else {})]
