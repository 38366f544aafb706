"""A view as the compact record that the page's scripts read: texts once, everything else by number.

Offsets become UTF-16 units here, because that is how JavaScript counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from ontology.terms import DATA
from viz.layout import Layout
from viz.model import CLASSES, RELATIONS, Node, Quote, View
from viz.names import initials
from viz.shapes import SHAPES
from viz.style import CLASS_STYLES, RELATION_COLOURS, words

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"

BASES = ("Explicit", "Structural", "Indicator", "Thematic")
STRENGTHS = ("Direct", "Contributing", "Plain")


class _Numbers:
    """Numbers for things in the order in which they are first asked for."""

    def __init__(self, items: Iterable[str] = ()) -> None:
        self.known: dict[str, int] = {}
        for item in items:
            self(item)

    def __call__(self, item: str | None) -> int:
        if item is None:
            return -1
        return self.known.setdefault(item, len(self.known))


def payload(view: View, layout: Layout, *, lang: str, version: str, more: str = "") -> dict[str, Json]:
    """The record of *view*: see the keys below; ``assets/js/core.js`` is its reader.

    :param more: address of the same view without its cut, where there is one.
    """
    network = view.network
    index = {iri: i for i, iri in enumerate(view.nodes)}
    chapters = _Numbers(chapter.iri for chapter in network.chapters())
    sections, passages, quotes, rules = _Numbers(), _Numbers(), _Numbers(), _Numbers()

    def quoted(evidence: Iterable[str]) -> list[Json]:
        return [quotes(iri) for iri in evidence]

    nodes: list[Json] = [_node(network.nodes[iri], layout, chapters, quoted) for iri in view.nodes]
    edges: list[Json] = [
        [
            index[edge.source], index[edge.target], RELATIONS.index(edge.relation), _at(BASES, edge.basis, 0),
            _at(STRENGTHS, edge.strength or "Plain", 2), round(edge.confidence, 3), rules(edge.rule),
            quoted(edge.evidence), _short(edge.iri, network.plan.iri),
        ]
        for edge in view.edges
    ]
    quote_rows: list[Json] = [_quote(network.quotes[iri], view, passages) for iri in quotes.known]
    passage_rows: list[Json] = []
    for iri in passages.known:
        place = network.passages.get(iri)
        passage_rows.append([
            place.text if place else "", chapters.known.get(place.chapter or "", -1) if place else -1,
            sections(place.section) if place and place.section in network.divisions else -1,
            (place.origin or "") if place else "",
        ])
    plan = network.plan
    cut = view.cut
    number = {iri: i for i, iri in enumerate(edge.iri for edge in view.edges)}
    return {
        "kind": view.kind, "title": view.title, "lang": lang, "version": version, "base": DATA, "style": layout.style,
        "cell": list(layout.cell) if layout.cell else None,
        "plan": {
            "iri": plan.iri, "slug": plan.slug, "label": plan.label, "title": plan.title,
            "publisher": plan.publisher or "", "number": plan.number or "", "issued": plan.issued or "",
        },
        "quiet": view.quiet, "more": more,
        "cut": [cut.left_out, cut.limit, cut.what] if cut else None,
        "centre": [index[iri] for iri in view.centre if iri in index],
        "lit": [index[iri] for iri in view.lit if iri in index],
        "litEdges": [number[iri] for iri in view.lit_edges if iri in number],
        "classes": list(CLASSES), "relations": list(RELATIONS), "bases": list(BASES), "strengths": list(STRENGTHS),
        "look": {
            name: [style.light, style.dark, style.shape, style.radius] for name, style in CLASS_STYLES.items()
        },
        "shapes": {name: [[list(at) for at in polygon] for polygon in shape] for name, shape in SHAPES.items()},
        "lines": {name: list(pair) for name, pair in RELATION_COLOURS.items()},
        "words": {key: dict(texts) for key, texts in words().items()},
        "chapters": [
            [network.divisions[iri].number, network.divisions[iri].title] if iri in network.divisions else ["", ""]
            for iri in chapters.known
        ],
        "sections": [
            [network.divisions[iri].number, network.divisions[iri].title, network.divisions[iri].kind]
            for iri in sections.known
        ],
        "regions": [
            [region.kind, region.number, region.title, _r(region.x), _r(region.y), _r(region.width), _r(region.height),
             _r(region.street)]
            for region in layout.regions
        ],
        "rules": list(rules.known), "nodes": nodes, "edges": edges, "quotes": quote_rows, "passages": passage_rows,
    }


def _node(node: Node, layout: Layout, chapters: _Numbers, quoted: Callable[[Iterable[str]], list[Json]]) -> Json:
    """Iri, class, name, aliases, initials, headline, chapters, lines, side, definition, facts, values, evidence."""
    spot = layout.spots[node.iri]
    return [
        node.iri.removeprefix(DATA), CLASSES.index(node.cls), node.label, list(node.aliases),
        initials((node.label, *node.aliases)), int(node.headline),
        [chapters(iri) for iri in node.chapters], list(spot.lines), spot.side[0], node.definition or "",
        [list(pair) for pair in node.facts], [list(row) for row in node.observations],
        quoted(node.mentions), quoted(node.described),
    ]


def _quote(quote: Quote, view: View, passages: _Numbers) -> Json:
    """Passage, start and end in UTF-16 units (-1 where unknown), source offset, IRI, words only where not located."""
    plan = view.network.plan.iri
    row: list[Json] = [passages(quote.passage)]
    if quote.start is None or quote.end is None:
        return [*row, -1, -1, quote.source_start, _short(quote.iri, plan), " ".join(quote.quote.split())]
    text = view.network.passages[quote.passage].text
    start = _utf16(text[: quote.start])
    return [*row, start, start + _utf16(text[quote.start : quote.end]), quote.source_start, _short(quote.iri, plan)]


def _utf16(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _short(iri: str, plan: str) -> str:
    """``~rest`` within the plan, ``rest`` within the data's namespace, else the whole IRI."""
    if iri.startswith(plan + "/"):
        return "~" + iri[len(plan) + 1 :]
    return iri.removeprefix(DATA)


def _at(names: tuple[str, ...], name: str, default: int) -> int:
    return names.index(name) if name in names else default


def _r(number: float) -> float:
    return round(number, 1)
