"""Exports that wait to be brought in through the page: their files, and what somebody chose for them.

An intake is a folder of the workspace, `uploads/ID/`: the files as they came, and `intake.json` with the choices. It
stays until it is brought in or discarded, so that one can go on tomorrow.
"""

import json
import re
import secrets
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path, PurePath
from typing import Any

from handschlag.actions.failures import outside
from handschlag.actions.houses import House
from handschlag.actions.permission import needs
from handschlag.actions.suggestions import sample
from handschlag.actions.taking import UPLOADS
from handschlag.errors import InputProblems
from handschlag.files import Text, both
from handschlag.mapping.suggest.choices import Choices

#: Intakes that nobody touched for so long are removed: they hold personal data.
KEPT = timedelta(days=30)

_ID = re.compile(r"[0-9a-f]{16}")
_SPREADSHEETS = (".xlsx", ".xls", ".xlsm", ".ods", ".numbers")
_SIGNATURES = {
    b"PK\x03\x04": "archive",
    b"%PDF": "other",
    b"\x89PNG": "other",
    b"\xff\xd8\xff": "other",
    b"\x1f\x8b": "archive",
}

REFUSALS: dict[str, Text] = {
    "empty": both("Die Datei ist leer. Bitte noch einmal exportieren.", "The file is empty. Please export it again."),
    "spreadsheet": both(
        "Das ist eine Arbeitsmappe. Bitte in der Tabellenkalkulation als CSV speichern und diese Datei nehmen.",
        "This is a workbook. Please save it as CSV in the spreadsheet program and take that file.",
    ),
    "archive": both(
        "Das ist ein Archiv. Bitte entpacken und die Dateien darin nehmen.",
        "This is an archive. Please unpack it and take the files inside.",
    ),
    "other": both(
        "Das ist keine Tabelle. Erwartet wird ein Export als CSV, JSON Lines oder Parquet.",
        "This is no table. Expected is an export as CSV, JSON Lines or Parquet.",
    ),
    "twice": both(
        "Eine Datei dieses Namens ist schon da. Bitte umbenennen, wenn es eine andere ist.",
        "A file of this name is here already. Please rename it if it is another one.",
    ),
    "unreadable": both("Die Datei lässt sich nicht lesen: {said}", "The file cannot be read: {said}"),
}  # fmt: skip


@dataclass
class Intake:
    """Files that wait, and everything chosen for them; see `mapping.suggest.choices` for what can be chosen.

    `sources`: file to the name of the system it comes from. `decides`: system to the stages of which its own report
    decides. `anew`: files that shall be asked about again although they are known.
    """

    id: str
    by: str
    made_at: str
    sources: dict[str, str] = field(default_factory=dict)
    choices: dict[str, Choices] = field(default_factory=dict)
    decides: dict[str, list[str]] = field(default_factory=dict)
    anew: list[str] = field(default_factory=list)


def folder_of(house: House, intake: str) -> Path:
    """The folder of an intake; LookupError if there is none of this id."""
    folder = house.path / UPLOADS / intake
    if not _ID.fullmatch(intake) or not (folder / "intake.json").is_file():
        raise LookupError(intake)
    return folder


def files_of(house: House, intake: str) -> list[Path]:
    """The files of an intake, in the order of their names."""
    return sorted(path for path in (folder_of(house, intake) / "files").iterdir() if path.is_file())


def load(house: House, intake: str) -> Intake:
    """What is known of an intake."""
    stored = json.loads((folder_of(house, intake) / "intake.json").read_text("utf-8"))
    choices = {file: Choices(**chosen) for file, chosen in stored.pop("choices").items()}
    return Intake(**stored, choices=choices)


def save(house: House, intake: Intake) -> None:
    """Keep what was chosen; whole or not at all."""
    file = house.path / UPLOADS / intake.id / "intake.json"
    partial = file.with_suffix(".partial")
    partial.write_text(json.dumps(asdict(intake), ensure_ascii=False, indent=1), "utf-8")
    partial.replace(file)


@needs("import_data")
def begin(house: House, *, now: datetime) -> str:
    """A new, empty intake; returns its id. Forgotten ones are removed."""
    with outside():
        _sweep(house.path / UPLOADS, now)
        made = Intake(secrets.token_hex(8), house.by.username, now.isoformat())
        (house.path / UPLOADS / made.id / "files").mkdir(parents=True)
        save(house, made)
    return made.id


def _sweep(uploads: Path, now: datetime) -> None:
    """Remove what nobody touched for long; what was brought in of it, the ledger keeps."""
    for note in uploads.glob("*/intake.json"):
        if note.stat().st_mtime < (now - KEPT).timestamp():
            shutil.rmtree(note.parent)


@needs("import_data")
def receive(house: House, *, intake: str, name: str, chunks: Iterable[bytes]) -> dict[str, str] | None:
    """Take a file in, piece by piece. Returns None, or in both languages why it is refused; other files are kept."""
    folder = folder_of(house, intake) / "files"
    name = _bare(name)
    path = folder / name
    if path.exists():
        return _refusal("twice")
    with outside():
        with path.open("wb") as sink:
            for chunk in chunks:
                sink.write(chunk)
        refused = _refused(path)
        if refused:
            path.unlink()
    return refused


def _bare(name: str) -> str:
    """The file's own name, without folders and without signs that a file system does not take."""
    bare = re.sub(r"[\x00-\x1f/\\:]", "_", PurePath(name.replace("\\", "/")).name).strip(". ")
    return bare[-150:] or "file.csv"


def _refused(path: Path) -> dict[str, str] | None:
    if path.stat().st_size == 0:
        return _refusal("empty")
    if path.suffix.lower() in _SPREADSHEETS:
        return _refusal("spreadsheet")
    with path.open("rb") as file:
        beginning = file.read(8)
    for signature, why in _SIGNATURES.items():
        if beginning.startswith(signature):
            return _refusal(why)
    try:
        found = sample(path)
    except InputProblems as problems:
        said = "; ".join(problem.message for problem in problems.problems)
        return _refusal("unreadable", said=said)
    return None if found.rows else _refusal("empty")


def _refusal(why: str, **said: str) -> dict[str, str]:
    return {language: text.format(**said) for language, text in REFUSALS[why].model_dump().items()}


@needs("import_data")
def drop(house: House, *, intake: str, name: str) -> None:
    """Take one file out of an intake."""
    path = folder_of(house, intake) / "files" / _bare(name)
    with outside():
        path.unlink(missing_ok=True)
        kept = load(house, intake)
        for table in (kept.sources, kept.choices):
            table.pop(path.name, None)
        kept.anew = [file for file in kept.anew if file != path.name]
        save(house, kept)


@needs("import_data")
def discard(house: House, *, intake: str) -> None:
    """Remove an intake with its files. Nothing of it was brought in."""
    with outside():
        shutil.rmtree(folder_of(house, intake))


@needs("import_data")
def choose(
    house: House, *, intake: str, sources: Mapping[str, str], choices: Mapping[str, Choices],
    decides: Mapping[str, list[str]], anew: Iterable[str],
) -> None:  # fmt: skip
    """Keep what somebody chose for the files of an intake."""
    kept = load(house, intake)
    kept.sources = {file: name for file, name in sources.items() if name}
    kept.choices = {file: chosen for file, chosen in choices.items() if chosen != Choices()}
    kept.decides, kept.anew = dict(decides), sorted(set(anew))
    with outside():
        save(house, kept)


@needs("import_data")
def waiting(house: House) -> list[dict[str, Any]]:
    """Intakes that were begun and not brought in, newest first."""
    found = []
    for note in (house.path / UPLOADS).glob("*/intake.json"):
        kept = load(house, note.parent.name)
        names = [path.name for path in files_of(house, kept.id)]
        if names:
            found.append(
                {"id": kept.id, "by": kept.by, "made_at": datetime.fromisoformat(kept.made_at), "files": names}
            )
    return sorted(found, key=lambda one: one["made_at"], reverse=True)
