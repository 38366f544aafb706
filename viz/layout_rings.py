"""Rings around a thing: what it touches on the first, what that touches on the second.

Members of a ring have equal steps in height rather than in angle, so that no name stands on another. Each ring is
ordered by the angle of what leads to it (the first by class and place in the text), so that lines seldom cross.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from math import atan2, cos, pi, sin, sqrt

from viz.layout import Layout, Spot, wrap
from viz.layout_columns import PAGE
from viz.model import CLASSES, View
from viz.subgraph import captions

STEP = 40.0
"""Least difference in height of two names on one side of a ring: two lines and some air."""
GAP = 200.0
"""Least distance between rings."""
WIDE = 1.35
"""Rings are ellipses: screens and pages are wider than high."""
NAME = 210.0
"""Room of a name beside the outermost ring."""


def rings(view: View) -> Layout:
    """Positions of *view* around what it is about."""
    nodes, names = view.network.nodes, captions(view)
    centre = list(view.centre) or list(view.nodes[:1])
    hop = {iri: 0 if iri in centre else view.layers.get(iri, 1) for iri in view.nodes}
    parents: dict[str, list[str]] = defaultdict(list)
    for edge in view.edges:
        parents[edge.source].append(edge.target)
        parents[edge.target].append(edge.source)
    spots: dict[str, Spot] = {}
    angles: dict[str, float] = {}
    for i, iri in enumerate(centre):
        angle = 2 * pi * i / len(centre)
        radius = 0.0 if len(centre) == 1 else max(60.0, STEP * len(centre) / 4)
        spots[iri] = Spot(radius * cos(angle), radius * sin(angle), "below", wrap(names[iri], 12, 3))
        angles[iri] = angle
    radius = 0.0 if len(centre) == 1 else max(60.0, STEP * len(centre) / 4)
    outermost = max(hop.values(), default=0)
    largest = max((sum(h == ring for h in hop.values()) for ring in range(1, outermost + 1)), default=0) * STEP / 4
    for ring in range(1, outermost + 1):
        members = [iri for iri in view.nodes if hop[iri] == ring]

        def rank(iri: str, ring: int = ring) -> tuple[float, int, int, str]:
            angle = 0.0
            if ring > 1:
                found = [angles[p] for p in parents[iri] if p in angles and hop[p] < ring]
                angle = found[0] if found else 0.0
            return angle, CLASSES.index(nodes[iri].cls), nodes[iri].order, iri

        members.sort(key=rank)
        if not members:
            continue
        # Rings share the room that the fullest one needs.
        radius = max(radius + GAP, (len(members) + 1) // 2 * STEP / 2, largest * ring / outermost)
        right = (len(members) + 1) // 2
        for i, iri in enumerate(members):
            side, at, count = (1, i, right) if i < right else (-1, len(members) - 1 - i, len(members) - right)
            height = (2 * at + 1) / count - 1
            x, y = side * radius * WIDE * sqrt(1 - height * height), radius * height
            spots[iri] = Spot(x, y, "right" if side > 0 else "left", wrap(names[iri], 11, 2))
            angles[iri] = (atan2(y, x) + pi / 2) % (2 * pi)
    return Layout("rings", _filling(spots))


def _filling(spots: dict[str, Spot]) -> dict[str, Spot]:
    """The same rings, higher where a page has the room: then more names have room for two lines."""
    xs, ys = [spot.x for spot in spots.values()], [spot.y for spot in spots.values()]
    width, height = max(xs) - min(xs) + 2 * NAME, max(ys) - min(ys) + 2 * STEP
    tall = min(1.5, max(1.0, width * PAGE[1] / PAGE[0] / height))
    return {iri: replace(spot, y=spot.y * tall) for iri, spot in spots.items()}
