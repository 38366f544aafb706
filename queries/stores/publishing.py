"""A dataset's named graphs put on a SPARQL server, each replaced in one step.

One SPARQL update request per graph: drop it, insert it anew, in statements of a few thousand triples each, because some
parsers (Virtuoso's) take no longer ones. Oxigraph and Virtuoso run such a request as one transaction, so that a reader
sees the old graph or the new one; the tests watch both while a graph is replaced. The Graph Store Protocol's PUT is
offered for servers that have no update address; whether readers see a half then is up to the server (Virtuoso's PUT
deletes and inserts in view of everybody).
"""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from ontology.terms import DATA, GH, RDF
from queries.errors import DatasetMissing, DatasetUnreadable, EndpointFailed, EndpointUnreachable
from queries.stores.base import Iri, Limits
from queries.stores.errors import NoSuchPlan, NotAsPublished, UpdateRejected
from queries.stores.http import Address, Client, Transient
from queries.stores.remote import RemoteStore

_STATEMENT = 2000
"""Triples in one INSERT DATA."""
_LIMITS = Limits(seconds=600.0)


@dataclass(frozen=True, slots=True)
class NamedGraph:
    """One named graph of a dataset, as N-Triples lines."""

    iri: str
    triples: tuple[str, ...]

    @property
    def is_plan(self) -> bool:
        """Whether the graph is a plan's: the plan's IRI is its name."""
        return f"<{self.iri}> <{RDF['type']}> <{GH['Plan']}> ." in self.triples

    def update(self) -> Iterator[str]:
        """The SPARQL update that replaces the graph, in pieces."""
        graph = Iri(self.iri).n3()
        yield f"DROP SILENT GRAPH {graph}"
        for begin in range(0, len(self.triples), _STATEMENT):
            yield f" ;\nINSERT DATA {{ GRAPH {graph} {{\n"
            yield "\n".join(self.triples[begin:begin + _STATEMENT])
            yield "\n} }"


def graphs_of(directory: Path) -> dict[str, NamedGraph]:
    """The named graphs of the dataset at *directory*, by IRI: plans first, the dataset's description last.

    :raises DatasetMissing: nothing is there; :raises DatasetUnreadable: it is not a dataset of guihua's.
    """
    path = directory / "graph.nq"
    lines: dict[str, list[str]] = {}
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            for line in file:
                triple, space, graph = line.rstrip("\n").removesuffix(" .").rpartition(" <")
                if not space or not graph.endswith(">"):
                    raise DatasetUnreadable(path=directory, reason="graph.nq has a line without a graph")
                lines.setdefault(graph[:-1], []).append(f"{triple} .")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise DatasetMissing(path=directory) from error
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetUnreadable(path=directory, reason=error) from error
    made = [NamedGraph(iri, tuple(triples)) for iri, triples in lines.items()]
    return {g.iri: g for g in sorted(made, key=lambda g: (not g.is_plan, g.iri.endswith("/dataset"), g.iri))}


def choose(graphs: Mapping[str, NamedGraph], plans: Sequence[str]) -> tuple[NamedGraph, ...]:
    """The graphs to publish: all, or only those of the *plans* named by slug or IRI.

    :raises NoSuchPlan: naming those that there are.
    """
    if not plans:
        return tuple(graphs.values())
    known = {g.iri.rpartition("/")[2]: g for g in graphs.values() if g.is_plan}
    chosen: dict[str, NamedGraph] = {}
    for name in plans:
        graph = known.get(name) or (graphs.get(name) if name in graphs and graphs[name].is_plan else None)
        if graph is None:
            raise NoSuchPlan(name=name, known=", ".join(known) or "-")
        chosen[graph.iri] = graph
    return tuple(chosen.values())


def update_address(endpoint: str, *, server: str) -> str:
    """Where updates usually go when queries go to *endpoint*.

    >>> update_address("http://localhost:7878/query", server="Oxigraph")
    'http://localhost:7878/update'
    >>> update_address("http://localhost:8890/sparql", server="Virtuoso/07.20")
    'http://localhost:8890/sparql-auth'
    """
    parts = urlsplit(endpoint)
    path = parts.path.rstrip("/")
    if server.startswith("Virtuoso") and path.endswith("/sparql"):
        path += "-auth"
    elif path.endswith(("/query", "/sparql")):
        path = path.rpartition("/")[0] + "/update"
    return parts._replace(path=path).geturl()


class Publisher:
    """Replaces graphs on one server.

    :param endpoint: its query address, asked afterwards whether all has arrived.
    :param update: its update address; worked out from *endpoint* when neither it nor *graph_store* is given.
    :param graph_store: its Graph Store Protocol address, used instead of updates.
    """

    def __init__(self, endpoint: str, *, update: str | None = None, graph_store: str | None = None,
                 limits: Limits = _LIMITS) -> None:
        self._limits = limits
        self._store = RemoteStore(endpoint, limits=limits)
        self._puts = graph_store is not None
        address = Address.of(endpoint)
        if graph_store is None and update is None:
            made = update_address(address.url, server=self._server(address))
            self._target = Address(made, Address.of(endpoint).credentials)
        else:
            self._target = Address.of(graph_store or update or "")
            if self._target.credentials is None:
                self._target = Address(self._target.url, _same_host(address, self._target))
        self._client = Client(self._target)

    @property
    def target(self) -> str:
        """The address that graphs are sent to, without credentials."""
        return self._target.url

    def _server(self, address: Address) -> str:
        """What the server calls itself."""
        request = urllib.request.Request(f"{address.url}?query={quote('ASK {}')}")
        body = Client(address).send(lambda: request, self._limits)
        return str(body.headers.get("Server", ""))

    def check(self) -> None:
        """Find out with a request that changes nothing whether the address and the credentials are right.

        :raises EndpointUnreachable, NotAuthorised, EndpointFailed: each in one line.
        """
        if not self._puts:
            self._client.send(lambda: self._request(b"INSERT DATA { }", "application/sparql-update", "POST"),
                              self._limits)
            return
        try:
            url = self._graph_url(DATA)
            self._client.send(lambda: urllib.request.Request(url, method="HEAD"), self._limits)
        except Transient:
            raise
        except (EndpointUnreachable, EndpointFailed):
            pass  # 404, 405, 501: no such graph, or no HEAD; it is PUT that counts

    def _graph_url(self, graph: str) -> str:
        return f"{self._target.url}{'&' if urlsplit(self._target.url).query else '?'}graph={quote(graph, '')}"

    def replace(self, graph: NamedGraph) -> float:
        """Put *graph* in the place of what the server has under its name; seconds taken.

        :raises UpdateRejected: the server refused it; :raises NotAsPublished: it does not have it afterwards.
        """
        started = time.monotonic()
        if self._puts:
            body, kind, method = "\n".join(graph.triples).encode("utf-8"), "application/n-triples", "PUT"
            url = self._graph_url(graph.iri)
        else:
            body, kind, method = "".join(graph.update()).encode("utf-8"), "application/sparql-update", "POST"
            url = self._target.url
        try:
            self._client.send(lambda: self._request(body, kind, method, url), self._limits)
        except EndpointFailed as error:
            raise UpdateRejected(url=self._target.url, graph=graph.iri, reason=_reason(error)) from error
        count = self._store.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {Iri(graph.iri).n3()} {{ ?s ?p ?o }} }}")
        found = count.python()[0]["n"]
        if found != len(graph.triples):
            raise NotAsPublished(url=self._store.description, graph=graph.iri, found=found, sent=len(graph.triples))
        return time.monotonic() - started

    def _request(self, body: bytes, kind: str, method: str, url: str | None = None) -> urllib.request.Request:
        return urllib.request.Request(url or self._target.url, data=body, method=method,
                                      headers={"Content-Type": kind, "User-Agent": "guihua"})


def _same_host(one: Address, other: Address) -> tuple[str, str] | None:
    """The credentials of *one* where *other* is on the same host and port; they are for nobody else."""
    return one.credentials if urlsplit(one.url).netloc == urlsplit(other.url).netloc else None


def _reason(error: EndpointFailed) -> str:
    return str(error.fields.get("reason", error))
