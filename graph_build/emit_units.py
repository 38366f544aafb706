"""Units of Chinese plans: the base unit in which values are compared, its factor, and its QUDT unit where one exists.

``450 亿元`` and ``4.5 万亿元`` are comparable once both are counted in 元. Factors are powers of ten that the unit's
own first characters name (万, 亿, …); units of another kind (亩 and 平方米) are left apart.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from ontology.terms import UNIT

_FACTORS: tuple[tuple[str, int], ...] = (("万亿", 12), ("千亿", 11), ("百亿", 10), ("千万", 7), ("百万", 6), ("亿", 8),
                                          ("万", 4))
_SYNONYMS: dict[str, tuple[str, int]] = {
    "人民币": ("元", 0), "％": ("%", 0), "个百分点": ("百分点", 0), "km": ("公里", 0), "千米": ("公里", 0),
    "平方千米": ("平方公里", 0), "㎡": ("平方米", 0), "m2": ("平方米", 0), "m³": ("立方米", 0), "方": ("立方米", 0),
    "千瓦小时": ("千瓦时", 0), "度": ("千瓦时", 0), "kW": ("千瓦", 0), "kWh": ("千瓦时", 0),
    "MW": ("千瓦", 3), "兆瓦": ("千瓦", 3), "吉瓦": ("千瓦", 6), "人次/年": ("人次/年", 0),
}
_QUDT: dict[str, str] = {
    "%": "PERCENT", "‰": "PERMILLE", "元": "CCY_CNY", "美元": "CCY_USD", "欧元": "CCY_EUR", "日元": "CCY_JPY",
    "吨": "TONNE", "千克": "KiloGM", "公斤": "KiloGM", "克": "GM", "公里": "KiloM", "米": "M", "平方米": "M2",
    "平方公里": "KiloM2", "公顷": "HA", "立方米": "M3", "升": "L", "千瓦": "KiloW", "千瓦时": "KiloW-HR",
    "兆伏安": "MegaV-A",
    "岁": "YR", "年": "YR", "天": "DAY", "日": "DAY", "小时": "HR", "分钟": "MIN", "秒": "SEC", "月": "MO",
    "微克/立方米": "MicroGM-PER-M3", "毫克/升": "MilliGM-PER-L", "立方米/秒": "M3-PER-SEC", "米/秒": "M-PER-SEC",
    "公里/小时": "KiloM-PER-HR", "℃": "DEG_C", "分贝": "DeciB",
}
_LEADING = re.compile("|".join(re.escape(name) for name, _ in _FACTORS))


class Normalized(NamedTuple):
    """A value in the base unit of its kind."""

    value: Decimal
    unit: str
    qudt: str | None
    """IRI of the base unit in QUDT."""


def normalize(value: float, unit: str) -> Normalized:
    """*value* counted in the base unit of *unit*; without any factor the value itself in its own unit.

    The factor of a ratio's denominator divides (万元/万人 → 元/人).

    >>> n = normalize(464.84, "亿元"); (str(n.value), n.unit)
    ('46484000000', '元')
    >>> n = normalize(7.47, "万元/人"); (str(n.value), n.unit)
    ('74700', '元/人')
    """
    top, slash, bottom = "".join(unit.split()).partition("/")
    name, power = _base(top)
    if slash:
        below, below_power = _base(bottom)
        name, power = f"{name}/{below}", power - below_power
    exact = Decimal(repr(float(value))).scaleb(power)
    if exact == exact.to_integral_value():
        exact = exact.quantize(Decimal(1))
    qudt = _QUDT.get(name)
    return Normalized(exact, name, UNIT[qudt] if qudt else None)


def _base(unit: str) -> tuple[str, int]:
    """The base unit of *unit* and the power of ten between the two."""
    power = 0
    if (found := _LEADING.match(unit)) and found.end() < len(unit):
        power = dict(_FACTORS)[found.group()]
        unit = unit[found.end():]
    name, extra = _SYNONYMS.get(unit, (unit, 0))
    return name, power + extra
