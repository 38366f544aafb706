"""The default store: Oxigraph in this process, read from the dataset's ``store/`` (or from ``graph.nq``).

A question or two are answered from disk, where opening costs next to nothing. Whoever asks more (a notebook, the
pages, the shell) gets the graph in memory, which answers some eight times faster: it is read by a thread of its own
while questions go on, unless the graph is large.

Several plans are read into memory before the first answer, with the merge of their graphs beside them: Oxigraph's union
of graphs shows a statement once for each graph that has it, so what thirty plans say of one place is thirty times
thirty rows in a join of two patterns, and counts are wrong. The merge has each statement once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from ontology.terms import GH, RDF
from queries.errors import BadSparql, DatasetMissing, DatasetUnreadable, QueryError, QueryNotRun, ResultTooLarge
from queries.stores.base import Blank, Iri, Limits, Solutions, Term, Triple, Value, sorted_triples
from queries.stores.check import bad_sparql
from queries.stores.deadline import within
from queries.stores.text import canonical, form_of, undeclared

T = TypeVar("T")
_BUSY = 0.15
"""Seconds of work on disk after which the graph is read into memory."""
_MOST = 256 * 1024 * 1024
"""Bytes of N-Quads up to which that is done; in memory they take three to four times as much."""
_MERGE = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"


class EmbeddedStore:
    """Oxigraph, embedded. Opened read-only: any number of readers share one directory."""

    def __init__(self, store: ox.Store, description: str, quads: Path | None = None) -> None:
        # The graph, and whether the union of its named graphs stands for the default graph, which is else their merge.
        self._answering = (store, True)
        self._several = quads is not None and _plans(store) > 1
        self.description = description
        self._quads = quads
        self._made = _identity(quads)
        self._spent = 0.0
        self._warming: threading.Thread | None = None

    @classmethod
    def open(cls, directory: Path, *, keep_on_disk: bool = False) -> EmbeddedStore:
        """Open the dataset in *directory*.

        :param keep_on_disk: never read it into memory, however much is asked.
        :raises DatasetMissing: when it has neither a store nor a ``graph.nq``;
            :raises DatasetUnreadable: when neither can be read.
        """
        saved, quads = directory / "store", directory / "graph.nq"
        if saved.is_dir() and any(saved.iterdir()):
            try:
                return cls(ox.Store.read_only(str(saved)), str(directory), None if keep_on_disk else quads)
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
        made = cls(store, str(path))
        made._answering = _merged(store)
        return made

    def select(self, query: str, *, limits: Limits | None = None) -> Solutions:
        """See :meth:`queries.stores.base.Store.select`."""
        form_of(query)
        limits = limits or Limits()

        def run() -> Solutions:
            found = self._query(query)
            if not isinstance(found, ox.QuerySolutions):
                raise BadSparql(reason="not a SELECT query")
            names = tuple(variable.value for variable in found.variables)
            return Solutions(names, rows_of(found, limits))

        return self._timed(limits.seconds, run)

    def ask(self, query: str, *, limits: Limits | None = None) -> bool:
        """See :meth:`queries.stores.base.Store.ask`."""
        form_of(query)
        return self._timed((limits or Limits()).seconds, lambda: bool(self._query(query)))

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

        return self._timed(limits.seconds, run)

    def warm(self) -> None:
        """Begin to read the graph into memory, if that has not begun and the graph is not too large."""
        if self._warming is None and self._made is not None and self._made[1] <= _MOST:
            self._warming = threading.Thread(target=self._to_memory, daemon=True, name="guihua-warm")
            self._warming.start()

    def wait(self) -> None:
        """Return when the graph that :meth:`warm` reads is in memory."""
        if self._warming is not None:
            self._warming.join()

    def _to_memory(self) -> None:
        store = ox.Store()
        try:
            store.bulk_load(path=str(self._quads), format=ox.RdfFormat.N_QUADS)
        except (OSError, SyntaxError, ValueError):
            return  # the disk goes on answering
        # Another build may have taken the directory's place since it was opened.
        if _identity(self._quads) == self._made:
            self._answering = _merged(store)

    def _timed(self, seconds: float, run: Callable[[], T]) -> T:
        begun = time.perf_counter()

        def evaluated() -> T:
            try:
                return run()
            except QueryError as error:
                failed = error
            except RuntimeError as error:
                # Oxigraph finds out while it evaluates that it has no such function (BIND(my:f(?x) AS ?y)).
                failed = QueryNotRun(reason=_first_line(error).rstrip("."))
            # Without the frames it came from: they hold Oxigraph's cursor, which must be let go of in this thread.
            raise failed.with_traceback(None)

        try:
            return within(seconds, evaluated)
        finally:
            self._spent += time.perf_counter() - begun
            if self._spent > _BUSY:
                self.warm()

    def _query(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        if self._several:
            self.warm()
            self.wait()
        store, union = self._answering
        try:
            return store.query(query, prefixes=undeclared(query), use_default_graph_as_union=union)
        except SyntaxError as error:
            raise bad_sparql(error) from error
        except OSError as error:
            raise DatasetUnreadable(path=self.description, reason=_first_line(error)) from error

    def close(self) -> None:
        """Let go of the directory."""
        self._made = None
        self._answering = (ox.Store(), True)


def _plans(store: ox.Store) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, ox.NamedNode(RDF["type"]), ox.NamedNode(GH["Plan"])))


def _merged(store: ox.Store) -> tuple[ox.Store, bool]:
    """*store*, a graph in memory, with the merge of its graphs as the default graph where it has several plans."""
    several = _plans(store) > 1
    if several:
        store.update(_MERGE)
    return store, not several


def rows_of(found: ox.QuerySolutions, limits: Limits) -> tuple[tuple[Term | None, ...], ...]:
    """The rows of a result; a term that occurs often is made once.

    :raises ResultTooLarge: past ``limits.rows``.
    """
    known: dict[object, Term | None] = {None: None}
    rows: list[tuple[Term | None, ...]] = []
    for solution in found:
        if len(rows) >= limits.rows:
            raise ResultTooLarge(limit=f"{limits.rows} rows")
        row = []
        for term in solution:
            made = known.get(term)
            if made is None and term is not None:
                made = known[term] = term_of(term)
            row.append(made)
        rows.append(tuple(row))
    return tuple(rows)


def _identity(quads: Path | None) -> tuple[int, int, int] | None:
    """What tells one ``graph.nq`` from the next."""
    try:
        found = quads.stat() if quads is not None else None
    except OSError:
        return None
    return (found.st_ino, found.st_size, found.st_mtime_ns) if found is not None else None


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
