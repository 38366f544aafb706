"""The command line, and a dataset of a small plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_build import dataset_build
from tests.build.cli import QINGCHUAN, Cli


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """The command line: ``cli("build", path)``."""
    return Cli(capsys)


@pytest.fixture(scope="session")
def small_dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of one small plan. Read it; a test that changes one makes a copy first."""
    directory = tmp_path_factory.mktemp("small") / "guihua-data"
    dataset_build.build(dataset_build.sources_of([QINGCHUAN]), directory)
    return directory
