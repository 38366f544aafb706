"""Amounts and comparisons in a question: 超过1000亿元, at least 300家."""

from __future__ import annotations

import re
from dataclasses import replace

from queries.answer import Answer, Item

_SCALE = {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8, "千亿": 1e11,
          "万亿": 1e12}
_AMOUNT = (r"(\d+(?:\.\d+)?)\s*(万亿|千亿|千万|百万|十万|亿|万|千|百)?\s*"
           r"(%|[\u4e00-\u9fff]{1,3}?(?=的|以上|有|项|以下|以内|目标|指标|数字|$|\s))?")
_ABOVE = re.compile(r"(?:超过|大于|高于|不少于|不低于|多于|突破|至少|over|above|more than|at least|exceed(?:s|ing)?|"
                    r"greater than)\s*" + _AMOUNT)
_BELOW = re.compile(r"(?:低于|少于|不超过|不多于|小于|至多|below|under|less than|at most)\s*" + _AMOUNT)
_UP = re.compile(_AMOUNT + r"\s*(?:以上|and more|or more)")
_DOWN = re.compile(_AMOUNT + r"\s*(?:以下|以内|or less)")
# 2000万吨是什么目标: the very amount.
_SAME = re.compile(r"(\d+(?:\.\d+)?)\s*(万亿|千亿|千万|百万|十万|亿|万|千|百)?\s*(%|[\u4e00-\u9fff]{1,3}?)"
                   r"(?:以上|左右)?(?:是|指|的是|对应|说的)+(?:什么|哪|指)")


def bounds(text: str) -> tuple[tuple[str, float, str], ...]:
    """The bounds that a question sets: ``("above", 1e11, "元")`` for 超过1000亿元, in the unit without its scale."""
    found = []
    for name, patterns in (("above", (_ABOVE, _UP)), ("below", (_BELOW, _DOWN))):
        for pattern in patterns:
            m = pattern.search(text)
            if m and m[3]:
                found.append((name, float(m[1]) * _SCALE[m[2] or ""], m[3]))
                break
    if not found and (m := _SAME.search(text)):
        amount = float(m[1]) * _SCALE[m[2] or ""]
        found = [("above", amount, m[3]), ("below", amount, m[3])]
    return tuple(found)


def amount(value: object, unit: str) -> float | None:
    """A value in its unit without the scale (5 of 亿元 is 5e8); ``None`` for what is no number."""
    if not isinstance(value, int | float):
        return None
    return value * _SCALE[max((word for word in _SCALE if unit.startswith(word)), key=len)]


def ranked(answer: Answer, order: int) -> Answer:
    """The answer with the largest amounts first (*order* 1), or the smallest (-1); things without one come last."""
    def key(item: Item) -> tuple[bool, float]:
        size = amount(item.facts.get("value"), str(item.facts.get("unit", "")))
        return (True, 0.0) if size is None else (False, -order * size)

    return replace(answer, items=tuple(sorted(answer.items, key=key)))
