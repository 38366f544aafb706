"""Numbers and words that open a heading or an item: 第三章, 一、, （二）, 3., 1.1, ①, 一是, 专栏五, 表1, 图2, 附件1."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Scheme = Literal[
    "styled",
    "part",
    "chapter",
    "section",
    "article",
    "cn",
    "cn-paren",
    "dec2",
    "dec3",
    "num",
    "num-paren",
    "circled",
    "is",
    "dash",
    "bullet",
    "box",
    "annex",
    "table",
    "figure",
    "note",
    "named",
    "ref",
    "di",
]

RANK: dict[str, float] = {
    "part": 0,
    "chapter": 1,
    "named": 1,
    "section": 2,
    "cn": 3,
    "article": 4,
    "di": 4.5,
    "cn-paren": 5,
    "dec2": 6,
    "dec3": 7,
    "num": 8,
    "num-paren": 9,
    "circled": 10,
    "is": 11,
    "dash": 12,
    "bullet": 12,
}
"""The order in which schemes nest in official documents (GB/T 9704 for 一、（一）1.（1）)."""
NUMBERING = frozenset(RANK)

_CN = "一二三四五六七八九十百零〇两"
_D = r"\d０-９"
_SOURCES: tuple[tuple[Scheme, str], ...] = (
    ("part", rf"第\s*[{_CN}{_D}]{{1,4}}\s*[编篇](?!章|制|报|幅|辑|目)"),
    ("part", rf"第\s*[{_CN}{_D}]{{1,4}}\s*(?:部分|板块)(?=[\s:：、　]|[一-鿿])"),
    ("chapter", rf"第\s*[{_CN}{_D}]{{1,4}}\s*章(?!程)"),
    ("section", rf"第\s*[{_CN}{_D}]{{1,4}}\s*节(?![能约日点])"),
    ("article", rf"第\s*[{_CN}{_D}]{{1,4}}\s*条(?![例约件])"),
    (
        "box",
        rf"专\s*栏\s*(?:[{_CN}]{{1,4}}|[{_D}]{{1,3}}(?:[-－—–.][{_D}]{{1,2}})?)?(?=[:：\s　、.]|[^的中里之和与及]|$)",
    ),
    (
        "annex",
        rf"附\s*[件表录图]\s*(?:[{_CN}]{{1,3}}|[{_D}]{{1,2}}(?:[-－—–.][{_D}]{{1,2}})?)?"
        r"(?=[:：\s　、.．]|$|[^后带近加属设]{2})",
    ),
    ("table", rf"表\s*(?:[{_CN}]{{1,3}}|[{_D}]{{1,2}}(?:[-－—–.][{_D}]{{1,2}})?)(?=[:：\s　]|[^{_D}明现示态率决彰达])"),
    ("figure", rf"图\s*(?:[{_CN}]{{1,3}}|[{_D}]{{1,2}}(?:[-－—–.][{_D}]{{1,2}})?)(?=[:：\s　]|[^{_D}])"),
    ("note", r"(?:注|说明|备注|数据来源|资料来源)\s*(?:\d{0,2})\s*[:：]"),
    ("cn", rf"[{_CN}]{{1,4}}\s*[、．]|[{_CN}]{{1,3}}\.(?!\d)"),
    ("cn-paren", rf"[（(]\s*[{_CN}]{{1,4}}\s*[)）]\s*[、.．]?"),
    ("dec3", rf"[{_D}]{{1,2}}[.．][{_D}]{{1,2}}[.．][{_D}]{{1,2}}[.．、]?(?=[\s　一-鿿“])"),
    ("dec2", rf"[{_D}]{{1,2}}[.．][{_D}]{{1,2}}[.、．]?(?=[\s　]+[一-鿿“]|[一-鿿“])"),
    ("num", rf"[{_D}]{{1,3}}\s*[.．、](?![{_D}])"),
    ("num-paren", rf"[（(]\s*[{_D}]{{1,3}}\s*[)）]\s*[、.．]?|[{_D}]{{1,2}}[)）]"),
    ("circled", r"[①-⑳㉑-㉟㊱-㊿❶-❿⑴-⒇]\s*[、.．]?"),
    ("di", rf"第\s*[{_CN}]{{1,3}}\s*[，,、](?=[一-鿿“])"),
    ("ref", r"[［\[〔]\s*\d{1,3}\s*[］\]〕]\s*(?=[^\d\s\]］.,，。%％]|\d{1,3}[+＋])"),
    ("is", rf"(?:[{_CN}]{{1,3}}|其[{_CN}])(?:是|要)(?=[一-鿿“])"),
    ("dash", r"(?:—{1,3}|―{1,3}|–{2}|-\s*-|－{2}|──?)\s*(?=[一-鿿“\"（])"),
    ("bullet", r"[●•■◆▲★※○◇□▪◎►➢✓·]\s*(?=\S)"),
)
_PATTERNS: tuple[tuple[Scheme, re.Pattern[str]], ...] = tuple(
    (scheme, re.compile(source)) for scheme, source in _SOURCES
)
_FIRST = frozenset(
    "［[〔第专附表图注说备数资（(其●•■◆▲★※○◇□▪◎►➢✓·—―–-－─"
    + _CN
    + "0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚❶❷❸❹❺❻❼❽❾❿⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽"
)
_NAMED = re.compile(
    r"(?:前\s*言|序\s*言|引\s*言|总\s*则|附\s*则|绪\s*论|导\s*言|结\s*(?:束\s*)?语|名\s*词\s*解\s*释|术\s*语\s*解\s*释|有关名词(?:解释|说明)|注\s*释|后\s*记|编制说明)$"
)
# A measured quantity looks like a decimal number: 1.5亿元, 2.3万人, 4.5%.
_QUANTITY = re.compile(
    r"[\s　]*(?:[%％‰万亿千百]|个|家|倍|公里|平方|立方|亩|吨|元|人|年|度|米|公顷|兆|千瓦|月|小时|张|件|项|处|座|级)"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What opens a line."""

    scheme: Scheme
    number: str
    """As printed, without the punctuation after it: ``四``, ``(一)``, ``3``, ``专栏五``; a dash stays a dash."""
    end: int
    """Offset in the line where the title or text begins."""
    ordinal: int | None
    """The number's value, where it has one."""
    own_rank: float | None = None
    """Rank of a heading without a number; the others have the rank of their scheme."""

    @property
    def rank(self) -> float:
        """How deep headings of this kind stand; see :data:`RANK`."""
        return self.own_rank if self.own_rank is not None else RANK.get(self.scheme, 99.0)


def read(text: str) -> Mark | None:
    """The mark that opens *text*, or nothing.

    Several steps ask it of the same lines, so answers are kept; only the beginning of a text matters.
    """
    return _read(text if len(text) <= _BEGINNING else text[:_BEGINNING])


_BEGINNING = 120


@lru_cache(maxsize=2**14)
def _read(text: str) -> Mark | None:
    if not text or (text[0] not in _FIRST and not _NAMED.match(text)):
        return None
    if _NAMED.match(text):
        return Mark("named", "", 0, None)
    for scheme, pattern in _PATTERNS:
        found = pattern.match(text)
        if found is None:
            continue
        end = found.end()
        if scheme in {"dec2", "dec3"} and _QUANTITY.match(text, end):
            continue
        if scheme == "num" and _QUANTITY.fullmatch(text[end:]):
            continue
        while end < len(text) and text[end] in " \t　\xa0:：" and scheme not in {"is", "dash"}:
            end += 1
        return Mark(scheme, _printed(scheme, found.group()), end, ordinal(found.group()))
    return None


def _printed(scheme: Scheme, group: str) -> str:
    squeezed = re.sub(r"\s", "", group)
    if scheme in {"cn", "num", "dec2", "dec3", "circled", "note", "cn-paren", "num-paren"}:
        return squeezed.rstrip("、.．:：")
    return squeezed


_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


def ordinal(number: str) -> int | None:
    """The value of a printed number, Chinese, Arabic or circled; the last component of 1.2.3.

    >>> ordinal("第二十三章"), ordinal("(4)"), ordinal("③"), ordinal("专栏")
    (23, 4, 3, None)
    """
    for c in number:
        if "①" <= c <= "⑳":
            return ord(c) - ord("①") + 1
    digits = re.findall(r"\d+", number)
    if digits:
        return int(digits[-1][:6])
    cn = "".join(c for c in number if c in _DIGIT or c in "十百")
    if not cn:
        return None
    total = current = 0
    for c in cn:
        if c in "十百":
            total += max(current, 1) * (10 if c == "十" else 100)
            current = 0
        else:
            current = _DIGIT[c]
    return total + current
