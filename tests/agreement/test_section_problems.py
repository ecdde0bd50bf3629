"""Every way to write a further section wrongly: all problems at once, each at its place, in plain words."""

import pytest

from handschlag.agreement import loads
from tests.agreement.writing import with_more

#: A section more (line 21), and every problem that follows.
WRITTEN_IN_ADDITION = [
    (
        'calendars: {o: {country: XX, hours: {mon: ["09:00-17:00"]}}}\n',
        ["a:21:26: unknown country `XX` (two letters, such as DE or AT)"],
    ),
    (
        'calendars: {o: {country: DE, subdivision: NWW, hours: {mon: ["09:00-17:00"]}}}\n',
        ["a:21:43: unknown subdivision `NWW` of DE (did you mean `NW`?)"],
    ),
    (
        "calendars: {o: {country: DE, hours: {mon: [9-17]}}}\n",
        ['a:21:44: `9-17` is no span of time (write it in quotes: "09:00-12:30")'],
    ),
    (
        'calendars: {o: {country: DE, hours: {mon: ["17:00-09:00"]}}}\n',
        ["a:21:44: `17:00-09:00` ends before it begins (a span ends on the same day, at 24:00 at the latest)"],
    ),
    (
        'calendars: {o: {country: DE, hours: {mon-wed: ["09:00-17:00"], tue: ["09:00-12:00"]}}}\n',
        ["a:21:64: `tue` has hours twice, in `mon-wed` and in `tue` (name each weekday once)"],
    ),
    (
        'calendars: {o: {country: DE, hours: {mon: ["09:00-12:00", "11:00-13:00"]}}}\n',
        ["a:21:59: `11:00-13:00` begins before `09:00-12:00` ends (write the spans of a day in order)"],
    ),
    (
        'calendars: {o: {country: DE, hours: {moday: ["09:00-12:00"]}}}\n',
        ["a:21:38: `moday` names no weekdays (write mon, tue, wed, thu, fri, sat, sun, or a span such as mon-thu)"],
    ),
    (
        'calendars: {o: {country: DE, hours: {mon: ["09:00-17:00"]}, special_hours:'
        " {24.12.: [], 2024-W52-2: [], 02-30: []}}}\n",
        [
            f"a:21:{column}: `{day}` is no day (write 2026-12-24, or 12-24 for every year)"
            for column, day in ((77, "24.12."), (89, "2024-W52-2"), (105, "02-30"))
        ],
    ),
    (
        'calendars: {o: {country: DE, hours: {mon: ["09:00-17:00"]}, special_hours:'
        ' {12-24: ["9-12"], 2026-12-31: ["09:00-12:00", "11:00-13:00"]}}}\n',
        [
            'a:21:85: `9-12` is no span of time (write it in quotes: "09:00-12:30")',
            "a:21:122: `11:00-13:00` begins before `09:00-12:00` ends (write the spans of a day in order)",
        ],
    ),
    (
        "calendars: {o: {country: DE, holiday_categories: [katholisch], hours: {mon: []}}}\n",
        [
            "a:21:51: unknown group of holidays `katholisch` of DE (did you mean `catholic`?)",
            "a:21:64: no working hours at all (business time would never pass)",
        ],
    ),
    (
        'goals: {"2026": {revenue: 100, sales_sourced: 30, marketing_sourced: 60}}\n',
        ["a:21:27: the parts add up to 90, the revenue goal is 100 (10 are missing)"],
    ),
    (
        'goals: {"2026": {revenue: 100, quarters: [0.2, 0.2, 0.2, 0.2]}}\n',
        ["a:21:32: the quarters add up to 0.8, not to 1"],
    ),
    (
        'goals: {"2026": {revenue: 100, quarters: [0.5, 0.5]}}\n',
        ["a:21:32: `quarters`: expected at least 4 entries, found 2"],
    ),
    ("goals: {26: {revenue: 100}}\n", ["a:21:9: `26` is no year (write the year with four digits: 2026)"]),
    (
        'goals: {"2026": {revenue: 5.000.000}}\n',
        [
            "a:21:27: `revenue`: expected a number, found `5.000.000` (write 5000000 or 5_000_000, with a point "
            "before decimals, without unit)"
        ],
    ),
    (
        'goals: {"2026": {revenue: 100, average_deal: 0}}\n',
        ["a:21:46: an average deal of 0 needs endlessly many wins (write the value of a win)"],
    ),
    (
        'goals: {"2026": {revenue: 100, rates: {prospect: 0.1, opportunity: 25}}}\n',
        ["a:21:68: `opportunity`: expected a share between 0 and 1, found `25` (write 0.25 for 25 %)"],
    ),
    (
        'goals: {"2026": {revenue: 100, rates: {prospect: 0.1, opportunity: 0.25}}}\n',
        ["a:21:32: the rate of `sales_ready_lead` is missing (the rates form a chain up to the win)"],
    ),
    (
        'goals: {"2026": {revenue: 100, rates: {won: 0.1}}}\n',
        ["a:21:40: there is no stage after `won` (a rate leads from its stage to the next one)"],
    ),
    (
        'goals: {"2026": {revenue: 100, markets: {dach: 200}}}\n',
        ["a:21:32: the goals of the markets add up to 200, more than the revenue goal of 100"],
    ),
    ('goals: {"2026": {revenue: 100, markets: {dac: 20}}}\n', ["a:21:47: unknown market `dac` (did you mean `dach`?)"]),
    ("handover: {queues: {q: {takes: prospct}}}\n", ["a:21:32: unknown stage `prospct` (did you mean `prospect`?)"]),
    (
        'handover: {queues: {q: {takes: won, order: "grade, sped"}}}\n',
        [
            "a:21:32: queue `q` takes leads that are won already (a queue takes leads of a stage before the win)",
            "a:21:44: unknown order `sped` (did you mean `speed`?)",
        ],
    ),
    (
        "handover: {queues: {q: {takes: prospect, calendar: office}}}\n",
        ["a:21:52: unknown calendar `office` (none is declared)"],
    ),
    (
        "handover: {clocks: {c: {starts: handover.offered, stops: first_attempt, due: 2 busines hours}}}\n",
        ["a:21:80: unknown unit `busines hours` (did you mean `business hours`?)"],
    ),
    (
        "handover: {clocks: {c: {starts: handover.offered}}}\n",
        [
            "a:21:21: clock `c` is never due (write `due: 2 business hours` with `stops:`, or `attempts: 6` with "
            "`within:`)"
        ],
    ),
    (
        "handover: {clocks: {c: {starts: handover.offered, due: 2 hours}}}\n",
        ["a:21:21: nothing stops clock `c` (for example `stops: first_attempt`)"],
    ),
    (
        "handover: {clocks: {c: {starts: handover.offered, attempts: 3}}}\n",
        ["a:21:21: clock `c` lacks `within` (`attempts: 6` goes with `within: 10 business days`)"],
    ),
    (
        "handover: {clocks: {c: {starts: handover.offered, stops: first_attempt, due: 2 hours, warn: [1 hour], "
        "missed: [notify onwer, after 1 huor: reassign]}}}\n",
        [
            "a:21:94: `1 hour` is no warning (as in `30 minutes before`)",
            "a:21:112: unknown consequence `notify onwer` (did you mean `notify owner`?)",
            "a:21:126: unknown unit `huor` (did you mean `hour`?)",
        ],
    ),
    (
        "handover: {clocks: {c: {starts: stage.won or stage.prospct, attempts: 1, within: 2 days, channels_at_least: "
        "2}}}\n",
        ["a:21:46: unknown stage `prospct` (did you mean `prospect`?)"],
    ),
    (
        "handover: {return_reasons: {r: {back_to: nirvana, wake_up: asked day, counts_against: everybody}}}\n",
        [
            "a:21:42: unknown stage `nirvana` (known are `disqualified`, `nurture`, `opportunity`, `prospect`, "
            "`sales_ready_lead`, `won`)",
            "a:21:60: `asked day` is no duration (a whole number and a unit, as in `15 minutes`, `2 business hours`, "
            "`90 days`, `9 months`)",
            "a:21:87: `counts_against`: expected one of `marketing`, `sales`, `nobody`, found `everybody`",
        ],
    ),
    (
        "handover: {return_reasons: {r: {back_to: won}}}\n",
        ["a:21:42: a return cannot lead to `won` (a lead that comes back is not won; name an earlier stage)"],
    ),
    (
        "handover: {crm_record: {required: [next_stp]}}\n",
        ["a:21:36: unknown field `next_stp` (did you mean `next_step`?)"],
    ),
    (
        "handover: {routing: {capacity: {default: 12}, rule: random}}\n",
        [
            "a:21:42: `default`: expected a limit such as `12 open` (put it in quotes)",
            "a:21:53: `rule`: expected one of `round_robin`, `weighted_round_robin`, `least_open`, `owner`, found "
            "`random`",
        ],
    ),
    (
        "promises: {marketing: {sales_ready_leds: 40 per month}}\n",
        ["a:21:24: unknown promise `sales_ready_leds` (did you mean `sales_ready_leads`?)"],
    ),
    (
        "promises: {marketing: {accepted_share: 75}}\n",
        ["a:21:40: `75` is no promise (a share such as 0.75, or a rate such as `40 per month`)"],
    ),
    (
        "promises: {marketing: {accepted_share: 40 per month, sales_ready_leads: 0.5}}\n",
        [
            "a:21:40: `accepted_share` is a share (write 0.9 for 90 %)",
            "a:21:73: `sales_ready_leads` is an amount per time (write `40 per month`)",
        ],
    ),
    (
        "promises: {sdr: {need_known: 0.5}}\n",
        [
            "a:21:12: SDRs promise something, but nobody says whose side they are on (write `handover: sdr: "
            "{belongs_to: marketing}`, or sales)"
        ],
    ),
    (
        'scoring: {fit: [{rule: a, when: "employees > 5", points: ten}, {rule: a, when: "employees > 5", points: '
        "0}]}\n",
        [
            "a:21:58: `points`: expected a number, found `ten` (write 5000000 or 5_000_000, with a point before "
            "decimals, without unit)",
            "a:21:105: rule `a` gives no points (a rule of 0 points does nothing)",
        ],
    ),
    (
        "scoring: {grades: {fit: {A: 10, B: 20, E: 5}}}\n",
        [
            "a:21:29: grade A begins at 10 points, grade B at 20 (the better grade needs more points)",
            "a:21:43: `E`: expected one of `A`, `B`, `C`, `D`, found `E`",
        ],
    ),
    (
        "scoring: {engagement: [{rule: a, on: page_view, points: 5, at_most: 2 a day}], ignore: [bots]}\n",
        [
            "a:21:69: `2 a day` is not so many per period (as in `40 per month`; periods: day, week, month, quarter, "
            "year)",
            "a:21:89: `ignore`: expected one of `mail_scanner_clicks`, `own_employees`, `known_bots`, found `bots`",
        ],
    ),
    (
        "attribution: {model: custom}\n",
        ["a:21:22: `custom` needs `weights` (shares for first, lead_created, opportunity_created, won, others)"],
    ),
    (
        "attribution: {model: linear, weights: {first: 1}}\n",
        ["a:21:30: `weights` have no effect with the model `linear` (write `model: custom`)"],
    ),
    (
        "attribution: {model: custom, weights: {first: 0.5, others: 0.4}}\n",
        ["a:21:30: the weights add up to 0.9, not to 1"],
    ),
    (
        "attribution: {model: time_decay}\n",
        ["a:21:22: `time_decay` needs a `half_life` (for example `half_life: 7 days`)"],
    ),
    (
        "consent: {purposes: [email], double_opt_in: [emial], retention: {prospct: 1 day}}\n",
        [
            "a:21:46: `emial` is confirmed twice, but is no purpose (did you mean `email`?)",
            "a:21:75: unknown stage or detour `prospct` (did you mean `prospect`?)",
        ],
    ),
    (
        "ownership: {person: crm, persn.name: crm, person.name: {owner: crm, write_to: [crm.name, ma]}}\n",
        [
            "a:21:21: `person` names no field (two words with a point between them: crm.lifecycle_stage)",
            "a:21:38: `persn.name` belongs to nothing known (did you mean `person`?)",
            "a:21:80: `person.name` would be written back to its owner, crm (write back to the other systems only)",
            "a:21:90: `ma` names no field (two words with a point between them: crm.lifecycle_stage)",
        ],
    ),
    (
        "reviews: {pipeline: {every: weekly, present: [marketing]}}\n",
        [
            "a:21:29: `every`: expected one of `day`, `week`, `two_weeks`, `month`, `quarter`, `half_year`, `year`, "
            "found `weekly` (did you mean `week`?)"
        ],
    ),
    (
        "reviews: {pipeline: {every: week, present: [marketing]}}\n",
        ["a:21:35: `pipeline` takes place without sales (a review has both sides at the table)"],
    ),
    (
        "sign_off: {campaigns: {by: marketing, before: 10 business days}}\n",
        ["a:21:28: marketing would sign off its own campaigns (the other side signs off)"],
    ),
    (
        "fields: {employees: {type: number}, and: {}, x: {type: txt}}\n",
        [
            "a:21:10: the field `employees` exists already (no need to declare it)",
            "a:21:37: `and` is a word of the condition language (choose another key)",
            "a:21:56: `type`: expected one of `text`, `number`, `boolean`, `date`, found `txt` (did you mean `text`?)",
        ],
    ),
    (
        "passes: {window: 3 months, customers: old}\n",
        [
            "a:21:18: `3 months` is not always equally long (write days or weeks here)",
            "a:21:39: `customers`: expected one of `expansion`, `new`, found `old`",
        ],
    ),
    ("goal: {}\n", ["a:21:1: unknown section `goal` (did you mean `goals`?)"]),
    ("title: Again\n", ["a:21:1: `title` is written twice; the first is on line 2 (keep one)"]),
]


@pytest.mark.parametrize(("more", "problems"), WRITTEN_IN_ADDITION)
def test_a_section_more(more: str, problems: list[str]) -> None:
    loaded = loads(with_more(more), "a")
    assert [str(problem) for problem in loaded.problems] == problems
    assert loaded.agreement is None
