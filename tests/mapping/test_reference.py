"""The manual of the mapping file names exactly the keys there are, and its example is sound."""

import re
from pathlib import Path

from handschlag import mapping
from handschlag.mapping import models, values

PAGE = (Path(__file__).parents[2] / "docs/reference/mapping.md").read_text(encoding="utf-8")
MODELS = (
    models.Mapping, models.FilePart, models.CsvOptions, models.FactPart, values.Value, values.FieldValue,
    values.Instant, values.Subject, values.Version, models.Recorded, values.Amount,
)  # fmt: skip


def documented() -> dict[str, list[str]]:
    sections = re.split(r"^## (.+)$", PAGE, flags=re.MULTILINE)[1:]
    return {
        title: re.findall(r"^\| `(\w+)` \|", body, flags=re.MULTILINE)
        for title, body in zip(sections[::2], sections[1::2], strict=True)
    }


def test_every_key_is_documented() -> None:
    there_are = {model.__name__: list(model.model_fields) for model in MODELS}
    inherited = list(values.Value.model_fields)
    there_are["FieldValue"] = [key for key in there_are["FieldValue"] if key not in inherited]
    assert documented() == there_are


def test_the_example_is_sound() -> None:
    [example] = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
    assert mapping.loads(example.encode(), "example.yaml").problems == []
