"""From the clauses of a sentence to numbers with their subjects: who shall reach how much.

Three shapes cover nearly all: ``规上工业总产值突破1500亿元`` (subject, comparing verb, quantity),
``改造老旧小区300个`` (verb, subject, quantity) and ``培育形成5个省级小微企业园`` (verb, quantity, subject).
Coordinations hand on the verb (``新增上市企业10家、“新三板”挂牌企业10家``) or pair subjects with values
(``A、B产值分别达到60亿元、40亿元``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from graph_build.numbers.filters import ATLEAST, INCREASE, qualifies, refused
from graph_build.numbers.lexicon import ACTIONS, AREAS, BARE
from graph_build.numbers.parse import Quantity, quantities
from graph_build.numbers.subjects import SHARED_HEAD, ends_in_action, members, shared_head, topic, topic_name, trim

Comparator = Literal["AtLeast", "AtMost", "Exactly", "About", "Increase"]

_HINT = re.compile(
    r"[0-9０-９]|覆盖|零突破|零的突破|清零|零增长|负增长|两位数|全部|翻.{0,2}番|倍增|分之|[千百万](?:亿|个|项|家|户|场|名|件|种)"
    r"|(?:突破|超过?|达到?|新增|至少|增长|提高|降低|低于|实现|完成|建成|占)[一二两三四五六七八九十百千]"
)
"""What a sentence with a quantity must have; most sentences have none and are passed over at once."""
_SENTENCE = re.compile(r"[^。；;！!？?\n]+")
_CLAUSE = re.compile(r"[^，,：:。；;！!？?\n]+(?:(?<=\d)[,，](?=\d{3}(?!\d))[^，,：:。；;！!？?\n]+)*")
_BRACKET = re.compile(r"[（(\[［【〔][^（）()\[\]［］【】〔〕]*[)）\]］】〕]")
_AFTER = re.compile(r"^\s*(?:以上|以下|左右|以内|之内|之上|上下|余|多)+")
_COMPARE_TAIL = re.compile(
    r"(?:(?:力争|分别|均|都|全部|累计|总计|合计|预计|年均|平均|同比|动态|实现|继续|有望|率先|再|要|将|已|各|也|共|年"
    r"|总体|整体|逐步|至少|不低于|不少于|不得|约|近|计划|基本|就)*"
    r"(?:(?:稳定|保持|维持|控制|巩固|提高|提升|增加|增长|上升|扩大|扩展|下降|降低|压降|压缩|缩减|减少|缩短|调整"
    r"|延长|恢复|普及|拓展|扩|增|升|降|减|建设|完成|发展|增设)?"
    r"(?:达到|达成|达|突破|超过|超|高于|大于|高出|低于|小于|控制在|稳定在|保持在|维持在|在|到|至|为|占|实现|完成"
    r"|保持|稳定|接近|近|翻|较|居|排名|进入|位居|跻身|列|增速|增幅|涨幅|不低于|不少于|不超过|不高于|不小于|不大于)"
    r"|增长|下降|降低|减少|削减|递增|提高|提升|增加|扩大|压减|新增|降幅|缩减|上升|回升|净增|实现|累计|至少|不低于"
    r"|不少于|不超过|少于|多于)"
    r"(?:率)?(?:了|约|近|超|到|至|在|为|前|不低于|不少于|不超过|不高于|至少|也)*)\s*$"
)
_ATMOST = re.compile(
    r"(?:不超过|不高于|不大于|(?<!不)低于|(?<!不)小于|控制在|降至|降到|下降到|下降至|降低到|降低至|缩短|压缩|压减到|进入.{0,4}前|前)"
    r"(?:约)?$"
)
_NOT_NOUN = re.compile(
    r"^(?:和|与|及|并|且|以|均|全部|左右|开展|实现|进入|纳入|落地|达到?|建成|开工|竣工|完成|突破|超|为|至|到|用于"
    r"|投入|入库|稳定|提升|增长|工程量|得到|发挥|免费|能够|可|持续|先行)"
)
_NOUN_END = re.compile(
    r"加快建设|建成投产|建成投用|投入使用|投入运营|开工建设|竣工|达产|达效|落地|入库|签约|进入|完成|实现|达到|尽快"
    r"|全部|如期|前期|顺利|提档|纳入|超过|增长|突破"
)
_NOUN_STOP = re.compile(r"[、（(）)]")
_PAIR = re.compile(r"分别|[、和与及].{0,40}(?:稳定在|达到|保持在|达|突破|超过)\s*$")
_PAIR_JOINT = re.compile(r"\s*(?:以上|左右|以内)?(?:、|和|与|及|且)(?:力争|达到|约)?\s*")
_REACH = 120
"""How far before a number its subject may begin."""
_LENGTHS = ("公里", "米", "亩", "公顷", "立方米")


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


@dataclass
class _State:
    """What a sentence hands on from clause to clause."""

    action: str = ""
    """The verb phrase that governs the numbers of a coordination (新增 …、…)."""
    topic: tuple[int, int] | None = None
    """What the clauses before were about."""


def aims(text: str) -> Iterator[Aim]:
    """The numbers of a passage with their subjects, in order; offsets count in ``text``. Linear in its length."""
    blank = _BRACKET.sub(_blank, text)
    for sentence in _SENTENCE.finditer(blank):
        if not _HINT.search(blank, sentence.start(), sentence.end()):
            continue
        state = _State()
        for clause in _CLAUSE.finditer(blank, sentence.start(), sentence.end()):
            found = _levels([_moved(aim, clause.start()) for aim in _of_clause(clause.group(), state)])
            about = state.topic
            for aim in found:
                yield _completed(aim, text, about)
                if aim.subject and aim.subject not in BARE:  # 企业6户、累计达85户以上
                    about = (aim.subject_start, aim.subject_end) if len(aim.subject) > 2 else about
            named = [a for a in found if a.subject and a.subject not in BARE]
            if named:
                state.topic = (named[-1].subject_start, named[-1].subject_end)
            elif not found:
                state.topic = topic(text, clause.start(), clause.end()) or state.topic


_LEVEL = re.compile(r"(?:国家|省|市|县|区|乡镇|镇|村|州)级")


def _levels(found: list[Aim]) -> list[Aim]:
    """1个省级、5个市级专业镇: what the first count is of is said after the last."""
    out = list(found)
    for i in range(len(out) - 2, -1, -1):
        last, level = out[i + 1], _LEVEL.match(out[i + 1].subject)
        if level is not None and _LEVEL.fullmatch(out[i].subject):
            out[i] = replace(out[i], subject=out[i].subject + last.subject[level.end() :])
    return out


def _blank(bracket: re.Match[str]) -> str:
    """Brackets are passed over unless they set a number themselves."""
    return bracket.group() if re.search(r"不低于|达到|以上", bracket.group()) else "\x00" * len(bracket.group())


def _moved(aim: Aim, by: int) -> Aim:
    q = aim.quantity
    return replace(
        aim,
        subject_start=aim.subject_start + by,
        subject_end=aim.subject_end + by,
        start=aim.start + by,
        end=aim.end + by,
        clause=(aim.clause[0] + by, aim.clause[1] + by),
        quantity=replace(q, start=q.start + by, end=q.end + by),
    )


def _completed(aim: Aim, text: str, about: tuple[int, int] | None) -> Aim:
    """A subject that says only how is completed by what the clause before was about (总额 → 小额担保贷款总额)."""
    subject = re.sub(r"[\s\x00]", "", aim.subject)
    if aim.quantity.kind == "whole" and subject in AREAS:
        subject = ""  # 打造应用平台，逐步实现市域全覆盖: what covers is said before
    bare = subject in BARE and "投资" not in subject
    name = topic_name(text[about[0] : about[1]]) if about is not None and (not subject or bare) else ""
    if about is None or not name:
        return replace(aim, subject=subject)
    if not subject:
        return replace(aim, subject=name, subject_start=about[0], subject_end=about[1], rule=aim.rule + "+topic")
    if len(name) <= 3 * len(subject) + 6:
        return replace(aim, subject=name + subject, rule=aim.rule + "+topic")
    return replace(aim, subject=subject)


def _comparator(before: str, after: str, quantity: Quantity, action: str) -> Comparator:
    if quantity.kind != "number":
        return {"double": "Increase", "first": "AtLeast"}.get(quantity.kind, "Exactly")  # type: ignore[return-value]
    if _ATMOST.search(before) or re.match(r"\s*(?:以内|以下)", after):
        return "AtMost"
    if re.match(r"\s*(?:左右|上下)", after) or before.endswith(("约", "近")):
        return "About"
    if ATLEAST.search(before):
        return "AtLeast"
    if INCREASE.search(action):
        return "Increase"
    if re.match(r"\s*(?:以上|之上|余|多)", after) or quantity.unit == "%" or "累计" in action:
        return "AtLeast"
    return "Exactly"


def _after_noun(text: str, at: int) -> tuple[int, int] | None:
    """The noun phrase that follows a quantity directly (``5个省级小微企业园``), if one does."""
    start = at + (1 if text.startswith("的", at) else 0)
    reach = min(len(text), start + _REACH)
    stop = _NOUN_STOP.search(text, start, reach)
    end = stop.start() if stop is not None else reach
    while start < end and text[start] in " 　":
        start += 1
    stopped, noun = end, text[start:end]
    if len(noun.strip()) < 2 or _NOT_NOUN.match(noun):
        return None
    cut = _NOUN_END.search(noun, 2)
    if cut is not None:
        end = start + cut.start()
    return (start, end - 2) if text.endswith("建设", start + 4, end) and end == stopped else (start, end)


def _of_clause(body: str, state: _State) -> Iterator[Aim]:
    usable = [q for q in quantities(body) if refused(body, q) is None]
    main = [q for i, q in enumerate(usable) if not qualifies(body, q, usable[i + 1] if i + 1 < len(usable) else None)]
    at, i = 0, 0
    while i < len(main):
        at = max(at, main[i].start - _REACH)
        quantity, before = main[i], body[at : main[i].start]
        group = [quantity]
        if _PAIR.search(before):
            while i + 1 < len(main) and _PAIR_JOINT.fullmatch(body[group[-1].end : main[i + 1].start]):
                group.append(main[i + 1])
                i += 1
        following = main[i + 1].start if i + 1 < len(main) else len(body)
        whole = i + 1 < len(main) and main[i + 1].kind == "whole"
        compare = _COMPARE_TAIL.search(before)
        left = before[: compare.start()] if compare is not None else before
        start, end = trim(body, at, at + len(left))
        stem = left[: max(0, start - at)].strip(" 　、，,")
        state.action = stem or state.action
        rule, start, end, close = _shape(body, group, compare is not None, (start, end), following, whole)
        yield from _spread(body, group, (start, end), rule, close, before, state.action)
        at = close
        i += 1


def _shape(
    body: str, group: list[Quantity], compares: bool, left: tuple[int, int], following: int, whole_follows: bool
) -> tuple[str, int, int, int]:
    """Which of the shapes a number stands in: (rule, subject start, subject end, end of the whole)."""
    quantity, last = group[0], group[-1]
    tail = _AFTER.match(body[last.end : last.end + 20])
    close = last.end + (tail.end() if tail is not None else 0)
    before = body[left[0] : left[1]]
    noun: tuple[int, int] | None = None
    if len(group) == 1 and quantity.kind == "number":
        noun = _after_noun(body, close)
        if noun is not None and noun[1] > following:
            joint = re.search(r"[、和及与](?:新增|新建)?$", body[close:following])
            if joint is not None:
                noun = (noun[0], close + joint.start()) if close + joint.start() > noun[0] else None
            else:  # 实现16项医保服务事项“市内通办”全覆盖
                noun = (noun[0], following) if whole_follows and following - noun[0] >= 2 else None
    if noun is not None:
        if before.endswith("覆盖") and len(before) >= 6:  # “三变”改革覆盖92%以上的村: what spreads is measured
            return "subject-compare-number", left[0], left[1] - 2, max(close, noun[1])
        short = 3 if body.startswith("的", close) else 2
        if len(before) < short or before in ACTIONS or (not compares and ends_in_action(before)):
            return "verb-number-subject", *noun, max(close, noun[1])
        if not compares and quantity.unit.endswith(_LENGTHS) and len(before) <= 8:
            return "place-number-subject", *noun, max(close, noun[1])
    return ("subject-compare-number" if compares else "verb-subject-number"), *left, close


def _spread(
    body: str, group: list[Quantity], subject: tuple[int, int], rule: str, close: int, before: str, action: str
) -> Iterator[Aim]:
    """One aim for each subject and value: pairs (分别), one value for several measures (均达80%), or just one."""
    start, end = subject
    sentence = (0, len(body))
    quantity = group[0]
    context = action + before
    if len(group) == 1:
        each = before.rstrip().endswith(("各", "各有", "各建"))
        parts = (
            members(body, start, end, each)
            if each or rule == "subject-compare-number" or quantity.kind == "double"
            else [subject]
        )
        comparator = _comparator(before.rstrip(), body[quantity.end : quantity.end + 20], quantity, context)
        for a, b in parts:
            yield Aim(body[a:b], a, b, comparator, quantity, min(a, quantity.start), close, sentence, rule)
        return
    names = [p for p in re.split(r"、|和|与|以及|及", body[start:end]) if p.strip()]
    for k, item in enumerate(group):
        name, a, b = body[start:end], start, end
        if len(names) == len(group):
            own = SHARED_HEAD.search(names[k])
            name = names[k] + (shared_head(names[-1]) if own is None else "")
            a = body.find(names[k], start)
            b = a + len(names[k])
        comparator = _comparator(before.rstrip(), body[item.end : item.end + 20], item, context)
        yield Aim(name, a, b, comparator, item, min(a, item.start), close, sentence, rule)
