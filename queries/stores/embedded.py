"""The default store: Oxigraph in this process, read from the dataset's ``store/`` (or from ``graph.nq``)."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from queries.errors import BadSparql, DatasetMissing, DatasetUnreadable, ResultTooLarge
from queries.stores.base import Blank, Iri, Limits, Solutions, Term, Triple, Value, sorted_triples
from queries.stores.check import bad_sparql
from queries.stores.deadline import within
from queries.stores.text import canonical, form_of, undeclared


class EmbeddedStore:
    """Oxigraph, embedded. Opened read-only: any number of readers share one directory."""

    def __init__(self, store: ox.Store, description: str) -> None:
        self._store = store
        self.description = description

    @classmethod
    def open(cls, directory: Path) -> EmbeddedStore:
        """Open the dataset in *directory*.

        :raises DatasetMissing: when it has neither a store nor a ``graph.nq``;
            :raises DatasetUnreadable: when neither can be read.
        """
        saved, quads = directory / "store", directory / "graph.nq"
        if saved.is_dir() and any(saved.iterdir()):
            try:
                return cls(ox.Store.read_only(str(saved)), str(directory))
            except OSError as error:
                # A store written by another version: the quads beside it say the same.
                if not quads.is_file():
                    raise DatasetUnreadable(path=directory, reason=_first_line(error)) from error
        if not quads.is_file():
            raise DatasetMissing(path=directory)
        return cls.load(quads)

    @classmethod
    def load(cls, path: Path) -> EmbeddedStore:
        """Read an RDF file (N-Quads, TriG, Turtle… by its ending) into memory.

        :raises DatasetMissing: no such file; :raises DatasetUnreadable: no RDF in it.
        """
        store = ox.Store()
        try:
            store.bulk_load(path=str(path), format=ox.RdfFormat.from_extension(path.suffix.lstrip(".")))
        except FileNotFoundError as error:
            raise DatasetMissing(path=path) from error
        except (OSError, SyntaxError, ValueError) as error:
            raise DatasetUnreadable(path=path, reason=_first_line(error)) from error
        return cls(store, str(path))

    def select(self, query: str, *, limits: Limits | None = None) -> Solutions:
        """See :meth:`queries.stores.base.Store.select`."""
        form_of(query)
        limits = limits or Limits()

        def run() -> Solutions:
            found = self._query(query)
            if not isinstance(found, ox.QuerySolutions):
                raise BadSparql(reason="not a SELECT query")
            names = tuple(variable.value for variable in found.variables)
            rows: list[tuple[Term | None, ...]] = []
            for solution in found:
                if len(rows) >= limits.rows:
                    raise ResultTooLarge(limit=f"{limits.rows} rows")
                rows.append(tuple(None if term is None else term_of(term) for term in solution))
            return Solutions(names, tuple(rows))

        return within(limits.seconds, run)

    def ask(self, query: str, *, limits: Limits | None = None) -> bool:
        """See :meth:`queries.stores.base.Store.ask`."""
        form_of(query)
        return within((limits or Limits()).seconds, lambda: bool(self._query(query)))

    def construct(self, query: str, *, limits: Limits | None = None) -> tuple[Triple, ...]:
        """See :meth:`queries.stores.base.Store.construct`."""
        form_of(query)
        limits = limits or Limits()

        def run() -> tuple[Triple, ...]:
            found = self._query(query)
            if not isinstance(found, ox.QueryTriples):
                raise BadSparql(reason="not a CONSTRUCT or DESCRIBE query")
            triples: list[Triple] = []
            for triple in found:
                if len(triples) >= limits.rows:
                    raise ResultTooLarge(limit=f"{limits.rows} triples")
                triples.append((node_of(triple.subject), iri_of(triple.predicate), term_of(triple.object)))
            return sorted_triples(triples)

        return within(limits.seconds, run)

    def _query(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        try:
            return self._store.query(query, prefixes=undeclared(query), use_default_graph_as_union=True)
        except SyntaxError as error:
            raise bad_sparql(error) from error
        except OSError as error:
            raise DatasetUnreadable(path=self.description, reason=_first_line(error)) from error

    def close(self) -> None:
        """Let go of the directory."""
        self._store = ox.Store()


def term_of(term: object) -> Term:
    """Oxigraph's term as ours."""
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        datatype = term.datatype.value
        return Value(canonical(term.value, datatype), datatype, term.language)
    if isinstance(term, ox.BlankNode):
        return Blank(term.value)
    return Value(str(term))  # a quoted triple of SPARQL 1.2: shown as its text


def node_of(term: object) -> Iri | Blank:
    """Oxigraph's subject as ours."""
    return Blank(term.value) if isinstance(term, ox.BlankNode) else iri_of(term)


def iri_of(term: object) -> Iri:
    """Oxigraph's predicate as ours."""
    assert isinstance(term, ox.NamedNode)
    return Iri(term.value)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
