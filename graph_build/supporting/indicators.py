"""Numbers that tie tasks to goals.

A goal's description says ``规上工业总产值超过1500亿元``. A chapter that opens with the same number is about it; a task
whose paragraph sets it works for it; and where three paragraphs set 500亿元 each for 规上工业产值, they add up to it:
the plan draws the sum itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph_build.model import Evidence, HeadlineGoal, Passage, QuantifiedTarget
from graph_build.supporting.sentences import sentence_of

_OWN_AREA = re.compile(r"^(?:全[市省区县州镇国]|我[市省区县州]|本[市省区县])")
_MEASURES = ("产值", "增加值", "收入", "总额", "余额", "吞吐量", "投资", "产量", "营收", "规模", "人口", "生产总值")


def plain(subject: str) -> str:
    """A subject for comparison: without the plan's own area and without 总 (规上工业总产值 = 规上工业产值)."""
    text = _OWN_AREA.sub("", re.sub(r"[^\w%]", "", subject))
    return re.sub(r"总(?=产值|收入|投资|吞吐量|产量|规模)", "", text)


@dataclass(frozen=True, slots=True)
class Link:
    """A target elsewhere in the plan that carries a number of a goal's description."""

    goal: int
    described: QuantifiedTarget
    """The goal's number."""
    parts: tuple[QuantifiedTarget, ...]
    """The same number stated elsewhere (one), or the numbers that add up to it (several)."""
    kind: str
    """``same`` or ``sum``."""
    evidence: tuple[Evidence, ...]
    """The sentences with the parts, then the one with the goal's number."""


def described_numbers(
    headline: Sequence[HeadlineGoal], targets: Sequence[QuantifiedTarget]
) -> list[tuple[int, QuantifiedTarget]]:
    """(goal, target) for every number that stands in a goal's description."""
    out: list[tuple[int, QuantifiedTarget]] = []
    for index, goal in enumerate(headline):
        for target in targets:
            if any(
                e.passage == target.evidence.passage
                and e.start <= target.evidence.start
                and target.evidence.end <= e.end
                for e in goal.description
            ):
                out.append((index, target))
    return out


def links(
    headline: Sequence[HeadlineGoal], targets: Sequence[QuantifiedTarget], passages: Mapping[str, Passage]
) -> tuple[Link, ...]:
    """The numbers elsewhere that equal a goal's number or add up to it."""
    own = described_numbers(headline, targets)
    inside = {t.key for _, t in own}
    others = [t for t in targets if t.key not in inside]
    out: list[Link] = []
    for index, target in own:
        same = [t for t in others if _same(t, target)]
        out += [Link(index, target, (t,), "same", _said((t, target), passages)) for t in same]
        parts = [
            t
            for t in others
            if t.unit == target.unit
            and t.value < target.value
            and t.year == target.year
            and plain(t.subject) == plain(target.subject)
        ]
        chain = _sum(parts, target.value) or _sum_of_kinds(others, target)
        if chain:
            out.append(Link(index, target, chain, "sum", _said((*chain, target), passages)))
    return tuple(out)


def _same(a: QuantifiedTarget, b: QuantifiedTarget) -> bool:
    if a.value != b.value or a.unit != b.unit or (a.year and b.year and a.year != b.year):
        return False
    x, y = plain(a.subject), plain(b.subject)
    if x == y or (len(min(x, y, key=len)) >= 3 and (x in y or y in x)):
        return True
    common = set(x) & set(y)
    return 2 * len(common) / (len(set(x)) + len(set(y))) >= 0.7 and any(m in x and m in y for m in _MEASURES)


def _sum(parts: Sequence[QuantifiedTarget], total: float) -> tuple[QuantifiedTarget, ...]:
    """The parts, if they are at least two and add up to ``total``; a run of neighbours where all of them do not."""
    for first in range(len(parts)):
        running = 0.0
        for last in range(first, len(parts)):
            running += parts[last].value
            if abs(running - total) < 1e-6 and last > first:
                return tuple(parts[first : last + 1])
            if running > total:
                break
    return ()


_FEWEST, _APART = 3, 6000
"""So many parts at least, so many characters apart at most: fewer numbers add up by chance."""


def _sum_of_kinds(others: Sequence[QuantifiedTarget], total: QuantifiedTarget) -> tuple[QuantifiedTarget, ...]:
    """Numbers of several kinds of one measure that add up (汽车产业产值500亿元 … 工业总产值1500亿元)."""
    measure = _measure(total.subject)
    if measure is None:
        return ()
    parts = [
        t
        for t in others
        if t.unit == total.unit
        and t.value < total.value
        and t.year == total.year
        and t.comparator != "Increase"
        and _measure(t.subject) == measure
    ]
    for first in range(len(parts)):
        running, names = 0.0, set()
        for last in range(first, len(parts)):
            running += parts[last].value
            names.add(plain(parts[last].subject))
            if running > total.value or parts[last].evidence.start - parts[first].evidence.start > _APART:
                break
            if abs(running - total.value) < 1e-6 and len(names) == last - first + 1 >= _FEWEST:
                return tuple(parts[first : last + 1])
    return ()


def _measure(subject: str) -> str | None:
    bare = plain(subject)
    return next((m for m in _MEASURES if bare.endswith(m)), None)


def _said(targets: Sequence[QuantifiedTarget], passages: Mapping[str, Passage]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(sentence_of(passages[t.evidence.passage], t.evidence) for t in targets))
