"""What a cell of an indicator table can be: number, unit, nature, serial number, year, or words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Nature = Literal["Expected", "Binding"]


@dataclass(frozen=True, slots=True)
class Token:
    """One cell, or one line of a cell, with its place in the source text."""

    text: str
    start: int
    end: int
    empties: int = 0
    """Empty cells that the layout shows before this one; -1 where the layout does not show empty cells."""


_ATOM = (
    r"(?:个百分点|百分点|[%％‰]|人民币元|美元|港元|欧元|元|人次|人日|人|家|个|件|项|张|年|岁|天|日|小时|分钟|秒|月|户|次|座|处|所|条|辆|台套|台|套|艘|架|兆瓦时|兆瓦|千瓦时|千瓦|瓦|度"
    r"|平方公里|平方千米|平方米|立方米|公里|千米|海里|毫米|厘米|米|公顷|亩|吨标准煤|吨标煤|吨二氧化碳|吨|公斤|千克|克|微克|毫克|升|毫升|标准煤|标煤|标准箱|标箱|箱|TEU|床位|床|名|位|分|级|倍|点|部|篇|种|册|支|株|头|只|羽"
    r"|Gbps|Mbps|Gb/s|Tbps|PFLOPS|EFLOPS|EB|TB|PB|GW|MW|kW|kWh|m³|m3|m2|㎡|km²|km2|km|hm²|t|h|d|μg|ug|mg|kg|L|GDP|万元GDP|例|对|门|组|片|幢|栋|间|车位|机架|站|港|班|场|期|届|亿|万|千|百)"
)
_MULTIPLE = r"[十百千万亿]*"
_UNIT = re.compile(
    rf"[每]?{_MULTIPLE}{_ATOM}(?:标准煤|标煤|当量|GDP)?"
    rf"(?:\s*[/／·・]\s*(?:每)?{_MULTIPLE}{_ATOM}?(?:GDP|人口|标准煤|标煤|[\u4e00-\u9fff]{{0,4}})){{0,2}}"
    rf"|{_MULTIPLE}{_ATOM}/[\u4e00-\u9fff\d]{{1,6}}|标准?立方米|无量纲|比值|[-—/]|(?:全国|全省)?(?:位次|排名|名次)"
)
_BOUND = (
    r"(?:≥|≤|＞|＜|>=|<=|>|<|～|~|约|不低于|不少于|不超过|大于|小于|高于|低于|超过|达到|突破|力争|控制在|保持在"
    r"|±|\+|＋)?"
)
_NUM = r"[-－−]?\d[\d,，]*(?:\.\d+)?"
_TAIL = r"(?:[%％‰]|个百分点|百分点|万|亿|倍)?(?:以上|以下|以内|左右|之间|及以上|年均|累计)?"
_VALUE = re.compile(
    rf"{_BOUND}\s*{_NUM}{_TAIL}(?:\s*[-－—–~～至/、]\s*{_NUM}{_TAIL})*(?:[（(][^（）()]{{1,12}}[)）])?"
    rf"|[［\[〔【<〈＜]\s*{_BOUND}\s*{_NUM}{_TAIL}(?:\s*[-－—–~～至、，,/]\s*{_NUM}{_TAIL})*\s*[%％]?\s*[\]］〕】>〉＞]\s*[%％]?(?:以上|以下|左右|以内)?"
    rf"|[（(]\s*{_BOUND}\s*{_NUM}{_TAIL}\s*[)）]"
)
_LABELLED = re.compile(rf"[\u4e00-\u9fff]{{2,8}}[:：]?\s*(?:≥|≤|>|<|＞|＜)\s*{_NUM}{_TAIL}")
_YEAR_VALUE = re.compile(
    rf"[（(]?(?P<year>(?:19|20)\d{{2}})\s*年?(?:数据|底|末)?[)）]?\s*[:：]?\s*(?P<value>{_BOUND}\s*{_NUM}{_TAIL}|[\[［]\s*{_NUM}{_TAIL}\s*[\]］])"
)
_VALUE_YEAR = re.compile(rf"(?P<value>{_BOUND}\s*{_NUM}{_TAIL})\s*[（(](?P<year>(?:19|20)\d{{2}})\s*年?[)）]")
_YEAR = re.compile(r"[（(]?((?:19|20)\d{2})\s*年(?:底|末)?[)）]?")
_NONE = re.compile(r"(?:[-－—–―_/／\\]+|无|空)")
_NATURE = re.compile(r"(预期|约束|指导|引导|导向|预测|参考)性?(?:指标)?")
_SAID = re.compile(
    r"(?:按|完成|达到|与|控制在|保持|根据|以|依据|优于|高于|低于|不低于|不高于|持续|进一步|逐步|基本|全面|稳步|明显|有所|力争|高质量|合理|平稳|待|由|视|执行|实现|上级|国家|省|市|全部|下达|待定|动态|只增不减|不降低|稳定)"
    r".{0,30}|.{0,16}(?:下达|任务|要求|同步|区间|目标|以上|以下|以内|左右|左右水平|提高|下降|降低|提升|稳定|不变|完成|清零|全覆盖|平均水平|增长|考核|指标|优良|达标)"
)
_TRAILING_UNIT = re.compile(r"\s*[（(]\s*(?P<unit>[^（）()]{1,24})\s*[)）]\s*$")


_kept = lru_cache(maxsize=2**12)
"""Cells repeat themselves (%, 预期性, 亿元), and each is asked about by several steps."""


def squeeze(text: str) -> str:
    """*text* without space, signs in half width where both widths mean the same."""
    return re.sub(r"\s", "", text)


@_kept
def is_none(text: str) -> bool:
    """A dash or stroke that says: nothing here."""
    return bool(_NONE.fullmatch(squeeze(text)))


@_kept
def is_value(text: str) -> bool:
    """A number as such tables print it: ``≥93.3``, ``[10]``, ``96以上``, ``2019年32.21``, ``[21.2、20.3]``."""
    plain = squeeze(text)
    return bool(
        _VALUE.fullmatch(plain)
        or _YEAR_VALUE.fullmatch(plain)
        or _VALUE_YEAR.fullmatch(plain)
        or _LABELLED.fullmatch(plain)
    ) and not _YEAR.fullmatch(plain)


@_kept
def is_said(text: str) -> bool:
    """A value in words: ``按上级任务``, ``与经济增长同步``."""
    return bool(_SAID.fullmatch(squeeze(text)))


@_kept
def year_alone(text: str) -> int | None:
    """The year of a cell that holds nothing else: the value stands on the next line."""
    found = _YEAR.fullmatch(squeeze(text))
    return int(found.group(1)) if found else None


def is_serial(text: str, expected: int) -> bool:
    """Whether the cell is the serial number *expected*, in figures."""
    return squeeze(text).rstrip(".、．") == str(expected)


@_kept
def is_unit(text: str) -> bool:
    """``%``, ``亿元``, ``万元/人``, ``微克/立方米``, ``万吨标煤``."""
    return bool(_UNIT.fullmatch(squeeze(text)))


@_kept
def nature(text: str) -> Nature | None:
    """预期性 and its like are expected, 约束性 is binding."""
    found = _NATURE.fullmatch(squeeze(text))
    if found is None:
        return None
    return "Binding" if found.group(1) == "约束" else "Expected"


def split_unit(name: str) -> tuple[str, str | None]:
    """A name and the unit in brackets at its end.

    >>> split_unit("每千人口执业(助理)医生数(人)"), split_unit("地区生产总值(GDP)增长")
    (('每千人口执业(助理)医生数', '人'), ('地区生产总值(GDP)增长', None))
    """
    found = _TRAILING_UNIT.search(name)
    if (
        found
        and is_unit(found.group("unit"))
        and found.start() > 0
        and squeeze(found.group("unit")) not in {"GDP", "-", "—"}
    ):
        return name[: found.start()], squeeze(found.group("unit"))
    return name, None


@dataclass(frozen=True, slots=True)
class Number:
    """A printed value taken apart."""

    text: str
    start: int
    """Offset in the cell's text where the value without its year begins."""
    value: float | None
    year: int | None
    cumulative: bool


def parse(text: str) -> Number:
    """Take a value cell apart.

    >>> parse("2019年32.21").value, parse("[-50%]").cumulative, parse("≥93.3").value, parse("按上级任务").value
    (32.21, True, 93.3, None)
    """
    year, value, at = None, text, 0
    dated = _YEAR_VALUE.fullmatch(text.strip()) or _VALUE_YEAR.fullmatch(text.strip())
    if dated and re.search(r"年|[（(]", text):
        year, value, at = int(dated.group("year")), dated.group("value"), dated.start("value")
    plain = unicodedata.normalize("NFKC", value).replace(",", "").replace("−", "-")
    cumulative = bool(re.match(r"\s*[\[〔【<〈]", plain)) and bool(re.search(r"[\]〕】>〉]", plain))
    numbers = re.findall(r"(?<![\d.])-?\d+(?:\.\d+)?|(?<=[^\d\s])-?\d+(?:\.\d+)?", plain)
    single = re.fullmatch(r"[^\d]*?(-?\d+(?:\.\d+)?)[^\d]*", plain)
    number = float(single.group(1)) if single and len(numbers) == 1 else None
    return Number(value, at, number, year, cumulative)
