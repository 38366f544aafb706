"""Totals over the period, which a table prints in brackets, are said to be totals."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.cli import Cli


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(capsys)


def test_a_total_has_the_unit_of_what_is_measured(cli: Cli, linhai_dataset: Path) -> None:
    ran = cli("ask", "城镇保障性安居工程的目标是多少", "--data", linhai_dataset)
    assert "规划增幅 累计12万平方米（2020年）" in ran.out
    assert "[12]（累计）" in ran.out and "12%" not in ran.out


def test_a_list_of_indicators_says_which_values_are_totals_and_what_was_reached(cli: Cli, linhai_dataset: Path) -> None:
    ran = cli("query", "run", "indicators", "--data", linhai_dataset, "-p", "nature=Binding")
    row = next(line for line in ran.out.splitlines() if "城镇保障性安居工程\t" in line)
    assert row.split("\t")[8] == "[12] (total)" and "[15] (total)" in row


def test_the_label_of_a_total_is_no_rate(linhai_dataset: Path) -> None:
    graph = (linhai_dataset / "graph.nq").read_text(encoding="utf-8")
    assert '"城镇保障性安居工程 2020 累计12万平方米"@zh' in graph
