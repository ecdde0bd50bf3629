"""Reads the criteria for the hand-over (BANT or one's own) and the questions that fill a profile step by step."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, RootModel, WithJsonSchema

from handschlag.conditions.tables import CRITERION_STATES
from handschlag.conditions.terms import Length, ProfileFieldName, Span, StateText
from handschlag.files import Section, Terms, Words
from handschlag.files.text import LABELLED
from handschlag.files.values import Count, Distinct, Flag, Key, choice, one_of

QUESTIONS = "profile_questions"
ASKERS = ("form", "marketing", "sdr", "sales")
MET_FROM = ("hinted", "stated", "confirmed")

_state = choice(*CRITERION_STATES)


class Answer(Terms):
    """A possible answer and what it says about the criterion."""

    state: Annotated[str, *one_of(*CRITERION_STATES)]
    """unknown, hinted, stated, confirmed or refuted."""
    name: Words | None = None
    """The answer as people read it."""


def _answer(value: Any) -> Any:
    return {"state": _state(value)} if not isinstance(value, dict) else value


_ANSWER_SCHEMA = WithJsonSchema(
    {"anyOf": [{"type": "string", "enum": list(CRITERION_STATES)}, Answer.model_json_schema()]}
)


class Criterion(Terms):
    """One criterion that makes a lead ready for sales."""

    name: Words | None = None
    """What people call it."""
    question: Words | None = None
    """What is asked."""
    answers: Mapping[str, Annotated[Answer, BeforeValidator(_answer), _ANSWER_SCHEMA]] = Field(default_factory=dict)
    """Possible answers and what they say; an answer that is not named here is `stated`."""
    hinted_when: StateText | None = None
    """A condition that hints at it before anybody was asked."""
    met_from: Annotated[str, *one_of(*MET_FROM)] = "stated"
    """The weakest state that meets it."""
    expires: Span | None = None
    """After which time an answer is unknown again; without it answers hold for ever."""
    asked_by: Annotated[tuple[Annotated[str, *one_of(*ASKERS)], ...], Distinct] = ()
    """Who asks."""
    required: Flag = False
    """Whether no lead is handed over without it."""
    horizon: Length | None = None
    """For a time criterion: the time frame that is of interest to sales."""


class ProfileQuestion(Terms):
    """One question of progressive profiling."""

    field: ProfileFieldName
    """The profile field that the answer fills."""
    question: Words
    """What is asked."""
    answers: Annotated[Mapping[str, Words | None], *LABELLED] = Field(default_factory=dict)
    """Answers to choose from; without them, free text."""
    when: StateText | None = None
    """When it is worth asking."""
    max_per_visit: Count = 1
    """How often it is asked in one visit at most."""


class CriteriaTerms(RootModel[Mapping[Key, Criterion]]):
    """All criteria by key, in the order in which they are shown."""


class ProfileQuestionsTerms(RootModel[tuple[ProfileQuestion, ...]]):
    """Questions asked one at a time, in order of worth."""


@dataclass(frozen=True)
class Criteria:
    """The section `criteria`: the criteria, and the questions under its key `profile_questions`."""

    criteria: Mapping[str, Criterion]
    profile_questions: tuple[ProfileQuestion, ...]


def parse(section: Section) -> Criteria | None:
    """Read the section `criteria`."""
    criteria = section.without(QUESTIONS)
    terms = criteria.validate(CriteriaTerms)
    for key, criterion in (terms.root if terms else {}).items():
        _check_reachable(criteria, key, criterion)
    questions = section.part(QUESTIONS)
    asked = questions.validate(ProfileQuestionsTerms) if questions else None
    return Criteria(terms.root if terms else {}, asked.root if asked else ())


def _check_reachable(section: Section, key: str, criterion: Criterion) -> None:
    """A criterion whose answers never reach `met_from` can never be met."""
    order = CRITERION_STATES.index
    states = [answer.state for answer in criterion.answers.values() if answer.state != "refuted"]
    if criterion.hinted_when is not None:
        states.append("hinted")
    reachable = not criterion.answers or any(order(state) >= order(criterion.met_from) for state in states)
    if not reachable and section.whole((key, "answers")):
        message = f"no answer of `{key}` reaches `{criterion.met_from}`: it could never be met"
        hint = "lower `met_from`, or give an answer that state"
        section.problem((key, "met_from"), message, hint)
