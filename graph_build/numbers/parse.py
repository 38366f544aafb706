"""Quantities in Chinese text: Arabic, full-width, spaced and Chinese numerals with magnitude and unit.

A quantity is a value and the unit as the text writes it: ``1500亿元`` is 1500 with the unit 亿元, ``10万个`` is 10
with 万个, ``千亿元`` is 1000 with 亿元, ``百分之五`` is 5 with %. Wholes without a digit are quantities too: 全覆盖 is
100 %, 翻一番 an increase by 100 %.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Kind = Literal["number", "whole", "double", "first"]

_DIGITS = (
    r"(?:[0-9０-９](?:\s[0-9０-９])+(?:\s?[.．]\s?[0-9０-９](?:\s[0-9０-９])*)?"
    r"|[0-9０-９]+(?:[,，][0-9０-９]{3})*(?:[.．·][0-9０-９]+)?)"
)
_CHINESE = "零〇一二两三四五六七八九十百千"
_MAGNITUDE = r"(?:万亿|千亿|百亿|十亿|千万|百万|十万|[万亿]|百(?!分)|千(?![伏瓦米克]))"
_PLAIN_UNITS = (
    "个百分点|百分点|个点|%|％|‰|"
    "平方公里|平方千米|平方米|立方公里|立方米|标立方米|标立方|立方|千瓦时|千瓦|兆瓦时|兆瓦|吉瓦时|吉瓦|千伏安|"
    "千伏|瓦|度电|"
    "公里|千米|海里|厘米|毫米|米|公顷|亩|平米|平方|"
    "标准箱|标箱|TEU|吨公里|载重吨|标准煤|吨标煤|吨级|吨|公斤|千克|毫克|微克|克|斤|升|桶|磅|"
    "美元|欧元|日元|港元|元|"
    "户次|人次|车次|架次|场次|班次|件次|批次|辆次|艘次|人天|"
    "家|个|项|所|座|处|台套|台|套|件|人|名|户|辆|艘|架|列|班|条|张|床|篇|场|次|种|类|支|只|头|株|棵|口|期|册|部|"
    "门|对|片|批|间|栋|幢|宗|笔|份|盏|块|面|杆|根|节|段|道|孔|公司|亿次|对次|对|卡|枚|粒|羽|尾|箱|袋|瓶|卷|幅|集|"
    "小时|分钟|秒|毫秒|天|日|周|月|年|岁|倍|成|层|级|位|名次|分贝|分|步|连冠|连创|"
    "(?:街道|社区|镇|乡|村|县|校|站|店)(?![一-鿿])|方|眼|度|轮|标段|机架|机柜|端口|PB|TB|EB|PFLOPS|EFLOPS|P|E|"
    "kW·h|kWh|kW|MW|GW|kV|km|Gbps|Mbps|G|M|T|A"
)
_UNIT = rf"(?:(?:{_PLAIN_UNITS})(?:[/／](?:{_MAGNITUDE}?(?:{_PLAIN_UNITS})|[一-鿿]{{1,2}}))?)"
_ABOUT = r"(?:余|多|来|几)"
_QUANTITY = re.compile(
    rf"(?P<low>{_DIGITS})(?P<lowmag>{_MAGNITUDE}*)(?P<lowunit>%|％)?\s?(?:[-—–~～至]{{1,2}}|"
    rf"到)\s?(?P<high>{_DIGITS})\s?"
    rf"(?P<rmag>{_ABOUT}?{_MAGNITUDE}*)(?P<runit>{_UNIT}?)"
    rf"|(?P<num>{_DIGITS})\s?(?P<mag>{_ABOUT}?{_MAGNITUDE}*)(?P<unit>{_UNIT}?)"
    rf"|百分之(?P<percent>[{_CHINESE}\d.．]+)"
    rf"|(?P<part>[二三四五六七八九十]分之[一二三四五六七八九])"
    rf"|(?P<double>翻[一两二三]?番|翻[一两]倍|倍增|成倍增长)"
    r"|“?(?P<zero>零增长|负增长)”?|(?P<digits>两位数(?:以上)?(?:的)?增长)"
    r"|“?(?P<first>零(?:的)?突破)”?|“(?P<none>清零)”(?!行动|攻坚|计划|工作)"
    r"|(?P<all>全部(?=消除|达到|实现))"
    rf"|(?P<whole>全覆盖|全面覆盖|全域覆盖|全员覆盖|全部覆盖)"
    rf"|(?P<cn>[{_CHINESE}]+)(?P<cnmag>(?:万亿|亿|万))(?P<cnunit>元|美元|吨|千瓦|人次|人|亩|件|家|户|斤|立方米)?"
    r"|(?P<round>[百千万])(?P<roundunit>个|项|家|户|场次|场|名|件|种)(?!万)"
    rf"|(?P<cns>[二两三四五六七八九十]{{1,3}})(?P<cnsunit>家|个百分点|个|所|座|条|项|名|倍|成)(?![大方性])"
)
_CN_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CN_SCALE = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity with its place in the text (offsets of the whole expression, number and unit)."""

    start: int
    end: int
    value: float
    """The number as written before the unit's magnitude; the lower end of a range."""
    text: str
    unit: str
    kind: Kind
    arabic: bool
    """Written in digits."""

    @property
    def number(self) -> str:
        """The number as written, without its unit (``1.5``, ``10-12``, ``千``); in digits where it is said in words."""
        bare = re.sub(r"\s", "", self.text.replace("％", "%").replace("／", "/"))
        if self.kind == "number" and self.unit and bare.endswith(self.unit) and bare != self.unit:
            return bare.removesuffix(self.unit)
        return bare if self.kind == "number" and not self.unit else f"{self.value:g}"


def chinese_number(text: str) -> float | None:
    """Value of a numeral such as 三, 十五, 二百三十, 千 (= 1000); ``None`` where it is none."""
    total, digit, seen = 0, 0, False
    for char in text:
        if char in _CN_DIGIT:
            digit, seen = _CN_DIGIT[char], True
        elif char in _CN_SCALE:
            total += (digit if seen else 1) * _CN_SCALE[char]
            digit, seen = 0, False
        else:
            return None
    return float(total + (digit if seen else 0)) if text else None


def _arabic(text: str) -> float:
    plain = re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text).replace("·", "."))
    return float(plain)


def quantities(text: str) -> list[Quantity]:
    """Every quantity of ``text`` in order, whatever it is for (years, ordinals and product names included)."""
    out: list[Quantity] = []
    for m in _QUANTITY.finditer(text):
        kind: Kind = "number"
        arabic = False
        unit = ""
        value: float | None
        if m["low"] is not None:
            value, arabic = _arabic(m["low"]), True
            unit = (m["rmag"] + m["runit"]) or (m["lowunit"] or "")
        elif m["num"] is not None:
            value, arabic = _arabic(m["num"]), True
            unit = m["mag"] + m["unit"]
        elif m["percent"] is not None:
            raw = m["percent"]
            value = _arabic(raw) if re.fullmatch(r"[\d.．]+", raw) else chinese_number(raw)
            unit = "%"
        elif m["part"] is not None:
            below, _, above = m["part"].partition("分之")
            divisor = chinese_number(below) or 1.0
            value, unit = round(100 * (chinese_number(above) or 0.0) / divisor, 2), "%"
        elif m["double"] is not None:
            value, unit, kind = (300.0 if "两番" in m["double"] else 100.0), "%", "double"
        elif m["whole"] is not None:
            value, unit, kind = 100.0, "%", "whole"
        elif m["zero"] is not None:
            value, unit, kind = 0.0, "%", "double"
        elif m["digits"] is not None:
            value, unit, kind = 10.0, "%", "double"
        elif m["first"] is not None:
            value, unit, kind = 1.0, "", "first"
        elif m["none"] is not None:
            value, unit, kind = 0.0, "", "whole"
        elif m["all"] is not None:
            value, unit, kind = 100.0, "%", "whole"
        elif m["cn"] is not None:
            value = chinese_number(m["cn"])
            unit = m["cnmag"] + (m["cnunit"] or "")
        elif m["round"] is not None:
            whole = m["round"] == "万"
            value, unit = (1.0 if whole else chinese_number(m["round"])), ("万" if whole else "") + m["roundunit"]
        else:
            value, unit = chinese_number(m["cns"]), m["cnsunit"]
        if value is None:
            continue
        unit = re.sub(rf"^{_ABOUT}", "", unit)
        unit = unit.replace("％", "%").replace("／", "/")
        out.append(Quantity(m.start(), m.end(), value, m.group(), unit, kind, arabic))
    return out
