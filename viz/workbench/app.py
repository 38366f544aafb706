"""The application: addresses and what answers them."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Collection
from functools import partial
from inspect import iscoroutinefunction

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from ontology.errors import GuihuaError
from queries.dataset import Dataset
from queries.errors import EndpointFailed, EndpointUnreachable, NameNotFound, QueryTooSlow, ResultTooLarge
from queries.stores.embedded import EmbeddedStore
from viz.errors import NoWay, UnknownPlan, UnknownThing
from viz.workbench import (
    compare_pages,
    goal_pages,
    number_pages,
    picture_pages,
    question_pages,
    reading_pages,
    sparql_pages,
    thing_pages,
)
from viz.workbench.guard import Guard
from viz.workbench.library import Library
from viz.workbench.site import Site

LOOPBACK = ("localhost", "127.0.0.1", "::1")
Page = Callable[[Site, Request], Response]
AsyncPage = Callable[[Site, Request], Awaitable[Response]]

_STATUS: tuple[tuple[type[GuihuaError], int], ...] = (
    (UnknownPlan, 404), (UnknownThing, 404), (NoWay, 404), (NameNotFound, 404), (QueryTooSlow, 503),
    (ResultTooLarge, 503), (EndpointFailed, 502), (EndpointUnreachable, 502),
)
_log = logging.getLogger("guihua.serve")


def create_app(dataset: Dataset, *, version: str, hosts: Collection[str] = LOOPBACK) -> Starlette:
    """The pages of *dataset* as an ASGI application.

    :param hosts: names under which the pages may be asked for (the Host header, without port).
    """
    site = Site(Library(dataset), version)
    get: list[tuple[str, Page]] = [
        ("/", reading_pages.home), ("/ask", question_pages.ask), ("/queries", question_pages.queries),
        ("/compare", compare_pages.page), ("/queries/{name}", question_pages.query),
        ("/openapi.json", question_pages.openapi),
        ("/complete", sparql_pages.complete), ("/id/{path:path}", thing_pages.local), ("/thing", thing_pages.foreign),
        ("/plan/{slug}", reading_pages.contents), ("/plan/{slug}/read/{number:int}", reading_pages.read),
        ("/plan/{slug}/goals", goal_pages.goals), ("/plan/{slug}/indicators", number_pages.indicators),
        ("/plan/{slug}/places", number_pages.places), ("/plan/{slug}/view/{kind}", picture_pages.picture),
    ]
    routes: list[Route | Mount] = [Route(path, _endpoint(site, page), methods=["GET"]) for path, page in get]
    routes.append(Route("/sparql", partial_async(site, sparql_pages.sparql), methods=["GET", "POST"]))
    routes.append(Mount("/static", StaticFiles(packages=[("viz.workbench", "static")])))
    app = Starlette(
        routes=routes, middleware=[Middleware(Guard, hosts=hosts)],
        exception_handlers={
            GuihuaError: partial(_ours, site), HTTPException: partial(_http, site), Exception: _unforeseen,
        },
    )
    app.router.redirect_slashes = False  # an address is right or it is not
    app.state.warm = partial(_warm, site)
    return app


def _warm(site: Site) -> None:
    """Make ready what the first askers would wait for: counts, the first plan and its picture, names.

    Whatever cannot be made ready now is told to who asks for it, not here.
    """
    library = site.library
    site.warm()
    try:
        if isinstance(library.dataset.store, EmbeddedStore):
            library.dataset.store.warm()
            library.dataset.store.wait()
        slugs = list(library.summaries)
        if slugs:
            book = library.book(slugs[0])
            assert book.edges_of is not None and book.mentions is not None and book.claims is not None
            for lang in ("zh", "en"):
                picture_pages.warm(library, slugs[0], lang, site.version)
        # What a first question needs beyond its own words: names, patterns, the quotations' plans.
        for question in question_pages.examples(site)[:2]:
            library.ask(question)
    except GuihuaError as error:
        _log.warning("not made ready: %s", error)


def _endpoint(site: Site, page: Page) -> Callable[[Request], Awaitable[Response]]:
    """Run *page* in a thread: reading a store and filling a template both take time."""

    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(page, site, request)

    return endpoint


def partial_async(site: Site, page: AsyncPage) -> Callable[[Request], Awaitable[Response]]:
    """*page* for *site*, where a page waits itself."""
    assert iscoroutinefunction(page)

    async def endpoint(request: Request) -> Response:
        return await page(site, request)

    return endpoint


def _ours(site: Site, request: Request, error: Exception) -> Response:
    assert isinstance(error, GuihuaError)
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 400)
    return site.wrong(request, error, status)


def _http(site: Site, request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return site.missing(request)
    return JSONResponse({"error": error.detail}, error.status_code, headers=error.headers)


def _unforeseen(request: Request, error: Exception) -> Response:
    """What nobody foresaw is logged for whoever serves, and told to the asker without its insides."""
    _log.error("no answer for %s", request.url.path, exc_info=error)
    return JSONResponse({"error": "The page could not be made; the log says why."}, 500)
