"""A lead answered an agreed criterion in conversation."""

from datetime import datetime
from typing import Any

from handschlag.access.refusals import Refusal
from handschlag.actions.houses import House
from handschlag.actions.permission import needs
from handschlag.actions.telling import in_the_past, not_too_long, refuse, tell
from handschlag.files.text import both


@needs("work_leads")
def record_answer(
    house: House, *, person: str, criterion: str, answer: str, now: datetime, evidence: str = "",
    at: datetime | None = None, token: str = "",
) -> dict[str, Any]:  # fmt: skip
    """What somebody answered, by a key of the agreement or in own words where it names none; `evidence` is what was
    said.
    """
    refuse(
        _known(house, criterion, answer.strip()), in_the_past(at, now), not_too_long(answer=answer, evidence=evidence)
    )
    return tell(
        house, person=person, now=now,
        make=lambda told: told.fact(
            "criterion_answer", at=at, token=token, name=criterion,
            fields={"answer": answer.strip(), "evidence": evidence.strip()},
        ),
    )  # fmt: skip


def _known(house: House, criterion: str, answer: str) -> list[Refusal]:
    agreed = house.agreement.criteria.criteria
    if criterion not in agreed:
        known = ", ".join(agreed) or "–"
        text = both("Dieses Kriterium ist nicht vereinbart", f"no criterion `{criterion}` is agreed")
        return [Refusal("criterion", text, both(f"Vereinbart sind {known}", f"agreed are {known}"))]
    answers = agreed[criterion].answers
    if answer in answers or (answer and not answers):
        return []
    known = ", ".join(answers) or "–"
    text = both("Welche Antwort?", f"`{answer}` is no agreed answer" if answer else "the answer is missing")
    return [Refusal("answer", text, both(f"Vereinbart sind {known}", f"agreed are {known}"))]
