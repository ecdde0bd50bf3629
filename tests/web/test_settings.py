"""What the settings read from the workspace and the environment."""

import stat
from pathlib import Path

import pytest

from handschlag.errors import WrongUsage
from handschlag.settings import environment


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WORKSPACE", "DATABASE_URL", "SECRET_KEY", "HOSTS"):
        monkeypatch.delenv(f"HANDSCHLAG_{name}", raising=False)


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    (tmp_path / "handschlag.toml").touch()
    key = environment.secret_key(tmp_path)
    assert len(key) > 60
    assert environment.secret_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_folder_that_is_no_workspace_keeps_no_key(tmp_path: Path) -> None:
    assert environment.secret_key(tmp_path) != environment.secret_key(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_given_key_is_taken_and_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "handschlag.toml").touch()
    monkeypatch.setenv("HANDSCHLAG_SECRET_KEY", "given")
    assert environment.secret_key(tmp_path) == "given"
    assert [file.name for file in tmp_path.iterdir()] == ["handschlag.toml"]


@pytest.mark.parametrize("folder", ["house", "house with space", "50 % off? #1"])
def test_the_database_is_a_file_of_the_workspace(tmp_path: Path, folder: str) -> None:
    found = environment.database(tmp_path / folder)
    assert found["NAME"] == str(tmp_path / folder / "db.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("sqlite:///other.sqlite3", {"NAME": "{folder}/other.sqlite3"}),
        ("sqlite:////srv/house.sqlite3", {"NAME": "/srv/house.sqlite3"}),
        ("sqlite://", {"NAME": ":memory:"}),
        (
            "postgresql://anna:p%40ss@db.example:5433/house?sslmode=require",
            {"NAME": "house", "USER": "anna", "PASSWORD": "p@ss", "HOST": "db.example", "PORT": "5433"},
        ),
        ("postgres:///house", {"NAME": "house", "USER": "", "HOST": "", "PORT": ""}),
    ],
)
def test_another_database_is_named_by_its_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, expected: dict[str, str]
) -> None:
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", url)
    found = environment.database(tmp_path)
    assert {key: found[key] for key in expected} == {
        key: value.format(folder=tmp_path) for key, value in expected.items()
    }


def test_options_of_the_address_reach_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", "postgresql://db.example/house?sslmode=require")
    assert environment.database(tmp_path)["OPTIONS"] == {"sslmode": "require"}


def test_an_unknown_database_is_told_with_what_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDSCHLAG_DATABASE_URL", "mysql://db.example/house")
    with pytest.raises(WrongUsage, match="'mysql'; expected sqlite:///FILE or postgresql://"):
        environment.database(tmp_path)


def test_pages_answer_on_this_machine_only_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.hosts() == ["localhost", "127.0.0.1", "[::1]"]
    monkeypatch.setenv("HANDSCHLAG_HOSTS", "house.example, www.house.example,")
    assert environment.hosts() == ["house.example", "www.house.example"]
