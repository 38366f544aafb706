"""Weighing the intents against a question."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from queries.names.forms import CJK, squash
from queries.names.index import Candidate, NameIndex
from queries.words.intents import INTENTS, Intent
from queries.words.question import MARK, NOT_NAMES, Mention, Question
from queries.words.residue import chunks, leftovers, strip

ENOUGH = 1.6
"""An intent with a name in its slot must weigh this much."""
ENOUGH_WITHOUT_NAME = 2.2
_LIKELY = 0.66
_NAMED_SLOTS = ("partner", "term", "about", "subject")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take a question."""

    intent: Intent
    weight: float
    question: Question
    """The question, with names found for this reading."""


def readings(question: Question, names: NameIndex) -> tuple[Reading, ...]:
    """All ways to take the question that weigh enough, best first."""
    tried = [question]
    if (more := _with_near_names(question, names)) is not None:
        tried.append(more)
    # A name that turns out to be part of a longer one is no name by itself.
    outgrown = more is not None and not {m.text for m in question.mentions} <= {m.text for m in more.mentions}
    found: dict[str, Reading] = {}
    for version in tried:
        # A name that had to be guessed at must not outweigh a wording that needs none.
        doubt = max((1 - m.candidates[0].score for m in version.mentions if m.candidates), default=0.0)
        for intent in INTENTS:
            guessed = version is not question and version.masked != MARK
            weight = weigh(intent, version) - (0.3 + 1.5 * doubt if guessed else 0.0)
            if outgrown and version is question and (intent.needs or intent.slot in _NAMED_SLOTS):
                weight -= 1.3
            named = intent.needs or (intent.slot in _NAMED_SLOTS and any(
                m.of(intent.classes) for m in version.mentions))
            enough = ENOUGH if named else ENOUGH_WITHOUT_NAME
            if weight >= enough and (intent.query not in found or found[intent.query].weight < weight):
                found[intent.query] = Reading(intent, weight, version)
    return tuple(sorted(found.values(), key=lambda r: -r.weight))


def weigh(intent: Intent, question: Question) -> float:
    """How much speaks for an intent; negative when its names are missing."""
    masked = question.masked
    hits = [weight for weight, pattern in intent.cues if pattern.search(masked)]
    matched = [weight for weight in hits if weight > 0]
    weight = max(matched) + min(0.6, 0.2 * (len(matched) - 1)) if matched else 0.0
    weight += sum(weight for weight in hits if weight < 0)
    fitting = [m for m in question.mentions if m.of(intent.classes)]
    if intent.needs:
        named = fitting if intent.classes else [m for m in question.mentions if m.candidates]
        if len(named) < intent.needs:
            return -1.0
        best = named[0].of(intent.classes)[0]
        weight += 0.8 * best.score + (0.4 if best.thing.headline else 0.0)
        if not matched and not leftovers(masked, intent.words):
            weight += intent.prior
        named_too = sum(bool(m.candidates) and not _in_words(m) for m in question.mentions)
        if intent.needs == 1 and named_too > 1 and intent.query != "indicator":
            weight -= 1.0
    elif fitting and intent.slot in _NAMED_SLOTS:
        if not matched and (intent.query == "target" or not leftovers(masked, intent.words)):
            weight += intent.prior
        weight += 0.8 * fitting[0].of(intent.classes)[0].score
        if intent.query == "glossary" and sum(bool(m.candidates) for m in question.mentions) > 1:
            weight -= 1.0
    elif question.mentions and intent.slot is None and any(not _in_words(m) for m in question.mentions):
        # Somebody who names a thing seldom asks for a list of everything.
        weight -= 1.2 if intent.query == "things" else 0.5
    if intent.query == "goals-of" and all(c.thing.cls == "Place" for m in fitting for c in m.of(intent.classes)) and (
            _SERVES.search(masked) is None):
        weight -= 2.0  # 临海有哪些目标 asks for the goals of the plan
    if intent.query in ("things", "thing") and leftovers(masked, intent.words):
        # 火星基地有哪些任务 does not ask for all tasks.
        weight -= 2.0 if intent.query == "things" else 0.8
    return weight


_NOTHING = re.compile(r"(?!)")
_SERVES = re.compile(r"帮|支撑|支持|服务|助力|贡献|促进|推动|带动|有利|为了|意义|有用|"
                     r"serve|support|contribut|help|purpose|why")


def missing_name(question: Question) -> str | None:
    """The words that stand where a name should, in a question whose wording is understood but whose name is unknown."""
    for chunk in chunks(question.masked):
        masked = question.masked.replace(chunk, MARK, 1)
        if any(weight >= 2.6 and pattern.search(masked) for intent in INTENTS if intent.needs
               for weight, pattern in intent.cues):
            return chunk
    return None


_OWN_WORDS = frozenset(("find", "target", "money", "glossary", "box", "timeline", "indicators"))
"""What is asked in words of the text rather than about a thing: they make use of whatever is left."""


def unused(way: Reading, shown: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Words that look like a name and that the reading makes no use of."""
    if way.intent.query in _OWN_WORDS:
        return ()
    bound = squash("".join(value for values in shown.values() for value in values))
    return tuple(chunk for chunk in leftovers(way.question.masked, way.intent.words) if squash(chunk) not in bound)


_HEAD = re.compile(r"(?:多少|几|哪些|哪个)[\u4e00-\u9fff]{0,4}的([\u3400-\u9fff]{2,8})$")
_AMOUNT_OF = re.compile(r"◆的?([\u3400-\u9fff]{2,8}?)(?:一共|总共)?(?:有|是|为|达到|达)?(?:多少|几|多大|多高)")
_OWNER = re.compile(r"(?:^|[,，、])([\u3400-\u9fff]{2,10})的(?:\d{4}年?的?)?◆")
_MORE_ENGLISH = frozenset(("total", "sum", "overall", "altogether", "all", "large", "largest", "big", "biggest", "top",
                           "amount", "amounts", "million", "billion", "yuan", "rmb", "period", "five", "three", "money",
                           "going", "goes", "go", "made", "make", "makes", "set", "other", "items", "item", "least",
                           "more", "over", "than", "highest", "smallest", "lowest", "costs", "funding", "funds", "fund",
                           "expensive", "budget", "financing", "finance", "expenditure", "capital", "spent", "city",
                           "county", "government", "name", "names", "next", "years", "during"))


def beyond(way: Reading, own: Collection[str] = ()) -> str | None:
    """What the question is really about, where that is none of the plan's: 股票 of GDP涨了多少钱的股票, 深圳 of
    深圳的GDP, rice of how much does rice cost. A value would answer another question.

    :param own: what the places are called that the plans are of.
    """
    question, query = way.question, way.intent.query
    if query in ("indicator", "target", "indicators", "money"):
        head = _HEAD.search(question.masked)
        if head is not None and leftovers(head[1], way.intent.words):
            return head[1]
    if query == "indicator":
        for number, mention in enumerate(question.mentions[:-1]):
            joint = question.masked.split(MARK)[number + 1]
            if joint in ("", "的", " ") and mention.candidates and all(
                    c.thing.cls == "Place" for c in mention.candidates) and not any(
                    mention.text in name or name in mention.text for name in own if name):
                return mention.text  # 杭州的森林覆盖率: the plan tells its own place's
    if query in ("indicator", "target"):
        owner = _OWNER.search(question.masked)
        if owner is not None and leftovers(owner[1], way.intent.words) and not any(
                owner[1] in m.text for m in question.mentions):
            return strip(owner[1]) or owner[1]
    if query in ("at-place", "thing", "goals-of", "organization", "industry", "platform", "depends"):
        amount = _AMOUNT_OF.search(question.masked)
        if amount is not None and leftovers(amount[1], way.intent.words):
            return amount[1]
        parts = question.masked.split(MARK)[1:]
        for mention, after in zip(question.mentions, parts, strict=False):
            # 杭州亚运会 is not 杭州.
            left = leftovers(after, way.intent.words)
            if left and after.startswith(left[0]) and mention.candidates and all(
                    c.thing.cls == "Place" for c in mention.candidates):
                return mention.text + left[0]
    if query == "money" and not CJK.search(question.masked):
        topic = [word for word in strip(question.masked.replace(MARK, " ")).split()
                 if len(word) >= 3 and word.isalpha() and word not in _MORE_ENGLISH]
        if topic:
            return " ".join(topic)
    return None


def _in_words(mention: Mention) -> bool:
    """A place's own name (临海有哪些改革) says which plan is meant, not which thing."""
    return any(c.thing.cls == "Place" for c in mention.candidates)


def _with_near_names(question: Question, names: NameIndex) -> Question | None:
    """The question with further names, looked for in what is left of it by part, spelling and pinyin."""
    version = _joined(question, names) or question
    for number in range(len(version.mentions)):
        version = _grown(version, number, names) or version
    for chunk in chunks(version.masked):
        if chunk in NOT_NAMES or chunk not in version.masked or _beside_a_number(version, chunk):
            continue
        found = tuple(c for c in names.look_up(chunk) if c.score >= _LIKELY)
        # 直接服务 is no slip for 直接融资: what questions are made of is near to no name.
        if not found or (
                found[0].how not in ("exact", "alias") and CJK.search(chunk) and not leftovers(chunk, _NOTHING)):
            continue
        before = version.masked.partition(chunk)[0].count(MARK)
        mentions = list(version.mentions)
        mentions.insert(before, Mention(chunk, found))
        version = _with_mentions(version, tuple(mentions), version.masked.replace(chunk, MARK, 1))
    return version if version is not question else None


def _beside_a_number(question: Question, chunk: str) -> bool:
    """Whether a chunk goes on with the name of a number: 集装箱 + 吞吐量 is no question about another throughput."""
    before, _, after = question.masked.partition(chunk)
    number = before.count(MARK)
    beside = ([number - 1] if before.endswith(MARK) else []) + ([number] if after.startswith(MARK) else [])
    return any(c.thing.cls in ("Target", "Indicator") for at in beside for c in question.mentions[at].candidates)


def _grown(question: Question, number: int, names: NameIndex) -> Question | None:
    """A name together with the words beside it where they are a longer name, if not quite as it is written.

    杜桥眼镜 + 小镇 is short for 杜桥时尚眼镜特色小镇, 数字经济 + 占比 for an indicator of the digital economy.
    """
    if number >= len(question.mentions):
        return None
    parts = question.masked.split(MARK)
    before, after, name = parts[number], parts[number + 1], question.mentions[number].text
    left, right = strip(before), strip(after)
    left = left if left and before.endswith(left) else ""
    right = right if right and after.startswith(right) else ""
    for one, two in ((left, right), ("", right), (left, "")):
        if not one and not two:
            continue
        found = tuple(c for c in names.look_up(one + name + two) if c.how != "whole" and c.score >= _LIKELY)
        if not found:
            continue
        parts[number] = before[:len(before) - len(one)]
        parts[number + 1] = after[len(two):]
        mentions = list(question.mentions)
        mentions[number] = Mention(one + name + two, found)
        return _with_mentions(question, tuple(mentions), MARK.join(parts))
    return None


def _joined(question: Question, names: NameIndex) -> Question | None:
    """Two names side by side are one longer name when the graph has such a one (红脚岩 + 新材料)."""
    at = question.masked.find(MARK + MARK)
    if at < 0:
        return None
    first = question.masked[:at].count(MARK)
    one, two = question.mentions[first:first + 2]
    found = tuple(c for c in names.look_up(one.text + two.text)
                  if c.score >= 0.75 and c.how != "whole")
    if not found:
        return None
    mentions = (*question.mentions[:first], Mention(one.text + two.text, found), *question.mentions[first + 2:])
    return _with_mentions(question, mentions, question.masked[:at] + question.masked[at + 1:])


def _with_mentions(question: Question, mentions: tuple[Mention, ...], masked: str | None = None) -> Question:
    return replace(question, mentions=mentions, masked=question.masked if masked is None else masked)


_CLASS_WORDS = {
    "Goal": r"目标|goal|objective", "Task": r"任务|task", "Platform": r"平台|园区|platform|park",
    "Project": r"项目|project",
    "Program": r"计划|行动|改革|programme|program|scheme", "Strategy": r"战略|strategy", "Indicator": r"指标|indicator",
    "Industry": r"产业|行业|industry|industries|sector",
    "Organization": r"企业|公司|机构|单位|高校|大学|医院|company|companies|organi[sz]ation|university",
    "Place": r"地方|地区|乡镇|镇|place|town|area",
}


def class_word(question: Question) -> str | None:
    """The class that the question's own words put on its name: 平台◆, ◆这个项目, the platform ◆."""
    for cls, words in _CLASS_WORDS.items():
        if re.search(rf"(?:{words}) ?◆|◆(?:这一?个|这项|这一|该|那个) ?(?:{words})|◆ (?:{words})\b", question.masked):
            return cls
    return None


def asked_class(question: Question, choices: tuple[str, ...]) -> str | None:
    """The class that the question asks for (哪些项目, which platforms), out of *choices*."""
    for cls in choices:
        words = _CLASS_WORDS.get(cls)
        if words and re.search(rf"(?:{words})s?", question.masked):
            return cls
    return None


def best(mention: Mention, classes: tuple[str, ...], wanted: str | None) -> tuple[Candidate, ...]:
    """The mention's candidates for a slot; those of the class that the question names come first."""
    found = mention.of(classes)
    if wanted is not None and any(c.thing.cls == wanted for c in found):
        found = tuple(sorted(found, key=lambda c: c.thing.cls != wanted))
    # 双循环活力市 comes near to two goals of which one is the whole of the other: the headline goal is meant.
    whole = next((c for c in found[1:] if found and c.thing.headline and not found[0].thing.headline
                  and (found[0].how not in ("exact", "alias") or len(squash(found[0].thing.label)) >= 6)
                  and c.thing.cls == found[0].thing.cls
                  and squash(found[0].thing.label) in squash(c.thing.label)), None)
    if whole is not None:
        found = (whole, *(c for c in found if c is not whole))
    return found
