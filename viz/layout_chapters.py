"""A whole plan: chapters as communities on an ellipse in the order of the text, headline goals in the middle.

Within a chapter each task with what it brings up first is a flower (the task in its middle); flowers are discs that
are drawn towards the chapter's middle and pushed apart until none overlaps (a few dozen rounds of numpy arithmetic
over pairs). Time grows with the square of the flowers of a chapter and linearly in all else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import cos, pi, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from viz.layout import Layout, Region, Spot, wrap
from viz.model import View

SPACING = 34.0
"""Distance of neighbouring nodes in a flower."""
ROUNDS = 72
LOOK = 8
"""Rounds between two looks at which discs are near each other."""
GOLDEN = pi * (3 - sqrt(5))
LARGEST = 400
"""More flowers than this in one community are packed in a spiral, which needs no pairs."""

Points = NDArray[np.float64]


def chapters(view: View) -> Layout:
    """Positions of *view*, a disc for every chapter."""
    nodes = view.network.nodes
    middle = [iri for iri in view.nodes if nodes[iri].headline]
    homes: dict[str | None, list[str]] = defaultdict(list)
    known = [chapter.iri for chapter in view.network.chapters()]
    for iri in view.nodes:
        if not nodes[iri].headline:
            chapter = nodes[iri].chapter
            homes[chapter if chapter in known else None].append(iri)
    order: list[str | None] = [chapter for chapter in known if chapter in homes]
    if None in homes:
        order.append(None)
    flowers = _flowers(view)
    spots: dict[str, Spot] = {}
    regions: list[Region] = []
    discs = [_disc(homes[chapter], flowers) for chapter in order]
    centres = _ellipse([radius for _, radius in discs], 150.0)
    height = 2 * max((abs(y) + radius for (_, y), (_, radius) in zip(centres, discs, strict=True)), default=300.0)
    for chapter, (places, radius), (cx, cy) in zip(order, discs, centres, strict=True):
        for iri, (x, y) in places.items():
            spots[iri] = Spot(cx + x, cy + y, "below", wrap(nodes[iri].label, 9, 2))
        division = view.network.divisions.get(chapter or "")
        if division:
            regions.append(Region(
                "disc", division.title, cx - radius, cy - radius, 2 * radius, 2 * radius, division.number
            ))
    # A goal's star and name need about a seventeenth of a screen's height, wherever the whole plan fits into it.
    pitch = min(max(64.0, height / 17), height / (2 * max(1, len(middle))))
    for i, iri in enumerate(middle):
        spots[iri] = Spot(0.0, (i - (len(middle) - 1) / 2) * pitch, "below", wrap(nodes[iri].label, 14, 2))
    return Layout("chapters", spots, tuple(regions))


def _flowers(view: View) -> Mapping[str, str]:
    """For every node the task whose flower it belongs to: the first of its chapter that is tied to it, or itself."""
    nodes = view.network.nodes
    owner: dict[str, str] = {}
    for edge in view.edges:
        for task, other in ((edge.source, edge.target), (edge.target, edge.source)):
            if nodes[task].cls != "Task" or nodes[other].cls == "Task" or nodes[task].chapter != nodes[other].chapter:
                continue
            if other not in owner or (nodes[task].order, task) < (nodes[owner[other]].order, owner[other]):
                owner[other] = task
    return owner


def _disc(members: Sequence[str], owner: Mapping[str, str]) -> tuple[dict[str, tuple[float, float]], float]:
    """Places of a community's members around its middle, and its radius."""
    inside = set(members)
    petals: dict[str, list[str]] = {}
    for iri in members:
        task = owner.get(iri, iri)
        petals.setdefault(task if task in inside else iri, [])
    for iri in members:
        task = owner.get(iri, iri)
        key = task if task in inside else iri
        if iri != key:
            petals[key].append(iri)
    keys = list(petals)
    radii = np.array([SPACING * (0.62 + 0.62 * sqrt(len(petals[key]))) for key in keys])
    points = _spiral(radii)
    if len(keys) <= LARGEST:
        points = _settle(points, radii)
    points, radius = _centred(points, radii)
    places: dict[str, tuple[float, float]] = {}
    for key, (x, y) in zip(keys, points.tolist(), strict=True):
        places[key] = (x, y)
        for i, iri in enumerate(petals[key], start=1):
            far, angle = SPACING * 0.92 * sqrt(i), i * GOLDEN
            places[iri] = (x + far * cos(angle), y + far * sin(angle))
    return places, radius + 14


def _spiral(radii: Points) -> Points:
    """A start in the order of the text, from the middle outwards, with about the area that the discs need."""
    area = np.cumsum(radii ** 2) * 1.35
    far = np.sqrt(area - area[0]) if len(area) else area
    angle = np.arange(len(radii)) * GOLDEN
    return np.stack([far * np.cos(angle), far * np.sin(angle)], axis=1)


def _settle(points: Points, radii: Points) -> Points:
    """Draw discs to the middle and push overlapping ones apart.

    Only pairs that are near matter; which ones those are is looked up anew every few rounds, with room enough that
    none is missed in between.
    """
    count = len(radii)
    first, second = np.triu_indices(count, 1)
    reach = radii[first] + radii[second] + 4.0
    near = np.arange(len(first))
    for i in range(ROUNDS):
        if i % LOOK == 0:
            delta = points[first] - points[second]
            near = np.flatnonzero(np.abs(delta).max(axis=1) < reach + 2.2 * SPACING)
        if i < ROUNDS * 2 // 3:
            points = points * 0.965
        one, other, wanted = first[near], second[near], reach[near]
        for _ in range(2):
            delta = points[one] - points[other]
            far = np.hypot(delta[:, 0], delta[:, 1])
            push = delta * (np.clip(wanted - far, 0.0, None) * 0.45 / np.maximum(far, 1e-6))[:, None]
            moved = np.stack([
                np.bincount(one, push[:, axis], count) - np.bincount(other, push[:, axis], count) for axis in (0, 1)
            ], axis=1)
            points = points + moved
        points = points - points.mean(axis=0)
    return points


def _centred(points: Points, radii: Points) -> tuple[Points, float]:
    """Discs moved so that the smallest circle around them all is centred, and its radius.

    Bădoiu and Clarkson: step towards whatever is farthest, in ever smaller steps.
    """
    middle = points.mean(axis=0)
    for i in range(1, 80):
        away = np.hypot(points[:, 0] - middle[0], points[:, 1] - middle[1]) + radii
        middle = middle + (points[int(np.argmax(away))] - middle) / (i + 1)
    points = points - middle
    return points, float(np.max(np.hypot(points[:, 0], points[:, 1]) + radii))


def _ellipse(radii: Sequence[float], core: float) -> list[tuple[float, float]]:
    """Middles of discs around an ellipse, clockwise from the left above, none overlapping and none in the *core*."""
    if not radii:
        return []
    wide = 1.5
    size = np.array(radii)
    share = np.cumsum(size) - size / 2
    # Equal arcs of an ellipse have unequal angles: a fine table turns lengths into angles.
    table = np.linspace(0, 2 * pi, 721)
    xs, ys = wide * np.sin(table), -np.cos(table)
    lengths = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(xs), np.diff(ys)))])
    at = np.interp(share / size.sum() * lengths[-1], lengths, table)
    unit = np.stack([wide * np.sin(at), -np.cos(at)], axis=1)
    low = core + float(size.max())
    scale = low / 1.0
    for _ in range(400):
        points = unit * scale
        delta = points[:, None, :] - points[None, :, :]
        far = np.hypot(delta[..., 0], delta[..., 1])
        np.fill_diagonal(far, np.inf)
        if len(radii) == 1 or bool(np.all(far >= size[:, None] + size[None, :] + 30)):
            break
        scale *= 1.02
    return [(float(x), float(y)) for x, y in unit * scale]
