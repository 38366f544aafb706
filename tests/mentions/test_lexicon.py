"""Names of general knowledge are found where they stand, however they are written."""

from __future__ import annotations

import time
from collections import Counter
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_build.mentions.lexicon import Lexicon, Match, fold
from graph_build.model import ThingClass


def found(text: str, place: str | None = None, *, weak: bool = False) -> list[tuple[str, ThingClass]]:
    return [(text[m.start : m.end], m.cls) for m in Lexicon.load(place).matches(text) if weak or not m.weak]


@pytest.mark.parametrize(
    ("text", "name", "cls"),
    [
        ("深化“放管服”改革", "“放管服”改革", "Program"),
        ("深化放管服改革", "放管服改革", "Program"),
        ('深化"放管服"改革', '"放管服"改革', "Program"),
        ("深化“放\n管服”改革", "“放\n管服”改革", "Program"),
        ("推行“双随机、一公开”监管", "“双随机、一公开”监管", "Program"),
        ('推行“双随机、一公开"监管', '“双随机、一公开"监管', "Program"),
        ("融入“一带一路”建设", "“一带一路”", "Strategy"),
        ("做实Ｒ＆Ｄ经费投入", "Ｒ＆Ｄ经费投入", "Indicator"),
        ("挂牌中国(四川)自由贸易试验区", "中国(四川)自由贸易试验区", "Platform"),
        ("培育集成电路产业", "集成电路产业", "Industry"),
        ("与复旦大学共建", "复旦大学", "Organization"),
    ],
)
def test_a_known_name_is_found_in_every_spelling(text: str, name: str, cls: ThingClass) -> None:
    assert found(text) == [(name, cls)]


def test_a_quotation_mark_that_the_name_does_not_own_is_left_outside() -> None:
    assert found("打造“数字经济高地”") == [("数字经济", "Industry")]


def test_the_longest_name_wins() -> None:
    assert found("服务长江经济带发展") == [("长江经济带发展", "Strategy")]


def test_an_ordinary_word_is_a_hint_only() -> None:
    text = "加强金融监管"
    assert found(text) == []
    assert found(text, weak=True) == [("金融", "Industry")]


def test_a_short_name_that_lives_in_quotation_marks_is_a_hint_without_them() -> None:
    assert found("落实“六保”任务") == [("“六保”", "Strategy")]
    assert found("落实六保任务") == []


def test_no_name_stands_twice_in_a_list() -> None:
    lists = files("graph_build.mentions") / "gazetteers"
    for name in ("strategy", "program", "goal", "platform", "organization", "industry", "indicator", "regions"):
        rows = (lists / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        names = [fold(row.split("\t")[0]) for row in rows if row and not row.startswith("#")]
        assert sorted(n for n, count in Counter(names).items() if count > 1) == [], name


def test_an_alias_leads_to_the_full_name() -> None:
    (match,) = Lexicon.load().matches("拓展进博会")
    assert match.entry.name == "中国国际进口博览会"


def test_features_mark_each_character_of_a_match() -> None:
    assert Lexicon.load().tags("沿长江走") == ["O", "B-river", "I-river", "O"]


@settings(deadline=None)  # a busy machine proves nothing
@given(st.text(alphabet="“”\"'长江经济带放管服改革 \n、，。（）临海市区A1", max_size=40))
def test_matches_stand_in_order_and_give_back_the_text_that_they_matched(text: str) -> None:
    edge = 0
    for match in Lexicon.load("331082").matches(text):
        assert edge <= match.start < match.end <= len(text)
        edge = match.end
        names = {fold(form) for form in (match.entry.name, *match.entry.aliases)}
        assert fold(text[match.start : match.end]) in names or match.end - match.start == 1


def test_loading_and_matching_are_fast_enough_for_a_build() -> None:
    Lexicon.load.cache_clear()
    start = time.process_time()
    lexicon = Lexicon.load("510000")
    loaded = time.process_time()
    text = "加快推进成渝地区双城经济圈建设，培育集成电路、新材料等产业，深化“放管服”改革，支持宜宾、泸州等地。" * 50
    for _ in range(20):  # 48,000 characters
        lexicon.matches(text)
    assert loaded - start < 1.0
    assert time.process_time() - loaded < 1.5


def test_a_match_says_its_class() -> None:
    (match,) = Lexicon.load().matches("太湖")
    assert isinstance(match, Match)
    assert (match.kind, match.cls) == ("lake", "Place")
