"""Runs the command line the way a shell does: arguments in, status and two streams out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from guihua.cli import main

PLANS = Path(__file__).parent / "plans"
QINGCHUAN, PINGWU = PLANS / "qingchuan.txt", PLANS / "pingwu.txt"


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    status: int
    out: str
    err: str


class Cli:
    """The command line within this process, which saves the start of an interpreter for each run."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *args: str | Path) -> Ran:
        self._capsys.readouterr()
        status = 0
        try:
            main([str(arg) for arg in args])
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        out, err = self._capsys.readouterr()
        return Ran(status, out, err)


def run_process(*args: str | Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The command line as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "guihua", *map(str, args)], env={**os.environ, **(env or {})}, encoding="utf-8",
        capture_output=True, check=False, timeout=120)


def contents(directory: Path) -> dict[str, bytes]:
    """Every file under *directory*, by its path there."""
    return {str(p.relative_to(directory)): p.read_bytes() for p in sorted(directory.rglob("*")) if p.is_file()}


def names(directory: Path) -> set[str]:
    """What lies directly in *directory*."""
    return {path.name for path in directory.iterdir()}
