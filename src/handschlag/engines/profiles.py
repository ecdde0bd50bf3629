"""What the agreement's record conditions say of every version of every profile: market, persona, and the conditions of
stages.

DuckDB evaluates them, three-valued, on the rows at which a profile changes only.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from handschlag.conditions import FieldType, RecordCondition
from handschlag.engines.duck import Connection, beside, load, name, quote
from handschlag.fold.facts import RANK, Profile, ProfileChange
from handschlag.fold.terms import FoldTerms, MatchTerms
from handschlag.scoring.rules import ScoringRules

CAST = {
    FieldType.TEXT: "{}",
    FieldType.NUMBER: "try_cast({} as double)",
    FieldType.BOOLEAN: "try_cast({} as boolean)",
    FieldType.DATE: "try_cast({} as date)",
}

#: Fields that no source delivers but that conditions may read, as DuckDB expressions over the delivered ones.
DERIVED_FIELDS: dict[str, tuple[tuple[str, ...], str]] = {
    "email_domain": (("email",), "nullif(split_part(lower(email), '@', 2), '')"),
    "email_is_free": (
        ("email",),
        "case when email like '%@%' then split_part(lower(email), '@', 2) in (select domain from free_domains) end",
    ),
}


class ProfileConditions:
    """The record conditions of an agreement, numbered as columns of one query, for one connection."""

    def __init__(self, terms: FoldTerms) -> None:
        self.terms = terms
        self.nobody: Profile | None = None  # the profile of somebody nothing is known of, once asked
        self.numbered = (
            [
                ((stage.no, number), condition)
                for stage in terms.stages
                if stage.state is not None
                for number, condition in enumerate(stage.state.records)
            ]
            + [
                ((criterion.place, number), condition)
                for criterion in terms.criteria
                if criterion.hinted_when is not None
                for number, condition in enumerate(criterion.hinted_when.records)
            ]
            + [
                ((queue.place, number), condition)
                for queue in terms.queues
                if queue.when is not None
                for number, condition in enumerate(queue.when.records)
            ]
        )
        self.scoring = terms.scoring
        own = {"email"} if self.scoring.own_domains else set()
        self.fields = sorted(delivered(self._all()) | own)

    def _all(self) -> Iterator[RecordCondition]:
        for match in (*self.terms.markets, *self.terms.personas):
            yield match.when
            if match.not_when is not None:
                yield match.not_when
        for _, condition in self.numbered:
            yield condition
        for rule in self.scoring.fit:
            yield rule.when

    def columns(self) -> str:
        """Market, persona, fit, own employee and the numbered conditions, over columns that carry the fields' names."""
        parts = [
            first_match(self.terms.markets) + " as market",
            first_match(self.terms.personas) + " as persona",
            _fit(self.scoring) + " as fit",
            _own(self.scoring) + " as own",
        ]
        parts += [f"({condition.sql(column)}) as r{number}" for number, (_, condition) in enumerate(self.numbered)]
        return ", ".join(parts)

    def profile(self, row: tuple[Any, ...]) -> Profile:
        """The profile behind the values of `columns()`."""
        market, persona, fit, own, *flags = row
        records = {place: flag for (place, _), flag in zip(self.numbered, flags, strict=True)}
        return Profile(market, persona, records, fit, own)


def delivered(conditions: Iterable[RecordCondition]) -> set[str]:
    """The fields that sources deliver and that these conditions need."""
    used = {field for condition in conditions for field in condition.fields}
    return {need for field in used for need in DERIVED_FIELDS.get(field, ((field,), ""))[0]}


def column(field: str, kind: FieldType) -> str:
    """The SQL of a field over columns that carry the fields' names, each as text."""
    if field in DERIVED_FIELDS:
        return f"({DERIVED_FIELDS[field][1]})"
    return CAST[kind].format(name(field))


def first_match(matches: tuple[MatchTerms, ...]) -> str:
    """The SQL of the key of the first market or persona that fits."""
    if not matches:
        return "NULL::varchar"
    whens = []
    for match in matches:
        unless = f" and not coalesce({match.not_when.sql(column)}, false)" if match.not_when is not None else ""
        whens.append(f"when ({match.when.sql(column)}){unless} then {quote(match.key)}")
    return f"case {' '.join(whens)} end"


def _fit(rules: ScoringRules) -> str:
    """The SQL of the fit: of what is unknown nobody gets points."""
    parts = [f"case when {rule.when.sql(column)} then {rule.units} else 0 end" for rule in rules.fit]
    return f"({' + '.join(parts) or '0'})::bigint"


def _own(rules: ScoringRules) -> str:
    domains = ", ".join(quote(domain) for domain in sorted(rules.own_domains))
    return f"coalesce({column('email_domain', FieldType.TEXT)} in ({domains}), false)" if domains else "false"


def prepare(con: Connection, conditions: ProfileConditions, free_domains: Callable[[], frozenset[str]]) -> Profile:
    """Make the table `profiles` from `facts` and `subjects`; return the profile of somebody nothing is known of."""
    if "email" in conditions.fields and conditions.nobody is None:
        load(con, "free_domains", {"domain": "VARCHAR"}, ((domain,) for domain in sorted(free_domains())))
    con.execute(_changes_sql())
    values = ", ".join(_latest(field) for field in conditions.fields)
    con.execute(
        "create or replace table profiles as"
        f" select component, person, occurred_at, rank, version, id, {conditions.columns()} from ("
        f" select component, person, occurred_at, rank, version, id{', ' + values if values else ''}"
        " from profile_changes"
        " window w as (partition by person order by occurred_at, rank, version, id rows unbounded preceding))"
    )
    if conditions.nobody is None:
        blank = ", ".join(f"NULL::varchar as {name(field)}" for field in conditions.fields) or "1 as nothing"
        [row] = con.execute(f"select {conditions.columns()} from (select {blank})").fetchall()
        conditions.nobody = conditions.profile(row)
    return conditions.nobody


def _latest(field: str) -> str:
    """The company's last delivered value, else the person's."""
    value = f"nullif(json_extract_string(fields, {quote('$.' + name(field))}), '')"
    return (
        f"coalesce(last_value(case when side = 'c' then {value} end ignore nulls) over w,"
        f" last_value(case when side = 'p' then {value} end ignore nulls) over w) as {name(field)}"
    )


def _changes_sql() -> str:
    """Every fact that changes a person's profile: his own records and those of his company."""
    return f"""
        create or replace view profile_changes as
        select distinct s.component, s.person, f.occurred_at, {RANK["person"]} as rank,
               coalesce(f.version, -1) as version, f.id::varchar as id, 'p' as side, f.fields
        from facts f join subjects s using (subject) where f.kind = 'person' and s.person is not null
        union all
        select distinct m.component, m.person, f.occurred_at, {RANK["company"]},
               coalesce(f.version, -1), f.id::varchar, 'c', f.fields
        from facts f join subjects s using (subject)
        join (select distinct component, person, company from subjects where about = 'person' and company is not null) m
          on m.company = s.company
        where f.kind = 'company'"""


def changes(con: Connection, conditions: ProfileConditions) -> Iterator[tuple[str, list[ProfileChange]]]:
    """(component, its profile changes), in the order of components."""
    cursor = beside(con)
    cursor.execute("select * from profiles order by component")

    def rows() -> Iterator[tuple[Any, ...]]:
        while chunk := cursor.fetchmany(10_000):
            yield from chunk

    for component, group in groupby(rows(), key=lambda row: row[0]):
        yield (
            str(component),
            [ProfileChange(r[1], r[2], r[3], r[4], r[5], conditions.profile(r[6:])) for r in group],
        )
