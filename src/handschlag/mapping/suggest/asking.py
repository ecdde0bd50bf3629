"""What the words of a file's columns mean to the house: what is asked, what is taken for granted, what was answered."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from handschlag.mapping.suggest.choices import LEFT_OUT
from handschlag.mapping.suggest.known import Known
from handschlag.mapping.suggest.parts import among
from handschlag.mapping.suggest.tables import Document, Table
from handschlag.mapping.suggest.uses import asked
from handschlag.mapping.suggest.words import TOUCHES, outcome_of

OUTCOME = "outcome"
STAGE = "stage"
TOUCH = "touch"
#: How an opportunity's own word can be meant.
OUTCOMES = ("open", "won", "lost", "no_decision")
_ENDS = {f"opportunity_{outcome}": outcome for outcome in OUTCOMES if outcome != "open"}
#: More different words than these are nothing to choose from.
MOST = 60


@dataclass(frozen=True)
class Meaning:
    """A word of the file, how often it stands there, and what it is taken for; empty: nothing, or kept as it is."""

    word: str
    count: int
    meaning: str


@dataclass(frozen=True)
class Question:
    """The words of a column, and the words of the agreement they can mean. `of`: outcome, stage, touch, a reason's
    outcome (lost, no_decision, returned, disqualified), or criterion:<key>.
    """

    column: str
    of: str
    meanings: Sequence[Meaning]
    options: Sequence[str]

    @property
    def open(self) -> bool:
        """Whether a word is left that the agreement does not know."""
        return any(not one.meaning for one in self.meanings)


def questions(table: Table, part: Document, known: Known) -> list[Question]:
    """Everything in a part that gives words of the file a meaning, in the order of the facts."""
    found: dict[tuple[str, str], Question] = {}
    for column, of, words, meant, options in _asked(table, part, known):
        if (column, of) in found or not 0 < len(words) <= MOST:
            continue
        told = [
            Meaning(word, count, meant.get(word) or (word if word in options else ""))
            for word, count in words.most_common()
        ]
        found[column, of] = Question(column, of, told, options)
    return list(found.values())


def answer(table: Table, part: Document, meanings: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Document:
    """The part with the chosen meanings of words."""
    for column, by_question in meanings.items():
        if column not in table.sample.columns:
            continue
        for of, chosen in by_question.items():
            facts = [_answered(table, fact, column, of, chosen) for fact in part["facts"]]
            part = part | {"facts": _ended(table, facts, column, chosen) if of == OUTCOME else facts}
    return part


_Asked = tuple[str, str, Counter[str], Mapping[str, str], Sequence[str]]


def _asked(table: Table, part: Document, known: Known) -> Iterator[_Asked]:
    """Column, question, the column's words with their counts, what they mean so far, what they could mean."""
    columns = table.sample.columns
    for fact in part["facts"]:
        ends = asked(fact, list(columns)) if fact["kind"] in _ENDS else []
        if len(ends) == 1:
            words = columns[ends[0]].counts
            yield ends[0], OUTCOME, words, {word: outcome_of(word) or "open" for word in words}, OUTCOMES
        for of, value in _valued(fact):
            if isinstance(value, dict) and "column" in value:
                column = value["column"]
                words = _ending_so(table, column, ends[0], of) if len(ends) == 1 else columns[column].counts
                yield column, of, words, value.get("values", {}), _options(of, known)


def _ending_so(table: Table, column: str, ends: str, outcome: str) -> Counter[str]:
    """The words of a column in rows that end so: a reason for a loss is none for other ends. All, if no row does."""
    source, told = table.sample.columns[column], table.sample.columns[ends].raw
    here = Counter(
        word
        for word, end in zip(source.raw, told, strict=True)
        if word and word not in source.missing and outcome_of(end) == outcome
    )
    return here or source.counts


def _valued(fact: Document) -> Iterator[tuple[str, object]]:
    """The words of a fact that mean something of the agreement's."""
    kind, fields = fact["kind"], fact.get("fields", {})
    if kind == "stage_reported":
        yield STAGE, fact.get("name")
        yield "disqualified", fields.get("reason")
    elif kind == "touch":
        yield TOUCH, fact.get("name")
    elif kind in ("opportunity_lost", "opportunity_no_decision"):
        yield _ENDS[kind], fact.get("name")
    elif kind == "handover_returned":
        yield "returned", fact.get("name")
    elif kind == "criterion_answer" and isinstance(fact.get("name"), str):
        yield f"criterion:{fact['name']}", fields.get("answer")


def _options(of: str, known: Known) -> Sequence[str]:
    if of == STAGE:
        return (*(stage.key for stage in known.stages), "recycled", "disqualified")
    if of == TOUCH:
        return tuple(dict.fromkeys(known.touch(word) or "" for word in TOUCHES))
    if of.startswith("criterion:"):
        return tuple(known.criteria.get(of.partition(":")[2], {}))
    return tuple(known.reasons.get(of, {}))


def _answered(table: Table, fact: Document, column: str, of: str, chosen: Mapping[str, str]) -> Document:
    """A fact whose word, where it is read from the column, is translated as chosen."""
    for told, value in _valued(fact):
        if told != of or not isinstance(value, dict) or value.get("column") != column:
            continue
        values = {**value.get("values", {}), **{word: _meant(meaning) for word, meaning in chosen.items()}}
        new = {**value, "values": values}
        if of != STAGE:  # words that are no stage report none
            new.setdefault("otherwise", "keep")
        if of == "disqualified" or of.startswith("criterion:"):
            key = "reason" if of == "disqualified" else "answer"
            return fact | {"fields": fact["fields"] | {key: new}}
        if of == STAGE:
            return _reported(table, fact, new)
        return fact | {"name": new}
    return fact


def _meant(meaning: str) -> str | None:
    return None if meaning == LEFT_OUT else meaning


def _reported(table: Table, fact: Document, name: Document) -> Document:
    """Only words that are a stage report one."""
    column = table.sample.columns[name["column"]]
    words = [word for word in column.distinct if name["values"].get(word)]
    kept = {word: stage for word, stage in name["values"].items() if stage}
    condition = among(table, column, words)
    new = fact | {"name": name | {"values": kept}}
    return (
        new | {"when": condition}
        if condition and asked(fact, list(table.sample.columns)) in ([], [column.name])
        else new
    )


def _ended(table: Table, facts: list[Document], column: str, chosen: Mapping[str, str]) -> list[Document]:
    """The ends of opportunities by the chosen words; an end that had none is stated like the others."""
    source = table.sample.columns[column]
    meant = {word: chosen.get(word) or outcome_of(word) or "open" for word in source.distinct}
    columns = list(table.sample.columns)
    ends = [fact for fact in facts if fact["kind"] in _ENDS and asked(fact, columns) == [column]]
    found: list[Document] = [fact for fact in facts if fact not in ends]
    for kind, outcome in _ENDS.items():
        words = [word for word in source.distinct if meant[word] == outcome]
        condition = among(table, source, words)
        model = next((fact for fact in ends if fact["kind"] == kind), None) or _like(ends, kind)
        if condition and model:
            found.append(model | {"when": condition})
    return found


def _like(ends: Sequence[Document], kind: str) -> Document | None:
    """An end of this kind, made from one of another kind: without its reason and its money."""
    if not ends:
        return None
    left_out = ("name", "fields", *(() if kind == "opportunity_won" else ("amount",)))
    return {key: value for key, value in ends[0].items() if key not in left_out} | {"kind": kind}
