"""A house: the workspace folder with its agreement, ledger and database."""

import os
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from handschlag.access.actors import Actor
from handschlag.actions.failures import outside
from handschlag.errors import InputProblems, Problem

_CONFIGURATION = """\
# What this house is called and how it speaks. Secrets do not belong here: see the manual, "running it".
name = "{name}"
language = "{language}"
"""


@dataclass
class House:
    """An opened workspace, and who asks it when.

    `agreement` is what both sides signed, or in trial the draft in the workspace's file; `draft` is the file. Both
    raise every problem of the file if it has any. `at` is the instant of asking.
    """

    path: Path
    name: str
    language: str
    by: Actor
    at: datetime
    _read: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    _asked: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def asked_by(self, actor: Actor, at: datetime | None = None) -> "House":
        """The same house for somebody else; what one of them has read of it the others do not read again."""
        return replace(self, by=actor, at=at or self.at, _asked={})

    def _once(self, name: str, read: Callable[[], Any]) -> Any:
        return _kept(self._read, name, read)

    @property
    def in_force(self):  # type: ignore[no-untyped-def]
        """The version that both sides signed and that has begun (store.versions.InForce); None in trial."""
        return _kept(self._asked, "in_force", self._signed)

    def _signed(self):  # type: ignore[no-untyped-def]
        from handschlag.store.versions import in_force

        with outside():
            return in_force(self.at)

    @property
    def agreement(self):  # type: ignore[no-untyped-def]
        """The agreement everything is done and counted under."""
        if self.in_force is None:
            return self.draft
        return self._once(self._version, self._signed_text)

    def _signed_text(self):  # type: ignore[no-untyped-def]
        with outside():
            return signed_text(self.in_force.text(), self._version, self.in_force.digest)

    @property
    def draft(self):  # type: ignore[no-untyped-def]
        """The agreement in the workspace's file, checked."""
        return self._once("draft", self._checked)

    def _checked(self):  # type: ignore[no-untyped-def]
        from handschlag.agreement import load

        loaded = load(self.path / "agreement.yaml")
        if loaded.agreement is None or loaded.problems:
            raise InputProblems(*loaded.problems)
        return loaded.agreement

    @property
    def draft_digest(self) -> str:
        """The hash of the draft's content; empty while the file has problems."""
        from handschlag.agreement import digest

        def read() -> str:
            try:
                return digest(self.draft)
            except InputProblems:
                return ""

        return str(self._once("draft digest", read))

    @property
    def draft_differs(self) -> bool:
        """Whether the file says something else than what both sides signed."""
        return self.in_force is not None and self.draft_digest != self.in_force.digest

    @property
    def _version(self) -> str:
        """What `agreement` is read from."""
        return "draft" if self.in_force is None else f"version {self.in_force.number}"

    @property
    def terms(self):  # type: ignore[no-untyped-def]
        """What the fold reads of the agreement."""
        from handschlag.agreement import fold_terms

        return self._once(f"terms of {self._version}", lambda: fold_terms(self.agreement))

    def under(self, agreement: object) -> "House":
        """The same house, as if this agreement stood in its file and nothing were signed."""
        return replace(self, _read={"draft": agreement}, _asked={"in_force": None, "own_terms": self.own_terms})

    @property
    def own_terms(self) -> str:
        """The hash of the terms the house really has, also while another agreement is tried."""
        return str(_kept(self._asked, "own_terms", lambda: self.terms.hash))

    @property
    def ledger(self) -> Path:
        """The folder of the body's segments."""
        return self.path / "ledger"

    @property
    def derived(self) -> Path:
        """The folder of everything that can be rebuilt."""
        return self.path / "derived"

    @property
    def time_zone(self) -> str:
        return str(self.agreement.time_zone)

    @property
    def currency(self) -> str:
        return str(self.agreement.currency)

    @property
    def trial(self) -> bool:
        """An agreement that not both sides have signed runs in trial: all figures, marked, and no consequences."""
        return self.in_force is None

    @property
    def agreement_label(self) -> str:
        """Names the version every figure was made under."""
        from handschlag.agreement import digest

        return self._version if self.in_force is not None else f"draft {digest(self.draft)[:8]}"

    @property
    def valid_from(self) -> int:
        """Since when the agreement holds (UTC microseconds); what came before is judged in retrospect."""
        start: date = self.agreement.valid_from
        midnight = datetime(start.year, start.month, start.day, tzinfo=ZoneInfo(self.time_zone))
        return round(midnight.timestamp()) * 1_000_000


def _kept(kept: dict[str, Any], name: str, read: Callable[[], Any]) -> Any:
    if name not in kept:
        kept[name] = read()
    return kept[name]


def signed_text(text: bytes, name: str, mark: str):  # type: ignore[no-untyped-def]
    """A signed text as this program reads it. `mark` is the hash of what was signed: it must still say that."""
    from handschlag.agreement import digest, loads

    loaded = loads(text, f"agreement.yaml ({name})")
    if loaded.agreement is None or loaded.problems:
        raise InputProblems(*loaded.problems)
    if digest(loaded.agreement) != mark:
        hint = "somebody changed it in the database: `handschlag verify` names what differs; restore a backup"
        raise InputProblems(Problem(message=f"{name} is not the text that was signed", hint=hint))
    return loaded.agreement


def setup(path: Path) -> None:
    """Configure Django for this workspace; call it once per process, before anything else."""
    os.environ["HANDSCHLAG_WORKSPACE"] = str(path.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handschlag.settings")
    import django

    django.setup()


def open_house(path: Path, *, by: Actor, at: datetime) -> House:
    """The house in this folder, opened for whoever is going to ask it, at the instant of asking."""
    file = path / "handschlag.toml"
    if not file.is_file():
        hint = "name the folder with --workspace, or make one with `handschlag new DIR`"
        raise InputProblems(
            Problem(file=str(path), message="this folder is no workspace: it has no handschlag.toml", hint=hint)
        )
    try:
        settings = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputProblems(Problem(file=str(file), message=f"this is not readable as TOML: {error}")) from error
    language = settings.get("language", "en")
    if language not in ("de", "en"):
        raise InputProblems(
            Problem(file=str(file), message=f"unknown language `{language}`", hint="known are de and en")
        )
    return House(path.resolve(), str(settings.get("name", path.resolve().name)), language, by, at)


def create_house(path: Path, *, preset: str, language: str, by: Actor, now: datetime) -> House:
    """A new workspace with a commented agreement from a preset, and its database. `path` must be empty or absent."""
    from handschlag.agreement import preset_text, presets

    known = [each.key for each in presets()]
    if preset not in known:
        raise InputProblems(Problem(message=f"unknown preset `{preset}`", hint=f"known are {', '.join(known)}"))
    if path.exists() and (not path.is_dir() or any(p.name != "db.sqlite3" for p in path.iterdir())):
        raise InputProblems(Problem(file=str(path), message="this folder is not empty", hint="name a new folder"))
    text = preset_text(preset, language)
    return lay_out(path, name=path.resolve().name, language=language, agreement=text, by=by, now=now)


def lay_out(path: Path, *, name: str, language: str, agreement: str, by: Actor, now: datetime) -> House:
    """Write the files of a workspace and bring its database up to date."""
    with outside():
        path.mkdir(parents=True, exist_ok=True)
        for folder in ("ledger", "derived", "backups"):
            (path / folder).mkdir(exist_ok=True)
        (path / "agreement.yaml").write_text(agreement, "utf-8")
        (path / "handschlag.toml").write_text(
            _CONFIGURATION.format(name=name.replace('"', "'"), language=language), "utf-8"
        )
        migrate()
    return open_house(path, by=by, at=now)


def migrate() -> None:
    """Bring the database's tables up to this version."""
    from django.core.management import call_command

    with outside():
        call_command("migrate", verbosity=0, interactive=False)
