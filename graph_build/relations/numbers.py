"""hasTarget: to whom a number belongs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graph_build.model import QuantifiedTarget, Thing
from graph_build.relations.proposal import Proposal
from graph_build.relations.subject_rules import opening
from graph_build.relations.text import Sentence, View


def owners_by_name(things: Sequence[Thing]) -> Mapping[str, Thing]:
    """Platforms by every form of their names of three characters or more."""
    out: dict[str, Thing] = {}
    for thing in things:
        if thing.cls == "Platform":
            for form in (thing.label, *thing.aliases):
                if len(form) >= 3:
                    out.setdefault(form, thing)
    return out


def of_targets(
    view: View,
    task: Thing | None,
    targets: Sequence[tuple[int, QuantifiedTarget]],
    names: Mapping[str, Thing],
) -> Iterator[Proposal]:
    """A number belongs to the paragraph's task, and to the Industry or Platform that its sentence is about.

    ``targets`` are those of the passage with their reading offsets, in order.
    """
    owner: Thing | None = None
    last: Sentence | None = None
    for start, target in targets:
        evidence = (target.evidence,)
        if task is not None:
            yield Proposal(task, "hasTarget", target.key, evidence, "task-target", 0.95 * target.confidence)
        sentence = next((s for s in view.sentences if s.start <= start < s.end), None)
        if sentence is None:
            continue
        if sentence is not last:
            owner, last = _owner(view, sentence, start, target), sentence
        if (named := _named(target.subject, names)) is not None:
            owner = named
        if owner is not None:
            yield Proposal(
                owner, "hasTarget", target.key, evidence, "subject-target", 0.75 * target.confidence
            )


def _owner(view: View, sentence: Sentence, start: int, target: QuantifiedTarget) -> Thing | None:
    first = opening(view, sentence)
    if first is not None and first.thing.cls != "Place":
        return first.thing
    end = min(start, sentence.clauses[0][1])
    near = {s.thing.key: s.thing for s in view.within(sentence.start, end) if s.thing.cls == "Platform"}
    return next(iter(near.values())) if len(near) == 1 else None


def _named(subject: str, names: Mapping[str, Thing]) -> Thing | None:
    """The longest known name that ``subject`` begins with (头门港区年总吞吐量)."""
    for length in range(min(len(subject) - 2, 20), 2, -1):
        if (thing := names.get(subject[:length])) is not None:
            return thing
    return None
