"""Candidates and rules: which of the things named in a passage stand in which relation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph_build.model import Division, Evidence, Mention, Predicate, QuantifiedTarget, Thing
from graph_build.relations import triggers as t
from graph_build.relations.text import Group, Sentence, Spot, View

#: What a task does with a thing of a class when its paragraph names it and nothing there says otherwise.
DEFAULT: Mapping[str, Predicate] = {
    "Goal": "aimsAt",
    "Strategy": "implements",
    "Program": "implements",
    "Project": "advances",
    "Platform": "advances",
    "Industry": "develops",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A relation that a rule proposes, with its grounds in reading offsets of a passage."""

    subject: Thing
    predicate: Predicate
    object: str
    evidence: tuple[Evidence, ...]
    rule: str
    confidence: float
    structural: bool = False


def of_task(view: View, task: Thing) -> Iterator[Proposal]:
    """What the paragraph ``view`` says its ``task`` does."""
    for sentence in view.sentences:
        for group in view.groups(sentence):
            if group.cls in ("Task", "Indicator"):
                continue
            predicate, rule, confidence = _task_relation(view.passage.text, sentence, group)
            if predicate is None:
                continue
            evidence = (view.evidence(sentence.start, sentence.end),)
            for spot in group.spots:
                yield Proposal(task, predicate, spot.thing.key, evidence, rule, confidence * spot.mention.confidence)


def _task_relation(text: str, sentence: Sentence, group: Group) -> tuple[Predicate | None, str, float]:
    clause = sentence.clause(group.start)
    left, right = text[clause[0] : group.start], text[group.end : max(clause[1], group.end)]
    cls = group.cls
    if cls in ("Platform", "Project", "Place", "Organization") and not t.BUILD.search(left):
        if t.LEAN_STRONG.search(left):
            return "reliesOn", "relies-lean", 0.85
        if t.WITH.search(left) and t.AS.match(right):
            return "reliesOn", "relies-with-as", 0.85
        if t.PLAY.search(left) and t.PLAYED.match(right):
            return "reliesOn", "relies-play", 0.75
        if cls in ("Platform", "Place") and t.USE.search(left):
            return "reliesOn", "relies-use", 0.7
    if cls == "Organization" and t.LEADING.match(right):
        return "reliesOn", "relies-leading", 0.6
    if cls in ("Organization", "Place"):
        if t.COOPERATE_LEFT.search(left):
            return "cooperatesWith", "cooperates-verb", 0.7
        if t.WITH_LEFT.search(left) and t.COOPERATE_RIGHT.match(right):
            return "cooperatesWith", "cooperates-with", 0.75
        return None, "", 0.0
    if cls in ("Platform", "Project") and t.AT_LEFT.search(left):
        return None, "", 0.0
    return DEFAULT[cls], f"task-{DEFAULT[cls]}", 0.85


def of_heading(view: View, heading: View, division: Division, task: Thing, mention: Mention) -> Iterator[Proposal]:
    """What the nearest heading names counts for the tasks under it: goals, strategies, programs and industries."""
    for spot in heading.spots:
        if spot.thing.cls in ("Goal", "Strategy", "Industry", "Program"):
            evidence = (spot_evidence(heading), mention.evidence)
            predicate = DEFAULT[spot.thing.cls]
            yield Proposal(
                task, predicate, spot.thing.key, evidence, f"heading-{predicate}", 0.85 * spot.mention.confidence, True
            )


def spot_evidence(heading: View) -> Evidence:
    """The whole heading as evidence."""
    return heading.evidence(0, len(heading.passage.text))


def opening(view: View, sentence: Sentence) -> Spot | None:
    """The Platform, Industry or Place that ``sentence`` opens with as its subject."""
    text = view.passage.text
    start = sentence.start
    while start < sentence.end and text[start] in ' 　”“"':
        start += 1
    for spot in view.within(start, start + 2):
        if spot.thing.cls in ("Platform", "Industry", "Place") and t.SUBJECT_NEXT.match(text[spot.end : spot.end + 6]):
            return spot
    return None


def of_subjects(view: View, carried: Spot | Thing | None) -> Iterator[Proposal]:
    """Statements about the Platform, Industry or Place that a sentence (or the paragraph before it) opens with."""
    text = view.passage.text
    subject: Thing | None = carried.thing if isinstance(carried, Spot) else carried
    for sentence in view.sentences:
        first = opening(view, sentence)
        if first is not None:
            subject = first.thing
        evidence = (view.evidence(sentence.start, sentence.end),)
        groups = view.groups(sentence)
        yield from _parts(view, sentence, groups)
        yield from _located(view, sentence, groups)
        if subject is None:
            yield from _hosted(view, sentence, groups)
            continue
        for group in groups:
            clause = sentence.clause(group.start)
            left, right = text[clause[0] : group.start], text[group.end : max(clause[1], group.end)]
            for spot in group.spots:
                if spot.thing is subject:
                    continue
                sure = spot.mention.confidence
                if subject.cls in ("Platform", "Place") and group.cls == "Industry":
                    yield Proposal(subject, "develops", spot.thing.key, evidence, "subject-develops", 0.7 * sure)
                if (
                    subject.cls in ("Platform", "Industry")
                    and group.cls in ("Organization", "Platform", "Place", "Project")
                    and not t.BUILD.search(left)
                    and (t.LEAN_STRONG.search(left) or (t.WITH.search(left) and t.AS.match(right)))
                ):
                    yield Proposal(subject, "reliesOn", spot.thing.key, evidence, "subject-relies", 0.75 * sure)
                elif subject.cls == "Platform" and group.cls == "Platform" and t.PARTS.match(right):
                    yield Proposal(spot.thing, "partOf", subject.key, evidence, "subject-parts", 0.8 * sure)


def _hosted(view: View, sentence: Sentence, groups: Sequence[Group]) -> Iterator[Proposal]:
    """推进 A 园建设，引进 B、C 产业: the only Platform of an earlier clause hosts the industries of the later ones."""
    platforms = [g for g in groups if g.cls == "Platform"]
    if len(platforms) != 1 or len(platforms[0].spots) != 1:
        return
    host = platforms[0].spots[0]
    own = sentence.clause(host.start)
    text = view.passage.text
    for group in groups:
        clause = sentence.clause(group.start)
        if group.cls == "Industry" and clause[0] > own[0] and t.HOSTS.search(text[clause[0] : group.start]):
            evidence = (view.evidence(sentence.start, sentence.end),)
            for spot in group.spots:
                yield Proposal(
                    host.thing, "develops", spot.thing.key, evidence, "hosted-develops", 0.55 * spot.mention.confidence
                )


def _parts(view: View, sentence: Sentence, groups: Sequence[Group]) -> Iterator[Proposal]:
    """A、B 等 C: A and B are part of C, where all are of one class."""
    text = view.passage.text
    for group, whole in zip(groups, groups[1:], strict=False):
        if (
            group.cls == whole.cls
            and group.cls in ("Industry", "Platform")
            and t.SUCH_AS.match(text[group.end : whole.start])
        ):
            target = whole.spots[0]
            for spot in group.spots:
                if spot.thing is not target.thing:
                    evidence = (view.evidence(sentence.start, sentence.end),)
                    yield Proposal(
                        spot.thing, "partOf", target.thing.key, evidence, "list-part", 0.8 * spot.mention.confidence
                    )


def _located(view: View, sentence: Sentence, groups: Sequence[Group]) -> Iterator[Proposal]:
    """在 A 推进 B、C 建设: B and C lie in A, until the next 在."""
    text = view.passage.text
    where: Spot | None = None
    for group in groups:
        before = text[max(sentence.start, group.start - 4) : group.start]
        if (
            group.cls in ("Platform", "Place")
            and (t.AT_LEFT.search(before) or t.LOCATED.search(before))
            and len(group.spots) == 1
        ):
            where = group.spots[0]
        elif where is not None and group.cls in ("Platform", "Project"):
            for spot in group.spots:
                if spot.thing is not where.thing:
                    evidence = (view.evidence(sentence.start, sentence.end),)
                    yield Proposal(
                        spot.thing, "locatedIn", where.thing.key, evidence, "located-at", 0.7 * spot.mention.confidence
                    )


def of_targets(
    view: View, task: Thing | None, targets: Sequence[tuple[int, int, QuantifiedTarget]], carried: Thing | None
) -> Iterator[Proposal]:
    """A number belongs to the paragraph's task and to the Industry or Platform that its sentence is about."""
    for start, _, target in targets:
        evidence = (target.evidence,)
        if task is not None:
            yield Proposal(task, "hasTarget", target.key, evidence, "task-target", 0.95 * target.confidence)
        sentence = next((s for s in view.sentences if s.start <= start <= s.end), None)
        if sentence is None:
            continue
        first = opening(view, sentence)
        owner: Thing | None = first.thing if first is not None and first.thing.cls != "Place" else None
        if owner is None:
            near = [s for s in view.within(sentence.start, start + len(target.subject)) if s.thing.cls == "Platform"]
            if near and len({s.thing.key for s in near}) == 1:
                owner = near[0].thing
        if owner is not None:
            yield Proposal(owner, "hasTarget", target.key, evidence, "subject-target", 0.75 * target.confidence)
