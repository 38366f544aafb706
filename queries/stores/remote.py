"""A remote SPARQL 1.1 endpoint, spoken to through SPARQLWrapper, with a deadline for the whole of each question.

What the network does to a request is dealt with in :mod:`queries.stores.http`. An endpoint whose default graph does
not hold the union of its named graphs is asked with all of them as the default graph, as the SPARQL protocol provides.
"""

from __future__ import annotations

import time
import urllib.request

import pyoxigraph as ox
from SPARQLWrapper import JSON, POST, RDFXML, SPARQLWrapper

from queries.errors import BadSparql, EndpointNotSparql, ResultTooLarge
from queries.stores.base import Limits, Solutions, Triple, sorted_triples
from queries.stores.check import check
from queries.stores.embedded import iri_of, node_of, rows_of, term_of
from queries.stores.errors import CutByServer
from queries.stores.http import Address, BadRequest, Body, Client, short
from queries.stores.text import form_of, with_prefixes

AGENT = "guihua (SPARQLWrapper)"


class RemoteStore:
    """A SPARQL endpoint.

    :param endpoint: its query address; ``user:password@`` in it is used and never shown.
    :param limits: how long one question may take and how much it may bring.

    Without credentials in the address those of ``GUIHUA_USER`` and ``GUIHUA_PASSWORD`` are used, or the host's entry
    in ``~/.netrc``.
    """

    def __init__(self, endpoint: str, *, limits: Limits | None = None) -> None:
        address = Address.of(endpoint)
        self._client = Client(address)
        self._url = address.url
        self._limits = limits or Limits()
        self._graphs: tuple[str, ...] | None = None
        self.description = self._url

    def select(self, query: str, *, limits: Limits | None = None) -> Solutions:
        """See :meth:`queries.stores.base.Store.select`."""
        form_of(query)
        limits = limits or self._limits
        found = self._results(query, limits)
        if not isinstance(found, ox.QuerySolutions):
            raise BadSparql(reason="not a SELECT query")
        names = tuple(variable.value for variable in found.variables)
        try:
            return Solutions(names, rows_of(found, limits))
        except (SyntaxError, ValueError, OSError) as error:
            raise self._broken("JSON", error) from error

    def ask(self, query: str, *, limits: Limits | None = None) -> bool:
        """See :meth:`queries.stores.base.Store.ask`."""
        form_of(query)
        return self._truth(self._results(query, limits or self._limits))

    def construct(self, query: str, *, limits: Limits | None = None) -> tuple[Triple, ...]:
        """See :meth:`queries.stores.base.Store.construct`."""
        form_of(query)
        limits = limits or self._limits
        body = self._fetch(query, RDFXML, limits)
        rdf = ox.RdfFormat.from_media_type(body.media_type)
        if rdf is None:
            raise EndpointNotSparql(url=self._url, reason=body.media_type or "no media type")
        triples: list[Triple] = []
        try:
            for quad in ox.parse(body.content, format=rdf):
                if len(triples) >= limits.rows:
                    raise ResultTooLarge(limit=f"{limits.rows} triples")
                triples.append((node_of(quad.subject), iri_of(quad.predicate), term_of(quad.object)))
        except (SyntaxError, ValueError) as error:
            raise self._broken("RDF", error) from error
        return sorted_triples(triples)

    def close(self) -> None:
        """Each request has its own connection: nothing is held open."""

    def _results(self, query: str, limits: Limits) -> ox.QuerySolutions | ox.QueryBoolean:
        return self._parsed(self._fetch(query, JSON, limits))

    def _parsed(self, body: Body) -> ox.QuerySolutions | ox.QueryBoolean:
        if "json" not in body.media_type:
            raise EndpointNotSparql(url=self._url, reason=body.media_type or "no media type")
        try:
            return ox.parse_query_results(body.content, format=ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError, OSError) as error:
            raise self._broken("JSON", error) from error

    def _truth(self, found: ox.QuerySolutions | ox.QueryBoolean) -> bool:
        """The answer of an ASK; Virtuoso gives it as a row with a 1, or as none."""
        if isinstance(found, ox.QuerySolutions):
            values = [term_of(term) for row in found for term in row if term is not None]
            if [v.value for v in found.variables] != ["__ASK_RETVAL"]:
                raise BadSparql(reason="not an ASK query")
            return bool(values) and str(values[0].python()) in ("1", "True", "true")
        return bool(found)

    def _broken(self, what: str, error: Exception) -> EndpointNotSparql:
        return EndpointNotSparql(url=self._url, reason=f"cut or broken {what} ({short(str(error))})")

    def _fetch(self, query: str, accept: str, limits: Limits) -> Body:
        """The answer's bytes; asks which graphs to use the first time, all within one deadline."""
        started = time.monotonic()
        if self._graphs is None:
            self._graphs = self._default_graphs(limits, started)
        return self._request(query, accept, limits, started, self._graphs)

    def _default_graphs(self, limits: Limits, started: float) -> tuple[str, ...]:
        """The graphs to name as the default graph: none where the endpoint's own default is already the union."""
        if self._truth(self._parsed(self._request("ASK { ?s ?p ?o }", JSON, limits, started, ()))):
            return ()
        graphs = self._parsed(self._request(
            "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g", JSON, limits, started, ()))
        assert isinstance(graphs, ox.QuerySolutions)
        return tuple(iri_of(solution["g"]).value for solution in graphs)

    def _request(self, query: str, accept: str, limits: Limits, started: float, graphs: tuple[str, ...]) -> Body:
        try:
            body = self._client.send(lambda: self._prepared(query, accept, graphs), limits, started)
        except BadRequest as error:
            raise _syntax_error(query, error) from error
        _whole(body, self._url)
        return body

    def _prepared(self, query: str, accept: str, graphs: tuple[str, ...]) -> urllib.request.Request:
        wrapper = SPARQLWrapper(self._url, agent=AGENT)
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(accept)
        for graph in graphs:
            wrapper.addParameter("default-graph-uri", graph)
            wrapper.addParameter("named-graph-uri", graph)
        wrapper.setQuery(with_prefixes(query))
        request: urllib.request.Request = wrapper._createRequest()
        return request


def _whole(body: Body, url: str) -> None:
    """Virtuoso says in headers that it stopped early, with status 200 and a result that looks complete."""
    if body.headers.get("X-SQL-State"):
        raise CutByServer(url=url, reason=short(body.headers.get("X-SQL-Message") or body.headers["X-SQL-State"]))
    cap = body.headers.get("X-SPARQL-MaxRows", "")
    if cap.isdigit():
        raise CutByServer(url=url, reason=f"at most {cap} rows")


def _syntax_error(query: str, error: BadRequest) -> BadSparql | BadRequest:
    """Where the query is wrong: found by a parser of our own, since endpoints say it each in their way."""
    try:
        check(query)
    except BadSparql as ours:
        return ours
    return error
