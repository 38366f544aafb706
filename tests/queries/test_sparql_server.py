"""``guihua serve --sparql``: Oxigraph's read-only server, its query page, and what can be in its way."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from queries.stores.remote import RemoteStore
from queries.stores.server import program
from tests.build.cli import Cli
from tests.queries.servers import free_port, oxigraph_program

pytestmark = pytest.mark.skipif(oxigraph_program() is None, reason="the oxigraph server is not installed")


@contextmanager
def served(directory: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    port = free_port()
    with subprocess.Popen(
            [sys.executable, "-m", "guihua", "serve", "--sparql", "--port", str(port), "--data", str(directory)],
            stderr=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stderr is not None
        try:
            line = process.stderr.readline()
            assert f"http://127.0.0.1:{port}/query" in line, line
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.terminate()
            process.wait(20)


def test_any_sparql_tool_can_ask_and_nobody_can_change(two_plans: Path, tmp_path: Path) -> None:
    copy = tmp_path / "guihua-data"
    shutil.copytree(two_plans, copy)
    with served(copy) as (url, process):
        assert len(RemoteStore(f"{url}/query").select("SELECT ?p WHERE { ?p a gh:Plan }")) == 2
        with urllib.request.urlopen(f"{url}/") as page:
            assert "html" in page.headers["Content-Type"]
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(urllib.request.Request(
                f"{url}/update", data=b"CLEAR ALL", headers={"Content-Type": "application/sparql-update"}))
        shutil.rmtree(copy)  # a rebuild takes the directory away; the server goes on
        assert RemoteStore(f"{url}/query").ask("ASK { ?t a gh:Task }")
        assert process.poll() is None


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_server_ends_with_the_command(two_plans: Path) -> None:
    with served(two_plans) as (url, process):
        port = int(url.rpartition(":")[2])
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return
        time.sleep(0.05)
    pytest.fail("the server outlived the command")


def test_port_that_is_taken_is_said(two_plans: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ran = Cli(capsys)("serve", "--sparql", "--port", port, "--data", two_plans)
    assert ran.status == 1 and port in ran.err and len(ran.err.splitlines()) == 1


def test_missing_dataset_and_missing_server_are_said(
        tmp_path: Path, two_plans: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    ran = Cli(capsys)("serve", "--sparql", "--data", tmp_path / "nothing")
    assert ran.status == 1 and "guihua build" in ran.err
    assert Path(program()).exists()
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    ran = Cli(capsys)("serve", "--sparql", "--data", two_plans, "--port", str(free_port()))
    assert ran.status == 1 and 'pip install "guihua[server]"' in ran.err
