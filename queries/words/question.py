"""A question taken apart: names, quoted words, years and counts, and the words between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ontology.errors import Lang
from queries.names.forms import CJK, fold, simplified, squash
from queries.names.index import Candidate, NameIndex
from queries.words.lists import lines, words

MARK = "◆"
"""Stands for a name in the masked question."""

_QUOTED = re.compile(r"“([^”]{1,60})”|\"([^\"]{1,60})\"|《([^》]{1,60})》|「([^」]{1,60})」|『([^』]{1,60})』|"
                     r"'([^']{2,60})'")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?![\d.,]|\s*[万亿千百吨元家个人%])\s*年?")
_YEAR_ZH = re.compile(r"[一二][〇零○一二三四五六七八九]{3}年?")
_PERIOD = {"十二五": (2011, 2015), "十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030)}
_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0", "两": "2"}
_COUNT = re.compile(r"(?:最[\u4e00-\u9fff]{1,4}的?|前|头)\s*(\d+|[一二三四五六七八九十两]+)\s*(?:个|项|家|大|名|位)?|"
                    r"(?:top|first|most \w+)\s*(\d+|three|five|ten)|"
                    r"(\d+|three|five|ten)\s*(?:most|largest|biggest|highest)")
_NUMBER_WORDS = {word: n for n, word in enumerate(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1)}

# Words that questions are made of: a thing that is called so is not meant by them.
NOT_NAMES = words("not-names.txt")


_SPOKEN = (("干啥", "做什么"), ("为啥", "为什么"), ("啥", "什么"), ("咋样", "怎么样"), ("咋", "怎么"), ("哪儿", "哪里"),
           ("干嘛", "做什么"), ("得了", "的了"), ("甚么", "什么"), ("图个什么", "图什么"), ("哪块", "哪个领域"),
           ("搞个", "搞"), ("神马", "什么"), ("多少钱", "多少资金"), ("有木有", "是否有"), ("有没有", "是否有"),
           ("肿么", "怎么"), ("为何", "为什么"))
_LARGEST = re.compile(r"最(?:大|多|高|重)|(?<!at )\b(?:largest|biggest|highest|greatest|most expensive)\b|\btop \d|"
                      r"most (?:money|invest)")
_SMALLEST = re.compile(r"最(?:小|少|低)|\b(?:smallest|lowest|fewest)\b")
# What turns the name of a place before it into the name of somebody or something else.
_TAIL = re.compile(r"[\u4e00-\u9fff]{0,6}?(?:医院|大学|学院|公司|集团|中学|小学|银行|研究院|研究所|街道|镇|乡|村|社区|"
                   r"水库|机场|车站|大桥|公路|铁路|公园|中心|园区|产业园|小镇|新区|[\u4e00-\u9fff]{2}区|都市圈|廊道|基地)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the question."""

    text: str
    candidates: tuple[Candidate, ...]
    """What it may mean, best first; empty for quoted words that name nothing."""
    quoted: bool = False

    def of(self, classes: Sequence[str]) -> tuple[Candidate, ...]:
        """The candidates of these classes (all when empty)."""
        return tuple(c for c in self.candidates if not classes or c.thing.cls in classes)


@dataclass(frozen=True, slots=True)
class Question:
    """The parts of a question."""

    text: str
    lang: Lang
    clean: str
    """Folded and simplified, without the punctuation at its end."""
    masked: str
    """:attr:`clean` with :data:`MARK` for each name, and without spaces beside Chinese characters."""
    mentions: tuple[Mention, ...]
    years: tuple[int, ...]
    period: tuple[int, int] | None
    """First and last year of a five-year period that is named."""
    count: int | None
    """How many things are asked for (最多的三个)."""
    superlative: int = 0
    """1 when the largest are asked for, -1 when the smallest."""


def take_apart(text: str, names: NameIndex) -> Question:
    """Find the parts of a question."""
    lang: Lang = "zh" if _is_chinese(_from_pinyin(fold(text))) else "en"
    clean = fold(simplified(text.replace(MARK, " "))).strip().rstrip("?？。.!！~ ")
    clean = _from_pinyin(clean)
    for spoken, written in _SPOKEN:
        clean = clean.replace(spoken, written)
    clean = _english_terms(clean, names)
    masked, mentions = _mask(clean, names)
    bare = re.sub(r"\s+", " ", masked)
    bare = re.sub(r"(?<=[\u3400-\u9fff◆])\s+(?=[\u3400-\u9fff◆])", "", bare)
    period = next((years for name, years in _PERIOD.items() if name in clean), None)
    return Question(text=text, lang=lang, clean=clean, masked=bare, mentions=mentions, years=_years(clean),
                    period=period, count=_count(clean),
                    superlative=1 if _LARGEST.search(clean) else -1 if _SMALLEST.search(clean) else 0)


_PINYIN = {
    "shenme": "什么", "naxie": "哪些", "nali": "哪里", "duoshao": "多少", "zenme": "怎么", "zhicheng": "支撑",
    "zhichi": "支持", "mubiao": "目标", "xiangmu": "项目", "renwu": "任务", "pingtai": "平台", "zhibiao": "指标",
    "chanye": "产业", "yiju": "依据", "guihua": "规划", "qiye": "企业", "touzi": "投资", "shi": "是", "you": "有",
    "de": "的", "kao": "靠", "he": "和", "zai": "在", "guanxi": "关系", "shixian": "实现", "shui": "谁",
    "zhanlue": "战略", "luoshi": "落实", "nage": "哪个", "fuwu": "服务"}
_ASKING_PINYIN = frozenset(("shenme", "naxie", "nali", "duoshao", "zenme", "shui"))


def _from_pinyin(clean: str) -> str:
    """A question that is typed in pinyin altogether, its question words written: toumengang you shenme xiangmu."""
    words = clean.split()
    if CJK.search(clean) or not _ASKING_PINYIN & set(words):
        return clean
    return " ".join(_PINYIN.get(word, word) for word in words)


@lru_cache
def _glossary() -> tuple[dict[str, str], re.Pattern[str]]:
    """English terms of policy with the Chinese ones, and what finds them in a question."""
    terms = dict(line.split(" = ") for line in lines("glossary.en.txt"))
    longest_first = sorted(terms, key=lambda term: -len(term))
    return terms, re.compile(r"(?<![a-z0-9])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![a-z0-9])")


def _english_terms(clean: str, names: NameIndex) -> str:
    """The question with the Chinese in place of English terms, save where the graph has the English as a name."""
    if not re.search(r"[a-z]{4}", clean):
        return clean
    terms, pattern = _glossary()
    return pattern.sub(lambda m: m.group() if names.exact(m.group()) else terms[m.group()], clean)


def _is_chinese(text: str) -> bool:
    """English questions name Chinese things; a question is Chinese when its words are, not its names."""
    latin = re.findall(r"[A-Za-z]{2,}", text)
    chinese = CJK.findall(text)
    if not latin:
        return bool(chinese)
    function_words = sum(word.lower() in _ENGLISH for word in latin)
    return bool(chinese) and function_words == 0


_ENGLISH = words("function.en.txt")


def _mask(clean: str, names: NameIndex) -> tuple[str, tuple[Mention, ...]]:
    """Put a mark for every name: quoted words first, then known forms, the longest first."""
    taken: list[tuple[int, int, Mention]] = []
    for quoted in _QUOTED.finditer(clean):
        inner = next(group for group in quoted.groups() if group is not None)
        # A quoted part of a longer name (“双千亿”市) is left to the look-up of forms.
        if _longer_form(clean, quoted, names):
            continue
        if squash(inner) in _PERIOD:
            continue
        taken.append((*quoted.span(), Mention(inner, names.look_up(inner), quoted=True)))
    squashed, positions = _squash_with_positions(clean)
    found: list[tuple[int, int]] = []
    for form in names.forms():
        # A form that ends in 是 would swallow the verb of the question (五提并进是什么意思).
        if len(form) < 2 or form in NOT_NAMES or form not in squashed or form.endswith("是"):
            continue
        at = squashed.find(form)
        while at >= 0:
            if not form.isascii() or _at_word(squashed, positions, clean, at, at + len(form)):
                found.append((at, at + len(form)))
            at = squashed.find(form, at + 1)
    for start, end in sorted(found, key=lambda span: (span[0] - span[1], span[0])):
        begin, stop = positions[start], positions[end - 1] + 1
        if any(begin < b and a < stop for a, b, _ in taken):
            continue
        # Quotation marks around the name belong to it.
        while begin > 0 and stop < len(clean) and clean[begin - 1] in "“\"《'" and clean[stop] in "”\"》'":
            begin, stop = begin - 1, stop + 1
        name = clean[positions[start]:positions[end - 1] + 1]
        candidates = names.exact(squashed[start:end])
        tail = _TAIL.match(clean, stop)
        if tail and all(c.thing.cls == "Place" for c in candidates):
            longer = names.look_up(name + tail.group())
            longer = tuple(c for c in longer if c.how != "whole" and c.score >= 0.75)
            if not longer:
                continue  # 台州医院 is not 台州: better no name than the wrong one
            candidates, stop, name = longer, tail.end(), name + tail.group()
        taken.append((begin, stop, Mention(name, candidates)))
    taken.sort(key=lambda t: t[0])
    masked, at = [], 0
    for begin, stop, _ in taken:
        masked.append(clean[at:begin] + MARK)
        at = stop
    return "".join(masked) + clean[at:], tuple(mention for _, _, mention in taken)


def _longer_form(clean: str, quoted: re.Match[str], names: NameIndex) -> bool:
    inner = squash(quoted.group())
    around = squash(clean[max(0, quoted.start() - 20):quoted.end() + 20])
    return any(inner in form and form != inner and form in around for form in names.forms() if len(form) > len(inner))


def _squash_with_positions(text: str) -> tuple[str, list[int]]:
    """The text without punctuation and spaces, and where each of its characters stood."""
    characters, positions = [], []
    for position, character in enumerate(text):
        if squash(character):
            characters.append(character)
            positions.append(position)
    return "".join(characters), positions


def _at_word(squashed: str, positions: list[int], clean: str, start: int, end: int) -> bool:
    """A Latin form counts only as a whole word (GDP, not the gdp of gdpr)."""
    before = positions[start] - 1
    after = positions[end - 1] + 1
    return not ((before >= 0 and clean[before].isascii() and clean[before].isalnum())
                or (after < len(clean) and clean[after].isascii() and clean[after].isalnum()))


def _years(clean: str) -> tuple[int, ...]:
    years = [int(m[1]) for m in _YEAR.finditer(clean)]
    for m in _YEAR_ZH.finditer(clean):
        digits = "".join(_DIGITS[c] for c in m.group() if c in _DIGITS)
        if len(digits) == 4 and digits.startswith(("19", "20")):
            years.append(int(digits))
    return tuple(dict.fromkeys(years))


def _count(clean: str) -> int | None:
    m = _COUNT.search(clean)
    if m is None:
        return None
    return number(next(group for group in m.groups() if group is not None))


def number(text: str) -> int | None:
    """A small whole number: ``3``, ``三``, ``十二``, ``three``."""
    if text.isdecimal():
        return int(text)
    if text in _NUMBER_WORDS:
        return _NUMBER_WORDS[text]
    if "十" in text:
        tens, _, ones = text.partition("十")
        if len(tens) > 1 or len(ones) > 1 or ones == "十":
            return None
        return int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0"))
    return int(_DIGITS[text]) if text in _DIGITS else None
