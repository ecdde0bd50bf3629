"""How a value of a file is read by a function of ours, and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


@dataclass(frozen=True)
class ReadBy:
    """Reads a value with a function; what it returns is taken as it is.

    Unlike pydantic's PlainValidator it does not look into the type that comes out: describing every dataclass behind
    a condition would cost each command half a second.
    """

    function: Callable[..., Any]
    with_names: bool = False  # whether the function also wants what the file has defined so far, as ValidationInfo

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        if self.with_names:
            return core_schema.with_info_plain_validator_function(self.function)
        return core_schema.no_info_plain_validator_function(self.function)
