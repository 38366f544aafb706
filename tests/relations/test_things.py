"""One thing, one node: which names are joined, which are told apart, and what a thing's key is."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from graph_build import things
from graph_build.model import (
    Evidence,
    HeadlineGoal,
    IndicatorRow,
    Mention,
    Passage,
    Plan,
    ProjectRow,
    SourceText,
    Table,
    Thing,
    ThingClass,
)
from graph_build.resolution import table_places
from graph_build.resolution.keys import pinyin
from graph_build.resolution.names import normal
from tests.relations.tagged import read


def resolve(*names: tuple[ThingClass, str], place: str = "临海市", **confidence: float) -> tuple[Thing, ...]:
    """The things that a plan of ``place`` has when it names ``names`` in this order."""
    plan = read("[[Task|无]]。", place=place).plan
    mentions = [
        Mention(cls, label, Evidence("p0", 10 * i, 10 * i + len(label)), "test", confidence.get(label, 1.0))
        for i, (cls, label) in enumerate(names)
    ]
    return things.resolve(plan, mentions, ())


def test_a_works_scheme_that_titles_a_box_is_a_program() -> None:
    from graph_build import outline, readers

    text = (
        "某省城市内涝治理“十四五”规划\n\n一、主要任务\n\n（一）加大管网建设力度\n\n坚持问题导向，改造管网。\n\n"
        "专栏1  排水管网畅通工程\n\n1. 排查设施情况。全面排查管网。\n\n2. 提升排水能力。实施东山防洪工程。\n"
    )
    plan = outline.outline(readers.read(text.encode("utf-8"), name="plan.txt"))

    def mention(label: str) -> Mention:
        at = text.index(label)
        home = next(p for p, _ in plan.texts() if p.start <= at < p.end)
        return Mention("Project", label, Evidence(home.key, at, at + len(label)), "test", 0.9)

    found = things.resolve(plan, [mention("排水管网畅通工程"), mention("东山防洪工程")], ())
    assert {t.label: t.cls for t in found} == {"排水管网畅通工程": "Program", "东山防洪工程": "Project"}


def test_a_project_list_says_where_its_projects_lie() -> None:
    plan = read("[[Task|无]]。", place="临海市").plan
    text = "项目表\n东山水库 杜桥镇\n西山水库 各镇\n"
    rows = (ProjectRow(1, "东山水库", 4, 8, place="杜桥镇"), ProjectRow(2, "西山水库", 13, 17, place="各镇"))
    table = Table("t1", "表1", "项目表", 0, len(text), "projects", projects=rows)
    plan = replace(plan, source=SourceText("x.txt", "x", text), children=(table,))
    found = things.resolve(plan, [], ())
    assert {(t.cls, t.label) for t in found} == {("Project", "东山水库"), ("Project", "西山水库"), ("Place", "杜桥镇")}
    named = {t.key: t.label for t in found}
    lie = [(named[c.subject], named[c.object]) for c in table_places.claims(plan, found)]
    assert lie == [("东山水库", "杜桥镇")]


JOINED: list[tuple[ThingClass, list[str]]] = [
    ("Program", ["“千人计划”", "千人计划"]),
    ("Program", ["５００精英计划", "500精英计划"]),
    ("Platform", ["浙江头门港经济开发区", "头门港经济开发区"]),
    ("Platform", ["临海国际医药小镇", "国际医药小镇"]),
    ("Platform", ["吉利汽车临海产业园", "吉利汽车产业园"]),
    ("Platform", ["“码上金融”服务平台", "码上金融"]),
    ("Industry", ["物流业", "物流产业"]),
    ("Industry", ["新材料", "新材料产业"]),
    ("Project", ["东山文化综合体项目", "东山文化综合体"]),
    ("Place", ["临海市", "临海", "全市", "我市"]),
    ("Place", ["台州", "台州市"]),
    ("Place", ["长三角", "长三角地区"]),
    ("Place", ["东塍镇", "东塍"]),
    ("Place", ["台金铁路", "金台铁路"]),
    ("Strategy", ["乡村振兴战略", "乡村振兴"]),
    ("Industry", ["汽车产业", "汽车产业链条"]),
    ("Goal", ["全国副中心城市", "全国城市副中心"]),
    ("Program", ["新一轮国际贸易综合改革", "国际贸易综合改革"]),
    ("Program", ["农村产权“三权分置”改革", "农村产权“三权分置”"]),
    ("Indicator", ["地区生产总值", "GDP"]),
]


@pytest.mark.parametrize(("cls", "names"), JOINED, ids=lambda v: v[0] if isinstance(v, list) else None)
def test_forms_of_one_name_are_one_thing(cls: ThingClass, names: list[str]) -> None:
    found = resolve(*((cls, name) for name in names))
    assert len(found) == 1
    assert {normal(n) for n in names} - {"全市", "我市"} <= {
        normal(f) for f in (found[0].label, *found[0].aliases)
    }


APART: list[tuple[ThingClass, list[str]]] = [
    ("Platform", ["头门港", "头门港区", "浙江头门港经济开发区"]),
    ("Project", ["疏港公路一期", "疏港公路二期"]),
    ("Program", ["省科技创新尖兵计划", "省科技创新尖峰计划"]),
    ("Organization", ["台州学院", "台州医院"]),
    ("Organization", ["台州学院", "台州学院头门港产业学院"]),
    ("Platform", ["金华综合保税区", "宁波综合保税区", "综合保税区"]),
    ("Industry", ["汽车产业", "新能源汽车产业"]),
    ("Goal", ["国家4A级景区", "国家5A级景区"]),
    ("Place", ["杭州市", "宁波市"]),
]


@pytest.mark.parametrize(("cls", "names"), APART, ids=lambda v: v[0] if isinstance(v, list) else None)
def test_names_that_only_contain_one_another_stay_apart(cls: ThingClass, names: list[str]) -> None:
    assert len(resolve(*((cls, name) for name in names))) == len(names)


def test_the_fullest_name_is_the_label_and_the_others_are_aliases() -> None:
    (found,) = resolve(("Platform", "头门港经济开发区"), ("Platform", "浙江头门港经济开发区"))
    assert (found.label, found.aliases) == ("浙江头门港经济开发区", ("头门港经济开发区",))


def test_a_name_of_two_classes_goes_to_the_class_with_more_evidence() -> None:
    found = resolve(("Place", "青石港"), ("Platform", "青石港"), ("Platform", "“青石港”"))
    assert [(t.cls, len(t.mentions)) for t in found] == [("Platform", 3)]


def test_no_two_things_share_class_and_name_or_key() -> None:
    names: list[tuple[ThingClass, str]] = [
        ("Platform", "科创园"),
        ("Project", "科创园"),
        ("Platform", "临海科创园"),
        ("Platform", "“科创园”"),
        ("Goal", "台州职业教育创新高地"),
        ("Goal", "临海职业教育创新高地"),
    ]
    found = resolve(*names)
    assert len({(t.cls, normal(t.label)) for t in found}) == len(found)
    assert len({t.key for t in found}) == len(found)


def test_a_stated_short_form_is_an_alias() -> None:
    found = read("""
        融入[[Platform|中国（浙江）自由贸易试验区]]（以下简称“自贸区”），推进[[Platform|自贸区]]联动。
    """)
    assert found.labels("Platform") == {"中国（浙江）自由贸易试验区": {"自贸区"}}


def test_places_with_a_code_and_listed_strategies_keep_one_key_across_plans() -> None:
    here = resolve(("Place", "台州"), ("Strategy", "“一带一路”"), place="临海市")
    there = resolve(("Place", "台州市"), ("Strategy", "一带一路"), place="杭州市")
    assert [t.key for t in here] == [t.key for t in there]
    assert here[0].key == "place/331000" and here[0].code == "331000"
    assert here[0].label == there[0].label == "台州市"


def test_a_place_name_that_many_places_bear_means_the_nearest() -> None:
    assert resolve(("Place", "鼓楼区"), place="南京市")[0].key == "place/320106"
    assert resolve(("Place", "鼓楼区"), place="福州市")[0].key == "place/350102"
    assert not resolve(("Place", "鼓楼区"), place="临海市")[0].key.startswith("place/")


def test_keys_are_ascii_and_do_not_depend_on_what_else_the_text_names() -> None:
    alone = resolve(("Platform", "头门港经济开发区"))
    among = resolve(
        ("Goal", "文化强市"), ("Platform", "头门港经济开发区"), ("Platform", "浙江头门港经济开发区")
    )
    key = alone[0].key
    assert re.fullmatch(r"t/platform/[a-z0-9-]+-[0-9a-f]{8}", key)
    assert key in {t.key for t in among}  # not even on a fuller form of the same name elsewhere


def test_pinyin_is_readable_in_the_words_that_plans_use() -> None:
    assert pinyin("长三角一体化") == "chang-san-jiao-yi-ti-hua"
    assert pinyin("重庆都市区") == "chong-qing-du-shi-qu"
    assert pinyin("5G基站") == "5g-ji-zhan"


def test_the_same_heading_in_two_sections_is_two_tasks() -> None:
    found = read("""
        # 教育
        [[Task|强化要素保障]]。增加投入。
        # 医疗
        [[Task|强化要素保障]]。增加床位。
    """)
    tasks = [t for t in found.things if t.cls == "Task"]
    assert [t.label for t in tasks] == ["强化要素保障"] * 2
    assert tasks[0].key != tasks[1].key


def _with_table() -> Plan:
    text = "地区生产总值\n人均GDP\n东山水库\n力争GDP突破千亿元。"
    rows = (
        IndicatorRow(1, "地区生产总值", 0, 6, "亿元", "Expected", ()),
        IndicatorRow(2, "人均GDP", 7, 12, "元", "Expected", ()),
    )
    project = (ProjectRow(1, "东山水库", 13, 17),)
    tables = (
        Table("t1", "表一", "指标", 0, 12, "indicators", rows),
        Table("t2", "附表", "项目", 13, 17, "projects", projects=project),
    )
    base = read("无。").plan
    return replace(
        base, source=SourceText("t.txt", "t", text), children=(*tables, Passage("p", 18, 29, text[18:]))
    )


def test_a_table_row_names_its_indicator_and_prose_joins_it() -> None:
    plan = _with_table()
    found = things.resolve(plan, [Mention("Indicator", "GDP", Evidence("p", 20, 23), "test")], ())
    indicators = {t.label: t for t in found if t.cls == "Indicator"}
    assert set(indicators) == {"地区生产总值", "人均GDP"}
    assert [m.evidence.passage for m in indicators["地区生产总值"].mentions] == ["t1", "p"]
    assert indicators["地区生产总值"].aliases == ("GDP",)
    assert [t.label for t in found if t.cls == "Project"] == ["东山水库"]


def test_rows_of_two_names_stay_two_indicators_whatever_the_lists_say() -> None:
    plan = _with_table()
    rows = (
        IndicatorRow(1, "地区生产总值", 0, 6, "亿元", "Expected", ()),
        IndicatorRow(2, "国内生产总值", 7, 12, "元", "Expected", ()),
    )
    plan = replace(plan, children=(Table("t1", "表一", "指标", 0, 12, "indicators", rows),))
    assert [t.label for t in things.resolve(plan, [], ())] == ["地区生产总值", "国内生产总值"]


def test_a_headline_goal_is_marked_and_keeps_its_stated_name() -> None:
    plan = read("打造“双千亿”市。").plan
    stated = Mention("Goal", "“双千亿”市", Evidence("p0", 2, 8), "headline")
    other = Mention("Goal", "双千亿", Evidence("p0", 3, 6), "tagger")
    (goal,) = things.resolve(plan, [stated, other], [HeadlineGoal(stated, ("双千亿",), ())])
    assert goal.headline and goal.label == "“双千亿”市" and goal.aliases == ("双千亿",)


def test_a_term_that_the_plan_explains_carries_its_definition() -> None:
    tagged = read("推进[[Program|“亩均论英雄”改革]]。")
    plan = replace(tagged.plan, definitions=(("“亩均论英雄”改革", "以单位用地产出评价企业。", "d1"),))
    (found,) = things.resolve(plan, tagged.mentions, ())
    assert found.definition == "以单位用地产出评价企业。"
