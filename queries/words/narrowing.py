"""An answer narrowed to what its question asks for: things of a class, where a thing lies, amounts, a field."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from queries.answer import Answer, Item
from queries.sentences import sentence
from queries.vocabulary import say
from queries.words.amounts import amount, bounds
from queries.words.question import Question
from queries.words.residue import leftovers

_ASKED = {
    "Task": ("任务|工作任务", "tasks?"), "Project": ("项目", "projects?"),
    "Platform": ("平台|园区|产业园", "platforms?|parks?"),
    "Organization": ("企业|公司|机构|单位|部门|高校|大学|医院|院校",
                     "compan(?:y|ies)|organi[sz]ations?|universit(?:y|ies)|firms?"),
    "Industry": ("产业|行业", "industr(?:y|ies)|sectors?"), "Indicator": ("指标", "indicators?"),
}
_CLASSES = {"Indicator": ("Indicator", "Target")}
_BY_CLASS = frozenset(("supports", "platform", "industry", "strategy", "organization", "timeline", "mentions"))
_LEVEL = re.compile(r"(国家|省|市)级")
_WHERE = re.compile(r"在哪|位于|位置|地处|坐落|什么地方|何处|\bwhere\b|\blocat")


def wanted_class(question: Question) -> str | None:
    """The class that the question asks for by name: 哪些项目…, …的任务, which projects."""
    text = question.masked
    for cls, (zh, en) in _ASKED.items():
        if re.search(rf"(?:哪些|哪几个|哪个|哪家|哪几家|什么|有何)(?:重大|重点|主要|具体|直接|间接|龙头|骨干)?(?:{zh})|"
                     rf"(?:(?<!什么)(?<!样)的|直接|间接)(?:龙头|骨干|重点|主要|支撑)?(?:{zh})(?:有哪些|有什么|是哪些|是谁|有谁|清单|名单|列表|列一下)?$|"
                     rf"\b(?:which|what|who|list|all)(?: are)?(?: the)?(?: leading| main| key| major| specific)? "
                     rf"(?:{en})\b|^(?:{en})\b", text):
            return cls
    return None


def narrowed(answer: Answer, question: Question, words: re.Pattern[str]) -> Answer:
    """The answer with only the items that the question asks for; all of them, and a note, where there is none.

    :param words: finds the words of the wordings that the question was read by.
    """
    if not answer.items:
        return answer
    if answer.query.name == "platform" and _WHERE.search(question.masked):
        return _lying(_kept(answer, lambda i: i.facts.get("relation") in ("locatedIn", "partOf")
                            and i.facts.get("direction") == "out", "位置", "location"))
    if answer.query.name == "chapter-goals" and question.superlative:
        return _leading(answer)
    if answer.query.name == "money" and (limits := bounds(question.clean)):
        return _within(answer, limits)
    if answer.query.name == "reforms" and (level := _LEVEL.search(question.clean)):
        answer = _kept(answer, lambda i: any(
            level[1] in text for text in (i.label, *(q.quote for q in i.quotations))), level[0], level[0])
    if answer.query.name == "reforms" and (
            about := (*map(_field, leftovers(question.masked, words)), *_topics(question))):
        found = tuple(i for i in answer.items if any(
            word in i.label or any(word in q.sentence for q in i.quotations) for word in about))
        if found:
            return _only(answer, found)
        note = (f"没有直接提到{'、'.join(about)}的；以下是全部。" if answer.lang == "zh" else
                f"None of them names {', '.join(about)}; all are below.")
        return replace(answer, notes=(note, *answer.notes))
    cls = wanted_class(question) if answer.query.name in _BY_CLASS else None
    if cls is None:
        return answer
    return _kept(answer, lambda i: i.cls in _CLASSES.get(cls, (cls,)), say(cls, "zh"), say(cls, "en"))


def _field(words: str) -> str:
    """The field in 生态方面有什么改革: 生态."""
    return re.split(r"方面|领域|类|有什么|有哪些|什么|哪些", words)[0] or words


def _topics(question: Question) -> tuple[str, ...]:
    """The names in the question that are no places: the field that is asked about."""
    return tuple(m.text for m in question.mentions if m.candidates and m.candidates[0].thing.cls != "Place")


def _lying(answer: Answer) -> Answer:
    if any(item.facts.get("relation") not in ("locatedIn", "partOf") for item in answer.items):
        return answer
    what = "、".join(answer.parameters.get("platform", ()))
    where = "、".join(dict.fromkeys(item.label for item in answer.items))
    said = f"{what}位于{where}。" if answer.lang == "zh" else f"{what} lies in {where}."
    return replace(answer, sentence=said)


def _leading(answer: Answer) -> Answer:
    """The chapters with most tasks that support the goal first."""
    def key(item: Item) -> tuple[int, int]:
        direct, other = (n if isinstance(n := item.facts.get(name), int) else 0 for name in ("direct", "contributing"))
        return -direct, -other

    items = tuple(sorted(answer.items, key=key))
    sums: dict[str, tuple[int, int]] = {}
    for item in items:
        (had, other), (more, further) = sums.get(item.label, (0, 0)), key(item)
        sums[item.label] = had + more, other + further
    chapter, (direct, other) = min(sums.items(), key=lambda pair: pair[1])
    said = (f"最多的是“{chapter}”一章：直接支撑的任务 {-direct} 项，间接 {-other} 项。" if answer.lang == "zh" else
            f"Most are in the chapter {chapter}: {-direct} tasks support it directly, {-other} by contributing.")
    return replace(answer, items=items, sentence=said)


def _kept(answer: Answer, fits: Callable[[Item], bool], zh: str, en: str) -> Answer:
    found = tuple(item for item in answer.items if fits(item))
    if found:
        return _only(answer, found)
    note = f"规划没有说明相应的{zh}；以下是其他内容。" if answer.lang == "zh" else (
        f"The plan states no {en} for this; the rest is below.")
    return replace(answer, notes=(note, *answer.notes))


def _within(answer: Answer, limits: tuple[tuple[str, float, str], ...]) -> Answer:
    def fits(item: Item) -> bool:
        size = amount(item.facts.get("value"), str(item.facts.get("unit", "")))
        return size is not None and all(size >= value if name == "above" else size <= value
                                        for name, value, _ in limits)

    found = tuple(item for item in answer.items if fits(item))
    if found:
        return _only(answer, found)
    return replace(answer, items=(), total=0, sentence=sentence(replace(answer, items=())))


def _only(answer: Answer, found: tuple[Item, ...]) -> Answer:
    if len(found) == len(answer.items):
        return answer
    kept = replace(answer, items=found, total=len(found))
    return replace(kept, sentence=sentence(kept))
