"""What a class and a relation look like: the same in the page, in its exports and in the files for other tools.

Class colours were found by a search that starts from Paul Tol's palettes and makes the least difference of any two (CIE
76, for full sight and simulated protanopia, deuteranopia and tritanopia) as large as it goes at a contrast of 3 : 1
with the ground; a test holds them to that. Each class has a shape of its own as well, so that nothing hangs on colour
alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from viz.model import ThingClass


@dataclass(frozen=True, slots=True)
class ClassStyle:
    """Fill on a light and on a dark ground, a shape of ``assets/js/shapes.js``, one of Graphviz, and a radius."""

    light: str
    dark: str
    shape: str
    graphviz: str
    radius: float


CLASS_STYLES: Mapping[ThingClass, ClassStyle] = {
    "Goal": ClassStyle("#ae0000", "#ff2849", "star", "star", 10.0),
    "Strategy": ClassStyle("#892356", "#fe4b9d", "hexagon", "hexagon", 7.5),
    "Task": ClassStyle("#2363a9", "#0087fb", "circle", "ellipse", 6.5),
    "Program": ClassStyle("#ab6fe2", "#bfbeff", "diamond", "diamond", 7.5),
    "Project": ClassStyle("#003c20", "#70a065", "square", "box", 6.0),
    "Platform": ClassStyle("#0098ba", "#5fffc7", "triangle", "triangle", 7.5),
    "Place": ClassStyle("#736735", "#faf797", "wedge", "invtriangle", 7.5),
    "Organization": ClassStyle("#332288", "#b666c3", "pentagon", "pentagon", 7.5),
    "Industry": ClassStyle("#b38400", "#f6d003", "cross", "octagon", 7.0),
    "Indicator": ClassStyle("#8d8b8f", "#99dbdf", "bars", "cylinder", 7.0),
    "Target": ClassStyle("#e66062", "#ffa149", "ring", "doublecircle", 7.0),
}

RELATION_COLOURS: Mapping[str, tuple[str, str]] = {
    "supports": ("#c3271b", "#ff7a66"),
    "aimsAt": ("#d1662a", "#ffab73"),
    "measuredBy": ("#2d8fbb", "#8ad8f7"),
    "advances": ("#128773", "#63dcc6"),
    "implements": ("#8e5bbf", "#c5a1ee"),
    "develops": ("#a87c0b", "#f4cc5c"),
    "reliesOn": ("#4a3fa0", "#a89df0"),
    "cooperatesWith": ("#6f6a9c", "#bdb8e6"),
    "hasTarget": ("#c25a17", "#ffab73"),
    "locatedIn": ("#6b6a3a", "#cfcb63"),
    "partOf": ("#6b7280", "#aab2bf"),
    "names": ("#7f848e", "#8d95a3"),
}


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """The page's wordings: key → language → text."""
    loaded: dict[str, dict[str, str]] = json.loads(
        files("viz").joinpath("assets", "words.json").read_text(encoding="utf-8")
    )
    return loaded
