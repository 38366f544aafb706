"""The shape of each class as points, in one place for the canvas, exported drawings, legends and the served pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import cos, pi, sin

from viz.model import ThingClass
from viz.style import CLASS_STYLES

Polygon = tuple[tuple[float, float], ...]

_UP = -pi / 2
_C = 0.36


def _regular(count: int, turn: float, radius: float, dy: float = 0.0) -> Polygon:
    return tuple(
        (round(radius * cos(turn + 2 * pi * i / count), 4), round(radius * sin(turn + 2 * pi * i / count) + dy, 4))
        for i in range(count)
    )


_STAR: Polygon = tuple(
    point for outer, inner in zip(_regular(5, _UP, 1.2), _regular(5, _UP + pi / 5, 0.5), strict=True)
    for point in (outer, inner)
)

SHAPES: Mapping[str, tuple[Polygon, ...]] = {
    "star": (_STAR,),
    "hexagon": (_regular(6, 0, 1.05),),
    "diamond": (_regular(4, _UP, 1.12),),
    "square": (((-0.95, -0.95), (0.95, -0.95), (0.95, 0.95), (-0.95, 0.95)),),
    "triangle": (_regular(3, _UP, 1.2, 0.15),),
    "wedge": (_regular(3, -_UP, 1.2, -0.15),),
    "pentagon": (_regular(5, _UP, 1.08),),
    "cross": (((-_C, -1.05), (_C, -1.05), (_C, -_C), (1.05, -_C), (1.05, _C), (_C, _C), (_C, 1.05), (-_C, 1.05),
               (-_C, _C), (-1.05, _C), (-1.05, -_C), (-_C, -_C)),),
    "bars": (((-1, 0.1), (-0.45, 0.1), (-0.45, 1), (-1, 1)), ((-0.28, -0.45), (0.28, -0.45), (0.28, 1), (-0.28, 1)),
             ((0.45, -1), (1, -1), (1, 1), (0.45, 1))),
}
"""Shape → its polygons in a circle of about radius 1, y downwards; ``circle`` and ``ring`` have none."""


@cache
def icon(cls: ThingClass, radius: float = 6.6) -> str:
    """Path data of the shape of *cls* around the origin, to be filled (a ring: with the even-odd rule)."""
    shape = CLASS_STYLES[cls].shape
    if shape == "circle":
        return _circle(radius)
    if shape == "ring":
        return _circle(radius) + _circle(radius * 0.52)
    return "".join(
        "M" + "L".join(f"{x * radius:.2f} {y * radius:.2f}" for x, y in polygon) + "Z" for polygon in SHAPES[shape]
    )


def _circle(r: float) -> str:
    return f"M{-r:g} 0a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0Z"
