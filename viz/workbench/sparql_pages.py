"""SPARQL: the protocol for programs and an editor for people, at one address.

The query is run by the dataset's own store (Oxigraph, or the endpoint that is read), the results are written by
Oxigraph's writers; this module speaks HTTP only. Updates and SERVICE are refused by the store.
"""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from ontology.terms import PREFIXES
from queries.errors import EndpointFailed, EndpointUnreachable, QueryError, QueryTooSlow, ResultTooLarge
from queries.stores import Iri, Limits, Solutions, Triple, service
from viz.model import CLASSES, RELATIONS
from viz.workbench.guard import LARGEST_BODY
from viz.workbench.negotiation import RDF_FORMS, RESULT_FORMS, best, rdf, results
from viz.workbench.site import Site

LIMITS = Limits(seconds=20.0, rows=100_000)
_OURS = (
    *CLASSES, "Plan", "Chapter", "Section", "Box", "Table", "Passage", "Evidence", "Claim", "Observation",
    *RELATIONS[:-1], "mention", "inPassage", "inChapter", "inSection", "inPlan", "quote", "start", "end", "text",
    "number", "order", "basis", "strength", "confidence", "rule", "headline", "subjectLabel", "ofIndicator",
    "comparator", "value", "valueText", "unitLabel", "year", "observation", "role", "nature", "table", "Direct",
    "Contributing", "Explicit", "Structural", "Thematic", "elaborates", "describes", "placeCode", "code",
)
TERMS = (*(f"gh:{name}" for name in _OURS), "skos:prefLabel", "skos:altLabel", "skos:definition", "dcterms:title",
         "prov:wasDerivedFrom", "rdf:subject", "rdf:predicate", "rdf:object")
"""What the editor completes."""
SHOWN = 500
"""Rows on a page; the protocol gives all up to its cap."""
EXAMPLE = """SELECT ?task ?goal WHERE {
  ?t gh:supports ?g ; skos:prefLabel ?task .
  ?g gh:headline true ; skos:prefLabel ?goal .
} LIMIT 50"""


async def sparql(site: Site, request: Request) -> Response:
    """GET and POST of the SPARQL 1.1 protocol; a browser gets pages, and who asks for RDF without a query the
    service description."""
    query = await _query(request)
    if isinstance(query, Response):
        return query
    accept = request.headers.get("accept", "")
    # Pages come last: who takes anything is a program.
    offered = {**{form: media for form, (media, _) in (*RESULT_FORMS.items(), *RDF_FORMS.items())}, "html": "text/html"}
    asked = request.query_params.get("format", "")
    if query is None and not request.query_params.get("example"):
        described = {"html": "text/html", **{form: media for form, (media, _) in RDF_FORMS.items()}}
        form = asked if asked in described else best(accept, described, "html")
        if form is not None and form in RDF_FORMS:
            return await run_in_threadpool(_description, site, str(request.url.replace(query="")), form)
    form = asked if asked in offered else best(accept, offered, "json")
    if form == "html" or query is None:
        return await run_in_threadpool(_editor, site, request, query or "")
    return await run_in_threadpool(_protocol, site, query, accept, asked)


async def _query(request: Request) -> str | Response | None:
    if request.method == "GET":
        return request.query_params.get("query")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            return PlainTextResponse("The request is too large.\n", 413)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return PlainTextResponse("The query is not UTF-8.\n", 400)
    if kind == "application/sparql-query":
        return text
    if kind == "application/x-www-form-urlencoded":
        fields = parse_qs(text, max_num_fields=50)
        if "update" in fields:
            return PlainTextResponse("Updates are not accepted: this endpoint only reads.\n", 403)
        return fields.get("query", [None])[0]
    if kind == "application/sparql-update":
        return PlainTextResponse("Updates are not accepted: this endpoint only reads.\n", 403)
    return PlainTextResponse("Send application/sparql-query or a form with a field “query”.\n", 415)


def _status(error: QueryError) -> int:
    if isinstance(error, QueryTooSlow | ResultTooLarge):
        return 503
    if isinstance(error, EndpointFailed | EndpointUnreachable):
        return 502
    return 400


def _protocol(site: Site, query: str, accept: str, asked: str) -> Response:
    try:
        found = site.library.dataset.sparql(query, limits=LIMITS)
    except QueryError as error:
        return PlainTextResponse(error.render("en") + "\n", _status(error))
    if isinstance(found, tuple):
        offered = {form: media for form, (media, _) in RDF_FORMS.items()}
        form = asked if asked in offered else best(accept, offered, "ttl")
        if form is None:
            return PlainTextResponse("Offered: " + ", ".join(offered.values()) + "\n", 406)
        return Response(rdf(found, form, PREFIXES), media_type=offered[form], headers={"Vary": "Accept"})
    offered = {form: media for form, (media, _) in RESULT_FORMS.items()}
    form = asked if asked in offered else best(accept, offered, "json")
    if form is None:
        return PlainTextResponse("Offered: " + ", ".join(offered.values()) + "\n", 406)
    return Response(results(found, form), media_type=offered[form], headers={"Vary": "Accept"})


def _description(site: Site, address: str, form: str) -> Response:
    media, syntax = RDF_FORMS[form]
    try:
        triples = service.description(site.library.dataset.store, address)
    except QueryError as error:
        return PlainTextResponse(error.render("en") + "\n", _status(error))
    return Response(service.write(triples, syntax), media_type=media, headers={"Vary": "Accept"})


def _editor(site: Site, request: Request, query: str) -> Response:
    dataset = site.library.dataset
    example = request.query_params.get("example", "")
    if not query and example in dataset.catalogue:
        query = dataset.catalogue.get(example).sparql
    found: Solutions | bool | tuple[Triple, ...] | None = None
    error: QueryError | None = None
    if request.query_params.get("query"):
        try:
            found = dataset.sparql(query, limits=LIMITS)
        except QueryError as raised:
            error = raised
    shown: list[str] = []
    if isinstance(found, Solutions):
        shown = [term.value for row in found.rows[:SHOWN] for term in row if isinstance(term, Iri)]
    elif isinstance(found, tuple):
        shown = [term.value for triple in found[:SHOWN] for term in triple if isinstance(term, Iri)]
    return site.page(
        request, "sparql.html", labels=site.library.labels(shown), slug=site.library.slug_for(shown),
        status=200 if error is None else _status(error), query=query or EXAMPLE, found=found,
        error=error, prefixes=PREFIXES, names=dataset.catalogue.names(), shown=SHOWN, Iri=Iri, run=bool(query and (
            found is not None)),
        kind="none" if found is None else "ask" if isinstance(found, bool) else
        "rows" if isinstance(found, Solutions) else "triples",
    )


def complete(site: Site, request: Request) -> Response:
    """``/complete?q=…``: classes, properties and names for the editor."""
    typed = request.query_params.get("q", "")[:60]
    folded = typed.casefold()
    found = [{"insert": term, "show": term} for term in TERMS if folded and folded in term.casefold()][:10]
    if folded and not folded.startswith(("gh:", "?")):
        for candidate in site.library.dataset.names.look_up(typed)[:10]:
            thing = candidate.thing
            found.append({"insert": thing.iri.n3(), "show": f"{thing.label} ({thing.cls})"})
    return JSONResponse(found)
