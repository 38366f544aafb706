"""Names that no list holds are taken by how they are built."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_build.mentions.grammar import candidates
from graph_build.mentions.grammar_rules import RULES
from graph_build.mentions.labels import Area
from graph_build.model import ThingClass


def found(text: str) -> list[tuple[str, ThingClass, str]]:
    return [(text[c.start : c.end], c.cls, c.rule) for c in candidates(text)]


@pytest.mark.parametrize(
    ("text", "name", "cls", "rule"),
    [
        ("持续实施稳岗扩容提质行动，新增就业", "稳岗扩容提质行动", "Program", "campaign"),
        ("深入开展“清风岭南”行动。", "“清风岭南”行动", "Program", "campaign"),
        ("启动新苗培育计划。", "新苗培育计划", "Program", "plan"),
        ("推行“一窗进一门出”，", "“一窗进一门出”", "Program", "quoted campaign"),
        ("完成第三次全省水利普查。", "第三次全省水利普查", "Program", "census"),
        ("实施海洋强县战略，", "海洋强县战略", "Strategy", "named strategy"),
        ("打造全国重要的茶叶集散地。", "全国重要的茶叶集散地", "Goal", "title to win"),
        ("全力争创国家生态文明示范县，", "国家生态文明示范县", "Goal", "title to win"),
        ("支持青云湖科创园建设。", "青云湖科创园", "Platform", "park"),
        ("办好白鹭洲国际音乐节。", "白鹭洲国际音乐节", "Platform", "fair"),
        ("开工建设龙门大桥改扩建工程，", "龙门大桥改扩建工程", "Project", "works with a place"),
        ("加快青山水厂二期建设，", "青山水厂二期", "Project", "phase"),
        ("依托南岭师范学院，", "南岭师范学院", "Organization", "body"),
        ("大力发展海洋装备制造业。", "海洋装备制造业", "Industry", "industry"),
        ("（责任单位：市大数据局）", "市大数据局", "Organization", "authority"),
        ("施行《青山市节水条例》，", "《青山市节水条例》", "Program", "titled document"),
        ("力争城镇污水处理率达到95%。", "城镇污水处理率", "Indicator", "measured by"),
    ],
)
def test_a_name_is_taken_with_its_limits_and_class(text: str, name: str, cls: ThingClass, rule: str) -> None:
    assert found(text) == [(name, cls, rule)]


@pytest.mark.parametrize(
    "text",
    [
        "加快行动起来。",
        "建设一批产业园。",
        "推进县域产业园区建设。",
        "支持各类企业集团发展。",
        "发展集体经济。",
        "培育工程师队伍。",
        "完善工作机制。",
        "全面深化改革开放。",
    ],
)
def test_kinds_of_things_and_plain_words_are_left(text: str) -> None:
    assert found(text) == []


def test_the_verb_decides_between_a_goal_and_a_platform() -> None:
    assert [cls for _, cls, _ in found("打造绿色建材生产基地，")] == ["Goal"]
    assert [cls for _, cls, _ in found("依托青云湖物流园，")] == ["Platform"]


def test_two_names_that_are_joined_come_apart() -> None:
    text = "实施城乡增收计划和服务业扩能提质行动，"
    assert [name for name, _, _ in found(text)] == ["城乡增收计划", "服务业扩能提质行动"]


def test_a_bracket_that_says_which_part_belongs_to_the_name() -> None:
    assert [name for name, _, _ in found("建好大运河国家文化公园（青山段），")] == ["大运河国家文化公园（青山段）"]


def test_the_end_of_a_list_says_what_its_members_are() -> None:
    assert [n for n, _, _ in found("培育石墨烯、菌草、香榧等特色产业，")] == ["石墨烯", "菌草", "香榧"]
    assert [(n, c) for n, c, _ in found("依托青山重工、白石药厂等龙头企业，")] == [
        ("青山重工", "Organization"),
        ("白石药厂", "Organization"),
    ]


def test_a_count_must_be_that_of_the_members() -> None:
    assert [n for n, _, _ in found("对接青雁、金鹰、银燕三大计划，")] == ["青雁", "金鹰", "银燕"]
    assert found("对接青雁、金鹰、银燕四大计划，") == []


def test_a_slogan_with_the_plans_own_place_is_a_goal() -> None:
    area = Area.of("450500")
    text = "建设平安北海和“书香北海”，开展健康北海行动，学习平安青岛经验"
    goals = [text[c.start : c.end] for c in candidates(text, area) if c.rule == "slogan"]
    assert goals == ["平安北海", "“书香北海”"]


def test_half_width_marks_end_a_name_too() -> None:
    assert [name for name, _, _ in found("规划先行,推进青云湖物流园建设,")] == ["青云湖物流园"]


def test_every_rule_has_a_name_of_its_own_and_an_honest_confidence() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
    assert all(0.5 <= rule.confidence < 1 for rule in RULES)


@settings(deadline=None)  # a busy machine proves nothing
@given(st.text(alphabet="实施打造建设的和、，。“”（）行动计划产业园大桥一期战略城市基地青山湖", max_size=60))
def test_candidates_do_not_overlap_and_lie_within_the_text(text: str) -> None:
    edge = 0
    for candidate in candidates(text):
        assert edge <= candidate.start < candidate.end <= len(text)
        edge = candidate.end
