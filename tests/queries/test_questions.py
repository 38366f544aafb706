"""Questions in words: which stored query they are read as, with which names, and what the answer names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from queries.answer import Answer
from queries.dataset import Dataset
from queries.errors import NameNotFound, NotUnderstood, QueryError

TABLE = Path(__file__).with_name("questions.tsv")
WORDINGS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()
            if line.strip() and not line.startswith("#")]


@pytest.fixture(scope="module")
def dataset(linhai_dataset: Path) -> Iterator[Dataset]:
    opened = Dataset.open(linhai_dataset)
    yield opened
    opened.store.close()


def wrong_with(dataset: Dataset, wording: list[str]) -> str | None:
    question, query, bound, named = [*wording, "", "", ""][:4]
    try:
        answer = dataset.ask(question)
    except QueryError as error:
        return f"{question}: {error}"
    if answer.query.name not in query.split(","):
        return f"{question}: read as {answer.query.name}, not {query}"
    given = {f"{name}={value}" for name, values in answer.parameters.items() for value in values}
    if missing := [b for b in bound.split("|") if b and b not in given]:
        return f"{question}: {missing} not among {sorted(given)}"
    text = answer.sentence + "".join(item.label + str(dict(item.facts)) for item in answer.items)
    if missing := [n for n in named.split("|") if n and n not in text]:
        return f"{question}: the answer does not name {missing}"
    return None


def test_wordings_of_the_competency_questions_are_understood(dataset: Dataset) -> None:
    wrong = [said for wording in WORDINGS if (said := wrong_with(dataset, wording))]
    assert len(WORDINGS) >= 150
    assert len(wrong) <= 0.05 * len(WORDINGS), "\n".join(wrong)


def test_answer_marks_direct_and_contributing_support_and_quotes_the_text(dataset: Dataset) -> None:
    answer = dataset.ask("什么支撑双千亿")
    strengths = {ground.strength for item in answer.items for ground in item.grounds}
    assert {"Direct", "Contributing"} <= strengths
    source = next(Path(dataset.store.description).glob("sources/*.txt")).read_text(encoding="utf-8")
    quotations = [q for item in answer.items for ground in item.grounds for q in ground.quotations]
    assert quotations
    assert all(q.start is not None and source[q.start:q.end] == q.quote for q in quotations)
    assert all(q.chapter for q in quotations)


def test_goal_is_known_by_its_short_form_and_by_pinyin(dataset: Dataset) -> None:
    for name in ("双千亿", "“双千亿”市", "雙千億", "shuangqianyi"):
        assert "“双千亿”市" in str(dataset.query("supports", goal=name).parameters), name


def test_answers_come_in_the_language_of_the_question(dataset: Dataset) -> None:
    assert dataset.ask("what supports 双千亿").lang == "en"
    assert dataset.ask("什么支撑双千亿").lang == "zh"


@pytest.mark.parametrize("question", ["今天天气怎么样", "who is the mayor", "asdf", "？", "123"])
def test_what_is_not_understood_is_said_with_the_nearest_questions(dataset: Dataset, question: str) -> None:
    with pytest.raises((NotUnderstood, NameNotFound)):
        dataset.ask(question)


def test_notebook_shows_a_table_with_escaped_quotations(dataset: Dataset) -> None:
    answer: Answer = dataset.ask("什么支撑双千亿")
    shown = answer._repr_html_()
    assert "<table" in shown and "培育三大千亿级先进制造业集群" in shown and "<script" not in shown
