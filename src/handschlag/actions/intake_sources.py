"""From which system the files of an intake come, and whether they are read as last time or by a new proposal."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from handschlag.actions.houses import House
from handschlag.actions.intakes import Intake
from handschlag.actions.suggestions import propose, sample
from handschlag.mapping import Mapping, load, loads
from handschlag.mapping.columns import column_problems
from handschlag.mapping.suggest import Proposal
from handschlag.mapping.suggest.relations import SHARE_IF_NAMED
from handschlag.mapping.suggest.tables import Table

#: Kinds of rows by which one sees whose tool it is; what nothing is known of comes from the CRM.
_MARKETING = ("activity", "form", "campaign", "person_stages", "cost")
_SALES = ("opportunity", "handover", "deal_stages", "deal_contacts", "contract")


@dataclass(frozen=True)
class Source:
    """Files of one system: read by a mapping file that the house has (`file`), or proposed. `mapping` reads them; it
    is None where nothing could be made of any.
    """

    connection: str
    files: Sequence[Path]
    mapping: Mapping | None = None
    file: Path | None = None
    proposal: Proposal | None = None


def mappings_of(house: House) -> list[Path]:
    """The mapping files of the workspace, the newest first."""
    found = [*house.path.glob("*.yaml"), *(house.path / "mappings").glob("*.yaml")]
    kept = [path for path in found if path.name != "agreement.yaml"]
    return sorted(kept, key=lambda path: path.stat().st_mtime, reverse=True)


def sources_of(house: House, intake: Intake, files: Sequence[Path]) -> list[Source]:
    """Every file with its system. Files a mapping of the house reads are known; the others are proposed together."""
    known = _known(house, intake, files)
    read = {path for paths in known.values() for path in paths}
    new = [path for path in files if path not in read]
    found = []
    for file, paths in known.items():
        mapping = load(file).mapping
        assert mapping is not None, "only sound mappings are taken"
        found.append(Source(mapping.connection, paths, mapping, file))
    groups: dict[str, list[Path]] = {}
    names = systems_of(house, new) if any(path.name not in intake.sources for path in new) else {}
    for path in new:
        groups.setdefault(intake.sources.get(path.name) or names[path.name], []).append(path)
    return found + [_proposed(house, intake, name, paths) for name, paths in sorted(groups.items())]


def _known(house: House, intake: Intake, files: Sequence[Path]) -> dict[Path, list[Path]]:
    """The files that a mapping of the house reads, by mapping: the newest one that has their name and columns."""
    mappings = [(file, loaded) for file in mappings_of(house) if (loaded := load(file).mapping)]
    found: dict[Path, list[Path]] = {}
    for path in files:
        chosen = intake.sources.get(path.name, "")
        for file, mapping in mappings:
            if path.name not in intake.anew and chosen in ("", mapping.connection) and _reads(mapping, path):
                found.setdefault(file, []).append(path)
                break
    return found


def _reads(mapping: Mapping, path: Path) -> bool:
    part = mapping.part_for(path.name)
    return part is not None and not column_problems(mapping, part, list(sample(path).columns), path.name)


def _proposed(house: House, intake: Intake, name: str, paths: Sequence[Path]) -> Source:
    proposal = propose(
        files=paths, agreement=house.agreement, chosen=intake.choices, connection=name,
        decides=intake.decides.get(name, ()), lenient=True,
    )  # fmt: skip
    mapping = loads(proposal.text.encode(), "proposal").mapping if proposal.document["files"] else None
    return Source(name, paths, mapping, proposal=proposal)


def systems_of(house: House, files: Sequence[Path]) -> dict[str, str]:
    """The system each file seems to come from: files that name each other's records come from one."""
    tables = propose(files=files, agreement=house.agreement, lenient=True).tables
    group = {table.file: table.file for table in tables}
    for table in tables:
        for parent in _parents(table, tables):
            old, new = group[table.file], group[parent.file]
            group = {file: new if one == old else one for file, one in group.items()}
    members = {one: [table for table in tables if group[table.file] == one] for one in set(group.values())}
    named = {one: _system(group_) for one, group_ in members.items()}
    marketing = {named[one] for one, group_ in members.items() if _is_marketing(group_) and _has_people(group_)}
    for one, group_ in members.items():
        if _is_marketing(group_) and not _has_people(group_) and len(marketing) == 1:
            named[one] = next(iter(marketing))  # campaigns and costs stand in the same tool
    return {file: named[one] for file, one in group.items()}


def _system(members: Sequence[Table]) -> str:
    known = next((table.system for table in members if table.system), "")
    return known or ("marketing" if _is_marketing(members) else "crm")


def _is_marketing(members: Sequence[Table]) -> bool:
    kinds = {table.kind for table in members}
    return bool(kinds & set(_MARKETING)) and not kinds & set(_SALES)


def _has_people(members: Sequence[Table]) -> bool:
    return any(table.kind == "person" for table in members)


def _parents(table: Table, tables: Sequence[Table]) -> list[Table]:
    """The files whose records a file names by number: they have at least some of the same numbers."""
    found = []
    for about, named in table.references.items():
        for other in tables:
            if other is not table and other.kind == about and other.own and _share(table, named[0].column, other):
                found.append(other)
    return found


def _share(table: Table, column: str, other: Table) -> bool:
    values = set(table.sample.columns[column].distinct)
    ids = set(other.sample.columns[other.own or ""].distinct)
    return len(values & ids) >= SHARE_IF_NAMED * max(len(values), 1)
