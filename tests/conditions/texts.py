"""Generated texts of conditions: right ones with every operator, and wrong ones made of the same words."""

from hypothesis import strategies as st

TEXTS = ("DE", "AT", "it's", "", "ß", "%", "a_b", "Berlin", "A1")
_TEXT_FIELDS = ("country", "department", "plan", "lower(country)", "coalesce(department, plan)", "upper(plan)")
_NUMBER_FIELDS = (
    "employees",
    "seats",
    "order",
    "length(plan)",
    "(employees + seats)",
    "coalesce(seats, 3) * 2",
    "-order",
)
_FLAGS = ("signed", "email_is_free", "coalesce(signed, email_is_free)")
_DATES = ("close_date", "date", "coalesce(date, next_step_at)")

numbers = st.integers(-1, 4).map(str) | st.sampled_from(["2.5", "-0.25", "7.0"])
literals = st.sampled_from(TEXTS).map(lambda text: "'" + text.replace("'", "''") + "'")
dates = st.sampled_from(["'2026-01-01'", "'2025-02-28'", "'1999-12-31'"])
signs = st.sampled_from(["=", "<>", "!=", "<", "<=", ">", ">="])


def _atoms(values: st.SearchStrategy[str], constants: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    maybe_not = st.sampled_from(["", "not ", "NOT "])
    return st.one_of(
        st.builds(lambda value, sign, other: f"{value} {sign} {other}", values, signs, constants | values),
        st.builds(lambda constant, sign, value: f"{constant}{sign} {value}", constants, signs, values),
        st.builds(
            lambda value, no, bounds: f"{value} {no}between {' and '.join(bounds)}",
            values,
            maybe_not,
            st.lists(constants, min_size=2, max_size=2).map(_in_order),
        ),
        st.builds(
            lambda value, no, choices: f"{value} {no}in ({', '.join(choices)})",
            values,
            maybe_not,
            st.lists(constants, min_size=1, max_size=3),
        ),
        st.builds(lambda value, no: f"{value} is {no}null", values, maybe_not),
    )


def _in_order(bounds: list[str]) -> list[str]:
    return sorted(
        bounds, key=lambda bound: (0.0, bound[1:-1].replace("''", "'")) if bound[0] == "'" else (float(bound), "")
    )


_patterns = st.builds(
    lambda field, like, pattern: f"{field} {like} {pattern}",
    st.sampled_from(_TEXT_FIELDS),
    st.sampled_from(["like", "not like", "ilike", "not ilike"]),
    st.sampled_from(["'D%'", "'%''s'", "'_'", "'%e%'", "'de'", "''"]),
)
_flags = st.sampled_from(_FLAGS) | st.builds(
    lambda flag, sign, answer: f"{flag} {sign} {answer}",
    st.sampled_from(_FLAGS),
    st.sampled_from(["=", "<>"]),
    st.sampled_from(["true", "false", "signed"]),
)
record_atoms = st.one_of(
    _atoms(st.sampled_from(_TEXT_FIELDS), literals),
    _atoms(st.sampled_from(_NUMBER_FIELDS), numbers),
    _atoms(st.sampled_from(_DATES), dates),
    _patterns,
    _flags,
)

_choices = {
    "market": ("midmarket_dach", "enterprise"),
    "persona": ("it_lead", "finance_lead"),
    "grade": ("A1", "B2", "D4"),
    "need_state": ("unknown", "stated", "refuted"),
}
_counts = st.sampled_from(["touches", "engagement", "fit", "attempts", "touched('webinar')", "days_since_touch"])
_whole = numbers.filter(lambda number: "." not in number)
state_atoms = st.one_of(
    st.builds(lambda term, sign, number: f"{term} {sign} {number}", _counts, signs, numbers),
    st.builds(lambda number, sign, term: f"{number} {sign} {term}", numbers, signs, _counts),
    st.builds(lambda term, low: f"{term} not between {low} and {int(low) + 3}", _counts, _whole),
    st.builds(lambda term, low: f"{term} between {low} and {int(low) + 3}", _counts, _whole),
    st.builds(lambda term, some: f"{term} in ({', '.join(some)})", _counts, st.lists(numbers, min_size=1, max_size=3)),
    st.sampled_from(sorted(_choices)).flatmap(
        lambda term: st.builds(
            lambda how, value: f"{term} {how.format(value)}",
            st.sampled_from(["= '{0}'", "<> '{0}'", "in ('{0}')", "not in ('{0}')", "is null", "is not null"]),
            st.sampled_from(_choices[term]),
        )
    ),
    st.sampled_from(["need_met", "budget_met", "need_met = false", "budget_met <> true", "touches is null", "target"]),
)


def joined(atoms: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Atoms joined by and, or, not and brackets, at random."""
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            st.builds(lambda left, right: f"{left} and {right}", inner, inner),
            st.builds(lambda left, right: f"{left} or {right}", inner, inner),
            inner.map(lambda part: f"({part})"),
            inner.map(lambda part: f"not ({part})"),
        ),
        max_leaves=6,
    )


record_texts = joined(record_atoms)
state_texts = joined(record_atoms | state_atoms | state_atoms)

_WORDS = r"""
and or not in between like ilike is null true false ( ) ( ) , = <> < >= + - * / ; . '' 'DE' "DE" ‘ -- /* */ 1 2.000 5
2026-01-01 '2026-01-01' country employees signed close_date lower coalesce touched engagement need_met market select
case when end :: cast from at time zone interval escape any all [ ] { } $ ? @ # % || && ! \ ' " e'x' x'ff' $$ 0E 1e5
handover.accepted stage.x after before per open without business hour days notify owner : 12 0
"""
_words = st.sampled_from(_WORDS.split())
#: Texts that are mostly wrong, in every way.
wrong_texts = (
    st.lists(_words, max_size=14).map(" ".join) | st.lists(_words, max_size=8).map("".join) | st.text(max_size=40)
)
