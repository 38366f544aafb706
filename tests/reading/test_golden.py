"""The outlines of whole documents. Each was looked through by eye before it was kept, the sample plan whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_build.model import Division
from graph_build.outline import outline
from graph_build.readers import read
from tests.reading.drawing import LINHAI, corpus_files, drawn, golden_of
from tests.reading.test_hostile import tied


def test_the_outline_of_the_sample_plan() -> None:
    assert drawn(LINHAI) == golden_of(LINHAI).read_text(encoding="utf-8")


def test_the_sample_plan_has_what_a_reader_counts() -> None:
    plan = outline(read(LINHAI))
    divisions = [node for node, _ in plan.walk() if isinstance(node, Division)]
    chapters = [node for node in divisions if node.kind == "chapter"]
    boxes = [node for node in divisions if node.kind == "box"]
    tables = [table for table, _ in plan.tables()]
    assert (len(chapters), len(boxes), len(tables), sum(len(table.indicators) for table in tables)) == (14, 10, 2, 61)
    words = "\n".join(passage.text for passage, _ in plan.texts())
    assert not any(
        furniture in words for furniture in ("进入老年模式", "浏览次数", "打印 关闭", "当前位置", "目  录", "公开方式")
    )


def test_every_word_of_the_sample_plan_keeps_its_place() -> None:
    tied(outline(read(LINHAI)))


@pytest.mark.parametrize(
    "path", corpus_files() or [None], ids=lambda path: path.name if isinstance(path, Path) else "none"
)
def test_the_outline_of_a_document_of_the_corpus(path: Path | None) -> None:
    if path is None:
        pytest.skip("the shared corpus is not here (set GUIHUA_SHARED)")
    assert drawn(path) == golden_of(path).read_text(encoding="utf-8")
    tied(outline(read(path)))
