"""What a class and a relation look like: the same in the page, in its exports and in the files for other tools.

Colours are chosen so that readers with the common colour-vision deficiencies, and a greyscale printer, can tell
neighbours in a legend apart; each class has a shape of its own as well, so that nothing hangs on colour alone.
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
    "Goal": ClassStyle("#c3271b", "#ff7a66", "star", "star", 10.0),
    "Strategy": ClassStyle("#882255", "#e07ab5", "hexagon", "hexagon", 7.5),
    "Task": ClassStyle("#2f6db5", "#7db4f0", "circle", "ellipse", 6.5),
    "Program": ClassStyle("#8e5bbf", "#c5a1ee", "diamond", "diamond", 7.5),
    "Project": ClassStyle("#117733", "#5fc98a", "square", "box", 6.0),
    "Platform": ClassStyle("#17a28b", "#63dcc6", "triangle", "triangle", 7.5),
    "Place": ClassStyle("#7d7a1f", "#cfcb63", "wedge", "invtriangle", 7.5),
    "Organization": ClassStyle("#332288", "#a89df0", "pentagon", "pentagon", 7.5),
    "Industry": ClassStyle("#d8a31a", "#f4cc5c", "cross", "octagon", 7.0),
    "Indicator": ClassStyle("#4fb3dd", "#8ad8f7", "bars", "cylinder", 7.0),
    "Target": ClassStyle("#e4702a", "#ffab73", "ring", "doublecircle", 7.0),
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
    "names": ("#8a8f99", "#8d95a3"),
}


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """The page's wordings: key → language → text."""
    loaded: dict[str, dict[str, str]] = json.loads(
        files("viz").joinpath("assets", "words.json").read_text(encoding="utf-8")
    )
    return loaded
