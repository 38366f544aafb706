"""Real documents of many places, years and formats: each builds, without doubts about places, and is valid."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.build.cli import Cli

SHARED = Path(os.environ.get("GUIHUA_SHARED", Path(__file__).parent.parent.parent.parent / "shared")) / "corpus"


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus of real documents is not here (GUIHUA_SHARED)")
def test_real_documents_build_together_and_are_valid(cli: Cli, tmp_path: Path) -> None:
    ran = cli("build", SHARED / "plans", SHARED / "originals", "-o", tmp_path / "data", "--jobs", "1")
    assert (ran.status, ran.err) == (0, "")
    report = json.loads((tmp_path / "data" / "report.json").read_text(encoding="utf-8"))
    assert len(report["plans"]) == 14
    for plan in report["plans"]:
        assert sum(plan["classes"].values()) > 10, plan["slug"]
        assert not [doubt for doubt in plan["doubts"] if "not in the plan" in doubt], plan["slug"]
    assert cli("validate", tmp_path / "data", "--no-shapes").status == 0
