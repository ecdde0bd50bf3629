"""Where a lead stands beside its stage: criteria for the hand-over, consents, and who tried to reach the person."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from handschlag.actions.houses import House
from handschlag.actions.tables import Tables
from handschlag.actions.wording import names_of, texts
from handschlag.agreement.document.voice import Voice
from handschlag.agreement.words import readable
from handschlag.consent.rules import Word, receipts
from handschlag.dashboard.titles import title
from handschlag.funnel.figures import rate
from handschlag.handover.criteria_rules import Given, Standing, is_met, standings, state_of
from handschlag.handover.criteria_terms import Criterion
from handschlag.handover.next_question import Known, chance, next_questions

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Fact = Mapping[str, Any]


def criteria_of(agreement: Any, facts: Sequence[Fact], at: int, hinted: Collection[str]) -> dict[str, Any]:
    """Every criterion with its state, the evidence or hint for it, and what is to be asked; and how many are met."""
    agreed = agreement.criteria.criteria
    names = names_of(agreed)
    told = {fact["id"]: fact for fact in facts if fact["kind"] == "criterion_answer"}
    given = [Given(str(fact["name"]), _answer(fact), fact["occurred_at"], fact["id"]) for fact in told.values()]
    found = standings(agreed, given, at, hinted)
    voices = {language: Voice(agreement, language) for language in ("de", "en")}
    return {
        "met": sum(one.met for one in found),
        "of": len(found),
        "rows": [
            _criterion(one, agreed[one.criterion], names[one.criterion], told)
            | {"hint": _hint(agreed[one.criterion], voices) if one.hint else None}
            for one in found
        ],
    }


def next_question(house: House, asked: Tables, rows: Sequence[Mapping[str, Any]], stands: str | None) -> Any:
    """What is best asked next so that it is soon settled whether the lead is ripe; None where asking settles nothing.

    `rows` are the criteria as the lead page has them, `stands` the stage in which the person's open pass is.
    """
    terms, agreed = house.terms, house.agreement.criteria.criteria
    ready = next((stage for stage in terms.stages if stage.key == terms.ready), None)
    here = next((stage.no for stage in terms.stages if stage.key == stands), None)
    if ready is None or ready.state is None or here is None or here >= ready.no:
        return None
    given: dict[str, list[int]] = {key: [0, 0] for key in agreed}
    for key, answer, count in asked.run("select criterion, answer, given from answers"):
        if key in agreed:
            given[key][1] += count
            given[key][0] += count if is_met(agreed[key], state_of(agreed[key], answer)) else 0
    known = {row["key"]: Known(row["state"], row["met"], not row["met"] and row["state"] != "refuted") for row in rows}
    questions = next_questions(
        ready.state.operation, known, {key: chance(met, count) for key, (met, count) in given.items()}
    )
    if not questions:
        return None
    best = questions[0]
    return {
        "criterion": best.criterion, "met": given[best.criterion][0], "answers": given[best.criterion][1],
        "chance": rate(best.chance.numerator, best.chance.denominator),
        "questions": rate(best.questions.numerator, best.questions.denominator),
        "others": [
            {"criterion": one.criterion, "questions": rate(one.questions.numerator, one.questions.denominator)}
            for one in questions[1:]
        ],
    }  # fmt: skip


def _hint(agreed: Criterion, voices: Mapping[str, Voice]) -> dict[str, str] | None:
    """What hints at a criterion, as a sentence."""
    condition = agreed.hinted_when
    if condition is None:
        return None
    return {language: voice.sentence(condition) for language, voice in voices.items()}


def _answer(fact: Fact) -> str | None:
    answer = _fields(fact).get("answer")
    return None if answer is None else str(answer)


def _criterion(one: Standing, agreed: Criterion, name: dict[str, str], told: Mapping[str, Fact]) -> dict[str, Any]:
    return {
        "key": one.criterion, "name": name, "state": one.state, "met": one.met, "required": agreed.required,
        "expired": one.expired, "until": _instant(one.until), "asked_by": list(agreed.asked_by),
        "question": texts(agreed.question, "") if agreed.question else None,
        "answers": [
            {"key": key, "name": texts(each.name or readable(key), key), "state": each.state}
            for key, each in agreed.answers.items()
        ],
        "evidence": _evidence(agreed, told[one.fact]) if one.fact else None,
        "contradicts": _evidence(agreed, told[one.contradicts]) if one.contradicts else None,
    }  # fmt: skip


def _evidence(agreed: Criterion, fact: Fact) -> dict[str, Any]:
    """Who said what, when and where."""
    answer = _answer(fact)
    known = agreed.answers.get(answer or "")
    return {
        "answer": texts((known and known.name) or readable(answer), answer) if answer else None,
        "said": _fields(fact).get("evidence"), "at": _instant(fact["occurred_at"]), "precision": fact["precision"],
        "side": fact["side"], "actor": fact["actor"], "fact": fact["id"], "subject": fact["subject"],
    }  # fmt: skip


def consents_of(agreement: Any, facts: Sequence[Fact], at: int) -> list[dict[str, Any]]:
    """Each purpose with what the person said last, since when, and the facts that show it."""
    told = {fact["id"]: fact for fact in facts if fact["kind"] == "consent"}
    words = [
        Word(str(fact["name"]), str(_fields(fact).get("state") or "given"), fact["occurred_at"], fact["id"])
        for fact in told.values()
    ]
    return [
        {
            "purpose": one.purpose, "name": texts(readable(one.purpose), one.purpose), "state": one.state,
            "since": _instant(one.since), "agreed": one.agreed,
            "double_opt_in": one.purpose in agreement.consent.double_opt_in,
            "receipts": [_receipt(told[fact]) for fact in one.facts],
        }
        for one in receipts(agreement.consent.purposes, words, at)
    ]  # fmt: skip


def _receipt(fact: Fact) -> dict[str, Any]:
    fields = _fields(fact)
    return {
        "state": fields.pop("state", None) or "given", "at": _instant(fact["occurred_at"]),
        "precision": fact["precision"], "details": fields, "fact": fact["id"], "subject": fact["subject"],
    }  # fmt: skip


def attempts_of(facts: Sequence[Fact], labels: Mapping[str, Mapping[str, str]], at: int) -> dict[str, Any]:
    """How often people tried to reach the person, first and last; automatic mails are no attempts (figures.md)."""
    tries = [fact for fact in facts if fact["kind"] == "attempt" and fact["occurred_at"] <= at]
    own = [fact for fact in tries if _fields(fact).get("automated") != "yes"]
    return {
        "count": len(own), "automated": len(tries) - len(own),
        "first": _try(own[0], labels) if own else None, "last": _try(own[-1], labels) if own else None,
    }  # fmt: skip


def _try(fact: Fact, labels: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    return {
        "at": _instant(fact["occurred_at"]), "precision": fact["precision"], "channel": fact["channel"],
        "side": fact["side"], "actor": fact["actor"], "title": title("touch", fact["name"], labels),
        "fact": fact["id"],
    }  # fmt: skip


def _fields(fact: Fact) -> dict[str, Any]:
    return dict(json.loads(fact["fields"])) if fact["fields"] else {}


def _instant(micros: int | None) -> datetime | None:
    return None if micros is None else _EPOCH + timedelta(microseconds=micros)
