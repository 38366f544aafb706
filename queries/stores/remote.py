"""A remote SPARQL 1.1 endpoint, spoken to through SPARQLWrapper, with a deadline for the whole of each question.

A request that the network cut short is tried again with growing pauses as long as the deadline allows; an answer of
the endpoint's own (a syntax error, 401, 500) is not. An endpoint whose default graph does not hold the union of its
named graphs is asked with all of them as the default graph, as the SPARQL protocol provides.
"""

from __future__ import annotations

import http.client
import netrc
import os
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import pyoxigraph as ox
from SPARQLWrapper import JSON, POST, RDFXML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, EndPointNotFound, QueryBadFormed, Unauthorized

from queries.errors import (
    BadSparql,
    EndpointFailed,
    EndpointNotSparql,
    EndpointUnreachable,
    NotAuthorised,
    QueryTooSlow,
    ResultTooLarge,
)
from queries.stores.base import Limits, Solutions, Term, Triple, sorted_triples
from queries.stores.check import check
from queries.stores.deadline import within
from queries.stores.embedded import iri_of, node_of, term_of
from queries.stores.text import form_of, with_prefixes

_CHUNK = 1 << 16
_PAUSES = (0.2, 0.6, 1.5)
_TRANSIENT = frozenset((429, 502, 503, 504))


@dataclass(frozen=True, slots=True)
class _Body:
    content: bytes
    media_type: str


class _Wrapper(SPARQLWrapper):
    """SPARQLWrapper whose credentials stay with the host that they are for when the endpoint redirects."""

    def _createRequest(self) -> urllib.request.Request:
        request: urllib.request.Request = super()._createRequest()
        credentials = request.headers.pop("Authorization", None)
        if credentials is not None:
            request.add_unredirected_header("Authorization", credentials)
        return request


class RemoteStore:
    """A SPARQL endpoint.

    :param endpoint: its query address; ``user:password@`` in it is used and never shown.
    :param limits: how long one question may take and how much it may bring.

    Without credentials in the address those of ``GUIHUA_USER`` and ``GUIHUA_PASSWORD`` are used, or the host's entry
    in ``~/.netrc``.
    """

    def __init__(self, endpoint: str, *, limits: Limits | None = None) -> None:
        parts = urlsplit(endpoint)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise EndpointUnreachable(url=endpoint, reason="not an http(s) address")
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        host += f":{parts.port}" if parts.port else ""
        self._url = urlunsplit((parts.scheme, host, parts.path, parts.query, ""))
        self._credentials = _credentials(parts.username, parts.password, parts.hostname)
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
        rows: list[tuple[Term | None, ...]] = []
        try:
            for solution in found:
                if len(rows) >= limits.rows:
                    raise ResultTooLarge(limit=f"{limits.rows} rows")
                rows.append(tuple(None if term is None else term_of(term) for term in solution))
        except (SyntaxError, ValueError, OSError) as error:
            raise EndpointNotSparql(url=self._url, reason=f"cut or broken JSON ({_short(str(error))})") from error
        return Solutions(names, tuple(rows))

    def ask(self, query: str, *, limits: Limits | None = None) -> bool:
        """See :meth:`queries.stores.base.Store.ask`."""
        form_of(query)
        return bool(self._results(query, limits or self._limits))

    def construct(self, query: str, *, limits: Limits | None = None) -> tuple[Triple, ...]:
        """See :meth:`queries.stores.base.Store.construct`."""
        form_of(query)
        limits = limits or self._limits
        body = within(limits.seconds, lambda: self._fetch(query, RDFXML, limits, time.monotonic()))
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
            raise EndpointNotSparql(url=self._url, reason=f"broken RDF ({_short(str(error))})") from error
        return sorted_triples(triples)

    def close(self) -> None:
        """Each request has its own connection: nothing is held open."""

    def _results(self, query: str, limits: Limits) -> ox.QuerySolutions | ox.QueryBoolean:
        body = within(limits.seconds, lambda: self._fetch(query, JSON, limits, time.monotonic()))
        if "json" not in body.media_type:
            raise EndpointNotSparql(url=self._url, reason=body.media_type or "no media type")
        try:
            return ox.parse_query_results(body.content, format=ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError, OSError) as error:
            raise EndpointNotSparql(url=self._url, reason=f"cut or broken JSON ({_short(str(error))})") from error

    def _fetch(self, query: str, accept: str, limits: Limits, started: float) -> _Body:
        """The answer's bytes; asks which graphs to use the first time."""
        if self._graphs is None:
            self._graphs = self._default_graphs(limits, started)
        return self._request(query, accept, limits, started, self._graphs)

    def _default_graphs(self, limits: Limits, started: float) -> tuple[str, ...]:
        """The graphs to name as the default graph: none where the endpoint's own default is already the union."""
        probe = "ASK { ?s ?p ?o }"
        if b"true" in self._request(probe, JSON, limits, started, ()).content:
            return ()
        graphs = ox.parse_query_results(
            self._request("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g", JSON, limits, started,
                          ()).content, format=ox.QueryResultsFormat.JSON)
        assert isinstance(graphs, ox.QuerySolutions)
        return tuple(iri_of(solution["g"]).value for solution in graphs)

    def _request(self, query: str, accept: str, limits: Limits, started: float, graphs: tuple[str, ...]) -> _Body:
        for pause in (*_PAUSES, None):
            left = limits.seconds - (time.monotonic() - started)
            if left <= 0:
                raise QueryTooSlow(seconds=f"{limits.seconds:g}")
            try:
                return self._once(query, accept, limits, started, graphs)
            except EndpointUnreachable:
                if pause is None or left <= pause:
                    raise
                time.sleep(pause)
        raise AssertionError("the last pass of the loop returns or raises")

    def _once(self, query: str, accept: str, limits: Limits, started: float, graphs: tuple[str, ...]) -> _Body:
        wrapper = _Wrapper(self._url, agent="guihua (SPARQLWrapper)")
        wrapper.setMethod(POST)
        wrapper.setReturnFormat(accept)
        wrapper.setTimeout(max(1, round(limits.seconds - (time.monotonic() - started))))
        for graph in graphs:
            wrapper.addParameter("default-graph-uri", graph)
            wrapper.addParameter("named-graph-uri", graph)
        if self._credentials is not None:
            wrapper.setCredentials(*self._credentials)
        wrapper.setQuery(with_prefixes(query))
        try:
            response = wrapper.query().response
            with response:
                media_type = response.headers.get_content_type()
                return _Body(self._read(response, limits, started), media_type)
        except QueryBadFormed as error:
            raise _syntax_error(query, error) from error
        except Unauthorized as error:
            raise NotAuthorised(url=self._url) from error
        except EndPointNotFound as error:
            raise EndpointUnreachable(url=self._url, reason="404 not found") from error
        except EndPointInternalError as error:
            raise EndpointFailed(url=self._url, reason=f"500 {_short(str(error))}") from error
        except urllib.error.HTTPError as error:
            if error.code == 403:
                raise NotAuthorised(url=self._url) from error
            if error.code in _TRANSIENT:
                raise EndpointUnreachable(url=self._url, reason=f"{error.code} {error.reason}") from error
            raise EndpointFailed(url=self._url, reason=f"{error.code} {error.reason}") from error
        except TimeoutError as error:
            raise QueryTooSlow(seconds=f"{limits.seconds:g}") from error
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise QueryTooSlow(seconds=f"{limits.seconds:g}") from error
            raise EndpointUnreachable(url=self._url, reason=_short(str(error.reason))) from error
        except (http.client.HTTPException, OSError) as error:
            reason = _short(str(error)) or type(error).__name__
            raise EndpointUnreachable(url=self._url, reason=reason) from error

    def _read(self, response: http.client.HTTPResponse, limits: Limits, started: float) -> bytes:
        """The body, piece by piece, so that neither a flood nor a trickle goes on for ever."""
        pieces: list[bytes] = []
        size = 0
        announced = response.headers.get("Content-Length")
        while piece := response.read1(_CHUNK):
            size += len(piece)
            if size > limits.bytes:
                raise ResultTooLarge(limit=f"{limits.bytes} bytes")
            if time.monotonic() - started > limits.seconds:
                raise QueryTooSlow(seconds=f"{limits.seconds:g}")
            pieces.append(piece)
        if announced is not None and announced.isdigit() and size < int(announced):
            raise http.client.IncompleteRead(b"", int(announced) - size)
        return b"".join(pieces)


def _syntax_error(query: str, error: QueryBadFormed) -> BadSparql:
    """Where the query is wrong: found by a parser of our own, since endpoints say it each in their way."""
    try:
        check(query)
    except BadSparql as ours:
        return ours
    return BadSparql(reason=_short(str(error)))


def _credentials(user: str | None, password: str | None, host: str) -> tuple[str, str] | None:
    if user:
        return user, password or ""
    if os.environ.get("GUIHUA_USER"):
        return os.environ["GUIHUA_USER"], os.environ.get("GUIHUA_PASSWORD", "")
    try:
        found = netrc.netrc().authenticators(host)
    except (OSError, netrc.NetrcParseError):
        return None
    return (found[0], found[2]) if found and found[2] else None


def _short(text: str) -> str:
    return " ".join(text.split())[:200]


