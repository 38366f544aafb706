"""What was found in a source, kept for the next build: a folder of plans is built again by reading the new ones only.

An entry is named after the bytes of the source, its name and encoding, and the state of this program; any other version
of it finds everything anew. Entries are Python pickles: use a directory that only you write to.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
import zlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from graph_build.errors_build import NotWritable

if TYPE_CHECKING:
    from graph_build.dataset_build import Outcome, Source

_SUFFIX = ".found"


def outcome(directory: Path, source: Source, encoding: str | None, find: Callable[[], Outcome]) -> Outcome:
    """What *find* gives for *source*, from *directory* where an earlier build has kept it; else kept there.

    :raises NotWritable: when the directory cannot be written.
    """
    data = source.data
    if data is None:
        assert source.path is not None
        try:
            data = source.path.read_bytes()
        except OSError:
            return find()  # reading says what is wrong with it
    entry = directory / f"{_key(data, source.name, encoding)}{_SUFFIX}"
    kept = _load(entry)
    if kept is not None:
        return kept
    found = find()
    _keep(entry, found)
    return found


def _key(data: bytes, name: str, encoding: str | None) -> str:
    about = "\0".join((Path(name).name, encoding or "", program()))
    return hashlib.sha256(hashlib.sha256(data).digest() + about.encode("utf-8")).hexdigest()


@lru_cache(maxsize=1)
def program() -> str:
    """The state of what finds things: names, sizes and times of the package's files."""
    root = Path(__file__).parent
    state = hashlib.sha256()
    for file in sorted(p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        about = file.stat()
        state.update(f"{file.relative_to(root).as_posix()}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return state.hexdigest()


def _load(entry: Path) -> Outcome | None:
    try:
        kept: Outcome = pickle.loads(zlib.decompress(entry.read_bytes()))
    except (OSError, zlib.error, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, TypeError):
        return None  # none, or half of one: it is found again
    return kept


def _keep(entry: Path, found: Outcome) -> None:
    try:
        entry.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=entry.parent, suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(zlib.compress(pickle.dumps(found, pickle.HIGHEST_PROTOCOL), 1))
        Path(name).replace(entry)
    except OSError as error:
        raise NotWritable(path=entry.parent, reason=error.strerror or error) from error
