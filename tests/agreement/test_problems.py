"""Every way to write an agreement wrongly: all problems at once, each at its place, in plain words, with a way out."""

import pytest

from handschlag.agreement import loads
from tests.agreement.writing import SOUND, written

#: A piece of the sound agreement, what is written instead, and every problem that follows.
WRITTEN_DIFFERENTLY = [
    ("currency: EUR", "currency: EURO", ["a:6:11: unknown currency `EURO` (did you mean `EUR`?)"]),
    (
        "currency: EUR",
        "curency: EUR",
        ["a:1:1: `currency` is missing", "a:6:1: unknown section `curency` (did you mean `currency`?)"],
    ),
    (
        "time_zone: Europe/Berlin",
        "time_zone: Europe/Berln",
        ["a:5:12: unknown time zone `Europe/Berln` (did you mean `Europe/Berlin`?)"],
    ),
    ("handschlag: 1", "handschlag: 2", ["a:1:13: unknown format version `2` (this program reads `handschlag: 1`)"]),
    (
        "valid_from: 2026-01-01",
        "valid_from: 2026-02-30",
        ["a:4:13: `valid_from`: expected a day, found `2026-02-30` (write year, month and day: 2026-01-31)"],
    ),
    ("sales: [head-of-sales]", "sales: []", ["a:3:43: `sales`: expected at least 1 entry, found 0"]),
    (
        "sales: [head-of-sales]",
        "sales: head-of-sales",
        ["a:3:50: `sales`: expected a list (write it in brackets: [one, another])"],
    ),
    (
        "sales: [head-of-sales]",
        "sales: [head-of-marketing]",
        [
            "a:3:51: `head-of-marketing` signs for both sides (two sides, two signatures: name somebody else for one "
            "of them)"
        ],
    ),
    (", sales: [head-of-sales]", "", ["a:3:1: `sales` is missing"]),
    (
        "title: {de: Vereinbarung, en: Agreement}",
        "title: {de: Vereinbarung, fr: Accord}",
        ["a:2:27: unknown language `fr` (known are `de`, `en`)"],
    ),
    (
        "title: {de: Vereinbarung, en: Agreement}",
        "title: 2026",
        ["a:2:8: `title`: expected a text, or a table with `de:` and `en:` (put it in quotes)"],
    ),
    (
        "title: {de: Vereinbarung, en: Agreement}",
        "title: {de: Eins, zwei}",
        ["a:2:19: `zwei` is no language (put a text that contains a comma in quotes)"],
    ),
    (
        "title: {de: Vereinbarung, en: Agreement}",
        "title:",
        ["a:2:1: `title`: expected a text, or a table with `de:` and `en:`"],
    ),
    ("must_reach: [it_lead]", "must_reach: [it_led]", ["a:8:62: unknown persona `it_led` (did you mean `it_lead`?)"]),
    (
        "must_reach: [it_lead]",
        "must_reach: [it_lead, it_lead]",
        ["a:8:49: `it_lead` stands twice in the list (keep one)"],
    ),
    (
        "when: \"department = 'IT'\"",
        "when: \"departmnt = 'IT'\"",
        ["a:10:20: unknown field `departmnt` (did you mean `department`?)"],
    ),
    (
        "when: \"department = 'IT'\"",
        'when: "employees > 200 or 1"',
        [
            "a:10:39: 1 alone is not a condition (write a whole comparison on both sides of and, or; several values: "
            "field in ('a', 'b'))"
        ],
    ),
    (
        "when: \"department = 'IT'\"",
        "wen: \"department = 'IT'\"",
        ["a:10:3: `when` is missing in `it_lead`", "a:10:13: unknown key `wen` (did you mean `when`?)"],
    ),
    ('"need_met"', '"ned_met"', ["a:14:55: unknown field or term `ned_met` (did you mean `need_met`?)"]),
    (
        '"need_met"',
        '"criteria_met >= 2"',
        ["a:14:54: 2 criteria have to be met, but the agreement has 1 (nobody could ever enter this stage)"],
    ),
    (
        '"need_met"',
        '"fit >= 30"',
        ["a:14:54: `sales_ready_lead` asks for fit, but `scoring.fit` has no rules (add rules under `scoring: fit:`)"],
    ),
    (
        "handover.accepted",
        "handover.acepted",
        ["a:15:53: unknown event `handover.acepted` (did you mean `handover.accepted`?)"],
    ),
    (
        "phase: evaluation",
        "phase: awareness",
        [
            "a:15:33: `opportunity` (awareness) comes after `sales_ready_lead` (intent) (the phases follow one "
            "another: awareness, interest, intent, evaluation, decision)"
        ],
    ),
    (
        "phase: evaluation",
        "phase: evaluatoin",
        [
            "a:15:33: `phase`: expected one of `awareness`, `interest`, `intent`, `evaluation`, `decision`, found "
            "`evaluatoin` (did you mean `evaluation`?)"
        ],
    ),
    (
        "enters: opportunity.won",
        "enters: opportunity.lost",
        ["a:16:43: the last stage, `won`, is not the win (write `enters: opportunity.won`, or put the win last)"],
    ),
    (
        "enters: handover.accepted",
        "enters: opportunity.won",
        ["a:15:53: `opportunity` is entered by the win, but is not the last stage (only the last stage is the win)"],
    ),
    (
        "key: opportunity",
        "key: prospect",
        ["a:15:13: stage `prospect` is there twice (every stage has a key of its own)"],
    ),
    (
        "key: opportunity",
        "key: lost",
        [
            "a:15:13: `lost` cannot be a stage (recycled, disqualified, inactive, lost, no_decision are detours, not "
            "stages)"
        ],
    ),
    (
        "key: opportunity",
        "key: Opportunity",
        [
            "a:15:13: `Opportunity` cannot be a key (small letters, digits and `_`, beginning with a letter; what "
            "people read goes into `name`)"
        ],
    ),
    ("key: opportunity, ", "", ["a:15:7: `key` is missing in `stages.2`"]),
    ("back_to: prospect", "back_to: prospct", ["a:18:25: unknown stage `prospct` (did you mean `prospect`?)"]),
    (
        "back_to: prospect",
        "back_to: won",
        ["a:18:25: `recycled` cannot lead to `won` (a lead that comes back is not won; name an earlier stage)"],
    ),
    (
        "concrete: confirmed",
        "concrete: confirmd",
        [
            "a:20:30: `concrete`: expected one of `unknown`, `hinted`, `stated`, `confirmed`, `refuted`, found "
            "`confirmd` (did you mean `confirmed`?)"
        ],
    ),
    (
        "need: {answers",
        "need: {met_from: confirmed, answers: {x: stated}, required: perhaps, aswers",
        [
            "a:20:20: no answer of `need` reaches `confirmed`: it could never be met (lower `met_from`, or give an "
            "answer that state)",
            "a:20:63: `required`: expected `true` or `false`, found `perhaps`",
            "a:20:72: unknown key `aswers` (did you mean `answers`?)",
        ],
    ),
]


def test_the_sound_agreement_has_no_problems() -> None:
    assert loads(SOUND.encode(), "a").problems == []


@pytest.mark.parametrize(("old", "new", "problems"), WRITTEN_DIFFERENTLY)
def test_one_thing_written_differently(old: str, new: str, problems: list[str]) -> None:
    loaded = loads(written(old, new), "a")
    assert [str(problem) for problem in loaded.problems] == problems
    assert (loaded.agreement is None) == bool(problems)


def test_all_problems_of_a_file_at_once() -> None:
    text = SOUND.replace("currency: EUR", "currency: EURO").replace("'DE'", "DE").replace("awareness", "awarenes")
    text = text.replace("handover.accepted", "handover.acepted")
    text += "reviews: {pipeline: {every: week, present: [sales]}}\n"
    assert [(problem.line, problem.column) for problem in loads(text.encode(), "a").problems] == [
        (6, 11), (8, 29), (13, 30), (15, 53), (21, 35),
    ]  # fmt: skip


FOLDED = """
    when: >-
      department = 'IT'
      and senority = 'head'
"""
QUOTED = "'contry = ''DE'' and languag = ''de'''"
PLAIN_RECORD = "\"country in ('DE', 'AT', 'CH')\""


def test_problems_inside_folded_and_quoted_texts_point_at_the_word() -> None:
    text = SOUND.replace(""" {when: "department = 'IT'"}\n""", FOLDED)
    text = text.replace(PLAIN_RECORD, QUOTED)
    lines = text.splitlines()
    assert [(p.line, p.column, p.message) for p in loads(text.encode(), "a").problems] == [
        (8, lines[7].index("contry") + 1, "unknown field `contry`"),
        (8, lines[7].index("languag") + 1, "unknown field `languag`"),
        (13, lines[12].index("senority") + 1, "unknown field `senority`"),
    ]
