"""Passages by their words, on the index of a dataset and on one made for any other store."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ontology import search_index
from queries.dataset import Dataset


@pytest.fixture(scope="module", params=["kept", "made"])
def dataset(request: pytest.FixtureRequest, linhai_dataset: Path) -> Iterator[Dataset]:
    assert (linhai_dataset / search_index.NAME).is_file()
    with Dataset.open(linhai_dataset if request.param == "kept" else linhai_dataset / "graph.nq") as opened:
        yield opened


def test_passages_with_all_words_come_first(dataset: Dataset) -> None:
    found = dataset.find("冷链物流")
    assert "冷链物流" in found[0].sentence and found[0].chapter
    assert len(dataset.find("发展", limit=7)) == 7


@pytest.mark.parametrize("words", [
    "", "  ", "“”", "的", '"', "a\" OR \"b", "*", "NEAR(", "col:x", "冷链\"", "x" * 5000, "\x00"])
def test_no_words_break_the_search(dataset: Dataset, words: str) -> None:
    dataset.find(words)


def test_damaged_index_is_made_anew(linhai_dataset: Path, tmp_path: Path) -> None:
    copy = tmp_path / "guihua-data"
    shutil.copytree(linhai_dataset, copy)
    (copy / search_index.NAME).write_bytes(b"SQLite format 3\x00 and no more")
    with Dataset.open(copy) as opened:
        assert opened.find("冷链物流") and opened.names.look_up("shuangqianyi")


def test_find_on_the_command_line(linhai_dataset: Path) -> None:
    def find(*args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", "guihua", "find", *args, "--data", str(linhai_dataset)],
                              capture_output=True, encoding="utf-8", check=False)

    assert "冷链" in find("冷链物流").stdout
    nothing = find("量子纠缠态")
    assert nothing.returncode == 1 and "量子纠缠态" in nothing.stderr and not nothing.stdout
