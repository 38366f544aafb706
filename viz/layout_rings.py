"""Rings around a thing: what it touches on the first, what that touches on the second.

Each ring is ordered by the angle of what leads to it (the first by class and chapter), so that lines seldom cross; a
ring that would be too full is two, its members alternating.
"""

from __future__ import annotations

from collections import defaultdict
from math import cos, pi, sin

from viz.layout import Layout, Spot, wrap
from viz.model import CLASSES, View

PITCH = 46.0
"""Room along a ring for each node."""
GAP = 190.0
"""Least distance between rings."""
FLAT = 0.72
"""Rings are ellipses: screens and pages are wider than high."""


def rings(view: View) -> Layout:
    """Positions of *view* around what it is about."""
    nodes = view.network.nodes
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
        radius = 0.0 if len(centre) == 1 else max(60.0, PITCH * len(centre) / 4)
        spots[iri] = Spot(radius * cos(angle), radius * sin(angle) * FLAT, "below", wrap(nodes[iri].label, 12, 3))
        angles[iri] = angle
    radius = 0.0 if len(centre) == 1 else max(60.0, PITCH * len(centre) / 4)
    for ring in range(1, max(hop.values(), default=0) + 1):
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
        crowded = len(members) * PITCH > 2 * pi * (radius + GAP) * 1.6
        radius = max(radius + GAP, len(members) * PITCH / (2 * pi) / (2 if crowded else 1))
        for i, iri in enumerate(members):
            angle = 2 * pi * (i + 0.5) / len(members) - pi / 2
            far = radius + (GAP * 0.8 if crowded and i % 2 else 0.0)
            x, y = far * cos(angle), far * sin(angle) * FLAT
            spots[iri] = Spot(x, y, "right" if x >= -1 else "left", wrap(nodes[iri].label, 11, 2))
            angles[iri] = angle
        radius += GAP * 0.8 if crowded else 0.0
    return Layout("rings", spots)
