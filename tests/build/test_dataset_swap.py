"""A rebuilt dataset takes its place whole, also where the system has no exchange of directories, as on Windows."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from graph_build import dataset, dataset_build
from graph_build.errors_build import DirectoryInUse
from tests.build.cli import PINGWU, QINGCHUAN, contents, names


@pytest.fixture
def place(tmp_path: Path, small_dataset: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dataset to be replaced, on a system that can only rename."""
    import shutil

    directory = tmp_path / "guihua-data"
    shutil.copytree(small_dataset, directory)
    monkeypatch.setattr(dataset, "_exchange", lambda one, other: False)
    monkeypatch.setattr(dataset, "_WAITS", (0.0, 0.0, 0.0))
    return directory


class Held:
    """Refuses to rename a directory while somebody holds its files, as Windows does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, part: str, times: int) -> None:
        self.left, real = times, Path.rename

        def rename(path: Path, target: Path) -> Path:
            if part in path.name and self.left > 0:
                self.left -= 1
                raise PermissionError(13, "The process cannot access the file because it is being used")
            return real(path, target)

        monkeypatch.setattr(Path, "rename", rename)


def _replace(place: Path) -> None:
    with dataset.replacing(place) as new:
        (new / dataset.GRAPH).write_text("new", encoding="utf-8")
        (new / dataset.REPORT).write_text("{}", encoding="utf-8")


def test_renames_are_enough(place: Path) -> None:
    _replace(place)
    assert contents(place) == {dataset.GRAPH: b"new", dataset.REPORT: b"{}"}
    assert names(place.parent) == {"guihua-data"}


@pytest.mark.parametrize("part", ["guihua-data", "-new-"])
def test_files_held_for_a_moment_are_waited_for(part: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held(monkeypatch, part, 2)
    _replace(place)
    assert held.left == 0 and (place / dataset.GRAPH).read_text(encoding="utf-8") == "new"


def test_dataset_in_use_stays_and_is_said(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(place)
    Held(monkeypatch, "guihua-data", 1000)
    with pytest.raises(DirectoryInUse):
        _replace(place)
    assert contents(place) == before and names(place.parent) == {"guihua-data"}


def test_failure_between_the_two_renames_brings_the_old_one_back(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(place)
    Held(monkeypatch, "-new-", 1000)
    with pytest.raises(PermissionError):
        _replace(place)
    assert contents(place) == before and names(place.parent) == {"guihua-data"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at /proc")
def test_no_file_is_open_when_the_dataset_takes_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[str] = []
    real = dataset._swap

    def swap(new: Path, place: Path) -> None:
        for number in Path("/proc/self/fd").iterdir():
            try:
                target = str(number.readlink())
            except OSError:
                continue
            if target.startswith(str(new)):
                held.append(target)
        real(new, place)

    monkeypatch.setattr(dataset, "_swap", swap)
    dataset_build.build(dataset_build.sources_of([QINGCHUAN]), tmp_path / "d", dataset_build.Options(jobs=1))
    dataset_build.build(dataset_build.sources_of([PINGWU]), tmp_path / "d", dataset_build.Options(jobs=1))
    assert held == []
