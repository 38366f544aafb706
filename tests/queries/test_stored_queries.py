"""Stored queries: each says what it answers and gives its expected rows on the sample plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from queries.binding import bind
from queries.catalogue import Catalogue
from queries.dataset import Dataset
from queries.stores import Store, open_store

CATALOGUE = Catalogue()
QUESTIONS = {"supports", "goals-of", "trace", "goal", "gaps", "platform", "at-place", "industry", "organization",
             "cooperation", "indicator", "indicators", "missed", "target", "money", "strategy", "strategies", "reforms",
             "box", "chapter-goals", "central", "depends", "glossary", "find", "evidence", "compare", "timeline"}


@pytest.fixture(scope="module")
def embedded(linhai_dataset: Path) -> Iterator[Store]:
    store = open_store(linhai_dataset)
    yield store
    store.close()


def test_every_competency_question_has_a_stored_query() -> None:
    assert set(CATALOGUE.names()) >= QUESTIONS


@pytest.mark.parametrize("name", CATALOGUE.names())
def test_query_says_what_it_answers_in_two_languages(name: str) -> None:
    query = CATALOGUE.get(name)
    assert query.summary and query.summary_zh and query.tags
    assert all(p.en and p.zh for p in query.parameters)
    assert name.isascii()


@pytest.mark.parametrize("name", CATALOGUE.names())
def test_query_gives_the_rows_of_its_examples(name: str, embedded: Store) -> None:
    dataset = Dataset(embedded)
    for example in CATALOGUE.get(name).examples:
        bound = bind(CATALOGUE.get(name), dict(example.parameters), dataset)
        found = embedded.select(CATALOGUE.get(name).bind(bound.terms)).python()
        assert len(found) >= example.at_least
        for wanted in example.rows:
            assert any(all(_same(row.get(k), v) for k, v in wanted.items()) for row in found), wanted


def _same(have: object, want: object) -> bool:
    text = str(have)
    if isinstance(want, str) and want.startswith("gh:"):
        return text.endswith("#" + want.removeprefix("gh:"))
    return text == str(want) or have == want
