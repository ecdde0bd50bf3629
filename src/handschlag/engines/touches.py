"""What the rules of engagement need to know of a touch: whether it fits their conditions, and whether a bot made it.

DuckDB evaluates the conditions on the facts that a rule names; bots are looked up once per different user agent.
"""

from collections.abc import Sequence

from handschlag.conditions import FieldType
from handschlag.engines.duck import Connection, load, name, quote
from handschlag.engines.profiles import CAST
from handschlag.fold.facts import FACT, Fact
from handschlag.scoring.bots import is_bot
from handschlag.scoring.events import KINDS
from handschlag.scoring.rules import EngagementRule, ScoringRules

#: The mapped field with the user agent of whoever made a touch.
USER_AGENT = "user_agent"

#: Fields of a touch that are columns of a fact.
_COLUMNS = frozenset({"side", "actor", "channel", "campaign"})


def matches_sql(rules: ScoringRules, alias: str) -> str:
    """The SQL of a list with one answer per rule of engagement, over facts called `alias`; rules without condition fit
    always.
    """
    answers = ", ".join(_answer(rule, alias) for rule in rules.engagement)
    return f"[{answers}]" if answers else "[]::boolean[]"


def bot_sql(rules: ScoringRules, alias: str) -> str:
    """The SQL that tells whether a bot made a touch; `find_bots` has to come before."""
    if "known_bots" not in rules.ignore or not rules.engagement:
        return "false"
    agent = f"json_extract_string({alias}.fields, '$.{USER_AGENT}')"
    return f"({alias}.kind = 'touch' and coalesce({agent} in (select agent from bots), false))"


def find_bots(con: Connection, rules: ScoringRules) -> None:
    """Make the table `bots` of the user agents in `facts` that are known bots, if the rules ignore those."""
    if "known_bots" not in rules.ignore or not rules.engagement:
        return
    rows = con.execute(
        f"select distinct json_extract_string(fields, '$.{USER_AGENT}') from facts where kind = 'touch'"
        f" and contains(fields, {quote(USER_AGENT)})"
    ).fetchall()
    load(con, "bots", {"agent": "VARCHAR"}, [(agent,) for (agent,) in rows if agent and is_bot(agent)])


def _answer(rule: EngagementRule, alias: str) -> str:
    if rule.when is None:
        return "true"

    def column(field: str, kind: FieldType) -> str:
        mapped = f"json_extract_string({alias}.fields, {quote('$.' + name(field))})"
        return CAST[kind].format(f"nullif({f'{alias}.{name(field)}' if field in _COLUMNS else mapped}, '')")

    return f"case when {_meant(rule.on, alias)} then ({rule.when.sql(column)}) end"


def _meant(on: str, alias: str) -> str:
    """The facts that a rule's `on` can mean; which of them it does mean is for the fold to say."""
    if on in KINDS:
        return f"{alias}.kind = {quote(on)}"
    if on.startswith("consent_"):
        return f"{alias}.kind = 'consent'"
    return f"{alias}.kind = 'touch' and {alias}.name = {quote(on)}"


def facts_of(con: Connection, rules: ScoringRules, subjects: Sequence[str]) -> list[Fact]:
    """The facts of these subjects as the fold reads them, each once, from the view `deliveries`."""
    columns = ", ".join("f.id::varchar" if column == "id" else f"f.{name(column)}" for column in FACT)
    rows = con.cursor().execute(
        f"select distinct on (f.id) {columns}, f.person::varchar, f.company::varchar, {matches_sql(rules, 'f')}"
        " from deliveries f where f.subject in (select unnest(?)) order by f.id, f.recorded_at",
        [list(subjects)],
    )
    found = []
    for *values, person, company, matches in rows.fetchall():
        fact = Fact(*values)
        fact.person, fact.company = person, company
        agent = fact.values().get(USER_AGENT) if fact.kind == "touch" else None
        fact.matches, fact.bot = tuple(matches), agent is not None and is_bot(str(agent))
        found.append(fact)
    return found
