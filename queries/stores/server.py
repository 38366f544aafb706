"""Oxigraph's own SPARQL server over a dataset: read-only, with its query page, for tools that speak the protocol."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from queries.errors import DatasetMissing
from queries.stores.errors import NoServerProgram, ServerNotStarted

_WAIT = 20.0
"""Seconds within which the server must listen."""


def program() -> str:
    """Where the ``oxigraph`` program is: in this Python's environment, or on the path.

    :raises NoServerProgram: it is nowhere.
    """
    found = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if found is None:
        raise NoServerProgram()
    return found


@contextmanager
def serving(directory: Path, *, host: str = "127.0.0.1", port: int = 7878, timeout: float = 30.0) \
        -> Iterator[subprocess.Popen[bytes]]:
    """A running server over a copy of the dataset's store, so that a rebuild is not in its way; ended with the block.

    Its addresses are ``/`` (the query page) and ``/query``; the default graph is the union of all graphs.

    :param timeout: seconds after which the server gives up on a query.
    :raises DatasetMissing: no dataset is there; :raises NoServerProgram: the server is not installed;
        :raises ServerNotStarted: it ended or did not listen.
    """
    store = directory / "store"
    if not store.is_dir():
        raise DatasetMissing(path=directory)
    command = [program(), "serve-read-only", "--bind", f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
               "--union-default-graph", "--timeout-s", str(max(1, round(timeout)))]
    _check_free(host, port)
    with tempfile.TemporaryDirectory(prefix="guihua-sparql-", ignore_cleanup_errors=True) as kept:
        copy, said = Path(kept) / "store", Path(kept) / "said.txt"
        shutil.copytree(store, copy)
        with said.open("wb") as out:
            process = subprocess.Popen([*command, "--location", str(copy)], stdout=out, stderr=out)
        try:
            _wait(process, host, port, said)
            yield process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


def _check_free(host: str, port: int) -> None:
    """Say who is in the way before the server does, in its own words and much later."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family) as probe:
            if sys.platform != "win32":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise ServerNotStarted(host=host, port=port, reason=error.strerror or error) from error


def _wait(process: subprocess.Popen[bytes], host: str, port: int, said: Path) -> None:
    deadline = time.monotonic() + _WAIT
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with socket.create_connection((host, port), 1):
                return
        except OSError:
            time.sleep(0.05)
    words = said.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    raise ServerNotStarted(host=host, port=port, reason=words[-1] if words else "no answer")
