"""Quantified targets: every number in prose that the plan means to reach.

Not past results, not the situation, not dates or names with numbers. See ``docs/explanation/targets.md``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from graph_build.model import Evidence, Mention, Passage, Plan, QuantifiedTarget
from graph_build.numbers.aims import Aim, aims
from graph_build.numbers.years import default_year, report_year, section_year, time_points
from graph_build.supporting.stance import stances

_PAST = re.compile(
    r"(?:^|[，,。；;、])(?:我[市省区县州]|全[市省区县州])?(?:目前|截至|截止|去年|上年|近年来|过去|现有|原有|当前)|"
    r"(?<![而业])已(?:经|有|建|完|实|形|达|超|累|成|连|启|吸|投|引|培|获|在|签)|取得了|实现了|达到了|突破了|完成了"
)


_CONFIDENCE = {
    "subject-compare-number": 0.97,
    "verb-subject-number": 0.95,
    "verb-number-subject": 0.9,
    "place-number-subject": 0.9,
}
_COMPLETED = 0.85
"""How often each shape is right on the tagged texts; :data:`_COMPLETED` where the clause before gave the subject."""


def find(plan: Plan, names: Iterable[Mention] = ()) -> tuple[QuantifiedTarget, ...]:
    """The quantified targets of the plan's prose in reading order; keys are local names, stable across rebuilds.

    :param names: what the text names; a number within a name (年产2万吨钠离子电池项目) is part of it and no aim.
    """
    named = _numbered(names)
    stance = stances(plan)
    year0, this_year = default_year(plan), report_year(plan)
    out: list[QuantifiedTarget] = []
    ranks: dict[str, int] = {}
    for passage, path in plan.passages():
        if passage.kind not in ("paragraph", "item") or stance[passage.key] != "plan":
            continue
        if any(d.kind == "front" for d in path) and plan.metadata.kind != "report":
            continue
        years = time_points(passage.text, this_year)
        home = section_year(path) or year0
        for aim in aims(passage.text):
            start, end = passage.span(aim.quantity.start, aim.quantity.end)
            if any(a <= start and end <= b for a, b in named.get(passage.key, ())):
                continue
            target = _target(passage, aim, years, home, year0, ranks)
            if target is not None:
                out.append(target)
    return tuple(out)


def _numbered(names: Iterable[Mention]) -> dict[str, list[tuple[int, int]]]:
    """By passage, where names stand that can hold a number of their own."""
    out: dict[str, list[tuple[int, int]]] = {}
    for name in names:
        if name.cls in ("Project", "Platform", "Program"):
            out.setdefault(name.evidence.passage, []).append((name.evidence.start, name.evidence.end))
    return out


def _undertaking(passage: Passage) -> str:
    """What an item's heading undertakes, by its last word (防洪保安工程。…投资58.33亿元 → 工程投资)."""
    if passage.kind != "item" and not re.match(r"[（(]?\d", passage.text):
        return ""
    heading = passage.text.split("。", 1)[0]
    m = re.search(r"(?:工程|项目|行动|计划)$", heading)
    return m.group() if m and len(heading) <= 30 else ""


def _target(
    passage: Passage, aim: Aim, years: list[tuple[int, int]], home: int | None, year0: int | None, ranks: dict[str, int]
) -> QuantifiedTarget | None:
    text = passage.text
    subject = aim.subject
    if subject in ("投资", "总投资", "计划投资"):
        subject = _undertaking(passage) + subject
    if len(subject) < 2:
        return None
    clause = text[aim.clause[0] : aim.clause[1]]
    if _PAST.search(clause[: max(0, aim.quantity.start - aim.clause[0])]):
        return None
    set_before = [y for at, y in years if at < aim.end]
    year = set_before[-1] if set_before else home
    if year is not None and year0 is not None and year < year0 - 5:
        return None
    q = aim.quantity
    digest = hashlib.sha256(f"{passage.key}|{subject}|{q.text}|{q.unit}".encode()).hexdigest()[:12]
    ranks[digest] = ranks.get(digest, 0) + 1
    key = digest if ranks[digest] == 1 else f"{digest}-{ranks[digest]}"
    start, end = passage.span(aim.start, aim.end)
    s0, s1 = passage.span(aim.subject_start, max(aim.subject_end, aim.subject_start + 1))
    value_text = q.number
    return QuantifiedTarget(
        key,
        subject,
        aim.comparator,
        q.value,
        value_text,
        q.unit,
        year,
        Evidence(passage.key, start, end),
        s0,
        s1,
        _CONFIDENCE.get(aim.rule, _COMPLETED),
        "target-" + aim.rule,
    )
