"""Stored queries: each runs as it stands, gives its expected rows, and the same on every store."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.binding import bind
from queries.catalogue import Catalogue, StoredQuery
from queries.dataset import Dataset
from queries.stores import Solutions, Store, Value, open_store
from queries.stores.memory import MemoryStore
from queries.stores.remote import RemoteStore

CATALOGUE = Catalogue()
QUESTIONS = {"supports", "goals-of", "trace", "goal", "gaps", "platform", "at-place", "industry", "organization",
             "cooperation", "indicator", "indicators", "missed", "target", "money", "strategy", "strategies", "reforms",
             "box", "chapter-goals", "central", "depends", "glossary", "find", "evidence", "compare", "timeline"}


@pytest.fixture(scope="module")
def embedded(linhai_dataset: Path) -> Iterator[Store]:
    store = open_store(linhai_dataset)
    yield store
    store.close()


@pytest.fixture(scope="module")
def memory(linhai_dataset: Path) -> Store:
    return MemoryStore.open(linhai_dataset / "graph.nq")


@pytest.fixture(scope="module")
def remote(linhai_dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A real SPARQL server on loopback: Oxigraph's own."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("the oxigraph server is not installed")
    location = tmp_path_factory.mktemp("oxigraph")
    subprocess.run([program, "load", "--location", str(location), "--file", str(linhai_dataset / "graph.nq")],
                   check=True, capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [program, "serve-read-only", "--location", str(location), "--bind", f"127.0.0.1:{port}",
         "--union-default-graph"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield RemoteStore(f"http://127.0.0.1:{port}/query")
    finally:
        server.terminate()
        server.wait(10)


def rows(solutions: Solutions) -> Counter[tuple[str, ...]]:
    return Counter(tuple("" if t is None else t.n3() for t in row) for row in solutions.rows)


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


def example_of(query: StoredQuery, store: Store) -> str:
    parameters = dict(query.examples[0].parameters) if query.examples else {
        p.name: p.example for p in query.parameters if p.required and p.example}
    if any(p.required and (p.name not in parameters or p.type == "plan") for p in query.parameters):
        return query.sparql  # a second plan would be needed to bind it; it must run unbound all the same
    return query.bind(bind(query, parameters, Dataset(store)).terms)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["supports", "goal", "indicator", "missed", "box", "platform", "at-place"])
def test_in_memory_store_gives_the_same_rows(name: str, embedded: Store, memory: Store) -> None:
    sparql = example_of(CATALOGUE.get(name), embedded)
    assert rows(memory.select(sparql)) == rows(embedded.select(sparql))


@pytest.mark.parametrize("name", CATALOGUE.names())
def test_real_server_gives_the_same_rows(name: str, embedded: Store, remote: Store) -> None:
    sparql = example_of(CATALOGUE.get(name), embedded)
    assert rows(remote.select(sparql)) == rows(embedded.select(sparql))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    ['"', '\\" } DROP ALL #', "\\u0022", "} UNION {", "?x", "# comment", "<http://a>", "'''", "\n", "{{", "$goal"]))
@settings(max_examples=60, deadline=None)
def test_no_value_changes_the_shape_of_a_query(text: str) -> None:
    query = CATALOGUE.get("find")
    name = query.parameters[0].name
    plain, odd = query.bind({name: [Value("a")]}), query.bind({name: [Value(text)]})
    before, _, after = plain.partition('"a"')
    assert odd.startswith(before) and odd.endswith(after)
    assert odd[len(before):len(odd) - len(after)] == Value(text).n3()
