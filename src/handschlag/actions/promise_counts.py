"""What each promise is measured by (docs/explanation/promises.md): counts over the fold's tables in a window."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from handschlag.actions.deadlines import kept_in
from handschlag.actions.houses import House
from handschlag.actions.tables import Tables
from handschlag.engines.duck import quote
from handschlag.handover.criteria_rules import Given, standings
from handschlag.handover.promise_terms import Promised, plural

#: What nobody counts himself: a source, or people, have to tell of it as this type of touch.
CONVERSATION = "customer_conversation"

#: The first offer of every pass, and the first answer to it, as known at `$at`.
_OFFERS = """
    with said as (select * from handovers where pass_id is not null and happened_at <= $at),
    first as (select pass_id, min(happened_at) as offered_at from said where kind = 'handover_offered' group by 1),
    answers as (
        select s.pass_id, arg_min((s.kind, s.reason), (s.happened_at, s.kind)) as answer
        from said s join first f using (pass_id)
        where s.kind <> 'handover_offered' and s.happened_at >= f.offered_at group by 1)
"""


@dataclass(frozen=True)
class Measured:
    """`value` is an amount, or a share of `of` (None where there is nothing to take a share of); `known` is false where
    no source tells of it.
    """

    value: Decimal | int | None
    of: int | None = None
    known: bool = True


NOT_KNOWN = Measured(None, known=False)


class Counts:
    """The counts of one house as it is known at an instant (UTC microseconds)."""

    def __init__(self, house: House, asked: Tables, at: int) -> None:
        self._house, self._asked, self._at = house, asked, at
        self._clocks: dict[tuple[int, int], Mapping[str, Measured]] = {}

    def measure(self, key: str, promised: Promised, begin: int, until: int, *, running: bool) -> Measured:
        """How a promise was kept from `begin` to before `until`."""
        stages = {name: each.key for each in self._house.terms.stages for name in (each.key, plural(each.key))}
        if promised.rate is not None and key in stages:
            return self._entered(stages[key], begin, until)
        of_all: dict[str, Callable[[int, int], Measured]] = {
            "customer_conversations": self._conversations, "accepted_share": self._accepted,
            "answered_share": self._answered,
        }  # fmt: skip
        if key in of_all:
            return of_all[key](begin, until)
        if key == "record_complete":
            return self._complete() if running else NOT_KNOWN
        name, _, ending = key.rpartition("_")
        if name in self._house.agreement.handover.clocks:
            return self._kept(name, begin, until)
        return self._criterion(name, begin, until, met=ending == "met")

    def _one(self, sql: str, **params: object) -> tuple[object, ...]:
        return self._asked.run(sql, params)[0]

    def _entered(self, stage: str, begin: int, until: int) -> Measured:
        """Entries that are not implied; of the stage that is handed over, where offers are known, first offers."""
        entry = "stage = $stage and counts and basis <> 'implied'"
        if stage == self._house.terms.ready and self._asked.run(
            f"{_OFFERS} select 1 from first limit 1", {"at": self._at}
        ):
            [count] = self._one(
                f"{_OFFERS} select count(*) from first f join entries e using (pass_id)"
                f" where {entry} and entered_at <= offered_at and offered_at >= $begin and offered_at < $until",
                at=self._at, stage=stage, begin=begin, until=until,
            )  # fmt: skip
        else:
            [count] = self._one(
                f"select count(*) from entries where {entry} and entered_at >= $begin and entered_at < $until"
                " and entered_at <= $at",
                at=self._at, stage=stage, begin=begin, until=until,
            )  # fmt: skip
        return Measured(int(str(count)))

    def _conversations(self, begin: int, until: int) -> Measured:
        ever, here = self._one(
            "select count(*), count(distinct id) filter (occurred_at >= $begin and occurred_at < $until)"
            f" from deliveries where kind = 'touch' and name = {quote(CONVERSATION)} and occurred_at <= $at",
            at=self._at, begin=begin, until=until,
        )  # fmt: skip
        return Measured(int(str(here))) if ever else NOT_KNOWN

    def _answers(self, begin: int, until: int) -> list[tuple[str | None, str | None]]:
        """(kind, reason) of the answer to each first offer in the window; both None while there is none."""
        return [
            (kind, reason)
            for kind, reason in self._asked.run(
                f"{_OFFERS} select answer[1], answer[2] from first left join answers using (pass_id)"
                " where offered_at >= $begin and offered_at < $until",
                {"at": self._at, "begin": begin, "until": until},
            )
        ]

    def _accepted(self, begin: int, until: int) -> Measured:
        agreed = self._house.agreement.handover.return_reasons
        against = {key for key, reason in agreed.items() if reason.counts_against == "marketing"}
        answers = self._answers(begin, until)
        accepted = sum(kind == "handover_accepted" for kind, _ in answers)
        refused = sum(kind == "handover_returned" and reason in against for kind, reason in answers)
        return _share(accepted, accepted + refused)

    def _answered(self, begin: int, until: int) -> Measured:
        answers = self._answers(begin, until)
        return _share(sum(kind is not None for kind, _ in answers), len(answers))

    def _kept(self, clock: str, begin: int, until: int) -> Measured:
        window = (begin, until)
        if window not in self._clocks:
            rows = kept_in(self._house, self._asked, self._at, begin, until)
            self._clocks[window] = {
                row["clock"]: _share(row["met"], row["due"]) if row["known"] else NOT_KNOWN for row in rows
            }
        return self._clocks[window][clock]

    def _criterion(self, name: str, begin: int, until: int, *, met: bool) -> Measured:
        """Where it stood when the lead was first offered."""
        criterion = {name: self._house.agreement.criteria.criteria[name]}
        rows = self._asked.run(
            f"{_OFFERS} select f.pass_id::varchar, f.offered_at, d.id::varchar, d.occurred_at, d.fields from first f"
            " join passes p using (pass_id) left join deliveries d on d.person = p.person::varchar"
            " and d.kind = 'criterion_answer' and d.name = $name and d.occurred_at <= f.offered_at"
            " where f.offered_at >= $begin and f.offered_at < $until",
            {"at": self._at, "begin": begin, "until": until, "name": name},
        )
        offers: dict[tuple[str, int], list[Given]] = {}
        for pass_id, offered_at, fact, at, fields in rows:
            given = offers.setdefault((pass_id, offered_at), [])
            if fact is not None:
                given.append(Given(name, json.loads(fields or "{}").get("answer"), at, fact))
        found = [standings(criterion, given, offered_at)[0] for (_, offered_at), given in offers.items()]
        return _share(sum(one.met if met else one.state != "unknown" for one in found), len(found))

    def _complete(self) -> Measured:
        """Of the opportunities open now, those of which every required field is filled."""
        required = self._house.agreement.handover.crm_record.required
        known = {
            "amount": "o.open_value is not null", "close_date": "coalesce(o.close_date, '') <> ''",
            "main_contact": "p.person is not null or o.opportunity in"
            " (select opportunity from involved where role in ('primary_contact', 'converted_lead'))",
        }  # fmt: skip
        tests = [
            f"({known[field]})" if field in known else
            "o.opportunity in (select subject from deliveries where kind like 'opportunity_%'"
            f" and coalesce(json_extract_string(fields, {quote('$.' + field)}), '') <> '')"
            for field in required
        ]  # fmt: skip
        complete, count = self._one(
            f"select count(*) filter ({' and '.join(tests) or 'true'}), count(*) from opportunities o"
            " left join passes p using (pass_id)"
            " where o.created_at <= $at and (o.closed_at is null or o.closed_at > $at)",
            at=self._at,
        )
        return _share(int(str(complete)), int(str(count)))


def _share(part: int, of: int) -> Measured:
    return Measured(round(Decimal(part) / of, 4) if of else None, of)
