"""What belongs to the repository: the files that are, or are about to be, tracked."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def files() -> tuple[Path, ...]:
    """Every file that is not ignored; without git (an unpacked archive), every file outside hidden folders."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        names = [
            str(path.relative_to(ROOT)) for folder in ("src", "tests", "docs") for path in (ROOT / folder).rglob("*")
        ]
    return tuple(sorted(ROOT / name for name in names if name and (ROOT / name).is_file()))


def python_files() -> list[Path]:
    return [path for path in files() if path.suffix == ".py"]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def text_of(path: Path) -> str | None:
    """The text of a file, or None for a picture, a font and the like."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return None
