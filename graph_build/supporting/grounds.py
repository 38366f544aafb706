"""The grounds on which a task supports a goal: named, headed, counted, or described."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from graph_build.model import Evidence, HeadlineGoal, Passage
from graph_build.supporting.aspects import Aspect
from graph_build.supporting.fields import fields
from graph_build.supporting.indicators import Link
from graph_build.supporting.profiles import Level, Profile
from graph_build.supporting.sentences import evidence as quote
from graph_build.supporting.sentences import sentences, whole

Basis = Literal["Explicit", "Structural", "Indicator", "Thematic"]

_GENERIC_TAIL = re.compile(
    r"(?:市|省|区|县|州|镇|国|开放|发展|一体化|示范|样板|标杆|活力|先行|高质量|新格局|融入|枢纽|中心|高地|基地|城市|强|"
    r"门户|窗口|典范|重要|节点|创新型|大|新|建设|“|”)+$"
)
MORE = 0.1
"""What each of the next two aspects adds to the best one."""
IN_PASSING = 0.8
"""What remains of an aspect whose frame (reform, port …) the task only touches."""
CHAPTER_NUMBER, NEAR_NUMBER = 0.95, 0.75
"""Score of a task of a chapter that opens with a number of the goal: of the number's field, or only near it."""
QUOTED = 0.9
"""Score of a task that quotes what the goal's description quotes."""
NAMED = 0.95
"""Score of a task whose paragraph names what the goal's description names."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason why a task supports a goal."""

    goal: int
    basis: Basis
    score: float
    """0 to about 1.3; :mod:`graph_build.support` says what it is worth."""
    evidence: tuple[Evidence, ...]
    rule: str


def core(label: str) -> str:
    """What is a goal's own in its name: 港产城湾 of 港产城湾一体化发展开放市, 双循环 of 融入“双循环”新格局活力市."""
    quoted = re.search(r"“([^”]{2,})”", label)
    return quoted[1] if quoted else _GENERIC_TAIL.sub("", label)


def by_name(
    profile: Profile, goals: Sequence[HeadlineGoal], common: frozenset[str], report: bool = False
) -> list[Ground]:
    """Explicit: the task's paragraphs name the goal. Structural: its section, chapter or their opening does.

    :param common: cores that the plan uses all over: in a chapter's opening they do not single out the goal.
    :param report: the plan is a yearly report.
    """
    out: list[Ground] = []
    for index, goal in enumerate(goals):
        stated = goal.mention.evidence
        names = [n for n in (goal.mention.label, *goal.aliases) if len(n) >= 3]
        said = _naming(profile.paragraphs, names)
        if said is not None:
            out.append(Ground(index, "Explicit", 1.2, _join(said, stated), "names-goal"))
        own = core(goal.mention.label)
        if len(own) < 2:
            continue
        short = len(own) < 4 and "“" not in goal.mention.label
        heading = next((h for h in profile.sections if own in h.text), None)
        if heading is not None and not short:
            out.append(
                Ground(index, "Structural", 1.0, _join(whole(heading), profile.stated(), stated), "section-names-goal")
            )
        elif profile.chapter is not None and own in profile.chapter.text and not short:
            out.append(
                Ground(
                    index,
                    "Structural",
                    0.95,
                    _join(whole(profile.chapter), profile.stated(), stated),
                    "chapter-names-goal",
                )
            )
        else:
            opened = _naming(profile.opening, [*names, *([own] if not short and own not in common else [])])
            # A report's opening names every goal of the place; a chapter's of a plan names what it is for.
            if opened is not None and (not report or _about(profile, goal)):
                evidence = _join(opened, profile.stated(), stated)
                out.append(Ground(index, "Structural", 0.9, evidence, "opening-names-goal"))
    return out


def by_object(profile: Profile, goals: Sequence[HeadlineGoal], title: str) -> list[Ground]:
    """Explicit: a plan with one goal has one object, in its title and in the goal's name; the task is about it.

    行动计划 for 独角兽企业, whose goal is 独角兽企业集聚高地: a paragraph on 独角兽企业 works for it.
    """
    if len(goals) != 1:
        return []
    stated = goals[0].mention
    parts = (_GENERIC_TAIL.sub("", p) for p in re.split(r"[、和与及]|的", stated.label))
    objects = [p for whole_ in parts for p in (whole_, whole_.removesuffix("集聚")) if len(p) >= 4 and p in title]
    said = _naming(profile.paragraphs, objects) if objects else None
    return [Ground(0, "Explicit", 0.9, _join(said, stated.evidence), "names-object")] if said is not None else []


def _about(profile: Profile, goal: HeadlineGoal) -> bool:
    return bool(fields(goal.mention.label).keys() & profile.headed)


def _naming(passages: Sequence[Passage], names: Sequence[str]) -> Evidence | None:
    for passage in passages:
        if not any(n in passage.text for n in names):
            continue
        for a, b in sentences(passage.text):
            if any(n in passage.text[a:b] for n in names):
                return quote(passage, a, b)
    return None


def by_number(profile: Profile, links: Sequence[Link], openings: Mapping[str, str]) -> list[Ground]:
    """Indicator: the task's paragraphs, or its chapter's opening, carry a number of the goal's description.

    :param openings: key of an opening passage → key of its chapter.
    """
    out: list[Ground] = []
    for link in links:
        if any(part.evidence.passage in profile.keys for part in link.parts):
            rule, score = ("number-of-goal", 1.2) if link.kind == "same" else ("numbers-add-up", 1.25)
            out.append(Ground(link.goal, "Indicator", score, _join(profile.stated(), *link.evidence), rule))
        elif link.kind == "same" and openings.get(link.parts[0].evidence.passage) == profile.chapter_key:
            about = fields(link.described.subject)
            if about and not about.keys() & profile.levels.keys():
                continue
            # the chapter's number is the task's where heading or section is of its field, else it is near it
            score = CHAPTER_NUMBER if about.keys() & profile.headed else NEAR_NUMBER
            evidence = _join(*link.evidence, profile.stated())
            out.append(Ground(link.goal, "Indicator", score, evidence, "chapter-number-of-goal"))
    return out


def by_theme(profile: Profile, aspects: Sequence[Aspect], named: Mapping[str, Sequence[Evidence]]) -> list[Ground]:
    """Thematic: the goal's description names what the task does.

    :param named: key of a thing → where the task's paragraphs name it.
    """
    scored: dict[int, list[tuple[float, Aspect, str, Level]]] = {}
    seen: set[tuple[int, tuple[str, ...], tuple[str, ...]]] = set()
    for aspect in aspects:
        what = (aspect.goal, aspect.fields, aspect.required)
        if not aspect.fields or what in seen:
            continue
        seen.add(what)
        score, field, level = _match(profile, aspect)
        if score > 0:
            scored.setdefault(aspect.goal, []).append((score, aspect, field, level))
    out: list[Ground] = []
    for goal, found in scored.items():
        found.sort(key=lambda item: (-item[0], item[1].evidence.start))
        best, aspect, field, level = found[0]
        total = best + MORE * sum(item[0] for item in found[1:3])
        out.append(
            Ground(goal, "Thematic", total, _join(profile.quote(field, level), aspect.evidence), f"description-{level}")
        )
    for aspect in aspects:
        for key in aspect.names:
            if key in named:
                out.append(
                    Ground(
                        aspect.goal, "Thematic", NAMED, _join(named[key][0], aspect.evidence), "description-names-thing"
                    )
                )
    return out


def by_quotation(
    profile: Profile, goals: Sequence[HeadlineGoal], passages: Mapping[str, Passage], rare: Mapping[str, int]
) -> list[Ground]:
    """Thematic: the task's paragraphs quote an expression that the goal's description quotes (“万亩千亿”).

    :param rare: quoted expressions that few passages have, with how many.
    """
    own = {q for p in profile.paragraphs for q in quoted(p.text) if q in rare}
    out: list[Ground] = []
    for index, goal in enumerate(goals):
        names = (goal.mention.label, *goal.aliases)
        for described in goal.description:
            passage = passages.get(described.passage)
            if passage is None or not own:
                continue
            found = sorted(
                q
                for q in own & quoted(passage.text)
                if not any(q in n for n in names) and _within(passage, described, q)
            )
            said = _naming(profile.paragraphs, [f"“{q}”" for q in found])
            if found and said is not None:
                out.append(Ground(index, "Thematic", QUOTED, _join(said, described), "description-quotes-same"))
    return out


def quoted(text: str) -> frozenset[str]:
    """What stands between quotation marks, three to twelve characters."""
    return frozenset(re.findall(r"“([^“”]{3,12})”", text))


def _within(passage: Passage, part: Evidence, expression: str) -> bool:
    at = passage.text.find(expression)
    while at >= 0:
        start, end = passage.span(at, at + len(expression))
        if part.start <= start and end <= part.end:
            return True
        at = passage.text.find(expression, at + 1)
    return False


def _match(profile: Profile, aspect: Aspect) -> tuple[float, str, Level]:
    """How well a task meets an aspect, by which field, shown by which part of the text."""
    levels = [(profile.levels.get(name, (0.0, "heading")), name) for name in aspect.fields]
    mean = sum(value for (value, _), _ in levels) / len(levels)
    (most, level), name = max(levels, key=lambda item: item[0][0])
    score = (most + mean) / 2
    for required in aspect.required:
        value = profile.levels.get(required, (0.0, "heading"))[0]
        score *= 1.0 if value >= 0.5 else IN_PASSING if value > 0 else 0.0
    return score, name, level


def _join(*parts: Evidence) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(parts))
