"""A span becomes a name: no verb before it, nothing after it, and the forms that mean the same."""

from __future__ import annotations

import pytest

from graph_build.mentions.labels import Area, aliases, clean, trim
from graph_build.model import ThingClass

LONGQUAN = Area.of("331181")


@pytest.mark.parametrize(
    ("text", "cls", "name"),
    [
        ("加快推进青山经济开发区建设", "Platform", "青山经济开发区"),
        ("创建全国文明城市工作", "Goal", "全国文明城市"),
        ("深入实施“青苗计划”等", "Program", "“青苗计划”"),
        ("、龙门大桥建设，", "Project", "龙门大桥"),
        ("促进消费提质三年行动", "Program", "促进消费提质三年行动"),
        ("建设银行", "Organization", "建设银行"),
    ],
)
def test_a_span_is_cut_to_its_name(text: str, cls: ThingClass, name: str) -> None:
    cut = trim(text, 0, len(text), cls)
    assert cut is not None
    assert text[slice(*cut)] == name


def test_a_quotation_mark_beside_the_span_is_taken_in() -> None:
    text = "推行“青苗计划”"
    assert trim(text, 2, 7, "Program") == (2, 8)
    assert trim(text, 3, 8, "Program") == (2, 8)


def test_nothing_is_left_of_marks() -> None:
    assert trim("、，", 0, 2, "Platform") is None


def test_layout_is_no_part_of_a_label() -> None:
    assert clean("青山\n 水厂 二期") == "青山水厂二期"


@pytest.mark.parametrize(
    ("label", "cls", "form"),
    [
        ("全省制造业示范市", "Goal", "制造业示范市"),
        ("国家级湿地公园试点", "Goal", "湿地公园试点"),
        ("市科创园", "Platform", "龙泉市科创园"),
        ("浙江龙泉经济开发区", "Platform", "龙泉经济开发区"),
        ("“青苗”行动", "Program", "“青苗”"),
        ("中小学“县管校聘”改革", "Program", "“县管校聘”改革"),
        ("乡村振兴战略", "Strategy", "乡村振兴"),
        ("新材料产业集群", "Industry", "新材料产业"),
        ("新材料", "Industry", "新材料产业"),
        ("龙泉市", "Place", "龙泉"),
        ("浙", "Place", "浙江省"),
        ("杭金衢高速公路", "Place", "杭金衢高速"),
        ("青山商业圈", "Platform", "青山商圈"),
        ("全市工业总产值", "Indicator", "工业总产值"),
    ],
)
def test_other_forms_of_a_name_are_known(label: str, cls: ThingClass, form: str) -> None:
    assert form in aliases(label, cls, LONGQUAN)


@pytest.mark.parametrize(
    ("label", "cls", "form"),
    [
        ("浙江大学龙泉分院", "Organization", "大学龙泉分院"),
        ("龙泉南物流区", "Platform", "南物流区"),
        ("青山水厂二期", "Project", "青山水厂"),
        ("传统产业", "Industry", "传统"),
        ("市一医院", "Project", "一医院"),
    ],
)
def test_a_form_that_would_mean_something_else_is_not_made(label: str, cls: ThingClass, form: str) -> None:
    assert form not in aliases(label, cls, LONGQUAN)


def test_an_unknown_place_gives_an_empty_area() -> None:
    assert Area.of(None) == Area.of("999999") == Area()
