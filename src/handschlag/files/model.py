"""The base of all models of what people write: frozen, no unknown keys, and known to the reader of problems."""

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationInfo, model_validator

from handschlag.files.names import Names


class Terms(BaseModel):
    """A table of a file. An empty value (`need:`) is a table without entries."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, validate_default=False)

    @model_validator(mode="before")
    @classmethod
    def _seen(cls, data: Any, info: ValidationInfo) -> Any:
        if data is None:
            data = {}
        if isinstance(info.context, Names) and isinstance(data, dict):
            info.context.models[id(data)] = cls
        return data
