"""Says why a file's columns are read as proposed, and which are left out."""

from handschlag.files import Text, both
from handschlag.mapping.suggest.headers import is_id, is_own_id
from handschlag.mapping.suggest.rows import KINDS
from handschlag.mapping.suggest.tables import Document, Table
from handschlag.mapping.suggest.uses import Use, uses

#: Columns that are shown as left out; more than these are counted.
SHOWN = 20


def explain(table: Table, part: Document) -> list[str]:
    """The comment above a file's part of the mapping."""
    read = uses(part, list(table.sample.columns))
    what = KINDS[table.kind].en if table.kind in KINDS else table.kind
    lines = [f"{table.file}: {what}, seen by {table.why.en}."]
    for column, used in read.items():
        said = dict.fromkeys(_short(use, part) for use in used)
        lines.append(f"  {column}: {', '.join(said)} ({reason_for(table, column).en})")
    left = [name for name in table.sample.columns if name not in read]
    if left:
        more = f" and {len(left) - SHOWN} more" if len(left) > SHOWN else ""
        lines.append(f"  left out: {', '.join(left[:SHOWN])}{more}")
    if part.get("missing"):
        lines.append(f"  taken as empty: {', '.join(part['missing'])}")
    lines += [f"  note: {column} is left to {file}, which knows since when" for column, file in table.left_to.items()]
    return [*lines, *(f"  note: {remark.en}" for remark in table.remarks)]


def _short(use: Use, part: Document) -> str:
    """A use in the words of the mapping file."""
    if use.slot in ("record", "key"):
        return "id of the row"
    if use.slot == "when" and use.fact is not None:
        return f"tells {part['facts'][use.fact]['kind']}"
    return use.name or use.slot


def reason_for(table: Table, name: str) -> Text:
    """Why a column is read as proposed."""
    column = table.sample.columns[name]
    for references in table.references.values():
        for reference in references:
            if reference.column == name:
                return both(f"nennt einen Datensatz ({reference.object})", f"names a {reference.object}")
    if name == table.own:
        own = both("in jeder Zeile ein eigener Wert", "a value of its own in every row")
        return own if column.unique else both("heißt so", "called so")
    if name in table.roles.values():
        formats = " oder ".join(column.formats), " or ".join(column.formats)
        return both(
            f"bekannte Überschrift{f', geschrieben als {formats[0]}' if column.formats else ''}",
            f"known header{f', written as {formats[1]}' if column.formats else ''}",
        )
    if is_id(name) or is_own_id(name):
        return both("heißt so", "called so")
    number = len(column.distinct)
    return both(
        f"eine Liste von {number} Werten, als eigenes Feld behalten",
        f"a list of {number} values, kept as a field of the house's own",
    )
