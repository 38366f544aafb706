"""What a number is about: the noun phrase left of it or right of it, without verbs, adverbs and time."""

from __future__ import annotations

import re

from graph_build.numbers.lexicon import ACTIONS, ADVERBS, BEFORE_VERBS, MEASURES, MEASURING, NAME_TAILS
from graph_build.words import words

_TIME_LEAD = re.compile(
    r"\s*(?:到|至)?(?:[12]\d{3}年|二[〇○零].{1,2}年|“?十[一二三四五]五”?)(?:（[^）]*）)?"
    r"(?:末|底|初|前|期末|年末|年底|期间|时期|以前|之前)*"
)
_WHERE = re.compile(
    r"\s*(?:大力|力争|确保|全面|实现)*(?:在|于)[^在，,]{2,30}?"
    r"(?:中(?![小心医职药国央])|(?<!以)内(?![外资])|(?<!以)上(?![市海云下])|里(?!程))"
)
_SINCE = r"(?:[12]\d{3}年?|上年|去年|“?十[一二三四]五”?末?)"
_COMPARED = re.compile(
    rf"(?:较{_SINCE}?|(?:比|与){_SINCE})(?:相比|均|都)*$|^[12]\d{{3}}年?$"
    r"|(?:进入|位列|位居|居|跻身|列)?(?:全国|全省|全市|世界|国内)?前$"
)
_LOOSE_ENDS = " 　、的约均都各"
SHARED_HEAD = re.compile(
    r"(?:占.+|(?:全产业链|工业|开票|销售|营业|年均|接卸|处理|集中|年)*"
    r"(?:产值|收入|增加值|面积|率|能力|规模|余额|总额|产量|比重|占比|投资|数量|数|覆盖率))$"
)
"""The measure that a coordination shares (``A、B产值``)."""
_FRAME = re.compile(r"(?:围绕|聚焦|以|按照|针对|坚持|通过|依托|结合|发挥|充分)")
_LOOSE_TOPIC = re.compile(r"(?:建设|发展|工作|(?:播种|种植)?面积|产值|数量|总量|存栏量?|出栏量?)$")
_TOPIC_LONG = 24


def _action(word: str) -> bool:
    return word in ACTIONS or (len(word) == 4 and _halves(word) and word[2:] in ACTIONS)


def _halves(word: str) -> bool:
    """统筹安排, 部署实施: the segmenter joins two words that the lists have apart."""
    return all(half in ACTIONS or half in ADVERBS for half in (word[:2], word[2:]))


def lead(text: str) -> int:
    """How many characters at the beginning of ``text`` are actions, adverbs and time, and not what they are about."""
    at = 0
    tokens = words(text)
    for i, word in enumerate(tokens):
        if len(text) - word.end < 2:
            break
        if re.fullmatch(r"[\s　、，,：:“”\"]+", word.text) and not word.text.startswith(("“", '"')):
            at = word.end
            continue
        action = _action(word.text)
        if not action and word.text not in ADVERBS:
            break
        following = tokens[i + 1].text
        if word.text in BEFORE_VERBS and following not in ACTIONS and following not in ADVERBS:
            break
        if action and (following in NAME_TAILS or (following in MEASURES and word.text not in MEASURING)):
            break
        at = word.end
    return at


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The subject within ``text[start:end]``: without place, time, leading actions and a trailing comparison."""
    where = _WHERE.match(text[start:end])
    if where is not None:
        start += where.end()
    while start < end:
        time = _TIME_LEAD.match(text[start:end])
        step = time.end() if time is not None else lead(text[start:end])
        if not step:
            break
        start += step
    compared = _COMPARED.search(text[start:end])
    if compared is not None:
        end = start + compared.start()
    while end > start:
        if text[end - 1] in _LOOSE_ENDS:
            end -= 1
        elif text.startswith(("至少", "累计", "力争"), end - 2):
            end -= 2
        else:
            break
    if end - start > 14:
        last = text.rfind("的", start, end)
        if last > 0 and end - last - 1 >= 4:
            start = last + 1
    return start, max(start, end)


def topic(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What a clause without a number is about: the noun phrase after its verbs (加大小额贷款扶持… → 小额贷款)."""
    s, e = trim(text, start, end)
    if e - s < 2:
        return None
    for word in words(text[s:e])[1:]:
        if word.text in ACTIONS and word.tag.startswith("v") and word.start >= 3:
            return s, s + word.start
    return s, min(e, s + _TOPIC_LONG)


def topic_name(text: str) -> str:
    """``text`` as the subject of the next clause, or nothing where it is no plain noun phrase."""
    if text.count("“") != text.count("”") or _FRAME.match(text):
        return ""
    return _LOOSE_TOPIC.sub("", text)


def members(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The members of a coordination of measures (``A率、B率``), each with its offsets; one where it is none."""
    out: list[tuple[int, int]] = []
    at = start
    for piece in re.split(r"(、|和|与|以及|及)", text[start:end]):
        if piece not in ("、", "和", "与", "及", "以及") and piece.strip():
            out.append((at, at + len(piece)))
        at += len(piece)
    if len(out) > 1 and all(SHARED_HEAD.search(text[a:b]) or text[a:b].endswith("总值") for a, b in out):
        return out
    return [(start, end)]


def ends_in_action(text: str) -> bool:
    """Whether ``text`` ends with a verb, so that what it is about must follow."""
    tokens = words(text)
    if not tokens:
        return False
    last = tokens[-1]
    return _action(last.text) or last.text in ADVERBS or last.tag in ("v", "d", "ad") or text.endswith(("等", "首批"))
