"""Quantified targets: every number in prose that the plan means to reach.

Not past results, not the situation, not dates or names with numbers. See ``docs/explanation/targets.md``.
"""

from __future__ import annotations

import hashlib
import re

from graph_build.model import Division, Evidence, Passage, Plan, QuantifiedTarget
from graph_build.numbers.aims import Aim, aims
from graph_build.supporting.stance import stances

_YEAR = re.compile(
    r"(?<![\d.])((?:19|20)\d{2}|(?:[12]\s\d\s\d\s\d))\s?年?|"
    r"二[〇○零]([一二三四五六七八九〇○零])([一二三四五六七八九〇○零])年?"
)
_PERIOD = re.compile(r"“?(十[一二三四五六]?)五”?(?:时期|期间|末|规划|期末)?")
_FIVE = {"十": 2005, "十一": 2010, "十二": 2015, "十三": 2020, "十四": 2025, "十五": 2030, "十六": 2035}
_PAST = re.compile(
    r"(?:^|[，,。；;、])(?:我[市省区县州]|全[市省区县州])?(?:目前|截至|截止|去年|上年|近年来|过去|现有|原有|当前)|"
    r"(?<![而业])已(?:经|有|建|完|实|形|达|超|累|成|连|启|吸|投|引|培|获|在|签)|取得了|实现了|达到了|突破了|完成了"
)
_DIGITS = {
    "〇": "0",
    "○": "0",
    "零": "0",
    "一": "1",
    "二": "2",
    "三": "3",
    "四": "4",
    "五": "5",
    "六": "6",
    "七": "7",
    "八": "8",
    "九": "9",
}


def time_points(text: str) -> list[tuple[int, int]]:
    """(offset, year) of the points in time that a passage sets, in order."""
    out: list[tuple[int, int]] = []
    for m in _YEAR.finditer(text):
        if m[1]:
            value = int(re.sub(r"\s", "", m[1]))
            if not m.group().endswith("年") and not re.match(r"[\s　]*(?:年|[-—－至])", text[m.end() : m.end() + 3]):
                continue
        else:
            value = int("20" + _DIGITS[m[2]] + _DIGITS[m[3]])
        if re.search(r"(?:较|比|与|以|从|自|对比|按|在)\s*$", text[max(0, m.start() - 3) : m.start()]):
            continue
        out.append((m.start(), value))
    for m in _PERIOD.finditer(text):
        if m[1] in _FIVE and (m.group().startswith("“") or re.search(r"时期|期间|末|规划", m.group())):
            out.append((m.start(), _FIVE[m[1]]))
    return sorted(out)


def default_year(plan: Plan) -> int | None:
    """The year that a plan sets its numbers for when it names none."""
    meta = plan.metadata
    if meta.period_end is not None:
        return meta.period_end
    if meta.kind == "report":
        m = re.search(r"(20\d{2})", meta.title)
        return int(m[1]) if m else None
    return None


def _division_year(path: tuple[Division, ...]) -> int | None:
    for division in reversed(path):
        years = time_points(division.title)
        if re.search(r"远景|展望|愿景", division.title) and years:
            return max(y for _, y in years)
    return None


def find(plan: Plan) -> tuple[QuantifiedTarget, ...]:
    """The quantified targets of the plan's prose in reading order; keys are local names, stable across rebuilds."""
    stance = stances(plan)
    year0 = default_year(plan)
    out: list[QuantifiedTarget] = []
    ranks: dict[str, int] = {}
    for passage, path in plan.passages():
        if passage.kind not in ("paragraph", "item") or stance[passage.key] != "plan":
            continue
        if any(d.kind == "front" for d in path) and plan.metadata.kind != "report":
            continue
        years = time_points(passage.text)
        home = _division_year(path) or year0
        for aim in aims(passage.text):
            target = _target(passage, aim, years, home, year0, ranks)
            if target is not None:
                out.append(target)
    return tuple(out)


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
    value_text = text[q.start : min(len(text), max(q.end, aim.end if aim.rule.startswith("subject") else q.end))]
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
        0.9 if "topic" not in aim.rule else 0.7,
        "target-" + aim.rule,
    )
