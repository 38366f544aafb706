"""Places get the code of the place that is meant, and words that only look like places get none."""

from __future__ import annotations

import pytest

from graph_build.mentions.lexicon import Divisions, Lexicon, Match

LISHUI_LONGQUAN = "331181"


def places(text: str, place: str | None = None) -> list[Match]:
    return [m for m in Lexicon.load(place).matches(text) if m.cls == "Place" and not m.weak]


def test_a_division_knows_its_code_parents_and_towns() -> None:
    divisions = Divisions.load()
    entry = divisions.find("龙泉市")
    assert entry is not None
    assert entry.code == LISHUI_LONGQUAN
    assert [parent.name for parent in divisions.parents(LISHUI_LONGQUAN)] == ["丽水市", "浙江省"]
    assert "龙渊街道" in {town.name for town in divisions.children(LISHUI_LONGQUAN)}
    assert {child.kind for child in divisions.children("330000")} == {"city"}


def test_places_merged_since_are_known_by_their_old_names() -> None:
    entry = Divisions.load().find("江干区")
    assert entry is not None
    assert entry.code == "330104"


@pytest.mark.parametrize(
    ("text", "code"),
    [("北京市朝阳区", "110105"), ("长春市朝阳区", "220104"), ("辽宁省朝阳市", "211300")],
)
def test_a_name_of_several_places_is_told_by_the_place_before_it(text: str, code: str) -> None:
    assert places(text)[-1].entry.code == code


def test_a_name_of_several_places_without_a_hint_has_no_code() -> None:
    (match,) = places("改造鼓楼区")
    assert match.entry.code is None


def test_the_plans_own_area_decides_between_places_of_one_name() -> None:
    (match,) = places("改造鼓楼区", "320100")
    assert match.entry.code == "320106"


@pytest.mark.parametrize(
    "text", ["和平发展", "解放思想", "创建示范县", "推动城区提质", "市场资源配置", "乡村和县域", "铺设大理石"]
)
def test_ordinary_words_are_no_places(text: str) -> None:
    assert places(text) == []


def test_a_list_with_a_sure_place_makes_the_doubtful_one_sure() -> None:
    assert [m.entry.name for m in places("支持沈阳、朝阳等地")] == ["沈阳市", "朝阳市"]
    assert [m.entry.name for m in places("支持朝阳产业")] == []


def test_towns_are_known_within_the_plans_own_area_only() -> None:
    text = "安仁镇和上垟镇"
    assert [m.entry.code for m in places(text, LISHUI_LONGQUAN)] == ["331181104", "331181101"]
    assert places(text) == []


def test_a_list_of_one_character_provinces_is_read() -> None:
    assert [m.entry.name for m in places("辐射鄂、湘、赣等地")] == ["湖北省", "湖南省", "江西省"]


def test_a_place_in_a_street_or_school_is_no_place() -> None:
    assert places("拓宽南京路") == []
