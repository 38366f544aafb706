"""What is no thing of a plan but has an address all the same: terms of the ontology, observations, the dataset itself.

The ontology is part of the program, so its terms have pages whether or not the dataset holds a copy.
"""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from ontology import resources
from ontology.terms import GH
from queries.errors import BadTerm
from queries.stores import Iri, Term, Triple, Value
from viz.workbench.site import Site

MOST = 300
"""Values shown on a page; the data forms have all."""


@cache
def vocabulary() -> ox.Store:
    """The ontology, read once."""
    store = ox.Store()
    store.load(resources.read("guihua.ttl"), format=ox.RdfFormat.TURTLE)
    return store


def is_term(iri: str) -> bool:
    """Whether *iri* is of the ontology's namespace."""
    return iri.startswith(GH)


def term_triples(iri: str) -> tuple[Triple, ...]:
    """What the ontology says of one of its terms."""
    found = []
    for quad in vocabulary().quads_for_pattern(ox.NamedNode(iri), None, None):
        value = _term(quad.object)
        if value is not None:
            found.append((Iri(iri), Iri(quad.predicate.value), value))
    return tuple(sorted(found, key=lambda triple: (triple[1].value, triple[2].n3())))


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term | None:
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.Literal):
        return Value(term.value, term.datatype.value, term.language)
    return None  # a class expression has no name


def page(site: Site, request: Request, iri: str) -> Response:
    """Properties and values of *iri* as a table; nothing is here where neither dataset nor ontology speaks of it."""
    try:
        term = Iri(iri).n3()
    except BadTerm:
        return site.missing(request)
    rows: list[tuple[Term, Term]] = []
    if is_term(iri):
        rows = [(predicate, value) for _, predicate, value in term_triples(iri)]
    for predicate, value in site.library.dataset.store.select(
        f"SELECT DISTINCT ?p ?o WHERE {{ {term} ?p ?o }} ORDER BY ?p ?o LIMIT {MOST}"
    ).rows:
        if predicate is not None and value is not None and (predicate, value) not in rows:
            rows.append((predicate, value))
    if not rows:
        return site.missing(request)
    named = [value.value for row in rows for value in row if isinstance(value, Iri)]
    return site.page(
        request, "resource.html", iri=iri, rows=rows, labels=site.library.labels([*named, iri]), term=is_term(iri),
    )
