"""What a goal's description promises, clause by clause.

``先进制造节点、现代流通节点、消费旅游节点、数字转型节点逐步建成`` promises four things;
``民营经济、园区平台…等重要领域和关键环节改革持续推进`` promises reforms, each in its area. An :class:`Aspect` is one
such promise: the fields of policy it speaks of, the fields that must come along (改革 in the second example), and the
things it names.
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
_AREA_FIELDS = frozenset({"port", "rural"})
"""Fields that are places at the same time: what a sentence on the port promises, it promises the port."""
_FRAMES = _AREA_FIELDS | {"reform"}
"""Fields that say in what way or where, when they stand beside another one."""
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
    places = frozenset(t.key for t in things if t.cls in ("Project", "Platform"))
    for thing in things:
        if thing.cls in NAMING:
            for mention in thing.mentions:
                e = mention.evidence
                named.setdefault(e.passage, []).append((e.start, e.end, thing.key))
    out: list[Aspect] = []
    for index, goal in enumerate(headline):
        out += _of_name(index, goal)
        for described in goal.description:
            passage = passages.get(described.passage)
            if passage is None:
                continue
            offset = {passage.span(i, i + 1)[0]: i for i in range(len(passage.text))}
            start = offset.get(described.start, 0)
            end = offset.get(described.end - 1, len(passage.text) - 1) + 1
            area = _AREA_FIELDS & fields(goal.mention.label).keys()
            for a, b in sentences(passage.text[start:end]):
                said = passage.text[start + a : start + b].replace(goal.mention.label, "")
                frame = frozenset(area & fields(said).keys())
                out += _of_sentence(index, passage, start + a, start + b, named.get(passage.key, []), places, frame)
    return tuple(out)


def _of_name(index: int, goal: HeadlineGoal) -> list[Aspect]:
    """The goal's own name promises something, whatever describes it (民族文化大省)."""
    label = re.sub(r"[“”]", "", goal.mention.label)
    found = fields(label).keys()
    required = found & _FRAMES if len(found) > 1 else frozenset[str]()
    about = tuple(sorted(found - required))
    return [Aspect(index, label, about, tuple(sorted(required)), (), goal.mention.evidence)] if about else []


def _of_sentence(
    goal: int,
    passage: Passage,
    start: int,
    end: int,
    named: Sequence[tuple[int, int, str]],
    places: frozenset[str],
    frame: frozenset[str],
) -> list[Aspect]:
    out: list[Aspect] = []
    stated = quote(passage, start, end)
    for a, b in clauses(passage.text, start, end):
        s0, s1 = passage.span(a, b)
        here = [(x, y, key) for x, y, key in named if s0 <= x and y <= s1]
        clause = passage.text[a:b]
        bare = _without(clause, passage, a, [n for n in here if n[2] in places])
        items = re.split("、", _QUALITIES.sub("化", re.sub(r"[“”]", "", bare)))
        head = _SHARED_HEAD.search(bare) if len(items) > 2 else None
        for place, item in enumerate(items):
            found = fields(item).keys()
            required = set(frame - found)
            # 民营经济、…、社会治理等领域改革: the head is everyone's; 人才招引、公共服务对接: it is the last one's
            if head is not None and ("等" in bare or place == len(items) - 1):
                required.add(_HEAD_FIELD[head[1]])
            if len(found) > 1:
                required |= found & _FRAMES
            about = tuple(sorted(found - required)) or tuple(sorted(found))
            if found:
                out.append(Aspect(goal, item.strip(), about, tuple(sorted(required)), (), stated))
        for x, y, key in here:
            name = "".join(passage.text[i] for i in range(a, b) if x <= passage.span(i, i + 1)[0] < y)
            out.append(Aspect(goal, name, (), (), (key,), stated))
    return out


def _without(clause: str, passage: Passage, start: int, named: Sequence[tuple[int, int, str]]) -> str:
    """``clause`` with the names of projects and platforms blanked: they are matched as names, not by their words."""
    if not named:
        return clause
    out = list(clause)
    for i in range(len(clause)):
        at = passage.span(start + i, start + i + 1)[0]
        if any(x <= at < y for x, y, _ in named):
            out[i] = "　"
    return "".join(out)
