"""Names in a list are completed by the words that they share."""

from __future__ import annotations

import pytest

from graph_build.mentions.coordination import Name, Span, complete, split
from graph_build.model import ThingClass


def names(text: str, cls: ThingClass, *parts: str) -> list[Name]:
    spans: list[Span] = []
    at = 0
    for part in parts:
        start = text.index(part, at)
        at = start + len(part)
        spans.append((start, at, cls))
    return complete(text, spans)


def labels(text: str, cls: ThingClass, *parts: str) -> list[str]:
    return [name.label for name in names(text, cls, *parts)]


def test_what_follows_the_list_completes_its_members() -> None:
    text = "壮大纺织、食品等产业"
    assert names(text, "Industry", "纺织", "食品") == [
        Name("纺织产业", ("纺织",), "what follows the list"),
        Name("食品产业", ("食品",), "what follows the list"),
    ]
    assert labels("依托京广、陇海等铁路", "Place", "京广", "陇海") == ["京广铁路", "陇海铁路"]
    assert labels("做强纺织、食品两大产业集群", "Industry", "纺织", "食品") == ["纺织产业", "食品产业"]


def test_a_field_gives_another_form_but_no_new_label() -> None:
    (name,) = names("聚焦基因检测等领域", "Industry", "基因检测")
    assert (name.label, name.aliases) == ("基因检测", ("基因检测产业",))


def test_the_end_of_the_last_name_belongs_to_all() -> None:
    text = "实施青溪大桥、白石大桥改造"
    assert labels(text, "Project", "青溪大桥", "白石大桥改造") == ["青溪大桥改造", "白石大桥改造"]
    assert labels("打好蓝天、碧水、净土三大保卫战", "Program", "蓝天", "碧水", "净土三大保卫战") == [
        "蓝天保卫战",
        "碧水保卫战",
        "净土保卫战",
    ]


def test_a_member_that_has_a_head_of_its_own_stays_as_it_is() -> None:
    text = "实施河湖长制和水网建设行动"
    assert labels(text, "Program", "河湖长制", "水网建设行动") == ["河湖长制", "水网建设行动"]


def test_phases_belong_to_what_the_first_one_names() -> None:
    text = "完成青山水厂一期、二期和滨河路"
    assert labels(text, "Project", "青山水厂一期", "二期", "滨河路") == ["青山水厂一期", "青山水厂二期", "滨河路"]


def test_what_the_first_name_begins_with_is_shared_by_short_ones() -> None:
    text = "实施省英才金雁、银燕、青鸟三大计划"
    assert labels(text, "Program", "省英才金雁", "银燕", "青鸟三大计划") == [
        "省英才金雁计划",
        "省英才银燕计划",
        "省英才青鸟计划",
    ]


def test_the_rank_of_the_first_is_that_of_all_works() -> None:
    assert labels("建设市级图书馆、文化馆", "Project", "市级图书馆", "文化馆") == ["市级图书馆", "市级文化馆"]


def test_bare_places_take_the_rest_of_the_last_name() -> None:
    text = "加快沈阳、大连国家物流枢纽建设"
    assert labels(text, "Platform", "沈阳", "大连国家物流枢纽") == ["沈阳国家物流枢纽", "大连国家物流枢纽"]


def test_names_side_by_side_in_different_classes_share_nothing() -> None:
    text = "推进纺织、青山产业园"
    assert [n.label for n in complete(text, [(2, 4, "Industry"), (5, 10, "Platform")])] == ["纺织", "青山产业园"]


@pytest.mark.parametrize(
    ("text", "cls", "parts"),
    [
        ("青溪大桥、白石大桥改造", "Project", ["青溪大桥", "白石大桥改造"]),
        ("青溪至白石公路", "Project", ["青溪至白石公路"]),
        ("“甲、乙”示范园", "Platform", ["“甲、乙”示范园"]),
        ("资源节约型、环境友好型社会", "Goal", ["资源节约型、环境友好型社会"]),
    ],
)
def test_a_span_that_holds_a_list_comes_apart(text: str, cls: ThingClass, parts: list[str]) -> None:
    assert [text[a:b] for a, b in split(text, 0, len(text), cls)] == parts


def test_line_breaks_of_the_layout_are_not_part_of_a_name() -> None:
    assert labels("壮大生物医\n药产业", "Industry", "生物医\n药产业") == ["生物医药产业"]
