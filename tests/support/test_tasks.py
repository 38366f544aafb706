"""A plan's tasks are found by the sentence with which their paragraph opens."""

from __future__ import annotations

import pytest

from graph_build import tasks
from tests.support.texts import SEASIDE, plan


def labels(text: str) -> list[str]:
    return [m.label for m in tasks.find(plan(text))]


FRAME = """某市国民经济和社会发展第十四个五年规划纲要

一、加快发展现代产业

坚持产业强市。到2025年，产业体系更加完善。

(一)做强制造业。

{paragraph}
"""


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("积极引进高层次人才。深度融合“双招双引”工作，聚焦重点领域。", ["积极引进高层次人才"]),
        ("实施“人工智能+”行动。培育行业高质量数据集。", ["实施“人工智能+”行动"]),
        ("打造老有所为的老年就业市场。支持有知识的老年人再就业。", ["打造老有所为的老年就业市场"]),
        ("以科技创新引领产业创新。加强有组织科研。", ["以科技创新引领产业创新"]),
        ("充分发挥平台作用，着力构建产业体系。浙江开发区全面构筑产业链。", []),  # a comma
        ("产业是全市发展的根基。必须持续用力。", []),  # a statement
        ("生物医药产业完成产值200亿元。建成投产一批项目。", []),  # a number
        ("东部湾区打造成为全市转型发展的新引擎。以开发区为核心。", []),  # of a place, not of the paragraph
        ("重点做好十方面工作。", []),
        ("综合实力大幅跃升。产业体系更加完善。", []),  # a state
    ],
)
def test_an_opening_sentence_is_a_task_when_it_sets_one(paragraph: str, expected: list[str]) -> None:
    assert labels(FRAME.format(paragraph=paragraph)) == expected


def test_chapter_openings_and_headings_are_no_tasks() -> None:
    assert "坚持产业强县" not in labels(SEASIDE)
    assert "做强制造业" not in labels(SEASIDE)


def test_numbered_items_of_a_box_are_tasks_and_unnumbered_ones_are_not() -> None:
    assert labels(SEASIDE)[-2:] == ["学校建设工程", "文化惠民工程"]
    first_clause = FRAME.format(
        paragraph="推进改革。深化试点。\n\n专栏一 重大改革\n\n1.建立改革领导小组,由相关部门组成。\n\n2.完善制度。"
    )
    assert labels(first_clause) == ["推进改革", "建立改革领导小组", "完善制度"]
    box = FRAME.format(paragraph="推进改革。深化试点。\n\n专栏一 重大改革\n\n加快金融创新试点步伐。建设服务平台。")
    assert labels(box) == ["推进改革"]


def test_what_was_achieved_is_no_task() -> None:
    text = """某市2025年政府工作报告

一、2024年工作回顾

全力推进新型工业化。规上工业增加值增长8%。

二、2025年重点任务

全力推进新型城镇化。新增农业转移人口4万人。
"""
    assert labels(text) == ["全力推进新型城镇化"]


def test_a_numbered_paragraph_before_others_with_headings_of_their_own_is_a_section() -> None:
    text = """某市2025年政府工作报告

二、2025年重点任务

（一）聚力打造科技创新中心。坚持创新驱动，强化协同。

建设高能级创新平台。完善科创走廊体系。

（二）持之以恒抓好“三农”工作。坚持农业农村优先发展。
"""
    assert labels(text) == ["建设高能级创新平台", "持之以恒抓好“三农”工作"]


def test_a_paragraph_without_a_heading_belongs_to_the_task_before_it() -> None:
    p = plan(SEASIDE)
    governed = tasks.scope(p, tasks.find(p))
    by_text = {passage.text[:6]: governed.get(passage.key) for passage, _ in p.passages()}
    assert (m := by_text["装备制造产业"]) is not None and m.label == "培育两大产业集群"
    assert (m := by_text["推进港口扩能"]) is not None and m.label == "推进港口扩能"
    assert by_text["坚持产业强县"] is None


def test_a_task_quotes_its_own_words() -> None:
    p = plan(SEASIDE)
    for task in tasks.find(p):
        assert p.source.text[task.evidence.start : task.evidence.end] == task.label
