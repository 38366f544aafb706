"""``guihua publish``: a graph on a server is the old one or the new one, and never half, whoever looks."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from ontology.errors import GuihuaError
from queries.errors import NotAuthorised
from queries.stores.errors import NoSuchPlan
from queries.stores.publishing import NamedGraph, Publisher, choose, graphs_of
from queries.stores.remote import RemoteStore
from tests.build.cli import Cli
from tests.queries.servers import Server

GRAPH = "http://example.org/watched"
SERVERS = ("oxigraph", "virtuoso")


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest) -> Server:
    found: Server = request.getfixturevalue(f"{request.param}_server")
    return found


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(capsys)


def numbered(size: int, word: str) -> NamedGraph:
    return NamedGraph(GRAPH, tuple(
        f'<http://example.org/{word}/{i}> <http://example.org/is> "{word} \\"{i}\\" 第{i}项" .' for i in range(size)))


def test_readers_see_the_old_graph_or_the_new_one(server: Server) -> None:
    publisher = Publisher(server.query, update=server.update)
    old, new = numbered(6000, "old"), numbered(9000, "new")
    publisher.replace(old)
    seen: set[tuple[int, int]] = set()
    done = threading.Event()

    def watch() -> None:
        store = RemoteStore(server.query)
        while not done.is_set():
            found = store.select(
                "SELECT (SUM(IF(CONTAINS(STR(?s), '/old/'), 1, 0)) AS ?old) (SUM(IF(CONTAINS(STR(?s), '/new/'), 1, 0)) "
                f"AS ?new) WHERE {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}").python()[0]
            seen.add((int(found["old"]), int(found["new"])))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        for graph in (new, old, new):
            publisher.replace(graph)
    finally:
        done.set()
        watcher.join()
    assert seen <= {(6000, 0), (0, 9000)}
    assert len(seen) == 2, "the watcher was too slow to see both"


def test_published_dataset_is_what_was_built(server: Server, two_plans: Path, cli: Cli) -> None:
    ran = cli("publish", "--data", two_plans, "--endpoint", server.query, "--update-endpoint", server.update)
    assert ran.status == 0, ran.err
    assert "dba:dba" not in ran.out + ran.err
    graphs = graphs_of(two_plans)
    assert [line.split()[0] for line in ran.out.splitlines()] == list(graphs)
    store = RemoteStore(server.query)
    for graph in graphs.values():
        found = store.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{graph.iri}> {{ ?s ?p ?o }} }}").python()
        assert found == [{"n": len(graph.triples)}]


def test_graph_store_protocol_replaces_a_graph_too(server: Server) -> None:
    publisher = Publisher(server.query, graph_store=server.graph_store)
    publisher.check()
    for graph in (numbered(30, "old"), numbered(20, "new")):
        publisher.replace(graph)


def test_wrong_password_is_refused_before_anything_is_sent(virtuoso_server: Server) -> None:
    publisher = Publisher(virtuoso_server.query, update=virtuoso_server.update.replace("dba:dba", "dba:secret"))
    with pytest.raises(NotAuthorised) as caught:
        publisher.check()
    assert "secret" not in str(caught.value)


def test_credentials_come_from_the_environment_and_the_address_from_the_server(
        virtuoso_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIHUA_USER", "dba")
    monkeypatch.setenv("GUIHUA_PASSWORD", "dba")
    publisher = Publisher(virtuoso_server.query)
    assert publisher.target.endswith("/sparql-auth")
    publisher.check()


def test_graph_that_the_server_cannot_read_leaves_the_old_one(server: Server) -> None:
    publisher = Publisher(server.query, update=server.update)
    publisher.replace(numbered(10, "old"))
    with pytest.raises(GuihuaError):
        publisher.replace(NamedGraph(GRAPH, (*numbered(10, "new").triples, "<http://example.org/x> broken .")))
    found = RemoteStore(server.query).select(f"SELECT ?s WHERE {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}")
    assert len(found) == 10 and "/old/" in str(found.rows[0])


def test_only_the_plan_that_is_named_is_sent(two_plans: Path) -> None:
    graphs = graphs_of(two_plans)
    (one,) = choose(graphs, ["pingwu"])
    assert one.is_plan and one.iri.endswith("/pingwu")
    assert choose(graphs, [one.iri]) == (one,)
    with pytest.raises(NoSuchPlan, match="qingchuan"):
        choose(graphs, ["dataset"])


@pytest.mark.parametrize("args", [
    ("--endpoint", "http://127.0.0.1:9/query"), ("--endpoint", "ftp://example.org/x"), ("--endpoint", "http://[::1"),
    ("--endpoint", "nonsense"), ("--endpoint", "http://127.0.0.1:99999/query")])
def test_server_that_is_not_there_is_said_in_one_line(args: tuple[str, ...], two_plans: Path, cli: Cli) -> None:
    ran = cli("publish", "--data", two_plans, *args)
    assert ran.status == 1
    assert len(ran.err.strip().splitlines()) == 1 and "Traceback" not in ran.err


def test_dry_run_sends_nothing(two_plans: Path, cli: Cli) -> None:
    ran = cli("publish", "--data", two_plans, "--endpoint", "http://127.0.0.1:9/query", "--dry-run", "--plan", "pingwu")
    assert ran.status == 0 and ran.out.startswith("https://w3id.org/guihua/id/pingwu  ")
