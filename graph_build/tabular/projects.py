"""Project lists of annexes: 项目名称, 建设内容, 总投资, 年限, 责任单位."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from graph_build.model import Cell, ProjectRow
from graph_build.tabular import cells, heads
from graph_build.tabular.cells import Token

ProjectColumn = Literal[
    "serial", "name", "nature", "content", "place", "period", "investment", "part", "organization", "note", "other"
]

_COLUMNS: tuple[tuple[ProjectColumn, re.Pattern[str]], ...] = (
    ("serial", re.compile(r"序\s*号|编号|序")),
    ("name", re.compile(r"(?:重[大点])?(?:项目|工程)(?:\(工程\)|（工程）)?(?:名称)?|名\s*称|任务名称")),
    ("nature", re.compile(r"(?:建设|项目)?性质|建设类型|进展(?:情况)?|项目状态")),
    (
        "content",
        re.compile(
            r"(?:项目|工程)?(?:主要)?(?:建设)?(?:内容|规模)(?:[及和与、]?(?:主要)?(?:建设)?(?:规模|内容))?|建设任务|主要任务|工程内容|项目(?:概况|简介)"
        ),
    ),
    (
        "place",
        re.compile(
            r"(?:项目|工程)?(?:建设)?(?:地点|地址|所在地|区域|位置)|所[在属](?:县|区|市|地).{0,6}|县[（(]?市?、?区?[)）]?|地\s*[市区]"
        ),
    ),
    ("period", re.compile(r".*(?:起止|年限|工期|期限|建设时间|实施时间|建设周期|时间节点|完成时限|开竣工).*")),
    (
        "part",
        re.compile(
            r".*(?:十[一二三四五六七八九]?五|年度|\d{4}\s*年|本期|期间|其中).*投资.*|.*(?:十[一二三四五六七八九]?五|\d{4}年).*计划.*|其中.*|.*已完成.*"
        ),
    ),
    ("investment", re.compile(r".*(?:总投资|投资(?:额|规模|总额|估算|概算)?|估算总额|资金(?:需求|规模)?).*")),
    ("organization", re.compile(r".*(?:责任|牵头|实施|建设|主管|业主|配合|承办|申报)(?:单位|部门|主体).*|业主|责任人")),
    ("note", re.compile(r"备\s*注|说明")),
)
_NATURE = re.compile(
    r"(?:新建|续建|改建|扩建|改扩建|改、?扩建|迁建|拟建|在建|前期|储备|完工|竣工|谋划|技改|实施|新开工|开工|建成|预备|规划)(?:[/、和（(].{0,8})?(?:项目|类|中)?"
)
_PERIOD = re.compile(
    r"(?:约?\d{4}(?:[.年/-]\s*\d{1,2})?\s*月?年?\s*(?:[-－—–～~至到]+\s*(?:\d{2,4}(?:[.年/]\s*\d{1,2})?\s*月?年?|长期|远期|十五五.{0,3}))?(?:底|前|末)?|[“\"]?十[一二三四五六七八九]?五[”\"]?(?:期间|时期)?|长期|持续|近期|远期)"
)
_MONEY = re.compile(r"约?\s*\d[\d,，]*(?:\.\d+)?\s*(?:万元|亿元|元)?")
_PLACE = re.compile(
    r"[\u4e00-\u9fff、，和/（）()]{1,20}(?:省|市|区|县|旗|镇|乡|村|街道|州|盟)(?:[（(].{1,12}[)）])?|全[市省县区国]|市(?:本级|区|域)|省本级|县域"
)
_ORGANIZATION = re.compile(
    r"(?=.{2,40}$).*(?:局|委|公司|集团|政府|管委会|中心|办|院|部|厅|处|所|指挥部|大学|医院)(?:[、，,].*)?"
)
_SUM = re.compile(r"(?:合|小|总|共)\s*计.*")
_UNIT = re.compile(r"[（(]\s*(?:单位[:：])?\s*((?:[十百千万亿]*)元)\s*[)）]|[:：]\s*([十百千万亿]*元)")


def columns(head_texts: Sequence[str]) -> list[tuple[ProjectColumn, str]]:
    """Kinds and whole heads of a project list's columns."""
    out: list[tuple[ProjectColumn, str]] = []
    for head in heads.merged(head_texts):
        bare = re.sub(r"[（(][^（）()]*[)）]", "", head)
        kind: ProjectColumn = next(
            (kind for kind, pattern in _COLUMNS if pattern.fullmatch(bare) or pattern.fullmatch(head)), "other"
        )
        out.append((kind, head))
    return out


def is_list(kinds: Sequence[ProjectColumn]) -> bool:
    """Whether columns of these kinds list projects: a name and what is built, for how much, when or by whom."""
    return (
        "name" in kinds
        and len({"content", "investment", "period", "organization", "place", "nature"} & set(kinds)) >= 2
    )


@dataclass(slots=True)
class _Row:
    serial: str | None
    tokens: list[Token] = field(default_factory=list)
    place: str | None = None


def read(tokens: Sequence[Token]) -> tuple[ProjectRow, ...]:
    """The projects of a list whose cells stand one a line, heads included in *tokens*.

    The list may start again with its heads for each district; the line before the heads then names the place.
    """
    listed = _counted(tokens)
    if listed:
        return listed
    first = next((at for at, token in enumerate(tokens[:60]) if cells.is_serial(token.text, 1)), None)
    if first is None:
        return ()
    cols = columns([token.text for token in tokens[:first] if _head_like(token.text)])
    if not is_list([kind for kind, _ in cols]):
        return ()
    rows = _segment(tokens, first)
    money_head = next((head for kind, head in cols if kind == "investment"), "")
    out: list[ProjectRow] = []
    for row in rows:
        made = _row(row, cols, money_head, len(out) + 1)
        if made is not None:
            out.append(made)
    return tuple(out)


def _counted(tokens: Sequence[Token]) -> tuple[ProjectRow, ...]:
    """The projects where no cell is missing or every empty one is shown: each cell's column can be counted.

    None where the cells do not fall under heads that they can stand under.
    """
    first = next((at for at, token in enumerate(tokens) if not _head_like(token.text)), 0)
    cols = columns([token.text for token in tokens[:first]])
    kinds = [kind for kind, _ in cols]
    if not is_list(kinds):
        return ()
    slots: list[Token | None] = []
    for at, token in enumerate(tokens[first:]):
        slots += [None] * max(0, token.empties if at else 0)
        slots.append(token)
    width = len(cols)
    if tokens[0].empties >= 0:
        slots += [None] * (-len(slots) % width)
    if len(slots) % width or len(slots) < 2 * width:
        return ()
    rows = [slots[at : at + width] for at in range(0, len(slots), width)]
    if not all(_fits(row, kinds) for row in rows):
        return ()
    money = next((head for kind, head in cols if kind == "investment"), "")
    out: list[ProjectRow] = []
    for row in rows:
        name = row[kinds.index("name")]
        if name is None:
            continue
        said = {kind: token.text for kind, token in reversed(list(zip(kinds, row, strict=True))) if token is not None}
        made = from_cells(Cell(name.start, name.end, name.text, 0, 0), said, money, len(out) + 1)
        if made is not None:
            out.append(made)
    return tuple(out)


def _fits(row: Sequence[Token | None], kinds: Sequence[ProjectColumn]) -> bool:
    for token, kind in zip(row, kinds, strict=True):
        text = token.text.strip() if token is not None else ""
        if not text or cells.is_none(text):
            continue
        if kind in {"investment", "part"} and not _MONEY.fullmatch(text):
            return False
        if kind == "period" and not _PERIOD.fullmatch(re.sub(r"\s", "", text)):
            return False
        if kind == "serial" and not re.fullmatch(r"[\d.、．（）()一二三四五六七八九十]{1,6}", text):
            return False
        if kind in {"name", "content", "organization", "place"} and (cells.is_value(text) or _PERIOD.fullmatch(text)):
            return False
    return True


def from_cells(name: Cell, said: Mapping[ProjectColumn, str], money_head: str, number: int) -> ProjectRow | None:
    """A project from a grid's row; sums and repeated heads give none.

    :param said: the row's texts by the kind of their column.
    :param money_head: head of the column of sums, which may name their unit.
    """
    shown = re.sub(r"\s+", " ", name.text).strip()
    if _SUM.fullmatch(re.sub(r"\s", "", shown)) or _head_like(shown):
        return None
    investment, unit = _sum_of(said.get("investment", ""), money_head)
    return ProjectRow(
        number,
        shown,
        name.start,
        name.end,
        said.get("content") or None,
        investment,
        unit,
        said.get("period") or None,
        said.get("organization") or None,
        said.get("place") or None,
    )


def _sum_of(text: str, head: str) -> tuple[float | None, str | None]:
    """A sum of money and its unit: printed beside it, or named by the column's head."""
    digits = re.search(r"\d[\d,，]*(?:\.\d+)?", text)
    if digits is None:
        return None, None
    named = _UNIT.search(head)
    printed = re.search(r"[十百千万亿]*元", text)
    unit = printed.group() if printed else (named.group(1) or named.group(2)) if named else None
    return float(re.sub(r"[,，]", "", digits.group())), unit


def _head_like(text: str) -> bool:
    plain = re.sub(r"\s", "", text)
    bare = re.sub(r"[（(][^（）()]*[)）]", "", plain)
    return bool(
        re.fullmatch(r"[（(].{1,8}[)）]|[“\"]?十[一二三四五六七八九]?五[”\"]?|投资[（(].{1,6}[)）]|投资", plain)
    ) or (len(plain) <= 16 and any(pattern.fullmatch(bare) for _, pattern in _COLUMNS) and not _PERIOD.fullmatch(plain))


def _segment(tokens: Sequence[Token], first: int) -> list[_Row]:
    rows: list[_Row] = []
    place = _district(tokens[:first])
    expected = 1
    at = first
    while at < len(tokens):
        token = tokens[at]
        following = tokens[at + 1].text if at + 1 < len(tokens) else ""
        words = (
            len(following) >= 4
            and not cells.is_value(following)
            and not _PERIOD.fullmatch(following)
            and not _PLACE.fullmatch(following)
        )
        if words and (
            cells.is_serial(token.text, expected)
            or (cells.is_serial(token.text, 1) and (not rows or len(rows[-1].tokens) >= 3))
        ):
            rows.append(_Row(token.text.strip(), [], place))
            expected = int(re.sub(r"\D", "", token.text)) + 1
        elif re.fullmatch(r"序\s*号", token.text) and rows:
            # The list starts again: its heads up to the next serial number 1, and the district's name before them.
            stop = next((i for i in range(at, min(at + 40, len(tokens))) if cells.is_serial(tokens[i].text, 1)), at + 1)
            if rows[-1].tokens and _PLACE.fullmatch(rows[-1].tokens[-1].text):
                place = rows[-1].tokens.pop().text
            at = stop
            continue
        elif rows:
            rows[-1].tokens.append(token)
        at += 1
    return rows


def _district(tokens: Sequence[Token]) -> str | None:
    return next((token.text for token in tokens if _PLACE.fullmatch(token.text) and not _head_like(token.text)), None)


def _row(row: _Row, cols: Sequence[tuple[ProjectColumn, str]], money_head: str, number: int) -> ProjectRow | None:
    kinds = [kind for kind, _ in cols]
    tokens = row.tokens
    stop = 1
    while stop < len(tokens) and _goes_on(tokens, stop, kinds):
        stop += 1
    if not tokens or _SUM.fullmatch(tokens[0].text) or cells.is_value(tokens[0].text):
        return None
    name = "".join(token.text for token in tokens[:stop])
    found: dict[ProjectColumn, list[str]] = {}
    sure = 1.0 if stop == 1 else 0.95
    rest = [kind for kind in kinds[kinds.index("name") + 1 :] if kind != "note"]
    money = [kind for kind in rest if kind in {"investment", "part"}]
    texts = [kind for kind in rest if kind in {"content", "place", "organization", "other"}]
    for token in tokens[stop:]:
        text = token.text
        if "nature" in rest and _NATURE.fullmatch(text) and "nature" not in found:
            found["nature"] = [text]
        elif "period" in rest and _PERIOD.fullmatch(re.sub(r"\s", "", text)) and "period" not in found:
            found["period"] = [text]
        elif money and (_MONEY.fullmatch(text.strip()) or cells.is_none(text)):
            found.setdefault(money.pop(0), []).append(text)
        elif "organization" in texts and not money and "organization" not in found and _ORGANIZATION.fullmatch(text):
            found["organization"] = [text]
        elif texts and (money or "investment" not in kinds):
            kind = _text_kind(text, texts, found)
            found.setdefault(kind, []).append(text)
        else:
            break
    investment, unit = _sum_of(found.get("investment", [""])[0], money_head)
    if investment is None and "investment" in kinds:
        sure = min(sure, 0.8)
    return ProjectRow(
        number,
        name,
        tokens[0].start,
        tokens[stop - 1].end,
        "".join(found.get("content", [])) or None,
        investment,
        unit,
        "".join(found.get("period", [])) or None,
        "".join(found.get("organization", [])) or None,
        "".join(found.get("place", [])) or row.place,
        sure,
    )


def _goes_on(tokens: Sequence[Token], at: int, kinds: Sequence[ProjectColumn]) -> bool:
    """Whether the cell at *at* is the next line of the project's name."""
    text = tokens[at].text
    if (
        cells.is_value(text)
        or _PERIOD.fullmatch(re.sub(r"\s", "", text))
        or _NATURE.fullmatch(text)
        or tokens[at].empties > 0
    ):
        return False
    before = "".join(token.text for token in tokens[:at])
    if before.count("（") + before.count("(") > before.count("）") + before.count(")"):
        return True
    if "nature" not in kinds or kinds.index("nature") != kinds.index("name") + 1:
        return False
    # The nature of the works follows the name: all before it is name.
    return at <= 3 and any(_NATURE.fullmatch(token.text) for token in tokens[at + 1 : at + 4]) and len(text) <= 30


def _text_kind(text: str, kinds: Sequence[ProjectColumn], found: dict[ProjectColumn, list[str]]) -> ProjectColumn:
    if "place" in kinds and _PLACE.fullmatch(text) and "place" not in found and len(text) <= 20:
        return "place"
    if "organization" in kinds and _ORGANIZATION.fullmatch(text):
        return "organization"
    return "content" if "content" in kinds else kinds[0]
