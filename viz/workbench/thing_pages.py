"""Things: a page for readers and, at the same address, RDF for machines."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ontology.terms import DATA, PREFIXES
from queries.errors import BadTerm
from queries.stores import Iri
from viz.model import RELATIONS, Edge, Node
from viz.workbench import links, resource_pages
from viz.workbench.library import Book
from viz.workbench.negotiation import RDF_FORMS, best, rdf
from viz.workbench.site import Site

OFFERED = {"html": "text/html", **{form: media for form, (media, _) in RDF_FORMS.items()}}
FIRST = 8
"""Sentences and claims of a kind shown before they must be opened."""


def local(site: Site, request: Request) -> Response:
    """A thing of our own namespace, by the path of its IRI; an ending (``.ttl``) names the form."""
    path: str = request.path_params["path"]
    for form in RDF_FORMS:
        if path.endswith("." + form):
            return _data(site, request, DATA + path.removesuffix("." + form), form)
    return _negotiated(site, request, DATA + path)


def foreign(site: Site, request: Request) -> Response:
    """A thing by its whole IRI."""
    iri = request.query_params.get("iri", "")
    if iri.startswith(DATA):
        return RedirectResponse(links.thing(iri), 303)
    return _negotiated(site, request, iri)


def _negotiated(site: Site, request: Request, iri: str) -> Response:
    form = best(request.headers.get("accept", ""), OFFERED, "html")
    if form is None:
        return Response("Offered: " + ", ".join(OFFERED.values()) + "\n", 406, media_type="text/plain")
    if form != "html":
        return _data(site, request, iri, form)
    return _page(site, request, iri)


def _data(site: Site, request: Request, iri: str, form: str) -> Response:
    """All that is said of *iri*, and the claims that speak of it."""
    try:
        term = Iri(iri).n3()
    except BadTerm:
        return site.missing(request)
    triples = site.library.dataset.store.construct(
        f"CONSTRUCT {{ {term} ?p ?o . ?c ?q ?r }} WHERE {{ {{ {term} ?p ?o }} UNION "
        f"{{ VALUES ?end {{ rdf:subject rdf:object }} ?c ?end {term} ; ?q ?r }} }}"
    )
    triples = triples or (resource_pages.term_triples(iri) if resource_pages.is_term(iri) else ())
    if not triples:
        return site.missing(request)
    media = RDF_FORMS[form][0]
    return Response(rdf(triples, form, PREFIXES), media_type=media, headers={"Vary": "Accept"})


def _page(site: Site, request: Request, iri: str) -> Response:
    try:
        holding = site.library.holding(iri)
    except BadTerm:
        holding = ()
    parts = []
    for slug in holding:
        book = site.library.book(slug)
        if iri == book.network.plan.iri:
            return RedirectResponse(f"/plan/{slug}", 303)
        if iri in book.network.passages:
            return RedirectResponse(links.passage(book, iri), 303)
        if iri in book.network.quotes:
            return RedirectResponse(links.read(book, iri), 303)
        node = book.network.nodes.get(iri)
        if node:
            parts.append(_part(book, node))
        edge = next((edge for edge in book.network.edges if edge.iri == iri), None)
        if edge:
            return site.page(request, "claim.html", book=book, plan=book.network.plan, edge=edge, iri=iri,
                             nodes=book.network.nodes)
    if not parts:
        return resource_pages.page(site, request, iri)
    return site.page(request, "thing.html", iri=iri, node=parts[0]["node"], parts=parts, first=FIRST,
                     forms={form: media for form, (media, _) in RDF_FORMS.items()},
                     plan=parts[0]["plan"] if len(parts) == 1 else None)


def _part(book: Book, node: Node) -> dict[str, object]:
    """What one plan says of a thing."""
    groups: list[tuple[str, list[tuple[Edge, Node]]]] = []
    edges = book.edges_of.get(node.iri, ())
    for relation in RELATIONS:
        for key, mine, other in ((relation, "source", "target"), ("by:" + relation, "target", "source")):
            found = [(edge, book.network.nodes[getattr(edge, other)]) for edge in edges
                     if edge.relation == relation and getattr(edge, mine) == node.iri]
            if found:
                found.sort(key=lambda pair: (pair[0].strength == "Contributing", -pair[0].confidence, pair[1].order))
                groups.append((key, found))
    return {"book": book, "plan": book.network.plan, "node": node, "groups": groups, "claims": len(edges)}
