"""Two plans side by side: what both name, and what only one does.

Names are compared as :func:`viz.names.fold` has them, aliases too; what two plans share by IRI is shared whatever it
is called. The plans' own graphs are read once and kept, so the page costs no query of its own; the stored query
``compare`` gives the same as data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from viz.model import Node, ThingClass
from viz.names import fold
from viz.workbench.library import Book
from viz.workbench.site import Site, text_of

COMPARED: tuple[ThingClass, ...] = (
    "Goal", "Indicator", "Strategy", "Industry", "Program", "Platform", "Project", "Place", "Organization",
)


@dataclass(frozen=True)
class Pair:
    """One thing as both plans name it."""

    first: Node
    second: Node
    values: tuple[str, str]
    """Of an indicator: what each plan sets, as printed; empty where a plan's tables set nothing."""


@dataclass(frozen=True)
class Comparison:
    """The things of one class."""

    cls: ThingClass
    both: tuple[Pair, ...]
    first: tuple[Node, ...]
    second: tuple[Node, ...]

    @property
    def share(self) -> int:
        """How much of what either names both name, in per cent."""
        every = len(self.both) + len(self.first) + len(self.second)
        return round(100 * len(self.both) / every) if every else 0


def compare(first: Book, second: Book) -> tuple[Comparison, ...]:
    """The classes of :data:`COMPARED` that either plan has things of; the headline goals come first."""
    found = []
    for cls in COMPARED:
        ours, theirs = _of(first, cls), _of(second, cls)
        by_name: dict[str, Node] = {}
        for node in theirs:
            for name in _names(node):
                by_name.setdefault(name, node)
        pairs: list[Pair] = []
        left: list[Node] = []
        met: set[str] = set()
        for node in ours:
            other = second.network.nodes.get(node.iri) or next(
                (by_name[name] for name in _names(node) if name in by_name), None)
            if other is None or other.iri in met:
                left.append(node)
                continue
            met.add(other.iri)
            pairs.append(Pair(node, other, (_set(node), _set(other))))
        right = [node for node in theirs if node.iri not in met]
        if pairs or left or right:
            found.append(Comparison(cls, tuple(pairs), tuple(left), tuple(right)))
    return tuple(found)


def _of(book: Book, cls: ThingClass) -> Sequence[Node]:
    nodes = (node for node in book.network.nodes.values() if node.cls == cls)
    return sorted(nodes, key=lambda node: (not node.headline, -len(node.mentions), node.order, node.iri))


def _names(node: Node) -> Sequence[str]:
    return [folded for folded in (fold(name) for name in (node.label, *node.aliases)) if folded]


def _set(node: Node) -> str:
    """What a plan sets for an indicator: of several tables the latest year's."""
    planned = sorted((year, value) for _, role, value, year, _ in node.observations if role == "PlannedTarget")
    if not planned:
        planned = sorted((year, value) for _, role, value, year, _ in node.observations if role == "PlannedGrowth")
    return f"{planned[-1][1]} ({planned[-1][0]})" if planned and planned[-1][0] else planned[-1][1] if planned else ""


def page(site: Site, request: Request) -> Response:
    """``/compare?first=…&second=…``; without both the plans are offered for choice."""
    known: Mapping[str, object] = site.library.plans
    asked = [text_of(request.query_params, name) for name in ("first", "second")]
    if any(slug and slug not in known for slug in asked):
        return site.missing(request)
    chosen = asked[0] and asked[1] and asked[0] != asked[1]
    books = [site.library.book(slug) for slug in asked] if chosen else []
    return site.page(
        request, "compare.html", first=asked[0], second=asked[1], books=books,
        found=compare(books[0], books[1]) if books else (), names=_short(books),
    )


def _short(books: Sequence[Book]) -> tuple[str, ...]:
    """What the plans are called in columns: their areas where these differ, else their titles."""
    plans = [book.network.plan for book in books]
    places = [plan.place or "" for plan in plans]
    return tuple(places) if all(places) and len(set(places)) == len(places) else tuple(plan.label for plan in plans)
