"""Names that were overlooked in a heading or at the opening of a sentence, but are names elsewhere in the plan.

A heading is too short to tell a name from a phrase by its surroundings, and a subject at the opening of a sentence has
nothing before it. If the same words are a name elsewhere in the plan (大力发展商贸业 … 商贸业), they are one here.
In other places the tagger is right more often than the repetition.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph_build.model import Thing, ThingClass
from graph_build.relations.text import Spot, View

_LONGEST = 18
_DOUBT = 0.8
"""A name that was overlooked is that much less sure than where the tagger found it."""
#: What may follow a name in a heading: 科技服务 in 健全科技服务体系 is none.
_NAME_ENDS = re.compile(
    r"[”\"]?(?:$|[、，,。和与及]|高质量|高水平|发展|建设|创新|提升|融合|转型|升级|集群|产业|战略|工程|行动|强|提质|增效|深度|走深|优化|品牌|做)"
)


def known_names(things: Sequence[Thing], *classes: ThingClass) -> Mapping[str, Thing]:
    """Things of ``classes`` by the names (three characters or more) that mentions give them; no name of two things."""
    out: dict[str, Thing | None] = {}
    for thing in things:
        if thing.cls in classes:
            for label in {m.label for m in thing.mentions}:
                if len(label) >= 3:
                    out[label] = None if label in out and out[label] is not thing else thing
    return {label: thing for label, thing in sorted(out.items()) if thing is not None}


def in_heading(view: View, start: int, end: int, names: Mapping[str, Thing]) -> View:
    """``view`` with the known names in ``[start, end)`` of its text that no spot covers, longest first."""
    text = view.passage.text
    taken = [(s.start, s.end) for s in view.spots if s.start < end and s.end > start]
    added: list[Spot] = []
    at = start
    while at < end - 2:
        for stop in range(min(end, at + _LONGEST), at + 2, -1):
            thing = names.get(text[at:stop])
            if thing is None or not _NAME_ENDS.match(text, stop, end):
                continue
            if not any(at < b and a < stop for a, b in taken):
                added.append(_spot(at, stop, thing))
                at = stop
                break
        else:
            at += 1
    return _with(view, added)


def at_openings(view: View, names: Mapping[str, Thing]) -> View:
    """``view`` with the known name that a sentence of it opens with, where no spot covers that."""
    text = view.passage.text
    added: list[Spot] = []
    for sentence in view.sentences:
        at = sentence.start
        while at < sentence.end and text[at] in ' 　“"':
            at += 1
        for stop in range(min(sentence.end, at + _LONGEST), at + 2, -1):
            thing = names.get(text[at:stop])
            if thing is not None:
                if all(s.start > at and s.thing is thing for s in view.within(at, stop)):
                    added.append(_spot(at, stop, thing))  # 浙江 is part of the name in 浙江青石经济开发区
                break
    return _with(view, added)


def _spot(start: int, end: int, thing: Thing) -> Spot:
    surest = max(thing.mentions, key=lambda m: m.confidence)
    return Spot(start, end, thing, replace(surest, confidence=_DOUBT * surest.confidence))


def _with(view: View, added: Sequence[Spot]) -> View:
    if not added:
        return view
    return View(
        view.passage, tuple(sorted((*view.spots, *added), key=lambda s: (s.start, -s.end, s.thing.key)))
    )
