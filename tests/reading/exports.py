"""Exports and mappings for the tests of reading: written as bytes, staged, and read back as plain rows."""

from pathlib import Path
from typing import Any

import duckdb

from handschlag import mapping
from handschlag.engines import staging
from handschlag.engines.segments import facts_in
from handschlag.engines.staging import Staged
from handschlag.mapping.reasons import together

TOUCHES = """
mapping: 1
connection: web
files:
  - match: "*"
    {part}
    facts:
      - kind: touch
        subject: {{object: person, id: who}}
        at: when
        name: {{column: what}}
        {fact}
"""


def loaded(text: str, file: str = "m.yaml") -> mapping.Mapping:
    """The mapping of this text, which must be sound."""
    found = mapping.loads(text.encode(), file)
    assert found.problems == []
    assert found.mapping is not None
    return found.mapping


def touches(part: str = "", fact: str = "") -> mapping.Mapping:
    """A mapping of a touch per row with the columns `who`, `when`, `what`, and more where given."""
    return loaded(TOUCHES.format(part=part or "decimal: '.'", fact=fact or "side: marketing"))


def stage(path: Path, how: mapping.Mapping, **more: Any) -> tuple[Staged, list[dict[str, Any]]]:
    """Stage a file; the numbers, and the facts as written, sorted."""
    part = how.part_for(path.name)
    assert part is not None
    out = path.parent / "staged.parquet"
    done = staging.stage(path, how, part, batch=7, imported_at=99, out=out, **more)
    return done, facts_of(out)


def facts_of(out: Path) -> list[dict[str, Any]]:
    """The facts in a staged file, sorted."""
    with duckdb.connect() as con:
        found = con.execute(f"select * from {facts_in([out])} order by all")
        names = [column[0] for column in found.description or []]
        rows = found.fetchall()
    return [dict(zip(names, row, strict=True)) for row in rows]


def written(folder: Path, name: str, content: bytes | str) -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def why(done: Staged) -> list[tuple[int, str, str, str]]:
    """Line, field, reason and value of what was set aside."""
    return [(row.line, row.field, together(row.wrong).en, row.value) for row in done.quarantined]
