"""Fixtures that every room's tests share, and the last lines of a run: what was left out, and why."""

from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["tests.fixtures.postgres", "tests.fixtures.houses", "tests.fixtures.demo"]

# Two busy cores make single examples slow now and then; that is not what these tests are about.
settings.register_profile("handschlag", deadline=None)
settings.load_profile("handschlag")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The path of a workspace that does not exist yet."""
    return tmp_path / "house"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long begin first, so that at the end no process waits for the other one."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which tests were left out and why, below everything else."""
    left_out: dict[str, list[str]] = defaultdict(list)
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        left_out[reason.removeprefix("Skipped: ")].append(report.nodeid.split("::")[0])
    if not left_out:
        terminalreporter.write_line("Left out: nothing.")
        return
    terminalreporter.section("left out", bold=True)
    for reason, files in sorted(left_out.items()):
        terminalreporter.write_line(f"{len(files)} left out, {reason}: {', '.join(sorted(set(files)))}")
