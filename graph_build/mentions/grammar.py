"""Candidate names from general patterns: what precedes (a verb of doing), what the name ends in, where it begins.

A name in a plan is nearly always ``[verb] [modifiers] [head]``: 实施|企业上市“鹏程”|行动, 打造|全国重要的医药|基地.
The head says the class, the verb before it decides between classes (打造…基地 is a Goal, 依托…基地 a Platform), and
the name begins after the last verb, preposition or mark before it. Quotation marks and brackets are read as one
word each. Every rule is named; ``RULES`` holds them in the order in which they are tried, and the precision written
beside each was measured on tagged plans of other places (exact limits and class).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from graph_build.mentions.grammar_lists import LISTS, MODIFIERS, ListRule
from graph_build.mentions.grammar_rules import BUILD, DO, MASK, OTHER_VERBS, RULES, SLOGANS, WIN, Rule
from graph_build.mentions.labels import Area
from graph_build.mentions.refusals import refuse
from graph_build.model import ThingClass


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of text that a rule takes for a name: ``text[start:end]``, half-open."""

    start: int
    end: int
    cls: ThingClass
    rule: str
    """Name of the rule, as ``build --explain`` shows it."""
    confidence: float
    """How often the rule is right (limits and class) on tagged plans of other places."""


_HARD = re.compile(r"[，。；：、！？,;:!?\s…•●★（(）)]|——|[0-9]+[.．](?![0-9])")
_WORD = re.compile(f"(?:{DO}|{WIN}|{BUILD}|{OTHER_VERBS})(?:好|了|成为|成)?(?:一批|一系列|若干|更多|新一批)?")
_LINK = re.compile(
    r"(?:为(?!民|企)|以(?![上下内外后前及色旧工])|在(?!线)|由|对(?![外口接比])|向(?![阳上东西南北])|从(?!业)|将(?!军)|把|使(?!用|馆)|让|被|与(?!会)|"
    r"和(?![谐平美睦田县])|及|或(?!者)|并(?!购|网)|是|有(?![色机限效序轨])|用(?![水地电能户工品])|等(?!级)|了(?!解)|着(?!力)|即(?!时)|的(?!士)|同(?![步城等比心时]))"
)
_METER = re.compile(
    r"(?:力争实现|力争|确保|实现|提高|完成|推动|保持|新增|引进|带动|拉动|促进|扩大|培育|使|其中|预计|年均|争取|努力|推进|加大|降低|减少|新开工|持续|稳定|达成|力保|把|将|根据|对(?!外|口))"
    r"(?:全年|全市|全省|全区|全县|年度)?|(?:全年|全市|全省|全区|全县)(?=[^社])"
)
_NAME_LINK = re.compile(r"(?:为(?!民|企)|将(?!军)|把|让|被|等(?!级)|了(?!解)|以(?![上下内外后前及色旧工]))")
_QUOTED = re.compile(r"[“《「『][^“”《》「」『』\n]{1,40}[”》」』]|[（(][^（）()\n]{1,20}[）)]")
_COMMON = re.compile(
    r"(?:[0-9一二三四五六七八九十两数几多]+(?:个|家|条|处|座|大|批|亿|级|千)|[百千万]亿级?|民宿|地标|夜间|核心|高效|大宗|绿电|陆地|油气|国内|省内|市内|生产性|生活性|文旅|特色化|经济|现代|县域|国企|国有|民营|企业|物流|功能|消费|特色|型|级|大型|中型|小型|智能|智慧|综合|农业|工业|科技|产业|"
    r"创新|创业|文化|旅游|体育|教育|医疗|养老|健康|商务|商业|商贸|贸易|金融|服务|信息|数字|数据|技术|高新|高端|专业|化|公共|交通|电商|电子商务|跨境|农产品|食品|制造|加工|研发|生产|"
    r"绿色|低碳|零碳|循环|生态|环保|能源|新能源|新材料|化工|医药|省级|市级|国家级|县级|区域|区域性|国际|国家|全国|全省|全市|省|市|县|区|镇|乡村|农村|城市|城乡|社区|重点|重大|主要|"
    r"骨干|龙头|优势|传统|新兴|未来|示范|标准|标杆|精品|一流|先进|新型|新|老|大|小|中|高|多|各|各类|一批|集体|实体|主导|支柱|相关|核心|基础|公益|政府|社会|人才|青年|妇女|儿童|"
    r"管理|运营|投资|担保|融资|租赁|项目|开发|建设|保障|监管|交易|展示|体验|培训|实训|中小企业|小微企业|中小|小微|园区|集聚|核电|水电|煤电|火电|风电|光伏|超超临界|治理|河道|"
    r"病险|灌区|大中型|公立|三级|二级|三甲|立体|高耗水|农村公路)+"
)

@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: Rule
    head: re.Pattern[str]
    not_after: re.Pattern[str] | None
    after: re.Pattern[str] | None
    before: re.Pattern[str] | None
    """The rule's verbs, at the end of what stands before the name."""
    edge: re.Pattern[str]
    """What ends the name on its left, marks aside."""
    link: re.Pattern[str]
    proof: re.Pattern[str] | None
    never: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    joined: re.Pattern[str] | None


def _longest_first(alternatives: str) -> str:
    return "|".join(sorted(alternatives.split("|"), key=lambda a: (-len(a), a)))


def _optional(pattern: str) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern else None


def _compile(rule: Rule) -> _Compiled:
    plain = not set(rule.head) & set("()[?")
    verbs = f"(?:{_longest_first(rule.verbs)})(?:好|成为|成(?![渝都果])|了)?(?:一批|若干|更多)?" if rule.verbs else ""
    return _Compiled(
        rule,
        re.compile(_longest_first(rule.head) if plain else rule.head),
        _optional(rule.not_after),
        _optional(rule.after),
        re.compile(f"(?:{verbs})$") if verbs else None,
        _METER if rule.cls == "Indicator" else re.compile(verbs) if rule.inner_verbs else _WORD,
        _NAME_LINK if rule.wide or rule.inner_verbs else _LINK,
        _optional(rule.proof),
        _optional(rule.never),
        _optional(rule.not_before),
        _optional(rule.joined),
    )


_COMPILED = tuple(_compile(rule) for rule in RULES)


class _Edges:
    """Where names may begin in one text: ends of marks, verbs and links, each found once."""

    def __init__(self, text: str, *, mask: bool) -> None:
        self.masked = _QUOTED.sub(lambda m: MASK * len(m.group()), text) if mask else text
        self.marks = [m.end() for m in _HARD.finditer(self.masked)]
        self.marks += [m.start() + 1 for m in _BACK_TO_BACK.finditer(text)]
        self.marks.sort()
        self._found: dict[re.Pattern[str], list[int]] = {}

    def last(self, pattern: re.Pattern[str], low: int, limit: int) -> int:
        """End of the last match of ``pattern`` that ends at ``limit`` or before and after ``low``; ``low`` if none."""
        ends = self._found.get(pattern)
        if ends is None:
            ends = self._found[pattern] = [m.end() for m in pattern.finditer(self.masked)]
        at = bisect_right(ends, limit)
        return max(low, ends[at - 1]) if at else low

    def mark(self, head: int) -> int:
        """End of the last mark before ``head``, at most 40 characters away."""
        at = bisect_right(self.marks, head)
        return max(head - 40, 0, self.marks[at - 1] if at else 0)


_BACK_TO_BACK = re.compile(r"[”》](?=[“《])")


def candidates(text: str, area: Area | None = None) -> list[Candidate]:
    """Every candidate name in ``text``, left to right; where two overlap, the one of the surer rule (then the longer).

    :param area: names of the plan's own place, for slogans made of it (平安北海).

    >>> [text[c.start : c.end] for text in ["深入实施企业上市“鹏程”行动"] for c in candidates(text)]
    ['企业上市“鹏程”行动']
    """
    if len(text) < 4:
        return []
    edges, bare = _Edges(text, mask=True), _Edges(text, mask=False)
    found = [c for compiled in _COMPILED for c in _apply(compiled, text, bare if compiled.rule.inside else edges)]
    if "等" in text or any(count in text for count in ("大", "项", "个", "条")):
        found += [c for rule, head in _LIST_HEADS for c in _listed(rule, head, text, edges)]
    if area is not None and area.own:
        found += _slogans(text, area)
    found.sort(key=lambda c: (-c.confidence, -(c.end - c.start), c.start))
    taken: list[Candidate] = []
    covered = bytearray(len(text))
    for candidate in found:
        if not any(covered[candidate.start : candidate.end]):
            covered[candidate.start : candidate.end] = b"\1" * (candidate.end - candidate.start)
            taken.append(candidate)
    return sorted(taken, key=lambda c: c.start)


def tags(text: str, area: Area | None = None) -> list[str]:
    """One feature a character for a tagger: ``O``, or ``B-class``, ``I-class``, ``E-class`` of the candidate there.

    >>> tags("打好净土保卫战")[2:]
    ['B-Program', 'I-Program', 'I-Program', 'I-Program', 'E-Program']
    """
    result = ["O"] * len(text)
    for candidate in candidates(text, area):
        result[candidate.start : candidate.end] = [f"I-{candidate.cls}"] * (candidate.end - candidate.start)
        result[candidate.end - 1] = f"E-{candidate.cls}"
        result[candidate.start] = f"B-{candidate.cls}"
    return result


def _apply(compiled: _Compiled, text: str, edges: _Edges) -> Iterator[Candidate]:
    rule, masked = compiled.rule, edges.masked
    for head in compiled.head.finditer(masked):
        end = head.end()
        if compiled.not_after and compiled.not_after.match(masked, end):
            continue
        if compiled.after and not compiled.after.match(masked, end):
            continue
        start, joined = _left(edges, head.start(), compiled)
        if head.start() - start < rule.shortest:
            continue
        if compiled.before and not joined and not compiled.before.search(masked, max(0, start - 10), start):
            continue
        if compiled.not_before and compiled.not_before.search(masked, max(0, start - 10), start):
            continue
        if rule.inner_verbs:
            start = _skip_words(masked, start, head.start() - rule.shortest)
        end = _with_bracket(text, end, rule.cls)
        name = text[start:end]
        if compiled.proof and not compiled.proof.search(name):
            continue
        if compiled.never and compiled.never.search(name):
            continue
        if rule.named and _COMMON.fullmatch(masked, start, head.start()):
            continue
        if refuse(text, start, end, rule.cls) is None:
            yield Candidate(start, end, rule.cls, rule.name, rule.confidence)


def _left(edges: _Edges, head: int, compiled: _Compiled) -> tuple[int, bool]:
    """Where a name whose head begins at ``head`` begins: after the last mark, verb or link word before it.

    With it goes whether another name is joined to it there (A计划和B行动), so that no verb need stand before it.
    """
    # 提升 in 提升行动 is part of the name, 实现 in 实现产值 is not.
    limit = head - int(compiled.rule.inner_verbs and compiled.rule.cls != "Indicator")
    start = edges.last(compiled.edge, edges.mark(head), limit)
    start = edges.last(compiled.link, start, limit)
    if compiled.joined is None:
        return start, False
    after_joint = edges.last(compiled.joined, start, limit)
    return after_joint, after_joint > start


_PART = re.compile(r"[（(][^（）()]{1,14}(?:段|期|片区|园区|组团|项目)[）)]")


def _with_bracket(text: str, end: int, cls: ThingClass) -> int:
    """Past a bracket that says which part is meant: 国家文化公园（河南段）."""
    match = _PART.match(text, end) if cls in ("Project", "Platform") else None
    return match.end() if match else end


_LEFT_OVER = re.compile(r"(?:好|了|运营好?|一批|首批|更多|全面|[0-9]+(?:[-—－][0-9]+)?(?:个|家|处))(?=.{2})")


def _skip_words(masked: str, start: int, limit: int) -> int:
    """Past what a verb leaves before the name: 好, 一批, 3个."""
    word = _LEFT_OVER.match(masked, start)
    return word.end() if word and word.end() <= limit else start


_LIST_HEADS = tuple((rule, re.compile(rf"(?:{rule.before})(?:{MODIFIERS})(?:{rule.head})")) for rule in LISTS)
_LIST_JOINT = re.compile(r"[、]|(?<=[\u4e00-\u9fff”）A-Za-z0-9])(?:和|与|及|以及)(?=[\u4e00-\u9fff“A-Z0-9])")
_NUMERALS = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}


def _listed(rule: ListRule, head_of: re.Pattern[str], text: str, edges: _Edges) -> Iterator[Candidate]:
    """The members of a list that ends in what they are: 甲、乙等龙头企业, 甲、乙、丙三大计划."""
    masked = edges.masked
    for head in head_of.finditer(masked):
        if rule.not_after and re.match(rule.not_after, masked[head.end() :]):
            continue
        parts = _members(text, masked, head.start())
        count = _NUMERALS.get(masked[head.start()]) if rule.counted else None
        if count is not None:
            if not 2 <= count <= len(parts) or count != len(parts):
                continue
        elif rule.counted:
            continue
        for start, end in parts:
            start = max(start, edges.last(_WORD, start, end - 2))
            name = text[start:end]
            fits = rule.shortest <= end - start <= rule.longest and not (rule.never and re.search(rule.never, name))
            if fits and refuse(text, start, end, rule.cls) is None:
                yield Candidate(start, end, rule.cls, rule.name, rule.confidence)


def _members(text: str, masked: str, end: int) -> list[tuple[int, int]]:
    """The stretches between 、 and 和 before ``end``, back to the last mark or verb."""
    low = max(0, end - 120)
    start = low
    for mark in re.finditer(r"[，。；：,;:！？\s]", masked[low:end]):
        start = low + mark.end()
    cuts = [(m.start() + start, m.end() + start) for m in _LIST_JOINT.finditer(masked[start:end])]
    cuts += [(m.start() + 1 + start, m.start() + 1 + start) for m in _BACK_TO_BACK.finditer(text[start:end])]
    cuts.sort()
    limits = [start, *(x for cut in cuts for x in cut), end]
    return [(limits[i], limits[i + 1]) for i in range(0, len(limits), 2) if limits[i + 1] > limits[i]]


@lru_cache(maxsize=16)
def _slogan_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n)))
    return re.compile(
        rf"(?<!社会主义)(?:“(?:{SLOGANS})新?(?:{alternatives})”|(?<!“)(?:{SLOGANS})新?(?:{alternatives})(?!”))"
        r"(?!示范|先行|试点|工程|行动|建设(?:规划|行动|全民|三年)|篇章|故事|人民|全民|群众)"
    )


def _slogans(text: str, area: Area) -> Iterator[Candidate]:
    """End states named after the plan's own place or one above it: 平安北海, “书香泰安”."""
    for match in _slogan_pattern((*area.own, *area.above)).finditer(text):
        yield Candidate(match.start(), match.end(), "Goal", "slogan", 0.92)
