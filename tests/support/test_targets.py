"""Numbers that a plan means to reach are read with subject, value, unit, year and comparison."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_build import targets
from graph_build.numbers.aims import aims
from graph_build.numbers.parse import quantities
from graph_build.numbers.years import time_points
from tests.support.texts import SEASIDE, plan

Row = tuple[str, str, float, str]


def read(text: str) -> list[Row]:
    return [(a.subject, a.comparator, a.quantity.value, a.quantity.unit) for a in aims(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("力争到2025年,全市规上工业总产值突破1500亿元", [("全市规上工业总产值", "AtLeast", 1500, "亿元")]),
        ("改造老旧小区300个", [("老旧小区", "Exactly", 300, "个")]),
        (
            "到2025年培育形成5个省级小微企业园、3个示范园区",
            [("省级小微企业园", "Exactly", 5, "个"), ("示范园区", "Exactly", 3, "个")],
        ),
        (
            "争取实现新增上市企业10家,“新三板”挂牌企业12家",
            [("上市企业", "Increase", 10, "家"), ("“新三板”挂牌企业", "Increase", 12, "家")],
        ),
        (
            "双柚、茶叶全产业链产值分别达到60亿元、40亿元",
            [("双柚全产业链产值", "AtLeast", 60, "亿元"), ("茶叶全产业链产值", "AtLeast", 40, "亿元")],
        ),
        (
            "网上受理率、掌上执法应用率均达80%以上",
            [("网上受理率", "AtLeast", 80, "%"), ("掌上执法应用率", "AtLeast", 80, "%")],
        ),
        ("地区生产总值增长5%左右", [("地区生产总值", "About", 5, "%")]),
        ("城镇调查失业率控制在5.5%以内", [("城镇调查失业率", "AtMost", 5.5, "%")]),
        ("营商环境排名进入全国前20位", [("营商环境排名", "AtMost", 20, "位")]),
        ("打造安全物联网平台,逐步实现市域全覆盖", [("安全物联网平台", "Exactly", 100, "%")]),
        ("实现行政村卫生室全覆盖", [("行政村卫生室", "Exactly", 100, "%")]),
        ("大力推进文化礼堂建设,在常住人口500人以上的行政村中实现全覆盖", [("文化礼堂", "Exactly", 100, "%")]),
        ("加大小额担保贷款扶持创业力度,到2025年底实现总额突破1.5亿元", [("小额担保贷款总额", "AtLeast", 1.5, "亿元")]),
        ("实现居民人均可支配收入较2020年翻一番", [("居民人均可支配收入", "Increase", 100, "%")]),
        ("地区生产总值突破千亿元", [("地区生产总值", "AtLeast", 1000, "亿元")]),
        ("新增产值超10亿元企业8家", [("产值超10亿元企业", "Increase", 8, "家")]),
        ("建成高标准农田１１．５万亩", [("高标准农田", "Exactly", 11.5, "万亩")]),
        ("森林覆盖率提高到4 8 %", [("森林覆盖率", "AtLeast", 48, "%")]),
        ("推出百项创新举措", [("创新举措", "Exactly", 100, "项")]),
        ("力争外贸进出口保持两位数增长", [("外贸进出口", "Increase", 10, "%")]),
        ("实现千亿级产业链“零突破”", [("千亿级产业链", "AtLeast", 1, "")]),
        ("力争县级城市黑臭水体全部消除", [("县级城市黑臭水体", "Exactly", 100, "%")]),
        ("实现化肥使用量零增长", [("化肥使用量", "Increase", 0, "%")]),
        ("新增8家A级景区", [("A级景区", "Increase", 8, "家")]),
        ("多种方式筹集保障性租赁住房3000套", [("保障性租赁住房", "Exactly", 3000, "套")]),
        ("分类回收利用率达到37%以上", [("分类回收利用率", "AtLeast", 37, "%")]),
        ("服务贸易年均增长5%", [("服务贸易", "Increase", 5, "%")]),
        (
            "培育1个省级、5个市级专业镇",
            [("省级专业镇", "Exactly", 1, "个"), ("市级专业镇", "Exactly", 5, "个")],
        ),
        (
            "小学、初中毕业生升学率分别达到97%和40%",
            [("小学升学率", "AtLeast", 97, "%"), ("初中毕业生升学率", "AtLeast", 40, "%")],
        ),
        (
            "新增规上企业6户、累计达85户以上",
            [("规上企业", "Increase", 6, "户"), ("规上企业", "AtLeast", 85, "户")],
        ),
        (
            "实现16项医保服务事项“市内通办”全覆盖",
            [("医保服务事项“市内通办”", "Exactly", 16, "项"), ("医保服务事项“市内通办”", "Exactly", 100, "%")],
        ),
        ("推动“三变”改革覆盖92%以上的村", [("“三变”改革", "AtLeast", 92, "%")]),
    ],
)
def test_a_clause_gives_its_numbers(text: str, expected: list[Row]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "打造20分钟医疗服务圈",  # a circle is a name
        "推广5G应用，改造G206国道",
        "深入推进“3个100万”行动",
        "统筹推进坡度在25度以上的坡耕地治理",
        "实施高新技术企业“双倍增”行动",
        "培育三大千亿级产业集群",
        "推动国泰化工60万吨甲醇装置技术升级",
        "给予一次性补助8000元",
        "办好第21届省运会",
        "由19个镇组成",
        "完善城乡全覆盖的供水管网",
        "给予最高500万元奖励",
        "继续拿出1000万元进行考核奖励",
        "推进东山、西山2个城市建设示范点",  # the count closes the list
        "聚焦新材料、新能源等10个产业集群",  # how it is cut, not how much is reached
        "围绕建成千万千瓦装机容量目标",
        "谋划能源科技创新9条路径",
        "特大城市指城区常住人口500万以上的城市",
        "支持10亿元以上项目建设",
    ],
)
def test_numbers_that_nobody_shall_reach_are_left_alone(text: str) -> None:
    assert read(text) == []


def test_the_year_is_as_written_else_the_plans() -> None:
    text = SEASIDE + "\n四、建设枢纽港\n\n扩大港口能力。到2035年，年吞吐量突破1亿吨。新建泊位2个。\n"
    found = {t.subject: t.year for t in targets.find(plan(text))}
    assert found["中小学"] == 2025
    assert [t.year for t in targets.find(plan(text)) if t.subject == "年吞吐量"] == [2025, 2025, 2035]


def test_a_years_report_sets_its_numbers_for_that_year() -> None:
    text = """某市2025年政府工作报告

一、2024年工作回顾

过去一年，全市地区生产总值达到900亿元。

二、“十五五”时期主要目标

全市地区生产总值突破1500亿元。

三、2025年重点任务

扩大有效投资。实施重点项目300个。
"""
    assert [(t.subject, t.value, t.year) for t in targets.find(plan(text))] == [
        ("全市地区生产总值", 1500, 2030),
        ("重点项目", 300, 2025),
    ]


def test_results_are_no_targets() -> None:
    text = SEASIDE + "\n四、补短板\n\n提升管网能力。目前全县管网达到900公里，已建成泵站12座，新建管网100公里。\n"
    assert [t.value for t in targets.find(plan(text))][-1] == 100
    assert not any(t.value in (900, 12) and t.subject != "图书馆分馆" for t in targets.find(plan(text)))


def test_investment_of_an_item_is_the_items() -> None:
    text = SEASIDE + "\n3.防洪保安工程。包括海塘加固、河道整治，“十四五”期间投资58.33亿元。\n"
    found = [t for t in targets.find(plan(text)) if t.value == 58.33]
    assert [(t.subject, t.unit, t.year) for t in found] == [("工程投资", "亿元", 2025)]


def test_a_target_quotes_subject_and_number() -> None:
    p = plan(SEASIDE)
    for target in targets.find(p):
        said = p.source.text[target.evidence.start : target.evidence.end]
        assert target.value_text[:2] in said
        assert p.source.text[target.subject_start : target.subject_end]


def test_keys_of_targets_are_distinct_and_stable() -> None:
    keys = [t.key for t in targets.find(plan(SEASIDE))]
    assert len(set(keys)) == len(keys)
    assert keys == [t.key for t in targets.find(plan(SEASIDE))]


def test_time_points_know_periods_and_comparisons() -> None:
    assert [y for _, y in time_points("到2025年，较2020年翻番，“十五五”末再翻番")] == [2025, 2030]
    assert [y for _, y in time_points("到二〇三五年基本实现")] == [2035]
    assert [y for _, y in time_points("年内完成", 2024)] == [2024]


@settings(deadline=None)  # a loaded machine is no failure
@given(
    st.text(alphabet="第一二三十百千万亿年月个家元亩%％0123456789.,，。、；“”（）()超过达到建设新增 \n", max_size=60)
)
def test_any_text_is_read_without_failing(text: str) -> None:
    for quantity in quantities(text):
        assert text[quantity.start : quantity.end] == quantity.text
    for aim in aims(text):
        assert 0 <= aim.start <= aim.end <= len(text)
