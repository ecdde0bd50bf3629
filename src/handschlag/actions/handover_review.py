"""What the two sides have to talk about: hand-overs they judge differently, and whether leads that come again are worth
it.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from handschlag.actions.houses import House
from handschlag.actions.linking import micros
from handschlag.actions.permission import needs
from handschlag.actions.tables import tables
from handschlag.actions.wording import agreement_labels, reason_name
from handschlag.engines.duck import quote
from handschlag.funnel.periods import day_start

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Row = dict[str, Any]

#: Offers of the first attempt of a pass, and of a pass that had been given back before.
GROUPS = ("fresh", "recycled")
#: In both, what one side did contradicts what both agreed on.
DISPUTES = ("returned_ripe", "accepted_unripe")


@needs("see_figures")
def handover_review(
    house: House, *, now: datetime, start: date | None = None, end: date | None = None, as_of: datetime | None = None
) -> Row:
    """The offers of a window (default: the last ninety days), fresh leads beside recycled ones, and the disputes.

    A dispute is an offer that was returned although the lead was ripe, for a reason that counts against marketing or
    that nobody agreed on; or one that was accepted although the lead was not ripe. Only who may see persons gets the
    `disputes` themselves, the newest answer first; everybody their `counts`.
    """
    at = micros(as_of or now)
    today = (as_of or now).astimezone(ZoneInfo(house.time_zone)).date()
    first, last = start or today - timedelta(days=90), end or today + timedelta(days=1)
    begin, until = (day_start(day, house.time_zone) for day in (first, last))
    asked = tables(house, now=now, as_of=as_of)
    columns = ("pass_id", "person", "name", "company", "offered_at", "attempt", "ripe", "answer", "answered_at",
               "reason", "opportunity", "won")  # fmt: skip
    offers = [
        dict(zip(columns, values, strict=True))
        for values in asked.run(_offers(house), {"at": at, "begin": begin, "until": until})
    ]
    groups = {group: [one for one in offers if (one["attempt"] > 1) == (group == "recycled")] for group in GROUPS}
    found = (dispute for one in offers if (dispute := _dispute(house, one)) is not None)
    disputes = sorted(found, key=lambda one: (one["at"], one["person"] or ""), reverse=True)
    sees = house.by.may("see_people")
    return {
        "from": first, "to": last - timedelta(days=1), "as_of": as_of or now, "agreement": house.agreement_label,
        "trial": house.trial,
        "groups": [{"group": group, **_outcomes(of_group)} for group, of_group in groups.items()],
        "counts": {kind: sum(one["kind"] == kind for one in disputes) for kind in DISPUTES},
        "disputes": disputes if sees else [],
    }  # fmt: skip


def _offers(house: House) -> str:
    """Every offer of the window with the attempt it belongs to, whether the lead was ripe, and what became of it. An
    answer belongs to the last offer before it.
    """
    stages = [stage.key for stage in house.terms.stages]
    ready = stages.index(house.terms.ready) if house.terms.ready is not None else 0
    ripe = ", ".join(quote(key) for key in stages[ready:])
    return f"""
        with said as (select * from handovers where pass_id is not null and happened_at <= $at),
        offers as (
            select pass_id, happened_at as offered_at,
                lead(happened_at) over (partition by pass_id order by happened_at) as next_offer
            from said where kind = 'handover_offered'
            qualify row_number() over (partition by pass_id, happened_at) = 1),
        answered as (
            select o.pass_id, o.offered_at,
                arg_min((s.kind, s.reason, s.happened_at), (s.happened_at, s.kind)) as answer
            from offers o join said s using (pass_id)
            where s.kind <> 'handover_offered' and s.happened_at >= o.offered_at
                and (o.next_offer is null or s.happened_at < o.next_offer) group by all),
        standing as (
            select o.pass_id, o.offered_at, max(m.attempt) as attempt,
                coalesce(max(m.attempt) filter (m.stage in ({ripe})) = max(m.attempt), false) as ripe
            from offers o join moves m using (pass_id)
            where m.from_at <= o.offered_at and m.cause <> 'implied' group by all)
        select o.pass_id::varchar, p.person::varchar, coalesce(n.name, n.email), n.company_name, o.offered_at,
            coalesce(s.attempt, 1), coalesce(s.ripe, false), a.answer[1], a.answer[3], a.answer[2],
            exists (
                select 1 from entries e where e.pass_id = o.pass_id and e.stage = {quote(house.terms.opportunity_stage)}
                    and e.counts and e.entered_at >= o.offered_at and e.entered_at <= $at
                    and (o.next_offer is null or e.entered_at < o.next_offer)),
            p.outcome = 'won' and p.closed_at <= $at and p.closed_at >= o.offered_at
                and (o.next_offer is null or p.closed_at < o.next_offer)
        from offers o join passes p using (pass_id) left join people n on n.person = p.person
            left join answered a using (pass_id, offered_at) left join standing s using (pass_id, offered_at)
        where o.offered_at >= $begin and o.offered_at < $until order by o.offered_at desc, o.pass_id"""


def _outcomes(offers: list[Row]) -> Row:
    accepted = sum(one["answer"] == "handover_accepted" for one in offers)
    returned = sum(one["answer"] == "handover_returned" for one in offers)
    opportunity, won = (sum(bool(one[key]) for one in offers) for key in ("opportunity", "won"))
    return {
        "offered": len(offers), "accepted": accepted, "returned": returned,
        "unanswered": len(offers) - accepted - returned, "opportunity": opportunity, "won": won,
        "accepted_share": _share(accepted, accepted + returned), "opportunity_share": _share(opportunity, len(offers)),
        "won_share": _share(won, len(offers)),
    }  # fmt: skip


def _share(part: int, of: int) -> Decimal | None:
    return round(Decimal(part) / of, 4) if of else None


def _dispute(house: House, one: Row) -> Row | None:
    reasons = house.agreement.handover.return_reasons
    against = reasons[one["reason"]].counts_against if one["reason"] in reasons else "marketing"
    if one["answer"] == "handover_returned" and one["ripe"] and against == "marketing":
        kind = "returned_ripe"
    elif one["answer"] == "handover_accepted" and not one["ripe"]:
        kind = "accepted_unripe"
    else:
        return None
    labels = agreement_labels(house.agreement)
    return {
        "kind": kind, "person": one["person"], "name": one["name"], "company": one["company"],
        "offered_at": _EPOCH + timedelta(microseconds=one["offered_at"]),
        "at": _EPOCH + timedelta(microseconds=one["answered_at"]),
        "reason": reason_name(labels, "returned", one["reason"]) if one["reason"] else None,
    }  # fmt: skip
