"""How a name of the graph comes near to a name in a question, if it does (edit distance aside)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from rapidfuzz import fuzz

from queries.names.forms import CJK, is_latin

How = Literal["exact", "alias", "synonym", "part", "whole", "abbreviation", "spelling", "pinyin"]
Spelling = tuple[str, str]
"""A form's Hanyu Pinyin, joined, and its initials."""

# What ends the full name of an institution or a township: 浙江大学 is a name of its own, no short form of 浙江工业大学.
_FULL_NAME = re.compile(
    r"(?:大学|学院|医院|银行|公司|集团|中学|小学|学校|研究院|研究所|街道|(?<!小)镇|乡|村|区|市|县)$")
_INSTITUTION = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:大学|学院|医院|银行|公司|集团|中学|小学|学校|研究院|研究所|街道|(?<!小)镇)")
_LONGEST_AREA = 5
"""Characters that the names of districts, cities and counties hardly ever exceed."""
_LATIN = re.compile(r"[a-z]+")


def compare(wanted: str, form: str, spelling: Callable[[str], Spelling]) -> tuple[How, float] | None:
    """How *form* comes near to *wanted*, both squashed, and how good the match is (0 to 1).

    :param spelling: gives the pinyin of a form.
    """
    if len(wanted) < 2:
        return None
    if is_latin(wanted) and not is_latin(form):
        return _by_pinyin(wanted, form, *spelling(form))
    if wanted in form:
        return "part", round(0.72 + 0.25 * len(wanted) / len(form), 3)
    if len(form) >= 2 and form in wanted:
        if _INSTITUTION.match(wanted, wanted.index(form) + len(form)):
            return None  # 浙江大学 is not 浙江
        return "whole", round(0.5 + 0.4 * len(form) / len(wanted), 3)
    if len(wanted) >= 3 and len(wanted) < len(form) and wanted[0] == form[0] and in_order(wanted, form):
        if another(wanted, form):
            return None
        return "abbreviation", round(0.6 + 0.25 * len(wanted) / len(form), 3)
    if len(wanted) >= 5 and len(wanted) < len(form) and wanted[:2] in form and in_order(
            wanted, form[form.index(wanted[:2]):]) and not another(wanted, form):
        return "abbreviation", round(0.55 + 0.25 * len(wanted) / len(form), 3)
    if _LATIN.search(wanted) and CJK.search(wanted) and not _LATIN.search(form):
        return _mixed(wanted, form, spelling)
    return None


def another(wanted: str, form: str) -> bool:
    """Whether both are full names of institutions or areas of one kind, and one has words more than the other.

    >>> another("浙江大学", "浙江工业大学"), another("复旦大学", "复旦大学张江研究院")
    (True, False)
    """
    ending = _FULL_NAME.search(wanted)
    if ending is not None and ending.group() in ("区", "市", "县") and len(wanted) > _LONGEST_AREA:
        return False  # 双循环活力市 is no city's name
    return (ending is not None and form.endswith(ending.group()) and len(form) != len(wanted)
            and (in_order(wanted, form) or in_order(form, wanted)))


def _by_pinyin(wanted: str, form: str, spelt: str, initials: str) -> tuple[How, float] | None:
    if len(wanted) >= 3 and re.search(rf"(?<![a-z0-9]){re.escape(wanted)}(?![a-z0-9])", form):
        return "part", round(0.72 + 0.25 * len(wanted) / len(form), 3)  # pm25 of 细颗粒物pm25浓度
    if wanted == spelt:
        return "pinyin", 0.95
    if wanted == initials and len(wanted) >= 3:
        return "pinyin", 0.8
    if len(wanted) >= 5 and wanted in spelt:
        return "pinyin", round(0.7 + 0.2 * len(wanted) / len(spelt), 3)
    if len(wanted) >= 6 and abs(len(wanted) - len(spelt)) <= 2 and fuzz.ratio(wanted, spelt) >= 85:
        return "pinyin", 0.75
    return None


def _mixed(wanted: str, form: str, spelling: Callable[[str], Spelling]) -> tuple[How, float] | None:
    """Pinyin and characters in one name: hongjiaoyan产业园."""
    latin = max(_LATIN.findall(wanted), key=len)
    rest = wanted.replace(latin, "")
    if len(latin) < 4 or not in_order(rest, form):
        return None
    spelt, _ = spelling(form)
    return ("pinyin", round(0.7 + 0.2 * len(latin) / len(spelt), 3)) if latin in spelt else None


def in_order(short: str, long: str) -> bool:
    """Whether all characters of *short* occur in *long* in their order."""
    rest = iter(long)
    return all(character in rest for character in short)
