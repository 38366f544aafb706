"""Where in the lines a table stands whose cells came out one a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph_build.structure import marks
from graph_build.structure.lines import Line

_HEAD_CELL = re.compile(
    r"(?:序\s*号|编号|类\s*别|指\s*标(?:名称|类别|属性)?|主要指标|核心指标|指标体系|名\s*称|单\s*位|计量单位|属\s*性|类\s*型|.{0,6}\d{4}\s*年.{0,8}|“?十[一二三四五]五”?.{0,8}|年均.{0,14}|累计.{0,8}|规划目标|完成情况|目标值?|现状值?|基期.{0,4}|完成率"
    r"|项目(?:名称|类别|性质|单位|起止|业主)?|工程名称|任务(?:名称)?|建设(?:性质|内容|地点|规模|年限|期限|单位|时间|起止).{0,8}|主要建设内容.{0,6}|总投资.{0,8}|.{0,8}投资(?:（.{1,4}）|\(.{1,4}\))?|责任(?:单位|部门|主体)|牵头(?:单位|部门)|实施(?:单位|主体|期限)|完成时限|备\s*注|重点任务|工作任务|主要内容|地\s*[市区]|城市(?:名称|类型)?|.{1,6}(?:类型|等级|名称|标准|数量)|\d{4}|（.{1,6}）|[(（][%％][)）]|增幅.{0,5}|增速.{0,5})"
)
_FIRST_CELL = re.compile(
    r"(?:序\s*号|编号|类\s*别|指\s*标.{0,4}|主要指标|核心指标|项目.{0,4}|工程名称|名\s*称|地\s*[市区]|.{2,6}(?:类型|等级|名称)|领域|分类|重点任务|任务)"
)
_CAPTION_END = re.compile(r"(?:表|情况|指标|体系|标准|清单|目录|计划|时间|一览|重现期)(?:[（(].{1,12}[)）])?$")
_STOP_SCHEMES = frozenset(
    {"part", "chapter", "section", "cn", "cn-paren", "box", "table", "annex", "figure", "article", "named"}
)


@dataclass(frozen=True, slots=True)
class Region:
    """Line indices of a table: its caption, its cells, its notes."""

    caption: int | None
    first: int
    stop: int
    notes: tuple[int, ...]
    end: int
    """Index after the last line that belongs to the table, notes included."""
    rows: bool = False
    """Whether each line is a row, its cells parted by space."""


def find(lines: Sequence[Line]) -> list[Region]:
    """All regions, in order."""
    found: list[Region] = []
    at = 0
    while at < len(lines):
        region = _at(lines, at)
        if region is None:
            at += 1
        else:
            found.append(region)
            at = max(region.end, at + 1)
    return found


def is_head(text: str) -> bool:
    """Whether a cell can be the head of a column."""
    return bool(_HEAD_CELL.fullmatch(text.strip()))


def _short(line: Line, limit: int = 32) -> bool:
    return len(line.text) <= limit and not line.text.endswith(("。", "；", "：", ":"))


def _at(lines: Sequence[Line], at: int) -> Region | None:
    line = lines[at]
    mark = marks.read(line.text) if len(line.text) <= 60 else None
    captioned = (
        mark is not None
        and (
            mark.scheme == "table"
            or (
                mark.scheme == "annex"
                and (
                    bool(_CAPTION_END.search(line.text))
                    or sum(bool(_HEAD_CELL.fullmatch(cell.text)) for cell in lines[at + 1 : at + 6]) >= 4
                )
            )
        )
        and len(line.text) > mark.end
    )
    first = at + 1 if captioned else at
    head = lines[first : first + 8]
    if len(head) < 8 or not all(_short(cell) for cell in head[: 3 if captioned else 6]):
        return None
    words = sum(bool(_HEAD_CELL.fullmatch(cell.text)) for cell in head)
    if captioned:
        if words < 2 and not _FIRST_CELL.fullmatch(head[0].text):
            return None
    elif words < 4 or not _FIRST_CELL.fullmatch(head[0].text):
        return None
    stop = _stop(lines, first)
    if stop - first < 8:
        return None
    caption = at if captioned else None
    if caption is None and at and len(lines[at - 1].text) <= 50 and _CAPTION_END.search(lines[at - 1].text):
        caption = at - 1
    notes, end = _notes(lines, stop)
    return Region(caption, first, stop, notes, end)


def _stop(lines: Sequence[Line], first: int) -> int:
    """Index after the last cell."""
    at = first
    while at < len(lines):
        line = lines[at]
        mark = marks.read(line.text)
        if (
            mark is not None
            and (
                mark.scheme in {"note", "annex", "part", "chapter"}
                or (mark.scheme in _STOP_SCHEMES and mark.end < len(line.text))
            )
            and not (mark.scheme in {"cn", "cn-paren"} and at > first + 3 and _category(lines, at))
        ):
            break
        if not _cell(lines, at):
            break
        at += 1
    return at


def _category(lines: Sequence[Line], at: int) -> bool:
    """Whether a line with a heading's number stands between rows: （一）经济发展, then a row's serial or its name."""
    after = [line.text for line in lines[at + 1 : at + 5]]
    return (
        len(lines[at].text) <= 18
        and len(after) == 4
        and all(len(text) <= 40 and not text.endswith(("。", "；")) for text in after)
        and (after[0].strip(".、．").isdigit() or any(map(_figure, after[1:])))
    )


def _cell(lines: Sequence[Line], at: int) -> bool:
    """Whether a line can be a cell: short, or running text with figures after it."""
    text = lines[at].text
    if len(text) <= 24 and not text.endswith("。"):
        return True
    if len(text) <= 60 and "。" not in text[:-1] and any(_figure(line.text) for line in lines[at + 1 : at + 7]):
        return True
    if len(text) <= 60 and any(_figure(line.text) for line in lines[at + 1 : at + 4]):
        return True
    return any(_figure(line.text) for line in lines[at + 1 : at + 5]) and all(
        len(line.text) <= 40 for line in lines[at + 1 : at + 3]
    )


def _figure(text: str) -> bool:
    return bool(
        re.fullmatch(
            r"[≥≤<>～~±+-]?\[?[-－]?\d[\d.,，]*(?:[-－—–～~至]\d[\d.]*)?\]?[%％‰]?(?:以上|以下|左右)?|\d{4}\s*[-—–～~至]\s*\d{4}年?|(?:预期|约束|指导|引导)性?",
            text,
        )
    )


def _notes(lines: Sequence[Line], stop: int) -> tuple[tuple[int, ...], int]:
    at = stop
    notes: list[int] = []
    while at < len(lines):
        mark = marks.read(lines[at].text)
        if not notes:
            if mark is None or mark.scheme != "note":
                break
        elif mark is None or mark.scheme not in {"num", "num-paren", "circled", "note"} or mark.ordinal is None:
            break
        notes.append(at)
        at += 1
    return tuple(notes), at


def around(lines: Sequence[Line], at: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The caption's lines above a table that stands at *at*, and the notes' lines below it."""
    caption: tuple[int, ...] = ()
    above = at - 1
    if above >= 0 and _UNIT_LINE.fullmatch(lines[above].text):
        above -= 1
    if above >= 0:
        text = lines[above].text
        mark = marks.read(text)
        named = mark is not None and (
            mark.scheme == "table" or (mark.scheme == "annex" and bool(_CAPTION_END.search(text)))
        )
        if (
            len(text) <= 60
            and (named or (mark is None and bool(_CAPTION_END.search(text))))
            and not text.endswith(("。", "：", ":"))
        ):
            caption = tuple(range(above, at))
    notes, _ = _notes(lines, at + 1)
    return caption, notes


_UNIT_LINE = re.compile(r"[（(]?\s*(?:计量)?单位\s*[:：].{1,20}")


def words_of(line: Line) -> list[tuple[str, int]]:
    """The words of a line that space parts (or tabs, where it has several), with their offsets in the text."""
    parted = r"[^\t]*[^\t\s]" if line.text.count("\t") >= 2 else r"\S+"
    return [
        (found.group().strip(), line.start + found.start() + len(found.group()) - len(found.group().lstrip()))
        for found in re.finditer(parted, line.text)
    ]


def places_of(line: Line) -> list[tuple[str, int]]:
    """The cells of a line that tabs part, the empty ones before and between the others included."""
    out = [("", line.start)] * (line.indent // 4)
    at = line.start
    for cell in line.text.split("\t"):
        out.append((cell.strip(), at + len(cell) - len(cell.lstrip())))
        at += len(cell) + 1
    return out


def find_rows(lines: Sequence[Line], taken: Sequence[Region]) -> list[Region]:
    """Tables whose rows stand one a line, their cells parted by space; regions already *taken* are left alone."""
    covered = {at for region in taken for at in range(region.first, region.end)}
    found: list[Region] = []
    at = 0
    while at < len(lines):
        region = None if at in covered or not re.search(r"\s", lines[at].text) else _rows_at(lines, at)
        if region is not None and not covered & set(range(region.first, region.end)):
            found.append(region)
            at = region.end
        else:
            at += 1
    return found


def _rows_at(lines: Sequence[Line], at: int) -> Region | None:
    heads = [word for word, _ in words_of(lines[at])]
    if not (
        len(heads) >= 4
        and len(lines[at].text) <= 120
        and _FIRST_CELL.fullmatch(heads[0])
        and sum(map(is_head, heads)) >= max(3, 0.6 * len(heads))
    ):
        return None
    stop = at + 1
    rows = 0
    while stop < len(lines):
        if _row_like(lines[stop]):
            rows += 1
        elif not (
            len(lines[stop].text) <= 14
            and marks.read(lines[stop].text) is None
            and stop + 1 < len(lines)
            and _row_like(lines[stop + 1])
        ):
            break
        stop += 1
    if rows < 2:
        return None
    caption, _ = around(lines, at)
    notes, end = _notes(lines, stop)
    return Region(caption[0] if caption else None, at, stop, notes, end, rows=True)


def _row_like(line: Line) -> bool:
    words = [word for word, _ in words_of(line)]
    return (
        3 <= len(words) <= 16
        and len(line.text) <= 140
        and sum(map(_figure, words)) >= 1
        and not line.text.endswith("。")
    )
