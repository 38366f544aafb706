"""The wheel: unpacked somewhere else, it builds and validates a plan; no data file was left behind."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.build.cli import QINGCHUAN, run_process

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.slow
def test_unpacked_wheel_builds_and_validates_a_plan(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="hatchling builds the wheel and is not installed")
    built = subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path], cwd=ROOT,
                           capture_output=True, encoding="utf-8", check=False)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
        assert not [name for name in archive.namelist() if name.startswith("tests/")]
    env = {"PYTHONPATH": str(tmp_path / "site"), "PYTHONSAFEPATH": "1"}
    for args in (("build", QINGCHUAN, "-o", tmp_path / "data"), ("validate", tmp_path / "data")):
        ran = run_process(*args, env=env)
        assert (ran.returncode, ran.stderr) == (0, "")
    where = subprocess.run([sys.executable, "-c", "import ontology; print(ontology.__file__)"], env=env,
                           capture_output=True, encoding="utf-8", check=True)
    assert where.stdout.startswith(str(tmp_path / "site"))
