"""The end states that a plan means to reach as a whole are found where it states them."""

from __future__ import annotations

from graph_build import goals
from tests.support.texts import SEASIDE, plan


def names(text: str) -> list[str]:
    return [g.mention.label for g in goals.find(plan(text), ())]


def test_openings_and_visions_of_the_main_goals_section_are_headline_goals() -> None:
    assert names(SEASIDE) == ["“双百亿”县", "海洋经济强县", "文化旅游名城"]


def test_a_short_form_comes_from_the_quotation_marks_with_the_sentence_that_explains_it() -> None:
    p = plan(SEASIDE)
    goal = goals.find(p, ())[0]
    assert "双百亿" in goal.aliases
    said = [p.source.text[e.start : e.end] for e in goal.description]
    assert any("工业总产值超过300亿元" in s and "年吞吐量" not in s for s in said)


def test_a_paragraph_describes_the_goal_that_it_opens_with() -> None:
    p = plan(SEASIDE)
    goal = goals.find(p, ())[2]
    said = "".join(p.source.text[e.start : e.end] for e in goal.description)
    assert "健康滨海基本建成" in said and "港口" not in said
    assert goal.year == 2025


def test_an_enumeration_gives_its_positions() -> None:
    text = """某市国民经济和社会发展第十四个五年规划纲要

一、发展定位

加快建设区域性综合交通枢纽、全国重要先进制造基地和宜居宜业山水名城。

二、加快发展

推进改革。支持东山县建设旅游强县，打造“放心消费”品牌，建设一批农业强镇。
"""
    assert names(text) == ["区域性综合交通枢纽", "全国重要先进制造基地", "宜居宜业山水名城"]


def test_a_coordination_before_one_position_belongs_to_its_name() -> None:
    text = """某市扶持企业行动计划（2025—2027年）

一、工作目标

到2027年，将全市建设成为具有国际影响力的瞪羚企业、独角兽企业集聚高地。

二、主要任务

提升服务水平。做强平台。
"""
    assert names(text) == ["具有国际影响力的瞪羚企业、独角兽企业集聚高地"]


def test_a_yearly_report_states_its_goals_among_the_overall_requirements() -> None:
    text = """2026年清河市政府工作报告

一、2025年工作回顾

过去一年，全市经济稳定增长。

二、2026年工作安排

做好今年工作的总体要求是：坚持稳中求进，加快建设经济强市、美丽清河，为全面建成社会主义现代化强国作出贡献。

扩大有效投资。实施重点项目300个。
"""
    assert names(text) == ["经济强市", "美丽清河"]


def test_bulleted_positions_open_their_descriptions() -> None:
    text = """某市国民经济和社会发展第十四个五年规划纲要

一、战略定位

“十四五”时期着力打造：

——全国先进制造业标杆城市。坚持制造业立市，做强产业集群。

——长三角区域性综合交通枢纽。完善综合立体交通网。

二、加快发展

提升产业链水平。做强集成电路产业。
"""
    p = plan(text)
    found = goals.find(p, ())
    assert [g.mention.label for g in found] == ["全国先进制造业标杆城市", "长三角区域性综合交通枢纽"]
    assert "做强产业集群" in "".join(p.source.text[e.start : e.end] for e in found[0].description)


def test_a_quoted_group_is_spelt_out() -> None:
    text = """某市2026年政府工作报告

一、“十五五”时期主要目标

加快建设“五个中心”，提升城市能级。

二、重点任务

强化核心功能。持续提升国际经济、金融、贸易、航运、科技创新“五个中心”能级。
"""
    p = plan(text)
    (goal,) = goals.find(p, ())
    assert goal.mention.label == "“五个中心”" and goal.aliases == ("五个中心",) and goal.year == 2030
    assert any("航运、科技创新" in p.source.text[e.start : e.end] for e in goal.description)


def test_a_plan_of_numbers_only_has_no_headline_goal() -> None:
    text = """某省城市内涝治理“十四五”规划

一、总体要求

（一）主要目标

到2025年，新建雨水管网3500公里，历史严重影响生产生活秩序的易涝点全面消除。

二、主要任务

完善排水体系。新建泵站20座。
"""
    assert names(text) == []
