"""What a plan says of itself: title, place, period, kind, issuing body, number, dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from graph_build import places
from graph_build.model import PlanMetadata
from graph_build.structure.front import SESSION

_FIELDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("index_number", re.compile(r"索\s*引\s*号\s*[:：]\s*([A-Za-z0-9/\-—_\[\]〔〕.]{4,40})")),
    (
        "document_number",
        re.compile(
            r"(?:发文字号|文\s*号)\s*[:：]\s*([\u4e00-\u9fff]{1,14}\s*[〔\[（(]\s*\d{4}\s*[)）\]〕]\s*\d{1,4}\s*号)"
        ),
    ),
    ("document_number", re.compile(r"^\s*([\u4e00-\u9fff]{2,14}[〔\[（(]\s*\d{4}\s*[)）\]〕]\s*\d{1,4}\s*号)\s*$")),
    ("issued", re.compile(r"(?:成文|生成|发文)日期\s*[:：]\s*(\d{4}\s*[-年./]\s*\d{1,2}\s*[-月./]\s*\d{1,2})")),
    (
        "published",
        re.compile(
            r"(?:发布时间|发布日期|发表时间|公开日期|(?<!成文)(?<!生成)(?<!发文)日期|时间)\s*[:：]\s*(\d{4}\s*[-年./]\s*\d{1,2}\s*[-月./]\s*\d{1,2})"
        ),
    ),
    ("published", re.compile(r"^\s*(\d{4}\s*[-年./]\s*\d{1,2}\s*[-月./]\s*\d{1,2})日?\s*\d{1,2}[:：时]")),
    ("issuer", re.compile(r"(?:发布单位|发布机构|发文机关|发文单位|制定机关)\s*[:：]\s*([\u4e00-\u9fff]{3,30})")),
)
_ISSUER_LINE = re.compile(
    r"^[\u4e00-\u9fff]{2,24}(?:人民政府|人民政府办公[室厅]|委员会|办公[室厅]|改革局|国务院|[厅局])$"
)
_DATE_LINE = re.compile(
    r"^(\d{4}|[二〇○零一三四五六七八九]{4})\s*年\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*月(?:\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日)?$"
)
_FIVE_YEAR = {1: 1953, 2: 1958, 3: 1966, 4: 1971}
_KINDS: tuple[
    tuple[Literal["outline", "special-plan", "action-plan", "report", "proposal", "measures"], re.Pattern[str]], ...
] = (
    ("report", re.compile(r"工作报告|计划.{0,20}报告|公报$|报告$")),
    ("proposal", re.compile(r"关于制定.*建议")),
    ("outline", re.compile(r"国民经济和社会发展.*(?:规划|计划|纲要)|(?:五年)?(?:规划|计划)纲要")),
    (
        "action-plan",
        re.compile(
            r"行动(?:计划|方案|纲要)?(?:[（(].*[)）])?$|(?:实施|工作|三年|攻坚)?(?:方案|计划)(?:[（(].*[)）])?$|工作要点$"
        ),
    ),
    ("special-plan", re.compile(r"规划")),
    ("measures", re.compile(r"措施|办法|意见|政策|规定|细则|条例|决定")),
    ("proposal", re.compile(r"建议")),
)


def find(
    title: str,
    said: Sequence[str],
    letter: Sequence[str],
    opening: Sequence[str],
    notice: str = "",
    headings: Sequence[str] = (),
) -> PlanMetadata:
    """The metadata of a document.

    :param title: the plan's title.
    :param said: lines around the title that tell of the document.
    :param letter: the notice before the plan.
    :param opening: the first paragraphs of the plan's own text.
    :param notice: the notice's title, which names the body that sends the plan out.
    :param headings: the titles of the plan's first level.
    """
    values: dict[str, str] = {}
    for line in (*said, *letter):
        for name, pattern in _FIELDS:
            found = pattern.search(line)
            if found is not None and name not in values:
                values[name] = found.group(1).strip()
    for line in letter:
        if "issuer" not in values and _ISSUER_LINE.match(line):
            values["issuer"] = line
        if "issued" not in values and _DATE_LINE.match(line):
            values["issued"] = line
    sender = re.match(r"([\u4e00-\u9fff、 ]{3,40}?)关于(?:印发|发布|批准|批转|转发)", notice)
    if sender and "issuer" not in values:
        values["issuer"] = sender.group(1).strip()
    tight = [re.sub(r"\s", "", line) for line in said]
    pairs = [*tight, *(a + b for a, b in pairwise(tight))]
    session = next((found for found in map(SESSION.search, pairs) if found is not None), None)
    if session is not None:
        values.setdefault("issued", session.group("date"))
    approved = _approved(tight, [re.sub(r"\s", "", line) for line in letter])
    area = places.find(title, [session.group("where") if session else "", values.get("issuer", "")], opening)
    start, end = period(title, [*tight, *opening])
    kind = kind_of(title)
    if kind == "report" and start is None and (dated := iso_date(values.get("issued"))):
        start = end = int(dated[:4])  # a report speaks of the year it is given in
    if kind == "report" and start is None:
        start = end = year_of_report(headings, opening)
    return PlanMetadata(
        title=title,
        place=area.name if area else None,
        place_code=area.code if area else None,
        place_level=area.level if area else None,
        period_start=start,
        period_end=end,
        kind=kind,
        issuer=values.get("issuer"),
        document_number=re.sub(r"\s", "", values["document_number"]) if "document_number" in values else None,
        index_number=values.get("index_number"),
        issued=iso_date(values.get("issued")),
        published=iso_date(values.get("published")),
        approved_by=approved,
    )


def kind_of(title: str) -> Literal["outline", "special-plan", "action-plan", "report", "proposal", "measures", "other"]:
    """The kind of document that a title names.

    >>> kind_of("某市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要"), kind_of("2026年某省政府工作报告")
    ('outline', 'report')
    """
    for kind, pattern in _KINDS:
        if pattern.search(title):
            return kind
    return "other"


_CN_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (int(_CN_DIGITS.get(tens, "1")) if tens else 1) * 10 + (int(_CN_DIGITS[ones]) if ones else 0)
    return int("".join(_CN_DIGITS.get(c, "") for c in text) or 0)


def iso_date(text: str | None) -> str | None:
    """A printed date as ISO 8601; a month without a day gives ``YYYY-MM``.

    >>> iso_date("2021年11月20日"), iso_date("二〇二六年一月二十七日"), iso_date("2021 年 9 月")
    ('2021-11-20', '2026-01-27', '2021-09')
    """
    if text is None:
        return None
    found = re.search(
        r"([\d〇○零一二三四五六七八九]{4})\s*[-年./]\s*([\d一二三四五六七八九十]{1,3})(?:\s*[-月./]\s*([\d一二三四五六七八九十]{1,3}))?",
        text,
    )
    if found is None:
        return None
    parts = [_number(part) for part in found.groups() if part]
    if not 1 <= parts[1] <= 12 or (len(parts) > 2 and not 1 <= parts[2] <= 31):
        return None
    return "-".join([f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:])])


def period(title: str, opening: Sequence[str]) -> tuple[int | None, int | None]:
    """First and last year of the plan's own period."""
    found = re.search(r"(\d{4})\s*年?\s*[-—–－~～至]+\s*(\d{4})\s*年?", title)
    if found:
        return int(found.group(1)), int(found.group(2))
    for text in (title, *opening[:12]):
        five = re.search(r"第(十?[一二三四五六七八九十])个五年(?:规划|计划)", text) or (
            re.search(r"[“\"]\s*(十?[一二三四五六七八九])\s*五\s*[”\"]", text) if text is title else None
        )
        if five:
            start = five_year(_number(five.group(1)))
            if text is title or start is not None:
                return (start, start + 4) if start else (None, None)
        years = re.search(r"^[（(]?\s*(\d{4})\s*年?\s*[-—–－~～至]+\s*(\d{4})\s*年?\s*[)）]?$", text)
        if years:
            return int(years.group(1)), int(years.group(2))
    year = re.search(r"(20\d{2})\s*年", title)
    return (int(year.group(1)), int(year.group(1))) if year else (None, None)


_AHEAD = re.compile(r"(?<!\d)(20\d{2})年(?:[^，。；]{0,10}?)(?:任务|目标|安排|要求|重点|打算|举措|思路|展望)")
_PAST = re.compile(r"(?<!\d)(20\d{2})年(?:[^，。；]{0,16}?)(?:回顾|总结|主要工作|完成情况|成就|成绩)")
_LAST_YEAR = re.compile(r"(?:过去|走过)的(20\d{2})年|(20\d{2})年[^，。；]{0,3}[是，][^。；]{0,40}一年来")


def year_of_report(headings: Sequence[str], opening: Sequence[str]) -> int | None:
    """The year that a work report looks ahead to, told by its headings, else by its first paragraphs.

    A report has a part on the year before and one on the year that has begun.

    >>> year_of_report(["2023年工作回顾", "2024年工作安排"], ()), year_of_report(["2023年工作回顾", "主要任务"], ())
    (2024, 2024)
    """
    ahead = [int(found.group(1)) for text in headings for found in _AHEAD.finditer(text)]
    if ahead:
        return max(ahead)
    past = [int(found.group(1)) for text in headings for found in _PAST.finditer(text)]
    if past:
        return max(past) + 1
    for text in opening[:12]:
        found = _LAST_YEAR.search(text)
        if found is not None:
            return int(found.group(1) or found.group(2)) + 1
    return None


def five_year(number: int) -> int | None:
    """First year of the n-th five-year plan.

    >>> five_year(10), five_year(14)
    (2001, 2021)
    """
    if number in _FIVE_YEAR:
        return _FIVE_YEAR[number]
    return 1976 + 5 * (number - 5) if 5 <= number <= 30 else None


def _approved(said: Sequence[str], letter: Sequence[str]) -> str | None:
    for line in (*said, *letter):
        found = re.search(
            r"(?P<body>(?<!决定)[\u4e00-\u9fff]{2,20}第?[\u4e00-\u9fff\d]{1,6}届[\u4e00-\u9fff]{2,14}第[\u4e00-\u9fff\d]{1,4}次(?:全体)?会议)(?:审议|表决|讨论)?(?:通过|批准)",
            line,
        )
        if found:
            return re.sub(r"^(?:日|已经|已|经|业经)+", "", found.group("body"))
    return None


def squeezed(text: str) -> str:
    """*text* without space and signs, to compare titles."""
    return re.sub(r"[^\w]", "", text)
