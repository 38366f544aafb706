"""The dataset directory: ``graph.nq``, ``sources/``, ``store/`` and ``report.json``, written whole or not at all.

A dataset is made in a hidden directory beside its place and then takes that place in one step, so that a reader sees
the earlier dataset or the new one, and a failure or an interruption leaves the earlier one as it was.
"""

from __future__ import annotations

import ctypes
import glob
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from graph_build.errors_build import DirectoryInTheWay, DirectoryInUse, NotWritable

_ABANDONED = 3600
"""Seconds after which an unfinished dataset is nobody's."""
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_WAITS = (0.1, 0.3, 0.8, 2.0) if sys.platform == "win32" else ()
"""Seconds between attempts to rename: on Windows a virus scanner or an indexer holds new files open for a moment."""

GRAPH, SOURCES, STORE, REPORT = "graph.nq", "sources", "store", "report.json"


def is_dataset(directory: Path) -> bool:
    """Whether *directory* holds a dataset that guihua wrote."""
    return (directory / GRAPH).is_file() and (directory / REPORT).is_file()


@contextmanager
def replacing(directory: Path) -> Iterator[Path]:
    """A new, empty directory that takes the place of *directory* when the block ends well.

    :raises DirectoryInTheWay: when *directory* exists and is neither empty nor a dataset: nothing of a user's is
        ever deleted.
    :raises NotWritable: when no directory can be made beside it.
    """
    try:
        directory = directory.resolve()
        _tidy(directory)
        check_place(directory)
        directory.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f".{directory.name}-new-", dir=directory.parent))
    except OSError as error:
        raise NotWritable(path=directory, reason=error.strerror or error) from error
    try:
        yield new
        new.chmod(0o777 & ~umask())
        _swap(new, directory)
    finally:
        # After a swap by exchange this is the earlier dataset; after a failure it is the unfinished new one.
        shutil.rmtree(new, ignore_errors=True)


def check_place(directory: Path) -> None:
    """Raise :class:`DirectoryInTheWay` when a dataset must not be written at *directory*."""
    if directory.is_dir():
        if any(directory.iterdir()) and not is_dataset(directory):
            raise DirectoryInTheWay(path=directory)
    elif directory.exists():
        raise DirectoryInTheWay(path=directory)


def umask() -> int:
    """The permissions that new files are made without."""
    current = os.umask(0)
    os.umask(current)
    return current


def _tidy(directory: Path) -> None:
    """Put right what a build that was killed outright may have left beside *directory*."""
    if not directory.parent.is_dir():
        return
    left = [p for p in directory.parent.glob(f".{glob.escape(directory.name)}-*") if p.is_dir()]
    for aside in (p for p in left if p.name.startswith(f".{directory.name}-old-")):
        if not directory.exists() and is_dataset(aside):
            aside.rename(directory)
    for old in left:
        # Younger ones may belong to a build that still runs.
        if old.exists() and time.time() - old.stat().st_mtime > _ABANDONED:
            shutil.rmtree(old, ignore_errors=True)


def _swap(new: Path, place: Path) -> None:
    """Put *new* at *place*; what was there is then at *new* or gone."""
    if not place.exists():
        _rename(new, place)
        return
    if _exchange(new, place):
        return
    aside = new.with_name(new.name.replace("-new-", "-old-"))
    try:
        _rename(place, aside)
    except OSError as error:
        # On Windows a directory whose files another process holds open cannot be renamed.
        raise DirectoryInUse(path=place, reason=error.strerror or error) from error
    try:
        _rename(new, place)
    except BaseException:
        _rename(aside, place)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _rename(one: Path, other: Path) -> None:
    """Rename, patiently where the system refuses for a moment what it allows in the next."""
    for wait in _WAITS:
        try:
            one.rename(other)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    one.rename(other)


def _exchange(one: Path, other: Path) -> bool:
    """Let two directories trade places in a single step of the file system, where Linux and it can."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return rename is not None and rename(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0


def write_graph(directory: Path, lines: Iterable[str]) -> None:
    """Write ``graph.nq`` from N-Quads lines that are already in order."""
    with (directory / GRAPH).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)


def write_source(directory: Path, slug: str, text: str) -> None:
    """Write a canonical source text, byte for byte, so that its SHA-256 is the plan's ``gh:sourceSha256``."""
    folder = directory / SOURCES
    folder.mkdir(exist_ok=True)
    (folder / f"{slug}.txt").write_bytes(text.encode("utf-8"))


def write_store(directory: Path) -> None:
    """Make the embedded Oxigraph store of ``graph.nq``."""
    store = ox.Store(str(directory / STORE))
    store.bulk_load(path=str(directory / GRAPH), format=ox.RdfFormat.N_QUADS)
    store.flush()
    del store


def open_store(directory: Path) -> ox.Store:
    """The embedded store of the dataset at *directory*, for reading."""
    return ox.Store.read_only(str(directory / STORE))


def write_report(directory: Path, report: Mapping[str, object]) -> None:
    """Write ``report.json``."""
    text = json.dumps(report, ensure_ascii=False, indent=2) + "\n"
    (directory / REPORT).write_text(text, encoding="utf-8", newline="\n")
