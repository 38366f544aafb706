"""From the clauses of a sentence to numbers with their subjects: who shall reach how much.

Three shapes cover nearly all: ``规上工业总产值突破1500亿元`` (subject, comparing verb, quantity), ``改造老旧小区300个`` (verb,
subject, quantity) and ``培育形成5个省级小微企业园`` (verb, quantity, subject). Coordinations hand on the verb
(``新增上市企业10家、“新三板”挂牌企业10家``) or pair subjects with values (``A、B产值分别达到60亿元、40亿元``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from graph_build.numbers.lexicon import ACTIONS, ADVERBS, BARE, BEFORE_VERBS, MEASURING
from graph_build.numbers.parse import Quantity, quantities
from graph_build.words import words

Comparator = Literal["AtLeast", "AtMost", "Exactly", "About", "Increase"]

_HINT = re.compile(
    r"[0-9０-９]|覆盖|翻.{0,2}番|倍增|分之|[千百万]亿|(?:突破|超过?|达到?|新增|至少|增长|提高|降低|低于|实现|完成|建成|占)[一二两三四五六七八九十百千]"
)
"""What a sentence with a quantity must have; most sentences have none and are passed over at once."""
_SENTENCE = re.compile(r"[^。；;！!？?\n]+")
_CLAUSE = re.compile(r"[^，,：:。；;！!？?\n]+(?:(?<=\d)[,，](?=\d{3}(?!\d))[^，,：:。；;！!？?\n]+)*")
_AFTER = re.compile(r"^\s*(?:以上|以下|左右|以内|之内|之上|上下|余|多)+")
_COMPARE_TAIL = re.compile(
    r"(?:(?:力争|分别|均|都|全部|累计|总计|合计|预计|年均|平均|同比|动态|实现|继续|有望|率先|再|要|将|已|各|也|共|年|总体|整体|逐步|至少|不低于|不少于|约|近|计划|基本|就)*"
    r"(?:(?:稳定|保持|维持|控制|巩固|提高|提升|增加|增长|上升|扩大|扩展|下降|降低|压降|压缩|缩减|减少|缩短|调整|延长|恢复|普及|拓展|扩|增|升|降|减|建设|完成|发展|增设)?"
    r"(?:达到|达成|达|突破|超过|超|高于|大于|高出|低于|小于|控制在|稳定在|保持在|维持在|在|到|至|为|占|实现|完成|保持|稳定|接近|近|翻|较|居|排名|进入|位居|跻身|列|增速|增幅|涨幅|不低于|不少于|不超过|不高于|不小于|不大于)"
    r"|增长|下降|降低|减少|削减|递增|提高|提升|增加|扩大|压减|新增|降幅|缩减|上升|回升|净增|实现|累计|至少|不低于|不少于|不超过)"
    r"(?:率)?(?:了|约|近|超|到|至|在|为|前|不低于|不少于|不超过|不高于|至少|也)*)\s*$"
)
_INCREASE = re.compile(r"增长|新增|净增|增加|递增|提高(?!到|至)|提升(?!到|至)|扩增|增幅|涨幅|新建|新改建|新(?:开|签|引|培|认|创|组|植)|增速")
_ATMOST = re.compile(r"(?:不超过|不高于|不大于|低于|小于|控制在|降至|降到|下降到|下降至|降低到|降低至|缩短|压缩|压减到|进入.{0,4}前|前)(?:约)?$")
_ATLEAST = re.compile(r"(?:突破|超过|超|达到?|不低于|不少于|至少|大于|高于|提高到|提升到|提高至|提升至|稳定在|保持在|增至|升至)(?:了|约)?$")
_NOT_NOUN = re.compile(
    r"^(?:和|与|及|并|且|以|均|全部|左右|开展|实现|进入|纳入|落地|达到?|建成|开工|竣工|完成|突破|超|为|至|到|用于|投入|入库|稳定|提升|增长|工程量|得到|发挥|免费|能够|可|持续|先行)"
)
_NOUN_END = re.compile(
    r"加快建设|建成投产|建成投用|投入使用|投入运营|开工建设|竣工|达产|达效|落地|入库|签约|进入|完成|实现|达到|尽快|全部|如期|前期|顺利|提档|纳入|超过|增长|突破"
)
_PAIR = re.compile(r"分别|[、和与及].{0,40}(?:稳定在|达到|保持在|达|突破|超过)\s*$")
_TIME_LEAD = re.compile(
    r"\s*(?:到|至)?(?:[12]\d{3}年|二[〇○零].{1,2}年|“?十[一二三四五]五”?)(?:（[^）]*）)?(?:末|底|初|前|期末|年末|年底|期间|时期|以前|之前)*"
)
_WHERE = re.compile(
    r"\s*(?:大力|力争|确保|全面|实现)*(?:在|于)[^在，,]{2,30}?(?:中(?![小心医职药国央])|(?<!以)内(?![外资])|(?<!以)上(?![市海云下])|里(?!程))"
)
_NAME_TAILS = frozenset("率 额 量 业 区 园 型 企业 公司 工程 强度".split())
_MEASURES = frozenset("能力 水平 面积 总额 规模 项目 资金 面".split())
_SHARED_HEAD = re.compile(
    r"(?:占.+|(?:全产业链|工业|开票|销售|营业|年均|接卸|处理|集中|年)*"
    r"(?:产值|收入|增加值|面积|率|能力|规模|余额|总额|产量|比重|占比|投资|数量|数|覆盖率))$"
)
_BRACKET = re.compile(r"[（(\[［【〔][^（）()\[\]［］【】〔〕]*[)）\]］】〕]")


@dataclass(frozen=True, slots=True)
class Aim:
    """A number with its subject; all offsets count in the text given to :func:`aims`."""

    subject: str
    subject_start: int
    subject_end: int
    comparator: Comparator
    quantity: Quantity
    start: int
    end: int
    clause: tuple[int, int]
    rule: str


def lead(text: str) -> int:
    """How many characters at the beginning of ``text`` are actions, adverbs and time, and not what they are about."""
    at = 0
    tokens = words(text)
    for i, word in enumerate(tokens):
        rest = len(text) - word.end
        if rest < 2:
            break
        if re.fullmatch(r"[\s　、，,：:“”\"]+", word.text) and not word.text.startswith(("“", '"')):
            at = word.end
        elif word.text in ACTIONS or word.text in ADVERBS:
            following = tokens[i + 1].text
            if word.text in BEFORE_VERBS and following not in ACTIONS and following not in ADVERBS:
                break
            if word.text in ACTIONS and (following in _NAME_TAILS or following in _MEASURES and word.text not in MEASURING):
                break
            at = word.end
        else:
            break
    return at


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The subject within ``text[start:end]``: without time, leading actions and a trailing comparison."""
    where = _WHERE.match(text[start:end])
    if where is not None:
        start += where.end()
    body = text[start:end]
    while body:
        m = _TIME_LEAD.match(body)
        if m is not None:
            start += m.end()
        else:
            step = lead(body)
            if not step:
                break
            start += step
        body = text[start:end]
    m = re.search(
        r"(?:较(?:[12]\d{3}年?|上年|去年|“?十[一二三四]五”?末?)?|(?:比|与)(?:[12]\d{3}年?|上年|去年|“?十[一二三四]五”?末?))(?:相比|均|都)*$"
        r"|^[12]\d{3}年?$|(?:进入|位列|位居|居|跻身|列)?(?:全国|全省|全市|世界|国内)?前$",
        text[start:end],
    )
    if m is not None:
        end = start + m.start()
    while end > start and (text[end - 1] in " 　、的约均都各" or text.startswith(("至少", "累计", "力争"), end - 2)):
        end -= 1 if text[end - 1] in " 　、的约均都各" else 2
    if end - start > 14:
        last = text.rfind("的", start, end)
        if last > 0 and end - last - 1 >= 4:
            start = last + 1
    return start, max(start, end)


def _usable(text: str, quantity: Quantity) -> bool:
    """Not a date, an ordinal, a name's number or a code."""
    before, after = text[: quantity.start], text[quantity.end :]
    if quantity.kind == "double":
        opened, closed = before.rfind("“"), before.rfind("”")
        return not (re.match(r"[”\s]*(?:行动|计划|工程|方案|战略|目标)", after) or opened > closed)
    if quantity.kind == "whole":
        return not re.match(r"(?:的|、)|[”\s]*(?:体系|格局|网络|行动|计划|机制)", after) and before.rfind("“") <= before.rfind("”")
    if re.search(r"(?:细化|划分|分|归纳|概括|划定)(?:为|成)\s*$|(?:^|[^拥])有\s*$|了\s*$|(?:针对|由|全市|全省|辖|以|将|把|含|包括)\s*$", before):
        return False
    if quantity.unit.endswith("元") and re.search(r"(?:补助|补贴|奖励|资助|标准|给予|最高|奖补|一次性.{0,4})\s*(?:按|不超过|为)?\s*$", before):
        return False
    if not quantity.arabic and not re.search(
        r"(?:突破|超过|达到?|超|新增|至少|增长|提高|降低|不低于|实现|完成|建成|占)\s*$", before
    ):
        return False
    if quantity.unit == "年" and (quantity.value >= 1000 or not re.search(r"(?:达到?|提高到|为|提升至|延长到)\s*$", before)):
        return False
    if quantity.unit in ("月", "日", "周", "周年", "届", "号", "时", "省", "市", "国", "强") or re.match(r"\s*(?:号|届|周年|时|月|日|年|强)", after):
        return False
    if re.search(r"(?:第|专栏|表|图|附件|[A-Za-z.\-+＋·—]|同|编号|文号|〔\d*|“\d*)\s*$", before):
        return False
    if re.match(r"\s*[A-Za-z+＋×∶:·]", after) or quantity.unit in ("G", "A", "P", "T", "M", "E") and not re.search(r"达到?\s*$|至\s*$", before):
        return False
    if before.rfind("“") > before.rfind("”") and "”" in after:
        return False
    if re.match(r".{0,20}组成", after) and re.search(r"由", before):
        return False
    if quantity.unit in ("小时", "分钟", "天", "秒", "毫秒", "岁", "度", "级", "层", "线", "环", "日") and not re.search(
        r"(?:达到?|到|至|缩短|压缩|在|不超过|低于|超过|提高|延长|为|增长)\s*(?:\d+[^，。]{0,3})?$", before
    ):
        return False
    if quantity.unit == "":
        return bool(re.search(r"(?:达到?|为|到|至|在|突破|超过|超|占|低于|不低于)\s*$", before)) and not re.match(
            r"[一-鿿]", after.lstrip()[:1] if not re.match(r"左右|以上|以内|以下", after) else ""
        )
    return True


def _is_qualifier(clause: str, quantity: Quantity, later: list[Quantity]) -> bool:
    """A measure within a noun phrase (``投资过10亿元项目80个``, ``25度以上的坡耕地``), not what is aimed at."""
    after = clause[quantity.end :]
    before = clause[: quantity.start]
    if re.match(r"以下(?:的)?[一-鿿]", after) and quantity.unit in ("人", "亩", "度", "元", "万元", "户"):
        return True
    if re.match(r"(?:以上|及以上)的[一-鿿]", after) and re.search(r"(?:人口|坡度|年龄|规模|面积|收入|产值|投资)(?:在|达|达到|超过|超)?\s*$", before):
        return True
    if quantity.unit.endswith(("吨", "千瓦", "千伏", "伏", "瓦", "MW", "kV", "KV", "吨级", "羽", "度", "立方米")):
        noun = re.match(r"(?:级|以上|的)*[^，。；、以左]{2,}", after)
        if noun and not _ATLEAST.search(before) and not _INCREASE.search(before[-6:]) and re.search(
            r"项目|工程|基地|企业|机组|产业园|装置|变电|电站|电网|线路|技改|项|产线|养殖|码头|泊位|航道|船", noun.group()
        ):
            return True
    if quantity.unit.endswith("级") or re.match(r"级(?:的)?[一-鿿]", after):
        return True
    if quantity.unit.endswith("元") and re.match(r"(?:以上)?的?(?!以上|左右|以内)[一-鿿]{2}", after) and re.search(r"(?:过|超|超过|投资)\s*$", before):
        return not re.search(r"(?:年度|完成|实现|总)投资$", before) or bool(re.match(r"的", after))
    if not later:
        return False
    gap = clause[quantity.end : later[0].start]
    if re.search(r"[、和及与]", gap) and not re.search(r"或", gap):
        return False
    money = quantity.unit.endswith(("元", "亿", "亩", "吨", "千瓦", "千千", "千伏"))
    return money and bool(re.match(r"\s*(?:以上|级)?(?:的)?[一-鿿]{1,}", gap) or gap == "")


def _comparator(before: str, after: str, quantity: Quantity, action: str) -> Comparator:
    if quantity.kind == "double":
        return "Increase"
    if quantity.kind == "whole":
        return "Exactly"
    if _ATMOST.search(before) or re.match(r"\s*(?:以内|以下)", after):
        return "AtMost"
    if re.match(r"\s*(?:左右|上下)", after) or before.endswith(("约", "近")):
        return "About"
    if _ATLEAST.search(before):
        return "AtLeast"
    if _INCREASE.search(action):
        return "Increase"
    if re.match(r"\s*(?:以上|之上|余|多)", after) or quantity.unit == "%" or "累计" in action:
        return "AtLeast"
    return "Exactly"


def _after_noun(text: str, at: int, end: int) -> tuple[int, int] | None:
    """The noun phrase that follows a quantity directly (``5个省级小微企业园``), if one does."""
    start = at + (1 if text.startswith("的", at) else 0)
    stop = re.compile(r"[、（(）)]").search(text, start, end)
    if stop is not None:
        end = stop.start()
    while start < end and text[start] in " 　":
        start += 1
    noun = text[start:end]
    if len(noun.strip()) < 2 or _NOT_NOUN.match(noun):
        return None
    cut = _NOUN_END.search(noun, 2)
    if cut is not None:
        end = start + cut.start()
    return start, end


def _splits(body: str) -> list[str]:
    return [p for p in re.split(r"[、和与及]|以及", body) if p.strip()]


def aims(text: str) -> Iterator[Aim]:
    """The numbers of a passage with their subjects, in order; offsets count in ``text``. Linear in its length."""
    blank = _BRACKET.sub(lambda m: m.group() if re.search(r"不低于|达到|以上", m.group()) else "\x00" * len(m.group()), text)
    for sentence in _SENTENCE.finditer(blank):
        if not _HINT.search(blank, sentence.start(), sentence.end()):
            continue
        topic: tuple[int, int] | None = None
        state = _State()
        for clause in _CLAUSE.finditer(blank, sentence.start(), sentence.end()):
            body = clause.group()
            found = list(_clause_aims(body, state))
            for aim in found:
                start = clause.start()
                s0, s1 = aim.subject_start + start, aim.subject_end + start
                rule = aim.rule
                subject = aim.subject
                if topic is not None and (not subject or subject in BARE and "投资" not in subject):
                    name = _topic_name(text[topic[0] : topic[1]])
                    if name and not subject:
                        subject, (s0, s1), rule = name, topic, rule + "+topic"
                    elif name and len(name) <= 3 * len(subject) + 6:
                        subject, rule = name + subject, rule + "+topic"
                yield Aim(
                    re.sub(r"[\s\x00]", "", subject), s0, s1, aim.comparator,
                    Quantity(aim.quantity.start + start, aim.quantity.end + start, aim.quantity.value, aim.quantity.text,
                             aim.quantity.unit, aim.quantity.kind, aim.quantity.arabic),
                    aim.start + start, aim.end + start, (clause.start(), clause.end()), rule,
                )
            if found:
                last = found[-1]
                if last.subject and last.subject not in BARE:
                    topic = (last.subject_start + clause.start(), last.subject_end + clause.start())
            else:
                topic = _topic(text, clause.start(), clause.end()) or topic


def _topic_name(text: str) -> str:
    """``text`` as the subject of the next clause, or nothing where it is no plain noun phrase."""
    if re.search(r"[“”]", text) and text.count("“") != text.count("”"):
        return ""
    return re.sub(r"(?:建设|发展|工作|(?:播种|种植)?面积|产值|数量|总量|存栏量?|出栏量?)$", "", text) if not re.match(r"(?:围绕|聚焦|以|按照|针对|坚持|通过|依托|结合|发挥|充分)", text) else ""


def _topic(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What a clause without a number is about: the noun phrase after its verbs (加大小额担保贷款扶持… → 小额担保贷款)."""
    s, e = _trim(text, start, end)
    if e - s < 2:
        return None
    tokens = words(text[s:e])
    for word in tokens[1:]:
        if word.text in ACTIONS and word.tag.startswith("v") and word.start >= 3:
            return s, s + word.start
    return s, min(e, s + 24)


@dataclass
class _State:
    """What a sentence hands on from clause to clause."""

    action: str = ""
    """The verb phrase that governs the numbers of a coordination (新增 …、…)."""


def _each(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The members of a coordination of measures (``A率、B率``), each with its offsets; one where it is none."""
    out: list[tuple[int, int]] = []
    at = start
    for piece in re.split(r"([、和与及]|以及)", text[start:end]):
        if piece not in ("、", "和", "与", "及", "以及") and piece.strip():
            out.append((at, at + len(piece)))
        at += len(piece)
    if len(out) > 1 and all(_SHARED_HEAD.search(text[a:b]) or text[a:b].endswith("总值") for a, b in out):
        return out
    return [(start, end)]


def _clause_aims(body: str, state: _State) -> Iterator[Aim]:
    usable = [q for q in quantities(body) if _usable(body, q)]
    main = [q for i, q in enumerate(usable) if not _is_qualifier(body, q, usable[i + 1 :])]
    at = 0
    i = 0
    found_any = False
    while i < len(main):
        q = main[i]
        before = body[at : q.start]
        group = [q]
        if _PAIR.search(before):
            while i + 1 < len(main) and re.fullmatch(
                r"\s*(?:以上|左右|以内)?(?:、|和|与|及|且)(?:力争|达到|约)?\s*", body[group[-1].end : main[i + 1].start]
            ):
                group.append(main[i + 1])
                i += 1
        tail = _AFTER.match(body[group[-1].end :])
        close = group[-1].end + (tail.end() if tail else 0)
        compare = _COMPARE_TAIL.search(before)
        left = before[: compare.start()] if compare else before
        s, e = _trim(body, at, at + len(left))
        stem = left[: max(0, s - at)]
        if stem.strip(" 　、，,") or not found_any:
            state.action = stem if stem.strip(" 　、，,") else state.action
        found_any = True
        noun: tuple[int, int] | None = None
        if len(group) == 1 and q.kind == "number":
            nxt = main[i + 1].start if i + 1 < len(main) else len(body)
            noun = _after_noun(body, close, len(body))
            if noun is not None and noun[1] > nxt and not re.search(r"[、和及与]", body[close:nxt]):
                noun = None
        whole_before = body[s:e]
        of = body.startswith("的", close)
        if noun is not None and (
            len(whole_before) < (3 if of else 2) or whole_before in ACTIONS or not compare and _ends_in_action(whole_before)
        ):
            rule, ss, se = "verb-number-subject", noun[0], noun[1]
            close = max(close, noun[1])
        elif noun is not None and not compare and q.unit.endswith(("公里", "米", "亩", "公顷", "立方米")) and len(whole_before) <= 8:
            rule, ss, se = "place-number-subject", noun[0], noun[1]
            close = max(close, noun[1])
        elif compare:
            rule, ss, se = "subject-compare-number", s, e
        else:
            rule, ss, se = "verb-subject-number", s, e
        if len(group) == 1 and rule == "subject-compare-number" or q.kind == "double":
            members = _each(body, ss, se)
            if len(members) > 1:
                for a, b in members:
                    comparator = _comparator(body[at : q.start].rstrip(), body[q.end :], q, state.action + before)
                    yield Aim(body[a:b], a, b, comparator, q, a, close, (0, len(body)), rule)
                at = close
                i += 1
                continue
        subjects = _splits(body[ss:se]) if len(group) > 1 else []
        for k, item in enumerate(group):
            name, a, b = body[ss:se], ss, se
            if len(subjects) == len(group):
                shared = _SHARED_HEAD.search(subjects[-1])
                own = _SHARED_HEAD.search(subjects[k])
                name = subjects[k] + (shared.group() if shared and not own else "")
                a = body.find(subjects[k], ss)
                b = a + len(subjects[k])
            yield Aim(
                name, a, b, _comparator(body[at : q.start].rstrip(), body[item.end :], item, state.action + before), item,
                min(a, q.start), close, (0, len(body)), rule,
            )
        at = close
        i += 1


def _ends_in_action(text: str) -> bool:
    tokens = words(text)
    return bool(tokens) and (
        tokens[-1].text in ACTIONS or tokens[-1].text in ADVERBS or tokens[-1].tag in ("v", "d", "ad") or text.endswith(("等", "首批"))
    )
