"""Passages and things → claims: the nine relations of the annotation guide.

A paragraph speaks for its Task (``scope`` says which), a heading for the tasks under it, and a sentence that opens with
a Platform, Industry or Place for that. Which relation it is depends on the class of the thing named and on the frame it
stands in (:mod:`graph_build.relations.frames`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from graph_build.model import Claim, Division, Mention, Passage, Plan, Predicate, QuantifiedTarget, Thing
from graph_build.relations.confidence import Weights
from graph_build.relations.frames import read
from graph_build.relations.numbers import of_targets, owners_by_name
from graph_build.relations.overlooked import at_openings, in_heading, known_names
from graph_build.relations.proposal import Proposal
from graph_build.relations.subject_rules import of_subjects
from graph_build.relations.task_rules import of_heading, of_task
from graph_build.relations.text import View, views
from graph_build.resolution import table_places
from graph_build.supporting.stance import Stance, stances

__all__ = ["find"]

_MAX_EVIDENCE = 4
"""So many sentences at most are kept for one claim; the surest come first."""


def find(
    plan: Plan, things: Sequence[Thing], targets: Sequence[QuantifiedTarget], scope: Mapping[str, Mention]
) -> tuple[Claim, ...]:
    """The relations that the passages of ``plan`` state, one claim per pair and predicate, in reading order.

    ``scope`` names the Task mention that governs a passage. A claim's evidence is the sentence that states it; where
    several do, up to four, the surest first; where a heading states it, the heading and the task's own.
    """
    found = [*_claims(propose(plan, things, targets, scope), Weights.load()), *table_places.claims(plan, things)]
    found.sort(key=lambda c: (c.evidence[0].start, c.evidence[0].end, c.predicate, c.subject, c.object))
    return tuple(found)


def propose(
    plan: Plan, things: Sequence[Thing], targets: Sequence[QuantifiedTarget], scope: Mapping[str, Mention]
) -> Iterator[Proposal]:
    """Everything that the rules propose, in reading order, before it is known how sure it is."""
    known = _Known.of(plan, things, targets)
    headed: set[tuple[str, str]] = set()
    carried: Thing | None = None
    above: tuple[str, ...] = ()
    for passage, path in plan.texts():
        view = known.view(passage)
        here = tuple(d.key for d in path)
        if here != above:
            carried, above = _box_subject(path, known.views), here
        if passage.kind != "heading" and (alone := _alone(view)) is not None:
            carried = alone
            continue
        mention = _governing(view, scope)
        task = known.tasks.get(mention) if mention is not None else None
        if mention is not None and mention.evidence.passage == passage.key:
            start, end = (_reading(passage, at) for at in (mention.evidence.start, mention.evidence.end))
            view = in_heading(view, start, end, known.aims)
        readings = read(view)
        if task is not None and mention is not None:
            yield from of_task(view, readings, task)
            division = _nearest(path, passage)
            if division is not None and (task.key, division.key) not in headed:
                headed.add((task.key, division.key))
                yield from of_heading(known.views[division.heading.key], task, mention)
        if passage.kind != "heading" and known.stance[passage.key] == "plan":
            about_things = task is None or (bool(path) and path[-1].kind == "box")
            yield from of_subjects(view, readings, carried if about_things else None, about_things)
        placed = [(_reading(passage, t.evidence.start), t) for t in known.numbers.get(passage.key, ())]
        yield from of_targets(view, task, placed, known.owners)


@dataclass(frozen=True)
class _Known:
    """What the rules look up while they go through a plan."""

    views: dict[str, View]
    tasks: Mapping[Mention, Thing]
    numbers: Mapping[str, Sequence[QuantifiedTarget]]
    owners: Mapping[str, Thing]
    """Platforms by name: a number whose subject begins with one is its."""
    aims: Mapping[str, Thing]
    """What may stand in a heading, by name."""
    subjects: Mapping[str, Thing]
    """What a sentence may open with, by name."""
    stance: Mapping[str, Stance]

    @staticmethod
    def of(plan: Plan, things: Sequence[Thing], targets: Iterable[QuantifiedTarget]) -> _Known:
        numbers: dict[str, list[QuantifiedTarget]] = defaultdict(list)
        for target in targets:
            numbers[target.evidence.passage].append(target)
        return _Known(
            views=views((p for p, _ in plan.texts()), things),
            tasks={m: t for t in things if t.cls == "Task" for m in t.mentions},
            numbers=numbers,
            owners=owners_by_name(things),
            aims=known_names(things, "Goal", "Strategy", "Program", "Industry"),
            subjects=known_names(things, "Platform", "Industry", "Place"),
            stance=stances(plan),
        )

    def view(self, passage: Passage) -> View:
        """The passage with the names that were overlooked where the plan's other words make them sure."""
        view = self.views[passage.key]
        if passage.kind != "heading":
            return at_openings(view, self.subjects)
        self.views[passage.key] = in_heading(view, 0, len(passage.text), self.aims)
        return self.views[passage.key]


def _governing(view: View, scope: Mapping[str, Mention]) -> Mention | None:
    """The Task mention that a passage speaks for."""
    mention = scope.get(view.passage.key)
    if mention is not None and mention.evidence.passage != view.passage.key and _opens_anew(view):
        return None
    return mention


_OPENING = re.compile(
    r"[^，,。；：:“”\d]{2,16}[，,][^，,。；：:\d]{3,24}(?:[，,][^，,。；：:\d]{3,24})?。"
    r"|(?:同时[，,])?(?:各位代表|我们[要将]|让我们|新的一年|今年[，,])|[^。]{2,60}。我们[要将]|第[一二三四五六七八九十百]+[章节篇]"
)


def _opens_anew(view: View) -> bool:
    """A short opening sentence in two parts (突出制造强市，持续提升产业层次。) opens a part of its own, an address too.

    What stands under it does not elaborate the task before it, although its heading gives no task.
    """
    found = _OPENING.match(view.passage.text)
    return found is not None and not any(s.start == 0 for s in view.spots)


def _nearest(path: Sequence[Division], passage: Passage) -> Division | None:
    """The section or box that ``passage`` stands in; for a heading that is a task, the one above it."""
    own = [d for d in path if d.key != passage.key]
    return own[-1] if own and own[-1].kind in ("section", "subsection", "box") else None


def _box_subject(path: Sequence[Division], seen: Mapping[str, View]) -> Thing | None:
    """The Platform or Industry that a box's title opens with, its only one: what the box is about."""
    if not path or path[-1].kind != "box":
        return None
    spots = [s for s in seen[path[-1].heading.key].spots if s.thing.cls in ("Platform", "Industry")]
    return spots[0].thing if len({s.thing.key for s in spots}) == 1 else None


def _alone(view: View) -> Thing | None:
    """The Platform, Place or Industry whose name is the whole of a line: what follows is about it."""
    text = view.passage.text.strip(" 　:：")
    for spot in view.spots:
        if (
            spot.thing.cls in ("Platform", "Place", "Industry")
            and view.passage.text[spot.start : spot.end] == text
        ):
            return spot.thing
    return None


def _reading(passage: Passage, start: int) -> int:
    return start - passage.start if passage.offsets is None else bisect_left(passage.offsets, start)


def _claims(proposals: Iterable[Proposal], weights: Weights) -> tuple[Claim, ...]:
    """One claim for all proposals that say the same; its rule and confidence are those of the surest."""
    same: dict[tuple[str, Predicate, str], list[tuple[float, Proposal]]] = defaultdict(list)
    for p in proposals:
        same[p.subject.key, p.predicate, p.object.key].append((weights.probability(p), p))
    claims: list[Claim] = []
    for (subject, predicate, object_), group in same.items():
        group.sort(key=lambda scored: -scored[0])
        sure, best = group[0]
        if sure < weights.threshold:
            continue
        evidence = dict.fromkeys(e for _, p in group for e in p.evidence)
        basis: Literal["Structural", "Explicit"] = "Structural" if best.structural else "Explicit"
        kept = tuple(evidence)[:_MAX_EVIDENCE]
        claims.append(Claim(subject, predicate, object_, basis, kept, best.rule, round(sure, 4)))
    claims.sort(key=lambda c: (c.evidence[0].start, c.evidence[0].end, c.predicate, c.subject, c.object))
    return tuple(claims)
