"""What the tests of all rooms share: the Linhai plan, read once and built once in a session."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from graph_build import dataset, dataset_build
from graph_build.model import Extraction
from graph_build.pipeline import extract
from graph_build.readers import read

LINHAI = Path(__file__).parent.parent / "data" / "linhai-14fyp.txt"


@pytest.fixture(scope="session")
def linhai() -> Extraction:
    """All that is found in the Linhai plan."""
    return extract(read(LINHAI))


@pytest.fixture(scope="session")
def linhai_dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset directory of the Linhai plan. Read it; a test that changes one makes a copy first."""
    base = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        base = base.parent  # what all workers of one run share
    directory = base / "linhai" / "guihua-data"
    directory.parent.mkdir(exist_ok=True)
    try:
        (directory.parent / "building").mkdir()
    except FileExistsError:
        deadline = time.monotonic() + 60
        while not dataset.is_dataset(directory) and time.monotonic() < deadline:
            time.sleep(0.05)
    else:
        dataset_build.build([dataset_build.Source(LINHAI, str(LINHAI))], directory)
    assert dataset.is_dataset(directory), "another worker failed to build the Linhai dataset"
    return directory
