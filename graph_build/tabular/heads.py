"""The heads of an indicator table: which column holds what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

Role = Literal["Baseline", "PlannedTarget", "PlannedGrowth", "Actual", "ActualGrowth"]
ColumnKind = Literal["serial", "category", "name", "unit", "nature", "value", "note", "other"]

_FIVE = {c: i for i, c in enumerate("一二三四五六七八九", 1)}


@dataclass(frozen=True, slots=True)
class Column:
    """One column under its whole head (``规划目标 2020年``)."""

    kind: ColumnKind
    head: str
    role: Role | None = None
    """Of a value column; ``None`` for figures that are neither aim nor result (完成率)."""
    year: int | None = None
    flow: bool = False
    """Whether the figures are rates or sums over the period (年均, 累计) and not levels of a year."""
    growth: bool = False
    """Whether the head says growth (增幅, 增速): a flow column that does not (年均/累计) states the aim itself."""


_KINDS: tuple[tuple[ColumnKind, re.Pattern[str]], ...] = (
    ("serial", re.compile(r"序\s*号|编号|序")),
    ("nature", re.compile(r"(?:指标)?(?:属性|性质)|指标属性|约束性/预期性|预期性/约束性")),
    ("unit", re.compile(r"(?:计量)?单位|单\s*位")),
    ("note", re.compile(r"备\s*注|说明|数据来源|责任(?:单位|部门)|牵头(?:单位|部门)|填报单位")),
    ("category", re.compile(r"类\s*别|领\s*域|分\s*类|类\s*型|一级指标|目标|维度|方面|指标(?:类别|类型)|板块")),
    (
        "name",
        re.compile(r"(?:主要|核心|具体|二级|三级|发展)?指\s*标(?:名称|内容|项目)?|名\s*称|项目(?:名称|类别)?|指标项"),
    ),
)
_VALUE = re.compile(
    r"\d{4}|十[一二三四五六七八九]?五|[“\"]?十[一二三四五六七八九]五|规划|目标|完成|实际|现状|基期|基数|基准|年均|累计|增[幅速长]|预计|计划|任务|水平|现值|数值|目标值"
)
_BARE_YEAR = re.compile(r"\s*\d{4}\s*年?\s*")
_FRAGMENT = re.compile(
    r"属性|性质|情况|目标|名称|[（(].{1,14}[)）]|[)）].*|增长.{0,8}|增速.{0,8}|累计|数|值|率|年.{0,6}"
)
_STEMS: dict[str, re.Pattern[str]] = {
    "属性": re.compile(r"指\s*标"),
    "性质": re.compile(r"指\s*标"),
    "名称": re.compile(r"指标|项目"),
    "情况": re.compile(r".*(?:完成|实际|进展)$"),
    "目标": re.compile(r".*(?:规划|五”|预期|发展)$"),
    "值": re.compile(r".*(?:目标|现状)$"),
    "率": re.compile(r".*完成$"),
}


def merged(cells: Sequence[str]) -> list[str]:
    """Heads that the layout broke over two lines, put together: 指标 + 属性, 总投资 + （万元）."""
    out: list[str] = []
    for cell in cells:
        plain = re.sub(r"\s", "", cell)
        if out and _FRAGMENT.fullmatch(plain):
            stem = _STEMS.get(plain)
            bracket = bool(re.fullmatch(r"[（(].*|[)）].*", plain))
            if (
                bracket
                or (stem is not None and stem.fullmatch(out[-1]))
                or out[-1].count("（") + out[-1].count("(") > out[-1].count("）") + out[-1].count(")")
            ):
                out[-1] += plain
                continue
            if plain.startswith(("增长", "增速", "累计")) and re.fullmatch(r"年均", out[-1]):
                out[-1] += plain
                continue
        if (
            out
            and re.fullmatch(r"[“\"]?十[一二三四五六七八九]?五[”\"]?(?:时期|期间)?", out[-1])
            and re.match(r"规划|目标|完成|投资|年均|末|期末|累计|计划", plain)
        ):
            out[-1] += plain
            continue
        out.append(plain)
    return out


def flat(cells: Sequence[str], period_end: int | None) -> list[Column]:
    """Columns from heads that came one cell a line.

    Heads of two storeys arrive as the upper storey (its merged heads once), then the lower one; the lower storey's
    years and rates are dealt out, in equal shares, to the upper storey's groups.
    """
    heads = merged(cells)
    groups = [i for i, head in enumerate(heads) if _group(head)]
    last = max((i for i, head in enumerate(heads) if kind_of(head) in {"nature", "note", "unit", "name"}), default=-1)
    lower = heads[last + 1 :] if last >= 0 else []
    upper_groups = [i for i in groups if i < last or not lower]
    if lower and upper_groups and len(lower) % len(upper_groups) == 0 and all(_VALUE.search(head) for head in lower):
        share = len(lower) // len(upper_groups)
        out: list[str] = []
        for i, head in enumerate(heads[: last + 1]):
            if i in upper_groups:
                at = upper_groups.index(i) * share
                out += [f"{head} {sub}" for sub in lower[at : at + share]]
            else:
                out.append(head)
        heads = out
    return columns(heads, period_end)


def columns(heads: Sequence[str], period_end: int | None) -> list[Column]:
    """Columns from whole heads, in order."""
    kinds = [kind_of(head) for head in heads]
    if "name" not in kinds and "category" in kinds:
        # 项目类别 alone names the rows.
        kinds[len(kinds) - 1 - kinds[::-1].index("category")] = "name"
    if kinds.count("name") > 1:
        names = [i for i, kind in enumerate(kinds) if kind == "name"]
        for i in names[:-1]:
            kinds[i] = "category"
    first = next((i for i, kind in enumerate(kinds) if kind == "name"), len(kinds))
    # Under a head of no known meaning (数量) figures may stand all the same: they must not slip under the next head.
    kinds = ["value" if kind == "other" and i > first else kind for i, kind in enumerate(kinds)]
    years = [
        year
        for head, kind in zip(heads, kinds, strict=True)
        if kind == "value" and not _flow(head) and (year := _year(head))
    ]
    out: list[Column] = []
    for head, kind in zip(heads, kinds, strict=True):
        if kind != "value":
            out.append(Column(kind, head))
            continue
        year, flow = _year(head), _flow(head)
        role = _role(head, year, years, flow, period_end)
        if year is None and role == "PlannedTarget" and not flow:
            year = period_end
        out.append(Column("value", head, role, year, flow, bool(re.search(r"增[幅速长]", head))))
    out = _before_aims(out)
    aims = [column.year for column in out if column.role == "PlannedTarget" and column.year is not None]
    if aims and not any(column.role == "Baseline" for column in out):
        # 2020年实绩 beside 2025年目标 is what the aim is measured from, and no result of it.
        out = [
            replace(column, role="Baseline")
            if column.role == "Actual" and column.year is not None and column.year < min(aims)
            else column
            for column in out
        ]
    told = any(column.role == "Actual" and column.year is not None for column in out)
    return [
        replace(column, role=None)
        if told and re.fullmatch(r"(?:是否)?(?:完成|实现)(?:情况|与否)?", column.head)
        else _dated(column, out)
        for column in out
    ]


def _before_aims(columns: list[Column]) -> list[Column]:
    """Where some heads say 目标 and others are bare years before it: the last of these is the baseline."""
    said = [
        column.year
        for column in columns
        if column.role == "PlannedTarget" and column.year and re.search(r"目标|规划|预期|计划", column.head)
    ]
    past = [
        column.year
        for column in columns
        if said and column.year and column.year < min(said) and _BARE_YEAR.fullmatch(column.head)
    ]
    if len(past) < 2:
        return columns
    return [
        replace(column, role="Baseline" if column.year == max(past) else "Actual")
        if column.year in past and column.role in {"Baseline", "PlannedTarget"} and _BARE_YEAR.fullmatch(column.head)
        else column
        for column in columns
    ]


def tells_units(columns: Sequence[Column], units: Sequence[str | None]) -> bool:
    """Whether a table without columns of units or natures lists indicators: it has aims, and its names tell units.

    :param units: the rows' units.
    """
    aimed = any(column.role in {"PlannedTarget", "PlannedGrowth"} for column in columns)
    return aimed and len(units) >= 2 and sum(unit is not None for unit in units) * 2 >= len(units)


def period_of(caption: str) -> int | None:
    """Last year of the five-year plan that a table's caption names, where it names one only.

    >>> period_of("“十三五”规划主要指标完成情况"), period_of("主要指标")
    (2020, None)
    """
    years = {_year(found) for found in re.findall(r"十[一二三四五六七八九]?五", caption)}
    return years.pop() if len(years) == 1 else None


def _dated(column: Column, among: Sequence[Column]) -> Column:
    """A rate or sum over the period is dated by the period's last year: that of the level it leads to."""
    if column.kind != "value" or not column.flow or column.year is not None:
        return column
    level = {"PlannedGrowth": "PlannedTarget", "ActualGrowth": "Actual"}.get(column.role or "")
    years = [other.year for other in among if other.role == level and other.year is not None]
    return replace(column, year=max(years)) if years else column


def _group(head: str) -> bool:
    """An upper head that spans several columns: it names a stage and no year."""
    return (
        bool(re.search(r"规划目标|完成情况|目标|完成|实际|实绩|计划|预期|十[一二三四五六七八九]?五", head))
        and not re.search(r"\d{4}", head)
        and not _flow(head)
        and kind_of(head) == "value"
    )


def kind_of(head: str) -> ColumnKind:
    """What the column under *head* holds."""
    plain = re.sub(r"\s", "", head)
    for kind, pattern in _KINDS:
        if pattern.fullmatch(plain) and not (kind == "category" and plain == "目标"):
            return kind
    if _VALUE.search(plain):
        return "value"
    return "other"


def _flow(head: str) -> bool:
    return bool(re.search(r"年均|累计|增[幅速]|增长|\[", head))


def _year(head: str) -> int | None:
    found = re.search(r"((?:19|20)\d{2})", head)
    if found:
        return int(found.group(1))
    five = re.search(r"十([一二三四五六七八九])?五", head)
    if five:
        number = 10 + (_FIVE[five.group(1)] if five.group(1) else 0)
        return 1976 + 5 * (number - 5) + 4
    return None


def _role(head: str, year: int | None, years: Sequence[int], flow: bool, period_end: int | None) -> Role | None:
    if re.search(r"完成率|完成比例|进度|达成率|投资|资金", head) or not _VALUE.search(head):
        return None
    done = bool(re.search(r"完成|实际|实绩|执行|预计", head))
    aim = bool(re.search(r"目标|规划|计划|预期|任务", head))
    if flow:
        return "ActualGrowth" if done and not aim else "PlannedGrowth"
    if aim and not done:
        return "PlannedTarget"
    if re.search(r"现状|基期|基数|基准|现值", head):
        return "Baseline"
    if done:
        return "Actual"
    if year is None:
        return "PlannedTarget" if re.search(r"数值|水平|值", head) else None
    if len(years) > 1 and year == min(years):
        return "Baseline"
    if len(years) == 1 and period_end is not None and year < period_end - 1:
        return "Baseline"
    return "PlannedTarget"
