"""What a task does with the things that its paragraph, or the heading above it, names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from graph_build.model import Mention, Predicate, Thing
from graph_build.relations.frames import Kind, Reading
from graph_build.relations.proposal import DEFAULT, Proposal
from graph_build.relations.text import Group, View

#: A、B 等高校院所…中心: whom it works with.
_SCHOOLS = re.compile(
    r"^等[^，,。；、]{0,8}(?:高校|院所|科研|大院|名校|院校|大学|机构)[^，,。；]{0,20}(?:中心|研究院|合作|落户|转移|共建|分院|基地)"
)

#: A "name" that opens with a verb is the heading's own phrase (积极应对人口老龄化), whatever the lists call it.
_IS_PHRASE = re.compile(
    r"积极|加快|大力|全面|深入|推进|推动|着力|持续|加强|强化|完善|健全|提升|优化|深化|促进|构建|建设|打造|培育|发展"
)


def of_task(view: View, readings: Iterable[Reading], task: Thing) -> Iterator[Proposal]:
    """What the paragraph ``view`` says its ``task`` does."""
    text = view.passage.text
    for reading in readings:
        for group, part in zip(reading.groups, reading.parts, strict=True):
            predicate, rule = _predicate(text, group, part)
            if predicate is None:
                continue
            for spot in group.spots:
                yield Proposal(task, predicate, spot.thing, reading.evidence, rule, spot.mention.confidence)


def _predicate(text: str, group: Group, part: Kind | None) -> tuple[Predicate | None, str]:
    """What the task does with the things of a group, and by which rule; ``None`` where it does nothing with them."""
    cls = group.cls
    right = text[group.end : group.end + 48]
    if cls in ("Platform", "Project", "Place", "Organization") and part in ("lean", "as", "play"):
        return "reliesOn", f"relies-{part}"
    if cls in ("Platform", "Place") and part == "use":
        return "reliesOn", "relies-use"
    if cls == "Organization" and _SCHOOLS.match(right):
        return "cooperatesWith", "cooperates-schools"
    if cls in ("Organization", "Place"):
        return ("cooperatesWith", "cooperates-verb") if part == "cooperate" else (None, "")
    if cls in ("Platform", "Project") and part in ("at", "aim", "join"):
        return None, ""
    return DEFAULT[cls], f"task-{DEFAULT[cls]}"


def of_heading(heading: View, task: Thing, mention: Mention) -> Iterator[Proposal]:
    """What the nearest heading names counts for a task under it: goals, strategies, programs and industries."""
    evidence = (heading.evidence(0, len(heading.passage.text)), mention.evidence)
    for spot in heading.spots:
        if _IS_PHRASE.match(heading.passage.text, spot.start):
            continue
        if spot.thing.cls in ("Goal", "Strategy", "Industry", "Program"):
            predicate = DEFAULT[spot.thing.cls]
            rule = f"heading-{predicate}"
            yield Proposal(task, predicate, spot.thing, evidence, rule, spot.mention.confidence, True)
