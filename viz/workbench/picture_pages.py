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
from viz.workbench import links
from viz.workbench.language import language
from viz.workbench.library import Book, Library
from viz.workbench.site import Site, text_of
from viz.workbench.sparql_pages import LIMITS

MOST = 20_000
"""Things in a picture at most."""


def picture(site: Site, request: Request) -> Response:
    """``/plan/SLUG/view/KIND?of=…``: goal, focus (``hops``), place, industry, trace (``to``), all; answer (a
    question) and sparql (a SELECT query) draw what their rows name. ``limit`` bounds how many things are drawn."""
    of, to = text_of(request.query_params, "of", 8000), text_of(request.query_params, "to")
    hops, limit = (text_of(request.query_params, name) for name in ("hops", "limit"))
    text = _page(
        site.library, request.path_params["slug"], request.path_params["kind"], of, to,
        int(hops) if hops in ("1", "2", "3") else 1,
        min(int(limit), MOST) if limit.isascii() and limit.isdigit() and int(limit) else None, language(request),
        site.version,
    )
    if text is None:
        return site.missing(request)
    return Response(text, media_type="text/html", headers={
        "Content-Security-Policy": policy() + "; frame-ancestors 'self'", "Vary": "Accept-Language, Cookie",
    })


def warm(library: Library, slug: str, lang: Lang, version: str) -> None:
    """Make the picture of a whole plan before it is asked for."""
    _page(library, slug, "all", "", "", 1, None, lang, version)


@lru_cache(maxsize=32)
def _page(
    library: Library, slug: str, kind: str, of: str, to: str, hops: int, limit: int | None, lang: Lang, version: str
) -> str | None:
    view = _view(library, library.book(slug), kind, of, to, hops, limit)
    if view is None:
        return None
    more = ""
    if view.cut:
        wanted = {"of": of, "to": to, "hops": str(hops) if hops > 1 else "",
                  "limit": str(view.cut.left_out + len(view.nodes))}
        more = links.view(slug, kind, **{name: value for name, value in wanted.items() if value})
    return html(view, lay_out(view), lang=lang, version=version, more=more)


def _view(
    library: Library, book: Book, kind: str, of: str, to: str, hops: int, limit: int | None
) -> View | None:
    network = book.network
    if kind == "all":
        return subgraph.all_view(network, limit)
    if kind in ("answer", "sparql"):
        asked = kind == "answer"
        rows = library.ask(of).solutions if asked else library.dataset.store.select(of, limits=LIMITS)
        found = [term.value for row in rows for term in row.values() if isinstance(term, Iri)]
        return subgraph.nodes_view(network, of if asked else "SPARQL", found, limit)
    if kind == "goal":
        return subgraph.goal_view(network, find(network, of, ("Goal",)), limit)
    if kind == "focus":
        return subgraph.focus_view(network, find(network, of), hops, limit)
    if kind == "place":
        return subgraph.place_view(network, find(network, of), limit)
    if kind == "industry":
        return subgraph.industry_view(network, find(network, of), limit)
    if kind == "trace":
        return subgraph.trace_view(network, find(network, of), find(network, to), limit)
    return None
