"""An rdflib dataset as a store: for notebooks that already hold one, and as a second opinion in the tests."""

from __future__ import annotations

import re
from pathlib import Path

import rdflib
from pyparsing import ParseException
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import Query as QUERY_GRAMMAR
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result, ResultRow

from ontology.terms import RDF, XSD
from queries.errors import BadSparql, DatasetMissing, DatasetUnreadable, ResultTooLarge
from queries.stores.base import Blank, Iri, Limits, Solutions, Term, Triple, Value, sorted_triples
from queries.stores.check import check
from queries.stores.deadline import within
from queries.stores.reorder import reorder
from queries.stores.text import canonical, form_of, undeclared

_CODE_POINT_ESCAPE_AFTER_BACKSLASH = re.compile(r"\\\\[uU]")


class MemoryStore:
    """SPARQL by rdflib over an in-memory dataset, its default graph the union of all."""

    def __init__(self, dataset: rdflib.Dataset, description: str = "rdflib dataset") -> None:
        dataset.default_union = True
        self._dataset = dataset
        self.description = description

    @classmethod
    def open(cls, path: Path) -> MemoryStore:
        """Read a dataset directory's ``graph.nq`` or one RDF file.

        :raises DatasetMissing: nothing there; :raises DatasetUnreadable: no RDF in it.
        """
        file = path / "graph.nq" if path.is_dir() else path
        if not file.is_file():
            raise DatasetMissing(path=path)
        dataset = rdflib.Dataset(default_union=True)
        try:
            dataset.parse(str(file), format=rdflib.util.guess_format(str(file)) or "nquads")
        except (OSError, SyntaxError, ValueError, BadSyntax) as error:
            raise DatasetUnreadable(path=path, reason=str(error).strip().partition("\n")[0]) from error
        return cls(dataset, str(path))

    @property
    def dataset(self) -> rdflib.Dataset:
        """The rdflib dataset itself."""
        return self._dataset

    def select(self, query: str, *, limits: Limits | None = None) -> Solutions:
        """See :meth:`queries.stores.base.Store.select`."""
        limits = limits or Limits()
        result = self._run(query, limits)
        if result.type != "SELECT" or result.vars is None:
            raise BadSparql(reason="not a SELECT query")
        rows: list[tuple[Term | None, ...]] = []
        for row in result:
            assert isinstance(row, ResultRow)
            if len(rows) >= limits.rows:
                raise ResultTooLarge(limit=f"{limits.rows} rows")
            rows.append(tuple(None if node is None else _term(node) for node in row))
        return Solutions(tuple(str(variable) for variable in result.vars), tuple(rows))

    def ask(self, query: str, *, limits: Limits | None = None) -> bool:
        """See :meth:`queries.stores.base.Store.ask`."""
        return bool(self._run(query, limits or Limits()).askAnswer)

    def construct(self, query: str, *, limits: Limits | None = None) -> tuple[Triple, ...]:
        """See :meth:`queries.stores.base.Store.construct`."""
        limits = limits or Limits()
        result = self._run(query, limits)
        if result.graph is None:
            raise BadSparql(reason="not a CONSTRUCT or DESCRIBE query")
        if len(result.graph) > limits.rows:
            raise ResultTooLarge(limit=f"{limits.rows} triples")
        return sorted_triples([(_node(s), _iri(p), _term(o)) for s, p, o in result.graph])

    def _run(self, query: str, limits: Limits) -> Result:
        form_of(query)
        prepared = _prepare(query)

        def work() -> Result:
            found = self._dataset.query(prepared)
            if found.type == "SELECT":
                _ = found.bindings  # rdflib evaluates lazily; the deadline is for the whole
            return found

        return within(limits.seconds, work)

    def close(self) -> None:
        """Nothing is held open."""


def _prepare(query: str) -> Query:
    prefixes = undeclared(query)
    check(query)
    try:
        # rdflib expands \\u in a literal's text, where the first backslash is itself escaped, as if it were an escape
        # of the query's; its grammar alone reads such a literal right.
        if _CODE_POINT_ESCAPE_AFTER_BACKSLASH.search(query):
            parsed = QUERY_GRAMMAR.parse_string(query, parse_all=True)
        else:
            parsed = parseQuery(query)
    except ParseException as error:
        raise BadSparql(reason=f"rdflib does not read {error.line[error.column - 1:error.column + 20]!r}",
                        line=error.lineno, column=error.column) from error
    return reorder(translateQuery(parsed, initNs=prefixes))


def _term(node: object) -> Term:
    if isinstance(node, rdflib.URIRef):
        return Iri(str(node))
    if isinstance(node, rdflib.Literal):
        datatype = str(node.datatype) if node.datatype else XSD["string"]
        if node.language:
            return Value(str(node), RDF["langString"], node.language)
        return Value(canonical(str(node), datatype), datatype)
    return Blank(str(node))


def _node(node: object) -> Iri | Blank:
    return Iri(str(node)) if isinstance(node, rdflib.URIRef) else Blank(str(node))


def _iri(node: object) -> Iri:
    return Iri(str(node))
