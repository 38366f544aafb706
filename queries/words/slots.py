"""A question's words put into the parameters of a stored query."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ontology.terms import GH, XSD
from queries import plans
from queries.answer import NameReading
from queries.binding import SURE, as_iri, choose
from queries.names.forms import CJK, squash
from queries.stores import Iri, Term, Value, literal
from queries.words.amounts import bounds
from queries.words.question import Mention, number
from queries.words.reading import Reading, asked_class, best, class_word
from queries.words.residue import strip, topic

if TYPE_CHECKING:
    from queries.dataset import Dataset

_CHINESE_NUMBERS = "零一二三四五六七八九十"


@dataclass
class Slots:
    """A stored query's parameters while they are being found."""

    terms: dict[str, tuple[Term, ...]] = field(default_factory=dict)
    shown: dict[str, tuple[str, ...]] = field(default_factory=dict)
    readings: list[NameReading] = field(default_factory=list)

    def text(self, name: str, *values: str) -> None:
        self.terms[name] = tuple(literal(v) for v in values)
        self.shown[name] = values

    def term(self, name: str, local: str) -> None:
        self.terms[name] = (Iri(GH[local]),)
        self.shown[name] = (local,)

    def year(self, name: str, year: int) -> None:
        self.terms[name] = (Value(str(year), XSD["gYear"]),)
        self.shown[name] = (str(year),)

    def name(self, name: str, reading: NameReading) -> None:
        self.terms[name] = tuple(c.thing.iri for c in reading.chosen)
        self.shown[name] = tuple(dict.fromkeys(c.thing.label for c in reading.chosen))
        self.readings.append(reading)


def reading_of(way: Reading, at: int = 0, classes: tuple[str, ...] | None = None) -> NameReading | None:
    """The name for a slot: the first mention of the question (or the *at*-th) that fits."""
    wanted = classes if classes is not None else way.intent.classes
    fitting = [m for m in way.question.mentions if m.of(wanted)]
    if len(fitting) <= at:
        return None
    mention = fitting[at]
    found = best(mention, wanted, class_word(way.question))
    reading = choose(mention.text, found)
    others = tuple(c for c in mention.candidates if c not in reading.chosen)
    return NameReading(reading.text, reading.chosen, others)


def fill_name(way: Reading, slots: Slots, dataset: Dataset) -> bool:
    if way.intent.slot is None:
        return True
    reading = reading_of(way)
    if reading is not None:
        slots.name(way.intent.slot, reading)
        if _LISTED.search(way.question.masked):
            _and_others(way, slots, reading.chosen[0].thing.cls)
    return reading is not None or not way.intent.needs


_LISTED = re.compile(r"◆ ?(?:和|与|及|以及|、|,|and) ?◆")


def _and_others(way: Reading, slots: Slots, cls: str) -> None:
    """Names of one class side by side are all asked about: 沿江镇和杜桥镇各有哪些项目."""
    slot = way.intent.slot
    assert slot is not None
    for at in range(1, len(way.question.mentions)):
        other = reading_of(way, at)
        if other is not None and (
                other.chosen[0].thing.cls == cls or way.intent.query == "at-place"):
            terms, shown = slots.terms[slot], slots.shown[slot]
            slots.name(slot, other)
            slots.terms[slot] = tuple(dict.fromkeys((*terms, *slots.terms[slot])))
            slots.shown[slot] = tuple(dict.fromkeys((*shown, *slots.shown[slot])))


def _fill_supports(way: Reading, slots: Slots, dataset: Dataset) -> bool:
    if re.search(r"(?<!间)直接|\bdirect", way.question.masked):
        slots.term("strength", "Direct")
    elif re.search(r"间接|contributing|indirect", way.question.masked):
        slots.term("strength", "Contributing")
    return fill_name(way, slots, dataset)


def _fill_trace(way: Reading, slots: Slots, dataset: Dataset) -> bool:
    start, end = reading_of(way, 0, ()), reading_of(way, 1, ())
    if start is None or end is None:
        return False
    goal_first = reading_of(way, 0, ("Goal",))
    if end.chosen[0].thing.cls != "Goal":
        goal = next((m for m in way.question.mentions[1:] if m.of(("Goal",))), None)
        if goal is not None:
            end = choose(goal.text, goal.of(("Goal",)))
        elif goal_first is not None:
            start, end = end, goal_first
    slots.name("from", start)
    slots.name("to", end)
    return True


def _fill_partner(way: Reading, slots: Slots, dataset: Dataset) -> bool:
    fitting = [m for m in way.question.mentions if m.of(way.intent.classes)]
    if fitting:
        # 临海与宁波如何协作: the partner is the one after 与, not the one that asks.
        partner = fitting[-1]
        slots.name("partner", choose(partner.text, best(partner, way.intent.classes, class_word(way.question))))
    return True


def _fill_gaps(way: Reading, slots: Slots, dataset: Dataset) -> bool:
    text = way.question.masked
    kinds = {"goals": r"目标|goals?|objectives?", "indicators": r"指标|indicators?|metrics?",
             "strategies": r"战略|strateg(?:y|ies)", "tasks": r"任务|tasks?"}
    asked = re.search(r"(?:哪些|什么|哪个|which|what|list|orphan|unsupported|any|are there) ?(?:of the )?"
                      r"(目标|指标|战略|任务|goals?|indicators?|strateg(?:y|ies)|tasks?)", text)
    head = asked[1] if asked else None
    if head is None:
        last = re.search(r"(目标|指标|战略|任务)(?:有哪些|是哪些|有什么|是什么|清单|列表|有)?$", text)
        first = re.search(r"(目标|指标|战略|任务|goals?|indicators?|strateg(?:y|ies)|tasks?)", text)
        head = last[1] if last else first[1] if first else None
    if head is not None:
        for kind, pattern in kinds.items():
            if re.fullmatch(pattern, head):
                slots.text("kind", kind)
    return True


def _fill_place(way: Reading, slots: Slots, dataset: Dataset) -> bool:
    kind = asked_class(way.question, ("Project", "Platform", "Task", "Organization"))
    if kind is not None:
        slots.term("kind", kind)
    return fill_name(way, slots, dataset)


def _fill_indicator(way: Reading, slots: Slots, dataset: Dataset) -> bool:
    fitting = [m for m in way.question.mentions if m.of(("Indicator",))]
    if not fitting:
        return False
    for mention in fitting:
        reading = _alike(choose(mention.text, mention.of(("Indicator",))))
        before = slots.terms.get("indicator", ()), slots.shown.get("indicator", ())
        slots.name("indicator", reading)
        slots.terms["indicator"] = (*before[0], *slots.terms["indicator"])
        slots.shown["indicator"] = (*before[1], *slots.shown["indicator"])
    years = way.question.years
    if years and not _NOW.search(way.question.clean):
        slots.terms["in"] = tuple(Value(str(year), XSD["gYear"]) for year in years)
        slots.shown["in"] = tuple(map(str, years))
    return True


# 现在是多少，2025年要到多少 asks about more than the year that it names.
_NOW = re.compile(r"现在|目前|如今|现状|基期|当前|\b(?:now|currently|today|baseline)\b")


def _alike(reading: NameReading) -> NameReading:
    """With the others that have the same words in their names: PM2.5 is in that of one table and of the next."""
    best = reading.chosen[0]
    if best.how not in ("part", "abbreviation"):
        return reading
    alike = tuple(c for c in reading.others if c.how == best.how and c.score >= best.score - _AS_NEAR)
    return NameReading(reading.text, (*reading.chosen, *alike), tuple(c for c in reading.others if c not in alike))


_AS_NEAR = 0.03


def _fill_indicators(way: Reading, slots: Slots, dataset: Dataset) -> bool:
    text = way.question.clean
    if re.search(r"约束|硬指标|硬性|刚性|必须完成|binding|mandatory|obligatory", text):
        slots.term("nature", "Binding")
    elif re.search(r"预期|expected", text):
        slots.term("nature", "Expected")
    table = re.search(r"表\s*([一二三四五六七八九十]+|\d+)|\btable (\d+|one|two)", text)
    if table:
        n = number(table[1] or table[2]) or {"one": 1, "two": 2}.get(table[2] or "", 1)
        slots.text("table", "表" + chinese(n))
    known = [str(row["category"].python()) for row in dataset.store.select(
        "SELECT DISTINCT ?category WHERE { ?i gh:indicatorCategory ?category } ORDER BY ?category")]
    if (name := _category(text, known)) is not None:
        slots.text("category", name)
    return True


_FIELD = re.compile(r"([\u3400-\u9fff]{2,6}?)(?:类|方面|领域)的?(?:约束性|预期性|主要|核心)?的?指标")


_FIELDS_EN = {"econom": "经济", "environment": "生态", "ecolog": "生态", "social": "民生", "livelihood": "民生",
              "welfare": "民生", "innovation": "创新", "safety": "安全", "security": "安全", "cultur": "文化"}
"""Beginnings of English words for the fields that plans sort their indicators by."""


def _category(text: str, known: list[str]) -> str | None:
    """The category of indicators that a question means: 生态类 is 生态环境, 创新驱动类 is 科技创新."""
    whole = next((name for name in known if squash(name) and squash(name) in squash(text)), None)
    field = _FIELD.search(text)
    english = next((zh for word, zh in _FIELDS_EN.items() if word in text), None)
    if whole is None and english is not None:
        return next((name for name in known if english in name), None)
    if whole is not None or field is None:
        return whole
    words = strip(field[1])
    shared = {name: max((n for n in range(2, len(words) + 1) for at in range(len(words) - n + 1)
                         if words[at:at + n] in name), default=0) for name in known}
    best = max(shared, key=lambda name: shared[name], default=None)
    # A field that the plan does not have is asked for as it stands: nothing is found, and that is said.
    return best if best is not None and shared[best] else words if known and words else None


def _fill_target(way: Reading, slots: Slots, dataset: Dataset) -> bool:
    question = way.question
    named = next((m for m in question.mentions if m.of(("Target",))), None)
    subject = _own_words(named) if named else topic(question.masked, tuple(m.text for m in question.mentions))
    if _in_text(subject):
        slots.text("subject", subject)
    if question.years:
        slots.year("in", question.years[0])
    elif question.period and re.search(r"末|期末|end", question.clean):
        slots.year("in", question.period[1])
    for name, amount, unit in bounds(question.clean):
        slots.terms[name], slots.shown[name] = (literal(amount),), (f"{amount:g}{unit}",)
        slots.text("measure", unit)
        if named is None:
            slots.terms.pop("subject", None)
            slots.shown.pop("subject", None)
    return bool(slots.terms) or bool(re.search(r"量化|数字|定量|quanti", question.clean))


def _own_words(named: Mention) -> str:
    """The words that a number's subject has: the question's where they are its name, else the graph's."""
    best = named.of(("Target",))[0]
    return named.text if best.how in ("exact", "alias", "part") else best.thing.label


_AFTER_MENTION = re.compile(
    r"(?:提到|提及|讲到|说到|写到|谈到|涉及|包含|出现|关于|有关|mention\w*|about|contain\w*)了?过?\s*(.+?)"
    r"(?:的?(?:段落|地方|句子?|原文|章节|内容|部分|文字))")


def _fill_words(way: Reading, slots: Slots, dataset: Dataset) -> bool:
    words = topic(way.question.masked, tuple(m.text for m in way.question.mentions))
    if not words and (told := _AFTER_MENTION.search(way.question.clean)):
        words = told[1]  # 提到发展的段落: a word that questions are made of may be the one that is looked for
    split = [w for w in re.split(r"\s*(?:以及|、|,|，|\band\b|\s)\s*", words) if w]
    # 冷链和物流 are two words, 碳中和 is one.
    split = [w for part in split for w in (
        re.split("[和与]", part) if all(len(w) >= 2 for w in re.split("[和与]", part)) else [part])]
    if split:
        slots.text("words", *split)
    return bool(split)


def _fill_term(way: Reading, slots: Slots, dataset: Dataset) -> bool:
    quoted = next((m for m in way.question.mentions if m.quoted), None)
    mention = quoted or (way.question.mentions[0] if way.question.mentions else None)
    term = topic(way.question.masked, tuple(m.text for m in way.question.mentions))
    longer = mention is not None and mention.text in term and not re.search(r"指|是|叫|说|的|讲", term)
    if mention is not None and (quoted is not None or not longer):
        term = mention.text
    if term:
        slots.text("term", term.strip("“”\"《》"))
    return bool(term)


def _fill_box(way: Reading, slots: Slots, dataset: Dataset) -> bool:
    clean = way.question.clean
    found = (re.search(r"(?:专栏|box)\s*(?:no\.?\s*)?([一二三四五六七八九十]+|\d+|[a-z]+)", clean)
             or re.search(r"(?:第\s*)?([一二三四五六七八九十]+|\d+)(?:个|号|th|st|nd|rd)? ?的?(?:专栏|box)", clean))
    n = None if found is None else number(found[1])
    if n is not None:
        each = [number(more) for more in re.findall(r"专栏\s*([一二三四五六七八九十]+|\d+)", clean)]
        slots.text("box", *dict.fromkeys("专栏" + chinese(m) for m in (n, *each) if m is not None))
        return True
    words = topic(re.sub(r"专栏|box", " ", way.question.masked), tuple(m.text for m in way.question.mentions))
    if words:
        slots.text("box", words)
    return bool(words)


def _fill_chapters(way: Reading, slots: Slots, dataset: Dataset) -> bool:
    goal = reading_of(way, 0, ("Goal",))
    if goal is not None:
        slots.name("goal", goal)
    return True


_AMOUNT = re.compile(
    r"(?:超过|大于|高于|不少于|不低于|多于|突破|至少|低于|少于|不超过|不多于|小于|至多)?\s*\d[\d.]*\s*[万亿千百]*元?"
    r"(?:以上|以下|以内)?|\b(?:over|above|more than|at least|under|below|less than|at most)\b")


def _fill_money(way: Reading, slots: Slots, dataset: Dataset) -> bool:
    words = topic(_AMOUNT.sub("", way.question.masked) if bounds(way.question.clean) else way.question.masked,
                  tuple(m.text for m in way.question.mentions))
    words = strip(words) or words  # 工程投资 may be what a number is called
    if _in_text(words):
        slots.text("topic", words)
    return True


def _fill_class(way: Reading, slots: Slots, dataset: Dataset) -> bool:
    cls = asked_class(way.question, ("Platform", "Project", "Industry", "Organization", "Task", "Goal", "Strategy",
                                     "Indicator", "Place", "Program"))
    if cls is not None:
        slots.term("class", cls)
    return True


def _fill_evidence(way: Reading, slots: Slots, dataset: Dataset) -> bool:
    iri = re.search(r"<?(https?://[^\s>]+)>?", way.question.text)
    if iri and (claim := as_iri(iri[1])) is not None:
        slots.terms["claim"], slots.shown["claim"] = (claim,), (claim.value,)
        return True
    for name, at in (("about", 0), ("other", 1)):
        reading = reading_of(way, at, ())
        if reading is not None:
            # A statement tells of itself which of several things of one name it is about.
            alike = tuple(c for c in (*reading.chosen, *reading.others) if c.score >= SURE)
            slots.name(name, NameReading(reading.text, alike or reading.chosen,
                                         tuple(c for c in reading.others if c not in alike)))
    return bool(slots.terms)


def _fill_compare(way: Reading, slots: Slots, dataset: Dataset) -> bool:
    named = plans.named_in(way.question.clean, dataset.plans)
    chosen = list({n.plan.iri: n.plan for n in named}.values())
    if len(chosen) == 1 or (not chosen and len(dataset.plans) == 2):
        # Two plans are all there are, or one is named: the other is the other one.
        rest = [plan for plan in dataset.plans if plan not in chosen]
        chosen += rest if len(chosen) + len(rest) == 2 else []
    if len(chosen) < 2:
        return False
    for name, plan in zip(("first", "second"), chosen, strict=False):
        slots.terms[name], slots.shown[name] = (plan.iri,), (plan.short,)
    cls = asked_class(way.question, ("Strategy", "Industry", "Goal", "Indicator", "Place", "Program"))
    if cls is not None:
        slots.term("class", cls)
    return True


def _fill_timeline(way: Reading, slots: Slots, dataset: Dataset) -> bool:
    question = way.question
    if len(question.years) >= 2:
        slots.year("from", min(question.years))
        slots.year("until", max(question.years))
    elif question.years:
        year = question.years[0]
        if re.search(r"之后|以后|后|after|since|from", question.clean):
            slots.year("from", year)
        elif re.search(r"前|截至|截止|为止|不晚于|赶在|(?<!达)[到至]\s*\d{4}|\bby\b|before|until|no later|due",
                       question.clean):
            slots.year("until", year)
        else:
            slots.year("from", year)
            slots.year("until", year)
    elif question.period:
        slots.year("from", question.period[0])
        slots.year("until", question.period[1])
    named = next((m for m in question.mentions if m.of(("Target", "Indicator"))), None)
    if named is not None:
        slots.text("subject", named.text)
    elif re.search(r"什么时候|何时|哪一?年|几时|when", question.clean):
        words = re.sub(r"\d[\d.,]*\s*[亿万千百]*(?:吨|元|家|个|人|公里|%)?", "", question.masked)
        words = topic(re.sub(r"什么时候|何时|哪一?年|几时", "", words), tuple(m.text for m in question.mentions))
        if _in_text(words):
            slots.text("subject", words)
    return True


def _in_text(words: str) -> bool:
    """Whether the words can stand in a Chinese plan at all: what is left of an English question often cannot."""
    return bool(CJK.search(words)) or bool(re.search(r"\d|&", words))


def chinese(n: int) -> str:
    """A number from 1 to 99 as it is printed: 8 → 八, 12 → 十二; others in digits."""
    if not 0 < n < 100:
        return str(n)
    if n <= 10:
        return _CHINESE_NUMBERS[n]
    tens, ones = divmod(n, 10)
    return ("" if tens == 1 else _CHINESE_NUMBERS[tens]) + "十" + (_CHINESE_NUMBERS[ones] if ones else "")


FILL: dict[str, Callable[[Reading, Slots, Dataset], bool]] = {
    "supports": _fill_supports, "trace": _fill_trace, "gaps": _fill_gaps, "at-place": _fill_place,
    "cooperation": _fill_partner,
    "indicator": _fill_indicator, "indicators": _fill_indicators, "target": _fill_target, "money": _fill_money,
    "chapter-goals": _fill_chapters,
    "find": _fill_words, "glossary": _fill_term, "box": _fill_box, "central": _fill_class, "things": _fill_class,
    "evidence": _fill_evidence, "compare": _fill_compare, "timeline": _fill_timeline,
}
