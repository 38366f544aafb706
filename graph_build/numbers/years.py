"""Which year a number is set for: as written, else what the section or the plan is for."""

from __future__ import annotations

import re

from graph_build.model import Division, Plan

_YEAR = re.compile(
    r"(?<![\d.])((?:19|20)\d{2}|(?:[12]\s\d\s\d\s\d))\s?年?"
    r"|二[〇○零]([一二三四五六七八九〇○零])([一二三四五六七八九〇○零])年?"
)
_PERIOD = re.compile(r"“?(十[一二三四五六]?)五”?(?:时期|期间|末|规划|期末)?")
_PERIOD_ENDS = {"十": 2005, "十一": 2010, "十二": 2015, "十三": 2020, "十四": 2025, "十五": 2030, "十六": 2035}
_THIS_YEAR = re.compile(r"今年|年内|全年|本年度|当年")
_DIGITS = {"〇": "0", "○": "0", "零": "0"} | {c: str(i) for i, c in enumerate("一二三四五六七八九", start=1)}
_COMPARED = re.compile(r"(?:较|比|与|以|从|自|对比|按|在)\s*$")
_BUILT_ON = re.compile(r"”?(?:[^，。；]{0,6})基础上")
_SETS = re.compile(r"目标|任务|远景|展望|愿景|规划|安排")


def time_points(text: str, this_year: int | None = None) -> list[tuple[int, int]]:
    """(offset, year) of the points in time that a text sets, in order.

    :param this_year: the year of a yearly report, which 今年 and 年内 mean.
    """
    out: list[tuple[int, int]] = []
    for m in _YEAR.finditer(text):
        if m[1]:
            value = int(re.sub(r"\s", "", m[1]))
            if not m.group().endswith("年") and not re.match(r"[\s　]*(?:年|[-—－至])", text[m.end() : m.end() + 3]):
                continue
        else:
            value = int("20" + _DIGITS[m[2]] + _DIGITS[m[3]])
        if not _COMPARED.search(text[max(0, m.start() - 3) : m.start()]):
            out.append((m.start(), value))
    for m in _PERIOD.finditer(text):
        if _BUILT_ON.match(text, m.end()):
            continue
        if m[1] in _PERIOD_ENDS and (m.group().startswith("“") or re.search(r"时期|期间|末|规划", m.group())):
            out.append((m.start(), _PERIOD_ENDS[m[1]]))
    if this_year is not None:
        out += [(m.start(), this_year) for m in _THIS_YEAR.finditer(text)]
    return sorted(out)


def report_year(plan: Plan) -> int | None:
    """The year that a yearly report is for; ``None`` for any other document."""
    meta = plan.metadata
    if meta.kind != "report":
        return None
    m = re.search(r"(20\d{2})", meta.title)
    return int(m[1]) if m is not None else meta.period_start


def default_year(plan: Plan) -> int | None:
    """The year that a plan sets its numbers for when it names none: the report's, else the period's last."""
    return report_year(plan) or plan.metadata.period_end


def section_year(path: tuple[Division, ...]) -> int | None:
    """The one year that the title of a section of goals or tasks names (二〇三五年远景目标, “十五五”时期主要目标)."""
    for division in reversed(path):
        years = {y for _, y in time_points(division.title)}
        if _SETS.search(division.title) and years:
            if len(years) == 1 or re.search(r"远景|展望|愿景", division.title):
                return max(years)
            return None
    return None
