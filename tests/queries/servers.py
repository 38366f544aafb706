"""Real SPARQL servers on loopback, for tests: Oxigraph's own, and Virtuoso."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Server:
    """Where a server is asked and updated; credentials are in the update address where it wants them."""

    name: str
    query: str
    update: str
    graph_store: str


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def oxigraph_program() -> str | None:
    """Where the ``oxigraph`` program is: in this environment, or on the path."""
    return shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")


@contextmanager
def oxigraph(directory: Path) -> Iterator[Server]:
    """An Oxigraph server with an empty store in *directory*."""
    program = oxigraph_program()
    if program is None:
        pytest.skip("the oxigraph server is not installed")
    port = free_port()
    with _running([program, "serve", "--location", str(directory), "--bind", f"127.0.0.1:{port}",
                   "--union-default-graph"], directory, port):
        base = f"http://127.0.0.1:{port}"
        yield Server("oxigraph", f"{base}/query", f"{base}/update", f"{base}/store")


_INI = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
ErrorLogLevel = 7
FileExtend = 200
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
MaxCheckpointRemap = 2000
Striping = 0

[Parameters]
ServerPort = 127.0.0.1:{port}
DisableUnixSocket = 1
ServerThreads = 10
CheckpointInterval = 0
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = .
MaxOptimizeLayouts = 30

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
MaxClientConnections = 5

[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 0
"""


@contextmanager
def virtuoso(directory: Path, *, rows: int = 0) -> Iterator[Server]:
    """A Virtuoso server with a new database in *directory*; its keeper's password is the one it is installed with.

    :param rows: the most rows that it gives (0: all).
    """
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("Virtuoso is not installed (Debian: virtuoso-opensource-7-bin)")
    port, http = free_port(), free_port()
    (directory / "virtuoso.ini").write_text(_INI.format(port=port, http=http, rows=rows), encoding="utf-8")
    with _running([program, "+foreground", "+configfile", "virtuoso.ini"], directory, http):
        base = f"127.0.0.1:{http}"
        yield Server("virtuoso", f"http://{base}/sparql", f"http://dba:dba@{base}/sparql-auth",
                     f"http://dba:dba@{base}/sparql-graph-crud-auth")


@contextmanager
def _running(command: Sequence[str], directory: Path, port: int) -> Iterator[None]:
    with (directory / "server.out").open("wb") as out:
        process = subprocess.Popen(command, cwd=directory, stdout=out, stderr=subprocess.STDOUT)
        try:
            deadline = time.monotonic() + 60
            while not _listens(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    pytest.fail((directory / "server.out").read_text(encoding="utf-8", errors="replace")[-2000:])
                time.sleep(0.05)
            yield
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
