"""Pictures of the network, served: the same one-file pages that ``guihua view`` writes."""

from __future__ import annotations

from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response

from ontology.errors import Lang
from queries.stores import Iri
from viz import subgraph
from viz.layout import lay_out
from viz.model import View
from viz.names import find
from viz.page import html, policy
from viz.workbench.language import language
from viz.workbench.library import Book, Library
from viz.workbench.site import Site, text_of
from viz.workbench.sparql_pages import LIMITS


def picture(site: Site, request: Request) -> Response:
    """``/plan/SLUG/view/KIND?of=…``: goal, focus (``hops``), place, industry, trace (``to``), all; answer (a
    question) and sparql (a SELECT query) draw what their rows name."""
    of, to = text_of(request.query_params, "of", 8000), text_of(request.query_params, "to")
    hops = text_of(request.query_params, "hops")
    text = _page(
        site.library, request.path_params["slug"], request.path_params["kind"], of, to,
        int(hops) if hops in ("1", "2", "3") else 1, language(request), site.version,
    )
    if text is None:
        return site.missing(request)
    return Response(text, media_type="text/html", headers={
        "Content-Security-Policy": policy() + "; frame-ancestors 'self'", "Vary": "Accept-Language, Cookie",
    })


def warm(library: Library, slug: str, lang: Lang, version: str) -> None:
    """Make the picture of a whole plan before it is asked for."""
    _page(library, slug, "all", "", "", 1, lang, version)


@lru_cache(maxsize=32)
def _page(
    library: Library, slug: str, kind: str, of: str, to: str, hops: int, lang: Lang, version: str
) -> str | None:
    view = _view(library, library.book(slug), kind, of, to, hops)
    return html(view, lay_out(view), lang=lang, version=version) if view else None


def _view(library: Library, book: Book, kind: str, of: str, to: str, hops: int) -> View | None:
    network = book.network
    if kind == "all":
        return subgraph.all_view(network)
    if kind in ("answer", "sparql"):
        asked = kind == "answer"
        rows = library.dataset.ask(of).solutions if asked else library.dataset.store.select(of, limits=LIMITS)
        found = [term.value for row in rows for term in row.values() if isinstance(term, Iri)]
        return subgraph.nodes_view(network, of if asked else "SPARQL", found)
    if kind == "goal":
        return subgraph.goal_view(network, find(network, of, ("Goal",)))
    if kind == "focus":
        return subgraph.focus_view(network, find(network, of), hops)
    if kind == "place":
        return subgraph.place_view(network, find(network, of))
    if kind == "industry":
        return subgraph.industry_view(network, find(network, of))
    if kind == "trace":
        return subgraph.trace_view(network, find(network, of), find(network, to))
    return None
