"""The JSON Schema of the agreement file, for completion and checking in an editor."""

from typing import Any

from pydantic import create_model

from handschlag.agreement.basics import Basics
from handschlag.agreement.sections import READERS
from handschlag.handover.criteria_terms import QUESTIONS, ProfileQuestionsTerms


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of an agreement file."""
    fields: dict[str, Any] = {
        reader.key: (reader.model, ...) if reader.required else (reader.model | None, None) for reader in READERS
    }
    fields[QUESTIONS] = (ProfileQuestionsTerms, ...)
    file = create_model("Agreement", __base__=Basics, **fields)
    made: dict[str, Any] = file.model_json_schema()
    _questions_into_criteria(made)
    _close(made)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = "Handschlag agreement"
    made["description"] = "The agreement between marketing and sales."
    return made


def _questions_into_criteria(made: dict[str, Any]) -> None:
    """The questions stand among the criteria, under a key of their own."""
    questions = made["properties"].pop(QUESTIONS)
    made["required"].remove(QUESTIONS)
    criteria = made["$defs"]["CriteriaTerms"]
    criteria["properties"] = {QUESTIONS: questions}
    criteria["patternProperties"] = {
        pattern.replace("^", f"^(?!{QUESTIONS}$)", 1): part for pattern, part in criteria["patternProperties"].items()
    }


def _close(part: Any) -> None:
    """A table whose keys follow a pattern has no other keys."""
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _close(inner)
    if isinstance(part, dict) and "patternProperties" in part:
        part["additionalProperties"] = False
