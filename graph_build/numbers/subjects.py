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
_TAILS = ("至少", "累计", "力争")
_LOOSE_ENDS = " 　、的约均都各"
SHARED_HEAD = re.compile(
    r"(?:占.+|(?:全产业链|工业|开票|销售|营业|年均|接卸|处理|集中|年)*"
    r"(?:产值|收入|增加值|面积|率|能力|规模|余额|总额|产量|比重|占比|投资|数量|数|覆盖率))$"
)
"""The measure that a coordination shares (``A、B产值``)."""
_FRAME = re.compile(r"(?:围绕|聚焦|以|按照|针对|坚持|通过|依托|结合|发挥|充分)")
_LOOSE_TOPIC = re.compile(r"(?:建设|发展|工作|(?:播种|种植)?面积|产值|数量|总量|存栏量?|出栏量?)$")
_TOPIC_LONG = 24


_NAME_BEGINS = re.compile(
    r"建设用地|服务(?:贸易|业|消费|外包|收入|机器人)|(?:分类)?(?:回收|处置|处理|治理|收集|转化|签约|落地|开工|投产|竣工|入库|就业|安置|覆盖|修复|整治"
    r"|升学|入学|参保|达标|利用|供应|生产|消纳|覆盖|普及|安全|培训|巩固|流转|运行|接入|发现|办结|履约|满意)[一-鿿]{0,6}?[率量]"
    r"|保障性|安置房|创新(?:平台|主体|型|联合体|中心|券)|发展基金|培训基地|服务(?:站|点|中心|平台|驿站|网点)|优化营商|改造类|创业担保|在建"
)
"""Verbs that open a name here (服务贸易, 建设用地, 回收利用率)."""
_INNER = re.compile(
    r"(?:筹集|筹措|新建|新增|增补|推介|补齐|带动|助力|释放|发放|招引|培育|打造|举办|认定|遴选|改造提升|改扩建|"
    r"新改扩?建|提供|安排|引育|推荐|接入|缔结|争创|清退|淘汰)(?![率额量数的、和与及]|能力|面积|项目|工程|企业|人员|规模|计划|机制|体系|资金"
    r"|标准|产能|要求|就业|人口|建筑|建设用地|装机|产值|贷款|财力|实际|投资|专题|服务(?:能力|水平))"
)
"""Verbs within a phrase: what is counted begins after them (多种方式筹集保障性租赁住房)."""


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
        if (not action and word.text not in ADVERBS) or _NAME_BEGINS.match(text, word.start):
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
        elif text.startswith(_TAILS if end - start <= 6 else (*_TAILS, "覆盖"), end - 2):
            end -= 2
        else:
            break
    start = _after_inner(text, start, end)
    if end - start > 14:
        last = text.rfind("的", start, end)
        if last > 0 and end - last - 1 >= 4:
            start = last + 1
    return start, max(start, end)


def shared_head(name: str) -> str:
    """The measure that closes a coordination (毕业生升学率 → 升学率); empty where it closes with none."""
    found = SHARED_HEAD.search(name)
    if found is None or len(found.group()) > 1:
        return found.group() if found is not None else ""
    head = ""
    for word in reversed(words(name)):
        head = word.text + head
        if len(head) >= 3:
            break
    return head


def _after_inner(text: str, start: int, end: int) -> int:
    """Where the phrase begins that the last verb within ``text[start:end]`` governs; ``start`` where there is none."""
    for verb in _INNER.finditer(text, start + 2, end):
        if text.count("“", start, verb.start()) == text.count("”", start, verb.start()) and end - verb.end() >= 2:
            start = verb.end() + lead(text[verb.end() : end])
    return start


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


def members(text: str, start: int, end: int, each: bool = False) -> list[tuple[int, int]]:
    """The members of a coordination of measures (``A率、B率``), each with its offsets; one where it is none.

    :param each: the text says that the value holds for each (泊位、停车位各2000个), whatever they are.
    """
    out: list[tuple[int, int]] = []
    at = start
    for piece in re.split(r"(、|和|与|以及|及)", text[start:end]):
        if piece not in ("、", "和", "与", "及", "以及") and piece.strip():
            out.append((at, at + len(piece)))
        at += len(piece)
    if each and all(b - a >= 2 for a, b in out):
        return out
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
