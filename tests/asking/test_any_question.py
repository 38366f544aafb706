"""Whatever is typed is answered or refused in words, never with a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ontology.errors import GuihuaError
from queries.dataset import Dataset
from queries.rendering.terminal import plain

_PIECES = [
    "什么", "支撑", "双千亿", "头门港", "吉利汽车", "和", "的", "关系", "2025年", "目标", "超过1000亿元",
    "最多的三个", "专栏八", "表2", "第十十个",
    "“", "”", "《", "'", '"', "\\", "{", "}", "◆", "?x", "<http://a/b>", "http://x y", "\n", "\t", "#", "比较", "临海",
    "what supports ", "how ", "R&D", "GDP", "toumengang", "雙千億", "１２", "㈠", "🙂", "森林覆盖率", "没有",
    "如果", "依据", "提到", "新材料", "产业园", "十三五", "投资", "有哪些", "怎么样", "吗", "那", "\x00", "\ud83d"]
_settings = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)


@pytest.fixture(scope="module")
def dataset(linhai_dataset: Path) -> Iterator[Dataset]:
    with Dataset.open(linhai_dataset) as opened:
        opened.ask("什么支撑双千亿")
        yield opened


@settings(_settings, max_examples=100)
@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=7).map("".join))
def test_any_row_of_words_is_answered_or_refused(dataset: Dataset, question: str) -> None:
    try:
        answer = dataset.ask(question)
    except GuihuaError as error:
        assert error.render("zh") and error.render("en")
    else:
        assert plain(answer.page(0, 20))


@settings(_settings, max_examples=50)
@given(st.text(max_size=40))
def test_any_text_is_answered_or_refused(dataset: Dataset, question: str) -> None:
    try:
        dataset.ask(question)
    except GuihuaError as error:
        assert error.render("zh")
