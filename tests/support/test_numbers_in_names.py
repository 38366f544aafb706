"""A number that is part of a project's name is no aim of the plan."""

from __future__ import annotations

from graph_build import targets
from graph_build.model import Evidence, Mention
from graph_build.outline import outline
from graph_build.readers import read

TEXT = """云江县国民经济和社会发展第十四个五年规划纲要

一、加快构建现代产业体系

做强主导产业。启动云江40万千瓦储能、云江北部物流园等项目规划建设。力争到2025年规上工业总产值突破500亿元。
"""
NAME = "云江40万千瓦储能"


def test_number_within_a_projects_name_is_no_target() -> None:
    plan = outline(read(TEXT.encode(), name="yunjiang.txt"))
    passage = next(p for p, _ in plan.passages() if NAME in p.text)
    at = passage.text.index(NAME)
    name = Mention("Project", NAME, Evidence(passage.key, *passage.span(at, at + len(NAME))), "test")
    assert "万千瓦" in {t.unit for t in targets.find(plan)}, "without the name the number reads like an aim"
    assert [(t.value, t.unit) for t in targets.find(plan, [name])] == [(500.0, "亿元")]
