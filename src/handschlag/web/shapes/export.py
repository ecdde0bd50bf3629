"""What is held on one person, as a document to read: labels and values in the reader's language."""

from collections.abc import Mapping
from typing import Any

from handschlag.web import words
from handschlag.web.words import said


def export_of(found: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of the export as lines."""
    return {
        "profile": words.by_importance(found["profile"]),
        "facts": [
            {
                **fact, "what": words.word("fact_kinds", fact["kind"]), "name": (fact["name"] or "").replace("_", " "),
                "details": words.by_importance(
                    {key: fact[key] for key in ("channel", "campaign", "related") if fact[key]} | fact["fields"]
                ),
            }
            for fact in found["facts"]
        ],
        "joined": [{"record": each["record"], "because": said(each["because"])} for each in found["joined"]],
        "records": [
            {**each, "cells": [(key, value) for key, value in each["record"].items() if value not in (None, "")]}
            for each in (*found["records"], *found["set_aside"])
        ],
        "named_in": [{**each, "role": words.word("deal_roles", each["role"] or "")} for each in found["named_in"]],
    }  # fmt: skip
