"""hasTarget: to whom a number belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from graph_build.model import QuantifiedTarget, Thing
from graph_build.relations.proposal import Proposal
from graph_build.relations.subject_rules import opening
from graph_build.relations.text import Sentence, View

#: After a platform's name: the number counts something else (…库项目个数, …建设).
_NOT_ITS = re.compile(r"(?:建设|项目|、|和|与)")
#: What a platform brings about: 推进 A 园建设，…，形成年产 3 亿的能力.
_YIELDS = re.compile(r"形成|入驻|集聚|招引|吸引")


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
    how = ""
    last: Sentence | None = None
    end = 0
    for start, target in targets:
        evidence = (target.evidence,)
        if task is not None:
            yield Proposal(task, "hasTarget", target, evidence, "task-target", target.confidence)
        sentence = next((s for s in view.sentences if s.start <= start < s.end), None)
        if sentence is None:
            continue
        if (named := _named(target.subject, names)) is not None:
            owner, how = named, "named"
        elif sentence is not last or (how == "named" and view.passage.text[end:start].strip("，,、 ")):
            owner, how = _owner(view, sentence, start)
        last, end = sentence, start + target.evidence.end - target.evidence.start
        if owner is not None:
            yield Proposal(owner, "hasTarget", target, evidence, f"{how}-target", target.confidence)


def _owner(view: View, sentence: Sentence, start: int) -> tuple[Thing | None, str]:
    """What ``sentence`` opens with (an Industry or Platform), else the only Platform before the number."""
    first = opening(view, sentence)
    if first is not None and first.thing.cls != "Place":
        return first.thing, "subject"
    near = [
        s
        for s in view.within(sentence.start, start)
        if s.thing.cls in ("Platform", "Project", "Place", "Organization")
    ]
    clause = sentence.clauses[0]
    yields = _YIELDS.search(view.passage.text, clause[1], start + 4)
    if yields and len(near) == 1 and near[0].thing.cls == "Platform" and near[0].start < clause[1]:
        return near[0].thing, "hosted"
    return None, ""


def _named(subject: str, names: Mapping[str, Thing]) -> Thing | None:
    """The longest known name that ``subject`` begins with (头门港区年总吞吐量)."""
    for length in range(min(len(subject) - 2, 20), 2, -1):
        if (thing := names.get(subject[:length])) is not None:
            return None if _NOT_ITS.match(subject[length:]) else thing
    return None
