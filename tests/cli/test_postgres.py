"""A house on PostgreSQL shows what the same house on SQLite shows."""

from pathlib import Path

from tests.cli.conftest import Run, fill, lay_out
from tests.fixtures.postgres import Server


def test_both_databases_show_the_same(run: Run, filled: Path, tmp_path: Path, postgres: Server) -> None:
    database = {"HANDSCHLAG_DATABASE_URL": postgres.new_database()}
    fill(lay_out(tmp_path, **database), **database)
    assert not (tmp_path / "house/db.sqlite3").exists()
    for question in (
        ("funnel", "--as-of", "2026-06-30", "--by", "landing_page"),
        ("quarantine", "list"),
        ("check", "--as-of", "2026-06-30"),
    ):
        here = run(*question, "--workspace", tmp_path / "house", "--json", **database)
        there = run(*question, "--workspace", filled / "house", "--json")
        assert (here.status, here.err) == (0, "")
        assert here.document == there.document
    assert run("verify", "--workspace", tmp_path / "house", **database).status == 0
