"""Who enters which stage under each of two agreements: month by month, and pass by pass."""

from handschlag.dashboard.backtest.lanes import CANDIDATE, TODAY, Lane
from handschlag.funnel.figures import days
from handschlag.funnel.periods import label
from handschlag.funnel.shapes import Question, Row, Run


def months(run: Run, question: Question, lanes: tuple[Lane, Lane]) -> list[Row]:
    """Passes per month of entry and stage, under both; a stage that only one of them has is not in the other."""
    known = {lane.name: set(lane.rules) for lane in lanes}
    order = {key: place for place, key in enumerate(dict.fromkeys(key for lane in lanes for key in lane.rules))}
    found = run(
        f"""select month, stage, count(*) filter (lane = '{TODAY}'), count(*) filter (lane = '{CANDIDATE}')
        from (select *, '{TODAY}' as lane from {TODAY}_entered
            union all select *, '{CANDIDATE}' from {CANDIDATE}_entered)
        group by all order by 1""",
        [],
    )
    rows = [
        {
            "month": label(month, question.grid), "stage": stage,
            "today": today if stage in known[TODAY] else None,
            "candidate": candidate if stage in known[CANDIDATE] else None,
        }
        for month, stage, today, candidate in found
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row["month"], order[row["stage"]]))


def stages(run: Run, lanes: tuple[Lane, Lane]) -> list[Row]:
    """Per stage how many enter it under each, and of these how many at the same instant, earlier, later, or not at all.

    `days` is the median of how much sooner the candidate enters those whose instant differs: negative if it is later.
    """
    found = {
        row[0]: row[1:]
        for row in run(
            f"""select stage, count(t.pass_id), count(c.pass_id), count(*) filter (t.entered_at = c.entered_at),
                count(*) filter (c.entered_at < t.entered_at), count(*) filter (c.entered_at > t.entered_at),
                count(*) filter (c.pass_id is null), count(*) filter (t.pass_id is null),
                median(t.entered_at - c.entered_at) filter (c.entered_at <> t.entered_at)
            from {TODAY}_entered t full join {CANDIDATE}_entered c using (pass_id, stage) group by stage""",
            [],
        )
    }
    both = [set(lane.rules) for lane in lanes]
    rows = []
    for stage in dict.fromkeys(key for lane in lanes for key in lane.rules):
        today, candidate, same, earlier, later, lost, gained, sooner = found.get(stage, (0, 0, 0, 0, 0, 0, 0, None))
        compared = stage in both[0] and stage in both[1]
        rows.append(
            {
                "stage": stage, "today": today if stage in both[0] else None,
                "candidate": candidate if stage in both[1] else None,
                **(
                    {"same": same, "earlier": earlier, "later": later, "lost": lost, "gained": gained}
                    if compared else dict.fromkeys(("same", "earlier", "later", "lost", "gained"))
                ),
                "days": None if sooner is None else days(int(sooner)),
            }
        )  # fmt: skip
    return rows


def groups(run: Run, by: str) -> list[Row]:
    """Handed over under each, by market or persona as the agreement of each sees it."""
    found = run(
        f"""select grp, coalesce(sum(today), 0)::bigint, coalesce(sum(candidate), 0)::bigint from (
            select {by} as grp, count(*) as today, 0 as candidate from {TODAY}_ready group by 1
            union all select {by}, 0, count(*) from {CANDIDATE}_ready group by 1)
        group by 1 order by 1 nulls last""",
        [],
    )
    return [{"by": by, "group": group, "today": today, "candidate": candidate} for group, today, candidate in found]
