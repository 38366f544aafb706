"""A Model Context Protocol server over a dataset: an assistant asks, and each fact comes with its quotation."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from guihua import __version__
from ontology.errors import GuihuaError, Lang
from queries.answer import Answer
from queries.errors import NotUnderstood
from queries.quoting import quotations_of
from queries.rendering.json import quotation_dict, to_dict
from queries.stores import Iri, Limits, Solutions

if TYPE_CHECKING:
    from queries.dataset import Dataset

P = ParamSpec("P")
R = TypeVar("R")
Found = dict[str, object]

_ROWS = 500
"""Rows of a SPARQL result that are handed over at most."""
_LIMITS = Limits(seconds=20.0, rows=20_000, bytes=32 * 1024 * 1024)
_QUOTED = 60
"""Nodes of a SPARQL result whose sentences are looked up."""

_INSTRUCTIONS = """guihua holds knowledge graphs of Chinese plan documents. Every statement is tied to the sentence of
the plan that says so. Use `ask` for a question in words (Chinese or English); `list_queries` and `run_query` where you
know what you want; `find_passages` for the text itself; `sparql` for anything else. State only what an answer says, and
cite its quotation with chapter and position. What is not found is not in the plan as far as the graph knows; say so."""


def server(dataset: Dataset, lang: Lang = "en") -> MCPServer:
    """The server, ready to run.

    :param lang: language of error messages and of stored queries' column names.
    """
    made = MCPServer("guihua", title="guihua · 规划", instructions=_INSTRUCTIONS, version=__version__)
    reads = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

    def tool(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def told(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return function(*args, **kwargs)
            except NotUnderstood as error:
                from guihua.shell import helpful

                raise ToolError(helpful(error, dataset)) from error
            except GuihuaError as error:
                raise ToolError(error.render(lang)) from error

        made.tool(annotations=reads, structured_output=True)(told)
        return told

    @tool
    def plans() -> Found:
        """List the plan documents in the dataset: title, area, IRI."""
        return {"plans": [{"title": p.title, "place": p.place, "iri": p.iri.value} for p in dataset.plans]}

    @tool
    def ask(question: str, plan: str = "", limit: int = 20) -> Found:
        """Answer a question in words, Chinese or English, such as 什么支撑双千亿 or "which indicators were missed".

        The answer says how the question was read, and gives things, each with its grounds and quotations. Set `plan` to
        part of a plan's title or its area to ask that plan alone.
        """
        return _page(dataset.ask(question, plan=plan or None), limit, 0)

    @tool
    def list_queries() -> Found:
        """List the stored queries: what each answers, and its parameters."""
        return {"queries": [{
            "name": q.name, "answers": q.summary, "answers_zh": q.summary_zh,
            "parameters": [{"name": p.name, "type": p.type, "means": p.en, "required": p.required,
                            **({"classes": list(p.classes)} if p.classes else {}),
                            **({"choices": list(p.choices)} if p.choices else {})} for p in q.parameters],
        } for q in dataset.catalogue]}

    @tool
    def run_query(name: str, parameters: dict[str, str | list[str]] | None = None, limit: int = 20,
                  offset: int = 0) -> Found:
        """Run a stored query; values are names of things as the plan has them, IRIs, numbers, years or words."""
        return _page(dataset.query(name, parameters or {}, lang=lang, limits=_LIMITS), limit, offset)

    @tool
    def sparql(query: str) -> Found:
        """Run any SPARQL 1.1 query (SELECT, ASK, CONSTRUCT, DESCRIBE); it is read-only and bounded in time and rows.

        Prefixes gh:, skos:, rdf:, prov:, dcterms: need no declaration. Statements are reified: a claim has rdf:subject,
        rdf:predicate, rdf:object, gh:basis, gh:confidence and prov:wasDerivedFrom its evidence (gh:quote, gh:start).
        Where the result has claims, evidence or things in it, their quotations come along.
        """
        found = dataset.sparql(query, limits=_LIMITS)
        if isinstance(found, bool):
            return {"answer": found}
        if isinstance(found, Solutions):
            rows = [{name: term.python() for name, term in row.items()} for row in list(found)[:_ROWS]]
            nodes = [term for row in found.rows[:_ROWS] for term in row if isinstance(term, Iri)]
            return {"columns": list(found.variables), "rows": rows, "total": len(found),
                    "quotations": _quotations(dataset, nodes)}
        nodes = [node for s, _, o in found[:_ROWS] for node in (s, o) if isinstance(node, Iri)]
        return {"triples": [[s.python(), p.python(), o.python()] for s, p, o in found[:_ROWS]], "total": len(found),
                "quotations": _quotations(dataset, nodes)}

    @tool
    def find_passages(words: str, plan: str = "", limit: int = 10) -> Found:
        """Find the passages of the plan text that have these words, best first, with chapter, section and position."""
        found = dataset.find(words, plan=plan or None, limit=max(1, min(limit, 50)))
        return {"passages": [quotation_dict(q) for q in found]}

    @tool
    def evidence(about: str, other: str = "", limit: int = 20) -> Found:
        """The statements about a thing, or between two things, or one statement by its IRI, with their sentences."""
        if "/claim/" in about:
            return _page(dataset.query("evidence", {"claim": about}, lang=lang), limit, 0)
        named = {"about": about, **({"other": other} if other else {})}
        return _page(dataset.query("evidence", named, lang=lang), limit, 0)

    @tool
    def trace(start: str, goal: str, ways: int = 3) -> Found:
        """How one thing leads to a goal, hop by hop, with the sentence for each hop."""
        from queries.rendering.ways import to_dict as ways_dict

        return ways_dict(dataset.trace(start, goal, ways=max(1, min(ways, 10))))

    return made


def _page(answer: Answer, limit: int, offset: int) -> Found:
    """An answer as a tool returns it: some of its things, the total, three quotations for each ground."""
    page = answer.page(max(0, offset), max(1, min(limit, 200)))
    told = to_dict(page)
    items = told["items"]
    assert isinstance(items, list)
    for item in items:
        for ground in item["grounds"]:
            ground["quotations"] = ground["quotations"][:3]
    return told


def _quotations(dataset: Dataset, nodes: list[Iri]) -> Found:
    return {node.value: [quotation_dict(q) for q in found]
            for node, found in quotations_of(dataset, list(dict.fromkeys(nodes))[:_QUOTED], limits=_LIMITS).items()}
