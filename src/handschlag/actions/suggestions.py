"""Proposing a mapping: the first rows of exports, the words of the house's agreement, and what they make together."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from handschlag.actions.cautions import cautions
from handschlag.actions.checking import look
from handschlag.agreement import Agreement, loads, preset_text
from handschlag.engines.duck import connect
from handschlag.engines.reading import open_source
from handschlag.engines.reading_preamble import preamble
from handschlag.engines.scratch import scratch_folder
from handschlag.errors import InputProblems, Problem
from handschlag.files import Text
from handschlag.files.tree import Items, Node, Table
from handschlag.mapping import FilePart, loads as loads_mapping
from handschlag.mapping.cautions import Caution, caution
from handschlag.mapping.models import ENDINGS, CsvOptions
from handschlag.mapping.suggest import Known, KnownStage, Proposal, Sample, suggest
from handschlag.mapping.suggest.choices import Choices
from handschlag.mapping.suggest.headers import key_of

#: How many rows of a file are looked at.
ROWS = 20_000


#: Folders whose name does not say which system the files in them come from.
_NOWHERE = ("downloads", "download", "exports", "export", "data", "files", "desktop", "documents", "csv", "tmp")


def propose(
    *,
    files: Sequence[Path],
    agreement: Agreement | None = None,
    chosen: Mapping[str, Choices] | None = None,
    connection: str = "",
    decides: Sequence[str] = (),
    lenient: bool = False,
) -> Proposal:
    """Propose a mapping for the exports of one source. Without an agreement, the basic model's words are taken.

    `chosen` is laid over the proposal, file by file; a `connection` is the name that somebody chose for the source.
    Where nothing can be made of any file, that is a problem, unless it is `lenient`: then the proposal says why.
    """
    problems = [Problem(str(path), message="there is no such file") for path in files if not path.is_file()]
    if problems:
        raise InputProblems(*problems)
    twice = {path.name for path in files if [one.name for one in files].count(path.name) > 1}
    if twice:
        raise InputProblems(*(Problem(name, message="two files have this name", hint="rename one") for name in twice))
    found = suggest(
        [sample(path) for path in files], known=known_words(agreement), connection=connection or _connection(files),
        chosen=chosen, named=bool(connection), decides=decides,
    )  # fmt: skip
    if not found.document["files"] and lenient:
        return found
    if not found.document["files"]:
        hint = "write the mapping by hand: docs/how-to/own-exports.md"
        raise InputProblems(*(Problem(name, message=why.en, hint=hint) for name, why in found.unread.items()))
    loaded = loads_mapping(found.text.encode(), "suggestion")
    assert not loaded.problems, loaded.problems
    return found


def suspicions(files: Sequence[Path], proposal: Proposal) -> list[Caution]:
    """What makes one suspicious of the files, read as proposed."""
    mapping = loads_mapping(proposal.text.encode(), "suggestion").mapping
    assert mapping is not None, "a proposal loads"
    looks = []
    with scratch_folder() as folder:
        for path in files:
            part = mapping.part_for(path.name)
            if part is not None and path.name not in proposal.unread:
                looks.append(look(path, mapping, part, seen=None, folder=folder, imported_at=0))
        unread = [table.sample for table in proposal.tables if table.file in proposal.unread]
        return [*(caution("empty", sample.file) for sample in unread if not sample.rows), *cautions(looks)]


def _connection(files: Sequence[Path]) -> str:
    """The name of the folder the files are in, as the name of the system they come from."""
    folders = {key_of(path.resolve().parent.name, "source") for path in files}
    name = folders.pop() if len(folders) == 1 else "source"
    return "source" if name in _NOWHERE else name


def sample(path: Path) -> Sample:
    """The first rows of a file; one that has not changed is not read again."""
    state = path.stat()
    return _sampled(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=32)
def _sampled(path: Path, changed: int, size: int) -> Sample:
    above = preamble(path) if ENDINGS.get(path.suffix.lower()) == "csv" else 0
    part = FilePart(match=path.name, csv=CsvOptions(skip=above), facts=())
    with scratch_folder() as scratch:
        con = connect(scratch / "spill")
        try:
            source = open_source(path, part, con)
            columns = list(source.columns)
            numbered = source.numbered(con, columns, scratch / "rows", progress=None, limit=ROWS)
            chosen = ", ".join(f"c{number}::varchar" for number in range(len(columns)))
            rows = con.execute(f"select {chosen} from {numbered.relation} order by line limit {ROWS}").fetchall()
        finally:
            con.close()
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
    return Sample(path.name, dict(source.columns), rows, written, above)


def known_words(agreement: Agreement | None) -> Known:
    """What the agreement calls stages, reasons, criteria and their answers."""
    if agreement is None:
        agreement = loads(preset_text("article", "en").encode(), "article").agreement
        assert agreement is not None, "the presets are sound"
    detours = agreement.funnel.detours
    reasons = {
        outcome: {key: _names(text) for key, text in getattr(detours, outcome).reasons.items()}
        for outcome in ("lost", "no_decision", "disqualified")
    }
    reasons["returned"] = {key: _names(one.name) for key, one in agreement.handover.return_reasons.items()}
    return Known(
        fields=_own_fields(agreement),
        words=frozenset(_words(agreement.written)),
        time_zone=agreement.time_zone,
        currency=agreement.currency,
        stages=tuple(
            KnownStage(stage.key, stage.phase, _names(agreement.stage_label(stage.key)))
            for stage in agreement.funnel.stages
        ),
        reasons=reasons,
        criteria={
            key: {answer: _names(one.name) for answer, one in criterion.answers.items()}
            for key, criterion in agreement.criteria.criteria.items()
        },
    )


def _own_fields(agreement: Agreement) -> dict[str, dict[str, tuple[str, ...]]]:
    """The house's own fields with what people call them, by what they are of."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for key, own in agreement.fields.items():
        found.setdefault(own.of, {})[key] = _names(own.label)
    return found


def _words(node: Node) -> Iterator[str]:
    if isinstance(node, Table):
        for entry in node.entries.values():
            yield from _words(entry.node)
    elif isinstance(node, Items):
        for item in node.items:
            yield from _words(item)
    else:
        yield from re.findall(r"[a-z][a-z0-9_]*", node.written)


def _names(text: Text | None) -> tuple[str, ...]:
    return () if text is None else (text.de, text.en)
