"""Every stored query, with a value for each of its parameters, gives the same rows in the same order on every store."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from queries.binding import bind
from queries.catalogue import Catalogue, StoredQuery
from queries.dataset import Dataset
from queries.examples import uses
from queries.stores import Limits, Solutions, Store
from queries.stores.embedded import EmbeddedStore
from queries.stores.memory import MemoryStore
from tests.queries.conftest import held

CATALOGUE = Catalogue()
PATIENT = Limits(seconds=120)
"""Virtuoso plans some joins for seconds before it runs them."""


def rows(solutions: Solutions) -> list[tuple[str, ...]]:
    return [tuple("" if term is None else term.n3() for term in row) for row in solutions.rows]


def texts(query: StoredQuery, dataset: Dataset, *, few: bool) -> Iterator[str]:
    """The query as it stands and with values: each parameter by itself, or, where *few*, all of them at once."""
    yield query.sparql
    found = uses(query, dataset)
    if few and found:
        found = ({name: value for use in found for name, value in use.items()},)
    for use in found:
        yield query.bind(bind(query, use, dataset).terms)


@pytest.mark.parametrize("name", CATALOGUE.names())
def test_stored_query_gives_the_same_rows_on_every_store(name: str, small: Dataset, other: tuple[str, Store]) -> None:
    kind, store = other
    for text in texts(CATALOGUE.get(name), small, few=kind == "virtuoso"):
        assert rows(store.select(text, limits=PATIENT)) == rows(small.store.select(text)), text


@pytest.mark.parametrize("kind", ["oxigraph", "virtuoso"])
def test_server_answers_ask_and_construct_like_the_embedded_store(
        kind: str, small: Dataset, two_plans: Path, request: pytest.FixtureRequest) -> None:
    store = held(request, kind, two_plans)
    assert store.ask("ASK { ?task a gh:Task }") is True
    assert store.ask("ASK { ?task a gh:Nothing }") is False
    wanted = "CONSTRUCT { ?t skos:prefLabel ?l } WHERE { ?t a gh:Task ; skos:prefLabel ?l }"
    assert store.construct(wanted) == small.store.construct(wanted) != ()


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("GUIHUA_THOROUGH"), reason="takes more than a minute: set GUIHUA_THOROUGH=1")
def test_in_memory_store_gives_the_rows_of_a_whole_plan(linhai_dataset: Path) -> None:
    memory = MemoryStore.open(linhai_dataset)
    with Dataset.open(linhai_dataset) as embedded:
        for query in CATALOGUE:
            for use in uses(query, embedded)[:1]:
                text = query.bind(bind(query, use, embedded).terms)
                assert rows(memory.select(text, limits=PATIENT)) == rows(embedded.store.select(text)), text


def test_what_two_plans_say_alike_is_one_statement(two_plans: Path) -> None:
    store = EmbeddedStore.open(two_plans)
    counted = store.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows
    distinct = store.select("SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }").rows
    twice = store.select("SELECT ?s { GRAPH ?g { ?s ?p ?o } GRAPH ?h { ?s ?p ?o } FILTER(?g != ?h) } LIMIT 1").rows
    store.close()
    assert counted == distinct
    assert twice  # the two plans do share a statement
