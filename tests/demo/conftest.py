"""Generates the example house once."""

import pytest

from handschlag.demo import generate
from tests.demo.exports import Exports, read_export


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Exports:
    folder = tmp_path_factory.mktemp("exports")
    summary = generate(folder)
    return Exports(folder, summary, {path.name: read_export(path) for path in summary.files})
