"""Where everything stands: positions are computed here, so that a page is interactive at once and always the same.

Three ways, each in a module of its own: columns from left to right (:mod:`viz.layout_columns`) for goals, places,
industries and traces; rings around a thing (:mod:`viz.layout_rings`); chapters as communities
(:mod:`viz.layout_chapters`) for a whole plan. Units are pixels at zoom 1; y grows downwards.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from viz.model import View

Side = Literal["right", "left", "below"]
Style = Literal["columns", "rings", "chapters"]

FONT = 13.0
"""Size of a label at zoom 1."""
LINE = 16.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A node's place, and where its label goes."""

    x: float
    y: float
    side: Side = "right"
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Region:
    """What is drawn beneath the nodes: a chapter's band (a rectangle) or disc, or a column's heading."""

    kind: Literal["band", "disc", "column"]
    title: str
    x: float
    y: float
    width: float
    height: float
    number: str = ""
    street: float = 0.0
    """Height at the foot of a band in which lines run together to the right."""


@dataclass(frozen=True)
class Layout:
    """Positions for every node of a view."""

    style: Style
    spots: Mapping[str, Spot]
    regions: tuple[Region, ...] = ()
    cell: tuple[float, float] | None = None
    """Room of each node where all have the same: width and height. Pages shorten names to it when zoomed out."""


DEFAULT_STYLES: Mapping[str, Style] = {
    "goal": "columns", "trace": "columns", "place": "columns", "industry": "columns", "query": "columns",
    "focus": "rings", "all": "chapters",
}


def lay_out(view: View, style: Style | None = None) -> Layout:
    """Positions for *view*; the style fits the kind of view unless one is named."""
    from viz.layout_chapters import chapters
    from viz.layout_columns import columns
    from viz.layout_rings import rings

    ways: dict[Style, Callable[[View], Layout]] = {"columns": columns, "rings": rings, "chapters": chapters}
    return ways[style or DEFAULT_STYLES[view.kind]](view)


_TOKENS = re.compile(r"[“《（(]*(?:[0-9A-Za-z.&+%-]+|.)[，。、；：！？）》”’)】%]*", re.DOTALL)
"""What a line break does not part: a word or number, and punctuation from what it belongs to."""


def width_of(text: str) -> float:
    """Width of *text* in ems: Chinese characters are one em wide, Latin ones about half."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.56 for char in text)


def wrap(text: str, ems: float, lines: int = 3) -> tuple[str, ...]:
    """*text* in at most *lines* lines of about *ems*, of even length; what does not fit ends in an ellipsis.

    >>> wrap("培育三大千亿级先进制造业集群", 8)
    ('培育三大千亿级', '先进制造业集群')
    """
    text = " ".join(text.split())
    total = width_of(text)
    needed = min(lines, max(1, -int(-total // ems)))
    share = min(total / needed, ems) if needed * ems >= total else ems
    result: list[str] = []
    line, used = "", 0.0
    for token in _TOKENS.findall(text):
        size = width_of(token)
        if line and used + size > share + 0.01 and len(result) < needed - 1:
            result.append(line.rstrip())
            line, used = "", 0.0
        line += token
        used += size
    if used > ems + 2:
        while line and width_of(line) > ems - 1:
            line = line[:-1]
        line += "…"
    return (*result, line)
