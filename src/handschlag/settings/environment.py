"""What settings read from the workspace folder and the environment, with clear words where something is wrong."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from handschlag.errors import WrongUsage

SECRET_FILE = "secret_key"
LOCAL_HOSTS = "localhost,127.0.0.1,[::1]"


def workspace() -> Path:
    """The house's folder: HANDSCHLAG_WORKSPACE, else the current one."""
    return Path(os.environ.get("HANDSCHLAG_WORKSPACE") or Path.cwd()).resolve()


def hosts() -> list[str]:
    """Names under which the pages answer: HANDSCHLAG_HOSTS, by default this machine only."""
    return [name.strip() for name in os.environ.get("HANDSCHLAG_HOSTS", LOCAL_HOSTS).split(",") if name.strip()]


def switched_on(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in ("1", "true", "yes", "on")


def secret_key(folder: Path) -> str:
    """The key that signs sessions; made once and kept in the workspace, readable by its owner only."""
    if given := os.environ.get("HANDSCHLAG_SECRET_KEY"):
        return given
    file = folder / SECRET_FILE
    if file.is_file():
        return file.read_text("utf-8").strip()
    key = secrets.token_urlsafe(64)
    if not (folder / "handschlag.toml").is_file():
        return key  # not a workspace (set-up, tools, tests): nothing is left behind
    try:
        return _keep(file, key)
    except OSError:
        return key  # a read-only workspace: the key lives as long as the process


def _keep(file: Path, key: str) -> str:
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process of the same workspace was faster
        return file.read_text("utf-8").strip()
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        handle.write(key)
    return key


def database(folder: Path) -> dict[str, Any]:
    """Django's description of HANDSCHLAG_DATABASE_URL; SQLite in the workspace where nothing is given."""
    url = os.environ.get("HANDSCHLAG_DATABASE_URL")
    if not url:
        return _sqlite("db.sqlite3", folder)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path.removeprefix("/")) or ":memory:", folder)
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "OPTIONS": dict(parse_qsl(parts.query)),
            "CONN_MAX_AGE": 60,
        }
    raise WrongUsage(
        f"HANDSCHLAG_DATABASE_URL starts with {parts.scheme!r}; expected sqlite:///FILE or postgresql://..."
    )


def _sqlite(name: str, folder: Path) -> dict[str, Any]:
    """WAL lets pages read while an import writes; IMMEDIATE makes a writer wait instead of failing half-way."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name if name == ":memory:" else str(folder / name),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }
