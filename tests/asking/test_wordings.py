"""Wordings that the grammar had not seen when they were written: how many are read right, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from queries.dataset import Dataset
from queries.errors import NameNotFound, NotUnderstood
from queries.names.index import Named, NameIndex
from queries.stores import Iri

TABLE = Path(__file__).with_name("wordings.tsv")
WORDINGS = [(*line.split("\t"), "", "")[:3] for line in TABLE.read_text(encoding="utf-8").splitlines()
            if line.strip() and not line.startswith("# ")]


@pytest.fixture(scope="module")
def dataset(linhai_dataset: Path) -> Iterator[Dataset]:
    with Dataset.open(linhai_dataset) as opened:
        yield opened


def misread(dataset: Dataset, question: str, queries: str, names: str) -> str | None:
    """How *question* is misread; ``None`` when it is read right."""
    wanted = queries.split("|")
    try:
        answer = dataset.ask(question)
    except (NotUnderstood, NameNotFound):
        return None if "!" in wanted else f"{question}: refused"
    # What is named and nothing is stated of shows where it is named, and says which query found nothing.
    instead = answer.notes and answer.query.name in ("mentions", "thing") and answer.also[:1]
    if answer.query.name not in wanted and not (instead and answer.also[0] in wanted):
        return f"{question}: read as {answer.query.name}"
    bound = [value for values in answer.parameters.values() for value in values]
    missing = [name for name in names.split(";") if name and not any(name in value for value in bound)]
    return f"{question}: {missing} not in {bound}" if missing else None


def test_nine_of_ten_unseen_wordings_are_read_right(dataset: Dataset) -> None:
    wrong = [said for question, queries, names in WORDINGS if (said := misread(dataset, question, queries, names))]
    assert len(WORDINGS) >= 230
    assert len(wrong) <= 0.05 * len(WORDINGS), "\n".join(wrong)


@pytest.mark.parametrize("question", [
    "火星基地有哪些任务", "浙江大学参与了哪些任务", "临海和温岭哪个好", "帮我写一首诗",
    "什么支撑量子计算中心", "how to cook rice",
])
def test_what_the_plan_does_not_have_is_refused(dataset: Dataset, question: str) -> None:
    with pytest.raises((NotUnderstood, NameNotFound)):
        dataset.ask(question)


@pytest.mark.parametrize(("river", "taken"), [(False, False), (True, True)])
def test_place_that_is_only_part_of_names_is_no_place(
        dataset: Dataset, monkeypatch: pytest.MonkeyPatch, river: bool, taken: bool) -> None:
    def named(cls: str, label: str) -> Named:
        return Named(Iri(f"https://w3id.org/guihua/id/t/{cls}/{len(label)}"), cls, label, mentions=1)

    things = [named("Platform", "沅水科创廊道"), named("Project", "沅水干流治理")] + [named("Place", "沅水")] * river
    monkeypatch.setattr(dataset, "names", NameIndex(things))
    try:
        assert taken == (dataset.ask("沅水有哪些项目").readings[0].text == "沅水")
    except NotUnderstood as refused:
        assert not taken and refused.missing == "沅水"
        assert {candidate.thing.label for candidate in refused.near} == {"沅水科创廊道", "沅水干流治理"}


def test_word_of_the_question_that_was_not_used_is_said(dataset: Dataset) -> None:
    answer = dataset.ask("双千亿靠什么独角兽支撑")
    assert any("独角兽" in note for note in answer.notes)


def test_answer_keeps_to_the_class_that_is_asked_for(dataset: Dataset) -> None:
    platforms = dataset.ask("哪些平台在为双千亿出力")
    assert {item.cls for item in platforms.items} == {"Platform"} and platforms.total == len(platforms.items)
    none = dataset.ask("which projects directly support 民营经济高质量发展示范市")
    assert none.items and "no project" in none.notes[0]


def test_where_a_platform_lies_is_said_in_the_sentence(dataset: Dataset) -> None:
    assert dataset.ask("临海国际医药小镇在哪里").sentence == "临海国际医药小镇位于浙江临海经济开发区。"


def test_bounds_of_amounts_hold(dataset: Dataset) -> None:
    found = dataset.ask("投资超过50亿元的有哪些")
    assert found.items and all(float(str(item.facts["value"])) > 50 for item in found.items)
    assert not dataset.ask("投资超过9000亿元的有哪些").items


def test_two_places_are_counted_side_by_side(dataset: Dataset) -> None:
    assert re.fullmatch(r"头门港 \d+ 项；杜桥镇 \d+ 项。", dataset.ask("头门港和杜桥镇哪个任务多").sentence)


def test_largest_amounts_come_first(dataset: Dataset) -> None:
    largest = dataset.ask("投资额最大的三个项目")
    assert len(largest.items) == 3 and largest.total >= 3
    values = [item.facts["value"] for item in largest.items]
    assert values == sorted(values, key=float, reverse=True)  # all of them in 亿元


@pytest.mark.parametrize(("typed", "meant"), [
    ("红角岩新材料产业园", "红脚岩新材料产业园"), ("hongjiaoyan产业园", "红脚岩新材料产业园"),
    ("fudan daxue", "复旦大学"), ("高企", "国家高新技术企业"), ("研发投入强度", "R&D经费支出占GDP比重"),
    ("杜桥眼镜小镇", "杜桥时尚眼镜特色小镇"),
])
def test_name_is_known_by_sound_pinyin_synonym_and_short_form(dataset: Dataset, typed: str, meant: str) -> None:
    assert dataset.names.look_up(typed)[0].thing.label == meant


def test_english_terms_stand_for_chinese_names(dataset: Dataset) -> None:
    assert "森林覆盖率" in dataset.ask("forest coverage target in 2025").parameters["indicator"]
    assert dataset.ask("what implements the Belt and Road Initiative").query.name in ("strategy", "mentions")
