"""Checks what no single section can see: a stage nobody can leave for the next, a lead that returns to the win."""

from collections.abc import Callable

from handschlag.agreement.model import Sections
from handschlag.conditions.state import StateCondition
from handschlag.files import Section
from handschlag.funnel.terms import FunnelTerms
from handschlag.handover.criteria_terms import Criteria
from handschlag.handover.terms import HandoverTerms

Check = Callable[[Section, Sections], None]


def check_across(whole: Section, sections: Sections) -> None:
    """Report every contradiction between sections that are sound in themselves."""
    for check in (_returns, _enough_criteria, _scores, _sdr):
        check(whole, sections)


def _returns(whole: Section, sections: Sections) -> None:
    """A lead goes back to a stage before the opportunity, never to the win."""
    funnel, handover = sections.get("funnel"), sections.get("handover")
    if not isinstance(funnel, FunnelTerms) or not isinstance(handover, HandoverTerms):
        return
    won = funnel.stages[-1].key
    hint = "a lead that comes back is not won; name an earlier stage"
    for reason, terms in handover.return_reasons.items():
        if terms.back_to == won:
            whole.problem(("handover", "return_reasons", reason, "back_to"), f"a return cannot lead to `{won}`", hint)
    for detour in ("recycled", "inactive"):
        if getattr(funnel.detours, detour).back_to == won:
            whole.problem(("funnel", "detours", detour, "back_to"), f"`{detour}` cannot lead to `{won}`", hint)


def _enough_criteria(whole: Section, sections: Sections) -> None:
    """`criteria_met >= 5` with four criteria can never hold."""
    funnel, criteria = sections.get("funnel"), sections.get("criteria")
    if not isinstance(funnel, FunnelTerms) or not isinstance(criteria, Criteria):
        return
    for number, stage in enumerate(funnel.stages):
        if isinstance(stage.enters, StateCondition):
            _compare(whole, number, stage.enters, len(criteria.criteria))


def _compare(whole: Section, number: int, condition: StateCondition, most: int) -> None:
    for sign, term, value in _comparisons(condition.operation):
        if term != "criteria_met" or sign not in (">", ">=", "=") or not isinstance(value, int):
            continue
        needed = value + 1 if sign == ">" else value
        if needed > most:
            message = f"{needed} criteria have to be met, but the agreement has {most}"
            whole.problem(("funnel", "stages", number, "enters"), message, "nobody could ever enter this stage")


def _comparisons(operation: tuple[object, ...]) -> list[tuple[object, object, object]]:
    if operation[0] == "compare":
        return [(operation[1], operation[2], operation[3])]
    if operation[0] == "and":
        return [found for part in operation[1:] if isinstance(part, tuple) for found in _comparisons(part)]
    return []


def _scores(whole: Section, sections: Sections) -> None:
    """A stage that asks for points needs rules that give them."""
    funnel, scoring = sections.get("funnel"), sections.get("scoring")
    if not isinstance(funnel, FunnelTerms) or scoring is None:
        return
    for number, stage in enumerate(funnel.stages):
        terms = stage.enters.terms if isinstance(stage.enters, StateCondition) else frozenset()
        for axis in ("fit", "engagement"):
            if axis in terms and not getattr(scoring, axis):
                message = f"`{stage.key}` asks for {axis}, but `scoring.{axis}` has no rules"
                whole.problem(("funnel", "stages", number, "enters"), message, f"add rules under `scoring: {axis}:`")


def _sdr(whole: Section, sections: Sections) -> None:
    """Promises of SDRs need a side they belong to."""
    promises, handover = sections.get("promises"), sections.get("handover")
    if promises is None or handover is None or not promises.sdr:
        return
    if handover.sdr is None or handover.sdr.belongs_to == "nobody":
        message = "SDRs promise something, but nobody says whose side they are on"
        whole.problem(
            ("promises", "sdr"), message, "write `handover: sdr: {belongs_to: marketing}`, or sales", key=True
        )
