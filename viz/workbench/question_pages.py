"""Questions in words, and the stored queries by name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from queries.answer import Answer
from queries.catalogue import StoredQuery
from queries.errors import NotUnderstood, QueryError, UnknownQuery
from queries.rendering.json import to_dict
from queries.rendering.layout import table
from queries.rendering.markdown import to_markdown
from queries.rendering.rows import to_spreadsheet
from viz.workbench.language import language
from viz.workbench.site import Site, text_of

SHOWN = 200
"""Items on a page; the downloads have all."""


def ask(site: Site, request: Request) -> Response:
    """``/ask?q=…``: the answer as a page, or with ``format`` as JSON, CSV or Markdown."""
    question = text_of(request.query_params, "q")
    if not question:
        return site.page(request, "ask.html", question="", answer=None, table=None, near=(), passages=(), shown=SHOWN,
                         examples=examples(site))
    try:
        answer = site.library.ask(question)
    except NotUnderstood as error:
        if request.query_params.get("format", "html") != "html":
            return JSONResponse({"error": error.render("en"), "nearest": list(error.nearest)}, 404)
        return site.page(request, "ask.html", status=404, question=question, answer=None, table=None,
                         near=[site.library.dataset.catalogue.get(name) for name in error.nearest
                               if name in site.library.dataset.catalogue],
                         passages=error.passages, shown=SHOWN)
    return _answered(site, request, answer, question, "/ask", {"q": question})


def examples(site: Site) -> list[str]:
    """Questions that this dataset can be asked, by its own names."""
    found: list[str] = []
    summaries = [summary for summary in site.library.summaries.values() if summary.goals]
    for summary, wording in zip(summaries, ("什么支撑{}", "what supports {}", "{}是什么意思"), strict=False):
        found.append(wording.format(summary.goals[0][1]))
    if summaries and len(summaries[0].goals) > 1:
        found.append(f"what supports {summaries[0].goals[1][1]}")
    places = [plan.place for plan in site.library.plans.values() if plan.place]
    if len(places) > 1:
        found.append(f"比较{places[0]}和{places[1]}")
    return [*found, "约束性指标有哪些", "对接了哪些国家战略", "2035年的量化目标", "which tasks support nothing"]


def _answered(
    site: Site, request: Request, answer: Answer, question: str, path: str, parameters: Mapping[str, str]
) -> Response:
    form = request.query_params.get("format", "html")
    if form == "json":
        return Response(json.dumps(to_dict(answer), ensure_ascii=False, indent=1), media_type="application/json")
    if form == "csv":
        return Response("\ufeff" + to_spreadsheet(answer.solutions), media_type="text/csv",
                        headers={"Content-Disposition": 'attachment; filename="answer.csv"'})
    if form == "md":
        return Response(to_markdown(answer, show_sparql=True), media_type="text/markdown")
    slug = site.library.slug_for(item.thing.value for item in answer.items if item.thing)
    return site.page(
        request, "ask.html", question=question, answer=answer, slug=slug, table=table(answer.page(0, SHOWN)), near=(),
        passages=(), shown=SHOWN,
        downloads=[(kind, f"{path}?{urlencode({**parameters, 'format': kind})}") for kind in ("json", "csv", "md")],
    )


def queries(site: Site, request: Request) -> Response:
    """All stored queries, each with a form."""
    return site.page(request, "queries.html", queries=list(site.library.dataset.catalogue))


def query(site: Site, request: Request) -> Response:
    """One stored query, run with the parameters of the address."""
    dataset = site.library.dataset
    name = request.path_params["name"]
    try:
        stored = dataset.catalogue.get(name)
    except UnknownQuery as error:
        return site.wrong(request, error, 404)
    given = {p.name: text_of(request.query_params, p.name) for p in stored.parameters}
    values = {key: value for key, value in given.items() if value}
    asked = set(request.query_params) - {"lang"}
    if not values and (not asked or any(p.required for p in stored.parameters)):
        return site.page(request, "query.html", query=stored)
    try:
        answer = site.library.query(name, values, language(request))
    except QueryError as error:
        if request.query_params.get("format", "html") != "html":
            return JSONResponse({"error": error.render("en")}, 400)
        return site.wrong(request, error, 400)
    return _answered(site, request, answer, "", f"/queries/{name}", values)


def openapi(site: Site, request: Request) -> Response:
    """The stored queries for programs: OpenAPI 3.1."""
    paths: dict[str, object] = {
        "/ask": {"get": _operation("ask", "Answer a question in words, Chinese or English", [
            {"name": "q", "in": "query", "required": True, "schema": {"type": "string"}}])},
        "/sparql": {"get": _operation("sparql", "Run any SPARQL 1.1 query, read-only", [
            {"name": "query", "in": "query", "required": True, "schema": {"type": "string"}}])},
    }
    for stored in site.library.dataset.catalogue:
        paths[f"/queries/{stored.name}"] = {"get": _operation(
            stored.name, stored.summary, _parameters(stored), stored.description)}
    return JSONResponse({
        "openapi": "3.1.0",
        "info": {"title": "guihua", "version": site.version, "summary": "Questions that the graph answers"},
        "paths": paths,
    })


def _operation(name: str, summary: str, parameters: list[dict[str, object]], text: str = "") -> dict[str, object]:
    forms: dict[str, object] = {
        "name": "format", "in": "query", "schema": {"type": "string", "enum": ["html", "json", "csv", "md"]},
    }
    return {
        "operationId": name, "summary": summary, **({"description": text} if text else {}),
        "parameters": [*parameters, *([] if name == "sparql" else [forms])],
        "responses": {"200": {"description": "The answer", "content": {"application/json": {}, "text/html": {}}}},
    }


def _parameters(stored: StoredQuery) -> list[dict[str, object]]:
    types = {"number": "number", "year": "integer"}
    made = []
    for parameter in stored.parameters:
        schema: dict[str, object] = {"type": types.get(parameter.type, "string")}
        if parameter.choices:
            schema["enum"] = list(parameter.choices)
        entry: dict[str, object] = {"name": parameter.name, "in": "query", "required": parameter.required,
                                    "description": parameter.en, "schema": schema}
        if parameter.example is not None:
            entry["example"] = parameter.example
        made.append(entry)
    return made
