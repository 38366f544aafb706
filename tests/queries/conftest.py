"""The stores that every stored query is tried on: one test suite over all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_build import dataset_build
from queries.dataset import Dataset
from queries.stores import Store
from queries.stores.memory import MemoryStore
from queries.stores.publishing import Publisher, graphs_of
from queries.stores.remote import RemoteStore
from tests.queries.servers import Server, oxigraph, virtuoso

PLANS = Path(__file__).parents[1] / "build" / "plans"
OTHERS = ("memory", "oxigraph", "virtuoso")


@pytest.fixture(scope="session")
def two_plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of two small plans, which name things of the same name. Read it only."""
    directory = tmp_path_factory.mktemp("two-plans") / "guihua-data"
    dataset_build.build(dataset_build.sources_of([PLANS]), directory, dataset_build.Options(jobs=1))
    return directory


@pytest.fixture(scope="session")
def small(two_plans: Path) -> Iterator[Dataset]:
    """The two small plans, on the embedded store."""
    with Dataset.open(two_plans) as opened:
        yield opened


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running Oxigraph server; tests of queries find what :func:`held` puts there."""
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running Virtuoso server."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@pytest.fixture(scope="session", params=OTHERS)
def other(request: pytest.FixtureRequest, two_plans: Path) -> tuple[str, Store]:
    """The two small plans on each of the other stores, with the store's kind."""
    return request.param, held(request, request.param, two_plans)


def held(request: pytest.FixtureRequest, kind: str, directory: Path) -> Store:
    """A store of *kind* that holds the dataset at *directory*; servers get it by publishing."""
    if kind == "memory":
        return MemoryStore.open(directory)
    server: Server = request.getfixturevalue(f"{kind}_server")
    publisher = Publisher(server.query, update=server.update)
    for graph in graphs_of(directory).values():
        publisher.replace(graph)
    return RemoteStore(server.query)
