"""Files are short, say in one sentence what they are for, and name no machine."""

import ast
import re
from pathlib import Path
from statistics import median

import pytest

from tests.repository.tree import ROOT, files, name, python_files, text_of

LONGEST = 400
#: A function with more lines than this does more than one thing.
LONGEST_FUNCTION = 60

#: Folders of one machine, hosts of package registries: a repository that names them works on one machine only.
FOREIGN = re.compile(
    r"/home/[a-z]|/root/|/work/|/Users/[A-Za-z]|/tmp/x/|pypi\.org|pythonhosted|registry\.npmjs|\.internal\b"
)


def own(folder: str) -> list[Path]:
    return [path for path in python_files() if name(path).startswith(folder) and "/migrations/" not in name(path)]


def test_no_file_is_long() -> None:
    lengths = {name(path): len(path.read_text().splitlines()) for path in own("")}
    assert {file: length for file, length in lengths.items() if length > LONGEST} == {}


def test_most_files_are_short() -> None:
    assert median(len(path.read_text().splitlines()) for path in own("src/")) <= 100


def test_no_function_is_long() -> None:
    long = {}
    for path in own("src/"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION:
                long[f"{name(path)}:{node.name}"] = (node.end_lineno or 0) - node.lineno + 1
    assert long == {}


def test_every_module_says_what_it_is_for() -> None:
    """One sentence: it begins with a capital letter or a name in backquotes, and ends."""
    wrong = {}
    for path in own(""):
        docstring = ast.get_docstring(ast.parse(path.read_text())) or ""
        first = docstring.split("\n\n")[0]
        if not re.fullmatch(r"[A-Z`\"'].*[.!?]", first, re.DOTALL):
            wrong[name(path)] = first
    assert wrong == {}


def test_no_machine_is_named() -> None:
    here = name(Path(__file__))
    named = {}
    for path in files():
        found = FOREIGN.findall(text_of(path) or "") if name(path) != here else []
        if found:
            named[name(path)] = found
    assert named == {}


def test_nothing_is_left_to_do() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    here = name(Path(__file__))
    left = [name(path) for path in files() if name(path) != here and marks.search(text_of(path) or "")]
    assert left == []


@pytest.mark.parametrize("room", ["utils", "common", "helpers", "misc"])
def test_no_room_without_a_subject(room: str) -> None:
    assert [name(path) for path in own("src/") if room in (path.stem, *path.parts)] == []


def test_constraints_name_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pattern = re.compile(r"[a-z0-9][a-z0-9.-]*==[^ ]+( ; [^#]+)?")
    assert [line for line in lines if not pattern.fullmatch(line)] == []
    assert not (ROOT / "uv.lock").exists() or ROOT / "uv.lock" not in files()
