"""Indicators with their values, and places by the administrative tree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from viz.model import Node
from viz.names import fold
from viz.workbench.library import Book
from viz.workbench.site import Site, text_of

ROLES = ("Baseline", "PlannedTarget", "PlannedGrowth", "Actual", "ActualGrowth")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Row:
    """One indicator as one table sets it."""

    node: Node
    table: str
    nature: str
    values: dict[str, tuple[str, str]]
    """Role → value as printed, year."""
    planned: str | None
    """Points of the planned line in a box of 60 × 20."""
    actual: str | None
    missed: bool
    """Whether the plan was to go up and the result is below it."""
    tasks: tuple[Node, ...]


def _number(text: str) -> float | None:
    found = _NUMBER.search(text)
    return float(found.group()) if found else None


def _lines(values: dict[str, tuple[str, str]]) -> tuple[str | None, str | None]:
    """Two lines from the baseline, on one scale."""
    base, planned, actual = (_number(values[role][0]) if role in values else None
                             for role in ("Baseline", "PlannedTarget", "Actual"))
    known = [value for value in (base, planned, actual) if value is not None]
    if base is None or len(known) < 2:
        return None, None
    low, high = min(known), max(known)

    def y(value: float) -> float:
        return 17 - 14 * (value - low) / ((high - low) or 1)

    return tuple(  # type: ignore[return-value]
        None if end is None else f"3,{y(base):.1f} 57,{y(end):.1f}" for end in (planned, actual)
    )


def rows(book: Book) -> list[Row]:
    """The indicators that tables give values for, in the order of the text."""
    network = book.network
    tasks_of: dict[str, list[Node]] = defaultdict(list)
    for node in network.nodes.values():
        if node.cls == "Task":
            for evidence in node.mentions:
                for _, _, iri in book.mentions.get(network.quotes[evidence].passage, ()):
                    if iri != node.iri and node not in tasks_of[iri]:
                        tasks_of[iri].append(node)
    found: list[Row] = []
    for node in network.nodes.values():
        for table in sorted({row[0] for row in node.observations}):
            own = [row for row in node.observations if row[0] == table]
            values = {role: (value, year) for _, role, value, year, _ in own}
            planned, actual = _lines(values)
            wanted, got = (_number(values[role][0]) if role in values else None for role in ("PlannedTarget", "Actual"))
            # Whether more is better is not in the table: only where the plan went up from its baseline is a result
            # below it called short.
            base = _number(values["Baseline"][0]) if "Baseline" in values else None
            missed = wanted is not None and got is not None and base is not None and got < wanted > base
            found.append(Row(node, table, next((row[4] for row in own if row[4]), ""), values, planned, actual, missed,
                             tuple(tasks_of.get(node.iri, ()))))
    return sorted(found, key=lambda row: (row.table, row.node.order, row.node.iri))


def indicators(site: Site, request: Request) -> Response:
    """All indicators, filtered by nature, table and name."""
    book = site.library.book(request.path_params["slug"])
    every = rows(book)
    nature, table = (text_of(request.query_params, name) for name in ("nature", "table"))
    name = text_of(request.query_params, "name")
    shown = [
        row for row in every
        if (not nature or row.nature == nature) and (not table or row.table == table)
        and (not name or fold(name) in fold(row.node.label))
    ]
    return site.page(
        request, "indicators.html", book=book, plan=book.network.plan, rows=shown, roles=ROLES, nature=nature,
        table=table, name=name, tables=sorted({row.table for row in every}), total=len(every),
        natures=sorted({row.nature for row in every if row.nature}),
    )


@dataclass(frozen=True)
class Branch:
    """A place with the places in it."""

    node: Node
    inside: tuple[Branch, ...]
    claims: int


def tree(book: Book) -> tuple[Branch, ...]:
    """Places by stated parts, else by their administrative codes."""
    network = book.network
    places = {iri: node for iri, node in network.nodes.items() if node.cls == "Place"}
    by_code = {dict(node.facts)["code"]: iri for iri, node in places.items() if "code" in dict(node.facts)}
    above: dict[str, str] = {}
    for edge in network.edges:
        if edge.relation == "partOf" and edge.source in places and edge.target in places:
            above.setdefault(edge.source, edge.target)
    for code, iri in by_code.items():
        for wider in (code[:6], code[:4] + "00", code[:2] + "0000"):
            if wider != code and wider in by_code and iri not in above:
                above[iri] = by_code[wider]
    below: dict[str | None, list[str]] = defaultdict(list)
    for iri in places:
        below[_above(iri, above)].append(iri)

    def branch(iri: str) -> Branch:
        return Branch(places[iri], grow(below.get(iri, ())), len(book.edges_of.get(iri, ())))

    def grow(iris: Sequence[str]) -> tuple[Branch, ...]:
        return tuple(branch(iri) for iri in iris)

    return grow(below[None])


def _above(iri: str, above: dict[str, str]) -> str | None:
    """What holds *iri*; nothing where the parts run in a circle."""
    seen = {iri}
    at = above.get(iri)
    while at is not None and at not in seen:
        seen.add(at)
        at = above.get(at)
    return above.get(iri) if at is None else None


def places(site: Site, request: Request) -> Response:
    """The places of a plan."""
    book = site.library.book(request.path_params["slug"])
    return site.page(request, "places.html", book=book, plan=book.network.plan, tree=tree(book))
