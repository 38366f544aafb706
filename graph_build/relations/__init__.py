"""Passages and things → claims: the nine relations of the annotation guide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from graph_build.model import Claim, Mention, Plan, QuantifiedTarget, Thing
from graph_build.relations.find import Proposal, of_heading, of_subjects, of_targets, of_task
from graph_build.relations.text import View, views

__all__ = ["find"]


def find(
    plan: Plan, things: Sequence[Thing], targets: Sequence[QuantifiedTarget], scope: Mapping[str, Mention]
) -> tuple[Claim, ...]:
    """The relations that the passages of ``plan`` state, best evidence first, one claim per pair and predicate.

    ``scope`` names the Task mention that governs a passage. Claims come in reading order of their evidence.
    """
    return _claims(_proposals(plan, things, targets, scope))


def _proposals(
    plan: Plan, things: Sequence[Thing], targets: Sequence[QuantifiedTarget], scope: Mapping[str, Mention]
) -> Iterator[Proposal]:
    texts = list(plan.texts())
    seen = views((p for p, _ in texts), things)
    tasks: dict[Mention, Thing] = {m: t for t in things if t.cls == "Task" for m in t.mentions}
    numbers: dict[str, list[tuple[int, int, QuantifiedTarget]]] = defaultdict(list)
    for target in targets:
        numbers[target.evidence.passage].append((target.evidence.start, target.evidence.end, target))
    headed: set[tuple[str, str]] = set()
    carried: Thing | None = None
    above: tuple[str, ...] = ()
    for passage, path in texts:
        view = seen[passage.key]
        here = tuple(d.key for d in path)
        if here != above:
            carried, above = None, here
        mention = scope.get(passage.key)
        task = tasks.get(mention) if mention is not None else None
        if (alone := _alone(view)) is not None:
            carried = alone
            continue
        if task is not None and mention is not None:
            yield from of_task(view, task)
            division = next(
                (d for d in reversed(path) if d.kind in ("section", "subsection", "box") and d.key != passage.key), None
            )
            if division is not None and (task.key, division.key) not in headed:
                headed.add((task.key, division.key))
                yield from of_heading(view, seen[division.heading.key], division, task, mention)
        if passage.kind != "heading":
            yield from of_subjects(view, carried if task is None else None)
            placed = [(a - passage.start, b - passage.start, t) for a, b, t in numbers.get(passage.key, ())]
            yield from of_targets(view, task, placed, carried)


def _alone(view: View) -> Thing | None:
    """The Platform, Place or Industry whose name is the whole of a line: what follows is about it."""
    text = view.passage.text.strip(" 　:：")
    for spot in view.spots:
        if spot.thing.cls in ("Platform", "Place", "Industry") and view.passage.text[spot.start : spot.end] == text:
            return spot.thing
    return None


def _claims(proposals: Iterator[Proposal]) -> tuple[Claim, ...]:
    best: dict[tuple[str, str, str], Proposal] = {}
    for p in proposals:
        key = (p.subject.key, p.predicate, p.object)
        if key not in best or p.confidence > best[key].confidence:
            best[key] = p
    claims = [
        Claim(
            p.subject.key,
            p.predicate,
            p.object,
            "Structural" if p.structural else "Explicit",
            p.evidence,
            p.rule,
            round(p.confidence, 4),
        )
        for p in best.values()
    ]
    claims.sort(key=lambda c: (c.evidence[0].start, c.evidence[0].end, c.predicate, c.subject, c.object))
    return tuple(claims)
