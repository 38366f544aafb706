"""What a web page or a printed page puts around the document: menus, buttons, bylines, page numbers, running heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from graph_build.structure.lines import Line, width

_BUTTON = re.compile(
    r"(?:下载|打印(?:本页|此页)?|全屏|收藏(?:本页)?|关闭(?:窗口|本页)?|返回(?:顶部|首页|上一页|列表)?|首页|分享(?:到|至)?(?:微信|微博|QQ空间|朋友圈)?[:：]?|复制链接|大|中|小|加大|减小|还原|默认|超大"
    r"|[>＞»›|/·【】\[\]×]+|【?\s*字[号体]\s*[:：]?.{0,12}|无障碍(?:浏览|阅读)?|进入老年模式|长者模式|退出老年模式|关怀版|繁体(?:版)?|简体(?:版)?|English"
    r"|微信|微博|QQ空间|朋友圈|手机(?:版|浏览)|扫一扫.{0,20}|用微信扫.{0,20}|登录|注册|搜索|站内搜索|网站地图|政务公开|信息公开目录|更多|TOP|top|纠错|我要纠错|阅读|朗读|语音播报|点击播放.{0,10}|视频|图解.{0,10})"
)
_BYLINE = re.compile(
    r"(?:发布(?:时间|日期|机构|单位)|发表时间|成文日期|生成日期|公开(?:日期|方式|时限)|时间|日期|来源|信息来源|作者|责任编辑|编辑|浏览(?:次数|量)?|阅读(?:量|次数)?|点击(?:数|量|率)?|访问量|字号|字体"
    r"|索引号|文号|发文字号|主题(?:词|分类)|有效性|效力(?:状态)?|体裁分类|服务对象|发文(?:机关|单位|日期)|当前位置|您(?:现在)?(?:的|所在)的?位置|您当前的位置|原文链接|分类号|统一编号)\s*[:：].*"
)
_DATE_ONLY = re.compile(
    r"[（(]?\d{4}\s*[-年./]\s*\d{1,2}\s*[-月./]\s*\d{1,2}\s*日?\s*(?:\d{1,2}\s*[:：时]\s*\d{1,2}(?:[:：分]\s*\d{0,2}秒?)?)?[)）]?"
)
_PHOTO = re.compile(
    r".{0,60}(?:记者|摄影)[^。，]{0,24}(?:摄|报道|文/?图?)?[。）)]?$|.{0,30}作(?:政府)?工作报告[。.]?(?:.{0,30}(?:记者|摄).{0,16})?$|.{0,40}/摄$"
)
_EDITORIAL = re.compile(
    r"[（(](?:此件(?:公开|主动|依申请|删减).{0,6}|本文.{0,8}(?:删减|有删节|略)|信息公开.{0,12}|全文完|完|来源\s*[:：].{2,20})[)）]"
)
_TAIL = re.compile(
    r"(?:打印|关闭|分享|收藏|返回|【|上一[篇条]|下一[篇条]|责任编辑|编辑\s*[:：]|扫一扫|扫码|版权|Copyright|copyright|©|主办|承办|协办|技术支持|网站标识码|备案|.{0,6}ICP备|.{0,6}公网安备|相关(?:链接|阅读|文章|信息|附件|稿件|解读|报道|政策|文档|专题|新闻)|[》>＞]{2}|点击.{0,6}进入|图解[:：]|投诉|咨询邮箱|邮箱|隐私声明|.{2,20}版权所有"
    r"|网站地图|联系我们|关于我们|法律声明|隐私|附件下载|纠错|我要纠错|政府网站找错|地址\s*[:：]|邮编|电话\s*[:：]|微信|微博|首页|免责|您的?浏览器|建议使用|为您推荐|热点|点击排行).{0,80}"
)
_PAGE = re.compile(
    r"[-—–－·]+\s*\d{1,4}\s*[-—–－·]+|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}|[Pp]age\s*\d+"
)
_NUMBER = re.compile(r"\d(?:\s?\d){0,3}")
_ROMAN = re.compile(r"[IVXLCivxlc](?:\s?[IVXLCivxlc]){0,5}")


def is_button(text: str) -> bool:
    """Whether a line can only be a control or a menu of a web page."""
    words = text.split()
    return 0 < len(words) <= 12 and len(text) <= 80 and all(_BUTTON.fullmatch(word) for word in words)


def is_byline(text: str) -> bool:
    """Whether a line under a title tells of its publication (source, time, photographer) and not of its matter."""
    plain = re.sub(r"\s*【\s*字\s*[体号].{0,16}】?\s*$", "", text.lstrip("•·* "))
    if not plain:
        return True
    return bool(
        is_button(text)
        or _BYLINE.fullmatch(plain)
        or _DATE_ONLY.fullmatch(plain)
        or (len(plain) <= 80 and _PHOTO.fullmatch(plain))
    )


def is_editorial(text: str) -> bool:
    """(此件公开发布), (本文部分内容删减): said of the copy, not in the document."""
    return bool(_EDITORIAL.fullmatch(text))


_EDITOR = re.compile(r"[（(【]?(?:责任编辑|责编|编辑|校对)\s*[:：].{0,24}")


def without_tail(lines: Sequence[Line]) -> list[Line]:
    """*lines* without the page's foot.

    What follows the editor's name is the page's, whatever it is, as long as it is short beside the document.
    """
    signed = next((at for at in range(max(len(lines) - 40, 1), len(lines)) if _EDITOR.fullmatch(lines[at].text)), None)
    if signed is not None and 20 * (lines[-1].end - lines[signed].start) < lines[-1].end - lines[0].start:
        lines = lines[:signed]
    keep = len(lines)
    loose = 0
    for at in range(len(lines) - 1, max(len(lines) - 60, 0), -1):
        text = lines[at].text
        if (_TAIL.fullmatch(text) or is_button(text) or is_editorial(text)) and not re.search(r"[，,].*[。]$", text):
            keep, loose = at, 0
        else:
            loose += 1
            if loose > 3 or len(text) > 30 or text.endswith(("。", "；", "：", "！")):
                break
    return list(lines[:keep])


_GLUED = re.compile(
    r"(?P<before>.*[\d月日）)IVX])\s+(?P<title>(?:前|序|引)\s*言|目\s*录|(?:总|附)\s{1,6}则|第[一二三四五六七八九十]{1,3}[编篇章]\s*\S.{1,40})"
)


_TITLE_AND_TEXT = re.compile(
    r"(第[一二三四五六七八九十百]{1,4}[编篇章节][\s\u3000]+[^。；\u3000]{2,36}(?:\u3000[^。；\u3000]{2,20})?)\u3000{2,}([^\u3000].{19,})"
)
_TWO_HEADS = re.compile(
    r"(第[一二三四五六七八九十]{1,3}[编篇][^。；]{2,26}?)\s*(第[一二三四五六七八九十]{1,3}章[^。；第]{2,30})|(第[一二三四五六七八九十]{1,3}章[^。；]{2,26}?)\s*(第一节[^。；第]{2,30})"
)


def unglued(lines: Sequence[Line]) -> list[Line]:
    """*lines* with headings parted from a page number or date that the converter left before them."""
    out: list[Line] = []
    for line in lines:
        two = _TWO_HEADS.fullmatch(line.text) if len(line.text) <= 64 else None
        if two is not None:
            first, second = (1, 2) if two.group(1) else (3, 4)
            out.append(replace(line, end=line.start + two.end(first), text=two.group(first), spaced_end=True))
            out.append(
                replace(
                    line,
                    start=line.start + two.start(second),
                    text=two.group(second),
                    blank_before=0,
                    indent=0,
                    page_before=False,
                )
            )
            continue
        titled = _TITLE_AND_TEXT.fullmatch(line.text)
        if titled is not None:
            out.append(replace(line, end=line.start + titled.end(1), text=titled.group(1), spaced_end=True))
            out.append(
                replace(
                    line,
                    start=line.start + titled.start(2),
                    text=titled.group(2),
                    blank_before=0,
                    indent=2,
                    page_before=False,
                )
            )
            continue
        found = _GLUED.fullmatch(line.text) if len(line.text) <= 64 else None
        before = found.group("before") if found else ""
        if found is None or not (
            _ROMAN.fullmatch(before) or _NUMBER.fullmatch(before) or (len(before) <= 16 and before[-1] in "月日）)")
        ):
            out.append(line)
            continue
        cut, begin = line.start + len(before), line.start + found.start("title")
        out.append(replace(line, end=cut, text=before, spaced_end=True))
        out.append(replace(line, start=begin, text=found.group("title"), blank_before=0, indent=0, page_before=False))
    return out


def without_page_marks(lines: Sequence[Line], *, measure: int) -> list[Line]:
    """*lines* without page numbers and running heads.

    A bare number is a page number only in a sequence that counts up through most of the text, since the cells of
    a flattened table are bare numbers too.

    :param measure: width of a full line in half-width columns; 0 where lines are not wrapped.
    """
    wrapped = measure > 0
    marks = {
        at
        for at, line in enumerate(lines)
        if len(line.text) <= 16 and _PAGE.fullmatch(line.text) and wrapped_or_dashed(line.text, wrapped)
    }
    if wrapped:
        marks |= {at for at, line in enumerate(lines) if len(line.text) <= 12 and _ROMAN.fullmatch(line.text)}
    marks |= set(_counting(lines, max(12, int(0.3 * measure))))
    if marks:
        near = Counter(lines[at + step].text for at in marks for step in (-1, 1) if 0 <= at + step < len(lines))
        heads = {
            text
            for text, times in near.items()
            if times >= max(3, len(marks) // 3)
            and len(text) <= 40
            and text[-1] not in "。；！？"
            and not (wrapped and width(text) >= 0.85 * measure)
        }
        marks |= {
            at + step
            for at in sorted(marks)
            for step in (-1, 1)
            if 0 <= at + step < len(lines) and lines[at + step].text in heads
        }
    return [line for at, line in enumerate(lines) if at not in marks]


def wrapped_or_dashed(text: str, wrapped: bool) -> bool:
    """``12/30`` may be a cell where lines are not wrapped; ``- 12 -`` is a page number anywhere."""
    return wrapped or "/" not in text


def _counting(lines: Sequence[Line], least: int) -> list[int]:
    """Positions of the bare numbers that count the pages, or none.

    :param least: characters of a line that cannot be a cell.
    """
    numbers = [
        (at, int("".join(line.text.split())))
        for at, line in enumerate(lines)
        if len(line.text) <= 7 and _NUMBER.fullmatch(line.text)
    ]
    # A page number stands beside running text; the neighbours of a table's number are cells.
    every = numbers
    numbers = [
        (at, value)
        for at, value in every
        if any(len(lines[i].text) >= least for i in (at - 1, at + 1) if 0 <= i < len(lines))
    ]
    if len(numbers) < 3:
        return []
    # The longest sequence that counts up, pages apart; a number may be lost, or stand among a table's cells.
    best: list[
        tuple[int, int]
    ] = []  # for each number: length of the longest sequence that ends there, and its predecessor
    ends: dict[int, list[int]] = {}
    for this, (at, value) in enumerate(numbers):
        choice = (1, -1)
        for step in range(1, 16):
            for other in reversed(ends.get(value - step, ())):
                if at - numbers[other][0] >= 8 * step:
                    choice = max(choice, (best[other][0] + 1, other))
                    break
        best.append(choice)
        ends.setdefault(value, []).append(this)
    last = max(range(len(best)), key=lambda i: best[i][0])
    chain: list[tuple[int, int]] = []
    while last >= 0:
        chain.append(numbers[last])
        last = best[last][1]
    chain.reverse()
    gaps = sorted(b[0] - a[0] for a, b in pairwise(chain))
    if len(chain) < 3 or chain[-1][0] - chain[0][0] < 0.5 * len(lines) or gaps[len(gaps) // 2] < 12:
        return []
    return [at for at, _ in chain] + _between(chain, every, frozenset(at for at, _ in numbers), gaps[len(gaps) // 2])


def _between(
    chain: Sequence[tuple[int, int]], numbers: Sequence[tuple[int, int]], in_text: frozenset[int], page: int
) -> list[int]:
    """Positions of page numbers that the count missed: the missing values, near where they are due.

    :param in_text: positions of numbers beside running text; of pages cut short by a figure, these count as well.
    """
    places: dict[int, list[int]] = {}
    for at, value in numbers:
        places.setdefault(value, []).append(at)
    due: list[tuple[int, float, float]] = []
    for (a, v), (b, w) in pairwise(chain):
        due += [(v + k, a + (b - a) * k / (w - v), (b - a) / (w - v)) for k in range(1, w - v)]
    first, last = chain[0], chain[-1]
    due += [(first[1] - k, float(first[0] - k * page), page) for k in range(1, min(first[1], 40))]
    due += [(last[1] + k, float(last[0] + k * page), page) for k in range(1, 40)]
    found: list[int] = []
    inner = {v + k: (a, b) for (a, v), (b, w) in pairwise(chain) for k in range(1, w - v)}
    for value, place, reach in due:
        near = min(places.get(value, ()), key=lambda at: abs(at - place), default=None)
        if near is not None and (
            abs(near - place) <= 0.4 * reach or (near in in_text and abs(near - place) < 2 * reach)
        ):
            found.append(near)
        elif value in inner:
            # The last page of a chapter may hold a few lines only: the sole such number between its neighbours counts.
            low, high = inner[value]
            within = [at for at in places.get(value, ()) if low < at < high]
            if len(within) == 1 and not any(low < at < high for at, other in numbers if other != value):
                found += within
    # Figures and annexes end a document with pages of a few lines.
    at, value = last
    for here, number in numbers:
        if here > at and number == value + 1:
            found.append(here)
            at, value = here, number
    return found
