"""The area a document is about: its division's name and GB/T 2260 code, from the title, the session or the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from graph_build.divisions import Divisions, Entry

Level = Literal["nation", "province", "city", "county", "town"]

_NATION = re.compile(r"(?:中共中央|中央|国务院|全国|国家|中华人民共和国|关于制定国民经济)")
_LEAD = re.compile(r"(?:\d{4}\s*年度?|中共|关于印发|关于|印发|在|《|“|\s)+")
_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,10}?(?:特别行政区|自治区|自治州|自治县|自治旗|新区|高新区|开发区|省|市|地区|州|盟|县|旗|区|镇|乡|街道)"
)
_BY_SUFFIX: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("province", re.compile(r"(?:省|自治区|特别行政区)$")),
    ("town", re.compile(r"(?:镇|乡|街道)$")),
    ("county", re.compile(r"(?:自治县|自治旗|县|旗|区)$")),
    ("city", re.compile(r"(?:自治州|州|盟|地区|市)$")),
)
_LEVELS: dict[str, Level] = {"province": "province", "city": "city", "county": "county"}
_SELF = re.compile(r"代表(?P<who>[\u4e00-\u9fff]{0,14}?)(?:人民)?政府")


@dataclass(frozen=True, slots=True)
class Area:
    """An administrative area."""

    name: str
    code: str | None
    level: Level | None


def find(title: str, said: Sequence[str], opening: Sequence[str]) -> Area | None:
    """The area of a document.

    :param title: its title.
    :param said: other lines that name it (session, issuing body), likeliest first.
    :param opening: its first paragraphs; asked last, for reports whose title names no place.
    """
    if _NATION.match(title) or _NATION.match(_LEAD.sub("", title, count=1)):
        return Area("中国", "000000", "nation")
    for text in (title, *said):
        area = at_start(text)
        if area is not None:
            return area
    for text in opening:
        found = _SELF.search(text[:200])
        if found:
            area = at_start(found.group("who"))
            return area if area is not None else _most_named(found.group("who"), opening)
    return None


def at_start(text: str) -> Area | None:
    """The area that *text* begins with: 深圳市坪山区关于… is about 坪山区 in 深圳市.

    >>> at_start("临海市国民经济和社会发展第十四个五年规划")
    Area(name='临海市', code='331082', level='county')
    >>> at_start("深圳市坪山区关于支持实体经济发展的若干措施").code
    '440310'
    """
    lead = _LEAD.match(text)
    rest = text[lead.end() :] if lead else text
    divisions = Divisions.load()
    entry: Entry | None = None
    while True:
        step = _longest(rest, entry, divisions.find)
        if step is None:
            break
        entry, rest = step[0], rest[step[1] :]
    named = _NAME.match(rest)
    if named and (
        entry is None or (named.group().endswith(("镇", "乡", "街道", "新区", "开发区")) and len(named.group()) <= 8)
    ):
        name = named.group()
        town = (
            next((t for t in divisions.towns(entry.code) if t.name == name), None)
            if entry is not None and entry.code
            else None
        )
        level = next((level for level, pattern in _BY_SUFFIX if pattern.search(name)), None)
        if town is not None:
            return Area(name, town.code, "town")
        if entry is None:
            return Area(name, None, level)
    if entry is None:
        return None
    return Area(entry.name, entry.code, _LEVELS.get(entry.kind))


def _longest(
    text: str, within: Entry | None, find: Callable[[str, str | None], Entry | None]
) -> tuple[Entry, int] | None:
    """The longest division's name that *text* begins with, inside *within*."""
    for size in range(min(15, len(text)), 1, -1):
        name = text[:size]
        entry = find(name, within.code if within else None)
        if entry is None or (within is not None and (entry.code or "")[:2] != (within.code or "")[:2]):
            continue
        # A short name (苏州) counts when nothing but a government's business follows; a full one always does.
        if entry.name == name or re.match(r"(?:人民|政府|国民|工作|“|\d|$)", text[size:]):
            return entry, size
    return None


def _most_named(who: str, opening: Sequence[str]) -> Area | None:
    """Of a report that says 我代表市人民政府: the city that its text names most often, if it stands out."""
    kind = {
        "市": "city",
        "省": "province",
        "自治区": "province",
        "州": "city",
        "县": "county",
        "区": "county",
        "旗": "county",
    }.get(who)
    if kind is None:
        return None
    short = {
        alias: entry
        for entry in Divisions.load().entries
        if entry.kind == kind
        for alias in entry.aliases
        if len(alias) >= 2
    }
    if not short:
        return None
    counts = Counter(
        re.findall("|".join(sorted(map(re.escape, short), key=lambda name: (-len(name), name))), "\n".join(opening))
    )
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    entry = short[ranked[0][0]]
    return Area(entry.name, entry.code, _LEVELS.get(kind))
