"""What a goal's description promises, clause by clause.

``先进制造节点、现代流通节点、消费旅游节点、数字转型节点逐步建成`` promises four things; ``民营经济、园区平台…等重要领域和关键环节改革
持续推进`` promises reforms, each in its area. An :class:`Aspect` is one such promise: the fields of policy it speaks of,
the fields that must come along (改革 in the second example), and the things it names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph_build.model import Evidence, HeadlineGoal, Passage, Thing
from graph_build.supporting.fields import fields
from graph_build.supporting.sentences import clauses, sentences
from graph_build.supporting.sentences import evidence as quote

_SHARED_HEAD = re.compile(r"(改革|对接|试点|合作)[^、]{0,8}$")
_HEAD_FIELD = {"改革": "reform", "试点": "reform", "对接": "cooperation", "合作": "cooperation"}
_AREA = re.compile(r"(港区|湾区|园区|新区|开发区|乡村|农村|海岛|城区)(?:产业|经济|建设|发展)?")
_AREA_FIELD = {"港区": "port", "湾区": "port", "海岛": "port", "乡村": "rural", "农村": "rural"}
_QUALITIES = re.compile(r"化、(?=[^，,。、]*化)")
NAMING = frozenset({"Project", "Platform", "Program", "Strategy"})
"""Classes whose names in a description single out what the tasks work on."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """One promise of a goal's description."""

    goal: int
    """Index of the goal in the tuple of headline goals."""
    text: str
    fields: tuple[str, ...]
    required: tuple[str, ...]
    names: tuple[str, ...]
    """Keys of the things that the promise names."""
    evidence: Evidence
    """The sentence that makes it."""


def aspects(
    headline: Sequence[HeadlineGoal], passages: Mapping[str, Passage], things: Sequence[Thing]
) -> tuple[Aspect, ...]:
    """The aspects of all ``headline`` goals, in order."""
    named: dict[str, list[tuple[int, int, str]]] = {}
    for thing in things:
        if thing.cls in NAMING:
            for mention in thing.mentions:
                e = mention.evidence
                named.setdefault(e.passage, []).append((e.start, e.end, thing.key))
    out: list[Aspect] = []
    for index, goal in enumerate(headline):
        for described in goal.description:
            passage = passages.get(described.passage)
            if passage is None:
                continue
            offset = {passage.span(i, i + 1)[0]: i for i in range(len(passage.text))}
            start = offset.get(described.start, 0)
            end = offset.get(described.end - 1, len(passage.text) - 1) + 1
            for a, b in sentences(passage.text[start:end]):
                out += _of_sentence(index, passage, start + a, start + b, named.get(passage.key, []))
    return tuple(out)


def _of_sentence(
    goal: int, passage: Passage, start: int, end: int, named: Sequence[tuple[int, int, str]]
) -> list[Aspect]:
    out: list[Aspect] = []
    stated = quote(passage, start, end)
    for a, b in clauses(passage.text, start, end):
        s0, s1 = passage.span(a, b)
        here = [(x, y, key) for x, y, key in named if s0 <= x and y <= s1]
        clause = passage.text[a:b]
        bare = _without(clause, passage, a, here)
        items = re.split("、", _QUALITIES.sub("化", re.sub(r"[“”]", "", bare)))
        head = _SHARED_HEAD.search(bare) if len(items) > 2 else None
        area = _AREA.search(bare)
        for item in items:
            found = tuple(sorted(fields(item)))
            required = set()
            if head is not None:
                required.add(_HEAD_FIELD[head[1]])
            if area is not None and area[1] in _AREA_FIELD:
                required.add(_AREA_FIELD[area[1]])
            if found:
                out.append(Aspect(goal, item.strip(), found, tuple(sorted(required)), (), stated))
        for x, y, key in here:
            name = "".join(passage.text[i] for i in range(a, b) if x <= passage.span(i, i + 1)[0] < y)
            out.append(Aspect(goal, name, (), (), (key,), stated))
    return out


def _without(clause: str, passage: Passage, start: int, named: Sequence[tuple[int, int, str]]) -> str:
    """``clause`` with the names of things blanked: a name is matched as a name, not by its words."""
    if not named:
        return clause
    out = list(clause)
    for i in range(len(clause)):
        at = passage.span(start + i, start + i + 1)[0]
        if any(x <= at < y for x, y, _ in named):
            out[i] = "　"
    return "".join(out)
