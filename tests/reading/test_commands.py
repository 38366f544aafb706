"""``guihua outline`` and ``guihua tables`` show what was read."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from guihua.cli import cli
from tests.reading import making
from tests.reading.drawing import LINHAI


def run(*args: str, stdin: bytes | None = None) -> str:
    result = CliRunner().invoke(cli, args, input=stdin, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_outline_prints_the_tree_and_what_was_counted() -> None:
    lines = run("outline", str(LINHAI)).splitlines()
    assert lines[0] == "临海市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要"
    assert "  一 开启高水平现代化建设新征程" in lines
    assert "    (一) 高水平全面建成小康社会取得决定性成就" in lines
    assert "      ▦ 表一 “十三五”规划主要指标完成情况表 (indicators, 27 rows)" in lines
    assert lines[-1] == "14 chapters, 53 sections, 10 boxes, 1 notice, 2 tables, 201 passages"
    assert "临海市 (county, 331082)" in lines[-2] and "utf-8" in lines[-2]


def test_outline_can_be_cut_at_a_depth_and_show_passages() -> None:
    assert "(一)" not in run("outline", str(LINHAI), "--depth", "1")
    assert "积极引进高层次人才。" in run("outline", str(LINHAI), "--passages")


def test_outline_reads_standard_input_with_a_name_for_the_format() -> None:
    assert "特色农业重点工程" in run("outline", "-", "--name", "yunling.html", stdin=making.as_html())


def test_tables_prints_rows_notes_and_doubts() -> None:
    said = run("tables", str(LINHAI))
    assert "表二 临海市“十四五”规划经济社会发展指标体系" in said
    assert "\t亿元GDP生产安全事故死亡率\t人/亿元\t0.016\t2020\t[-50%]\t2025\t" in said
    assert "注:1.每千人口拥有执业(助理)医师数为常住人口口径" in said
    assert "? row 8 互联网普及率: 45 as Baseline, [20] as PlannedGrowth (confidence " in said


def test_tables_writes_csv_that_csv_readers_read() -> None:
    rows = list(csv.DictReader(io.StringIO(run("tables", str(LINHAI), "--csv"))))
    assert len(rows) == 61
    first = rows[0]
    assert (first["table"], first["indicator"], first["unit"], first["target"], first["planned_growth"]) == (
        "表一",
        "地区生产总值",
        "亿元",
        "665",
        "7.5",
    )


def test_tables_without_tables_says_so(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("一、任务\n推进产业转型升级，加快基础设施建设，完善公共服务体系。", encoding="utf-8")
    assert run("tables", str(path)) == "No indicator tables.\n"
    assert run("tables", str(path), "--projects") == "No project lists.\n"


@pytest.mark.parametrize("command", ["outline", "tables"])
def test_a_poem_is_refused(command: str, tmp_path: Path) -> None:
    from ontology.errors import GuihuaError

    path = tmp_path / "poem.txt"
    path.write_text("床前明月光，疑是地上霜。举头望明月，低头思故乡。", encoding="utf-8")
    with pytest.raises(GuihuaError, match="does not read like a Chinese plan"):
        CliRunner().invoke(cli, [command, str(path)], catch_exceptions=False)


def test_outline_does_not_load_what_only_a_build_needs() -> None:
    code = (
        "import sys; from guihua.cli import cli; cli(['outline', sys.argv[1]], standalone_mode=False);"
        "assert not {'numpy', 'rdflib', 'graph_build.mentions.tagger'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(LINHAI)], check=True, capture_output=True, encoding="utf-8")
