"""From a question to an answer."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from queries import plans
from queries.answer import Answer, NameReading
from queries.answering import run, traced
from queries.binding import Bound, choose
from queries.errors import NotUnderstood
from queries.names.forms import sound, squash
from queries.plans import PlanOf
from queries.stores import literal
from queries.vocabulary import say
from queries.words.amounts import ranked
from queries.words.narrowing import narrowed, wanted_class
from queries.words.question import MARK, Question, take_apart
from queries.words.reading import Reading, beyond, missing_name, readings, unused
from queries.words.slots import FILL, Slots, fill_name

if TYPE_CHECKING:
    from queries.dataset import Dataset

_PROFILES = frozenset(("platform", "organization", "industry", "strategy", "thing", "cooperation", "goal", "supports",
                       "goals-of", "at-place", "depends", "evidence"))
_PLAIN = {"find": 3.0, "money": 3.0, "indicators": 3.0}
_TEXT_SLOTS = frozenset(("target", "money", "find", "glossary", "box", "indicators"))

_WHOLES = {"indicator": ("Indicator", "indicator"), "goal": ("Goal", "goal"), "supports": ("Goal", "goal")}

_TO_WRITE = re.compile(
    r"(?:帮|给|替)我(?:写|作|编|拟|起草|翻译)|^(?:请)?(?:写|作|编|拟|起草)(?:一|个|几|两)?(?:首|篇|段|份|个)|"
    r"\b(?:write|compose|draft|translate) (?:me |us )?(?:an?|the|some|this)\b")
"""What asks for a text to be written: none of it is in the plan."""

_LONGEST = 300
"""Characters of a question that are looked at."""


def ask(text: str, dataset: Dataset, *, plan: str | None = None) -> Answer:
    """Answer a question.

    :param plan: the plan to ask alone, by part of its title or its area; by default those that the question names, or
        all of them.
    :raises NotUnderstood: with the nearest stored questions and the passages that have the question's words;
        :raises NameNotFound: no plan is called *plan*.
    """
    # Nobody asks in so many words; what is longer was pasted by mistake.
    question = take_apart(sound(text[:_LONGEST]), dataset.names)
    if _TO_WRITE.search(question.clean):
        raise not_understood(question, dataset)
    chosen = plans.find(plan, dataset.plans) if plan is not None else ()
    if not chosen and len(dataset.plans) > 1:
        chosen, question = _plans_named(question, dataset)
    ways = readings(question, dataset.names)
    if len(chosen) > 1 and (both := [way for way in ways if way.intent.query == "compare"]):
        ways = tuple(both)
    empty: list[tuple[Reading, Answer]] = []
    for way in ways[:4]:
        if empty and _names(way) < _names(empty[0][0]):
            continue  # what leaves out a name of the question answers another question
        answer = _answer(way, dataset, chosen, also=tuple(w.intent.query for w in ways if w is not way)[:3])
        if answer is None:
            continue
        if answer.items:
            return _instead_of(empty, answer) if empty else answer
        # Nothing found: another reading that weighs nearly as much may be the one that was meant.
        empty.append((way, answer))
        following = ways[min(len(ways) - 1, ways.index(way) + 1)]
        if way.weight - 0.9 > following.weight and way.intent.query != "evidence":
            break
    if not empty:
        raise not_understood(question, dataset)
    first = empty[0][1]
    if first.query.name in _PROFILES and first.readings:
        return _mentions(dataset, first)
    if first.query.name == "glossary":
        told = _unexplained(dataset, empty[0], chosen)
        if told.items:
            return _instead_of(empty, told)
    # A question whose wording is plain is understood, though the plan says nothing of it.
    if first.readings or first.query.name not in _TEXT_SLOTS or empty[0][0].weight >= _PLAIN.get(
            first.query.name, 9.0) or not {"subject", "term"} & set(first.parameters):
        return first
    raise not_understood(question, dataset)


def not_understood(question: Question, dataset: Dataset, missing: str | None = None) -> NotUnderstood:
    """The error for a question that is not understood, with what may help.

    :param missing: a name that the graph does not have, if that is known to be the trouble.
    """
    from queries.words.helping import nearest_questions, passages

    missing = missing if missing is not None else missing_name(question)
    near = dataset.names.containing(missing)[:5] if missing else ()
    return NotUnderstood(question=question.text, lang=question.lang, nearest=nearest_questions(question, dataset),
                         passages=passages(question, dataset), missing=missing, near=near)


def _names(way: Reading) -> int:
    """How many of the question's names its reading makes use of."""
    if way.intent.slot is None and not way.intent.needs:
        return 0
    most = 2 if way.intent.needs == 2 or way.intent.query == "evidence" else 1
    return min(sum(bool(m.candidates) for m in way.question.mentions), most)


def _plans_named(question: Question, dataset: Dataset) -> tuple[tuple[PlanOf, ...], Question]:
    """The plans that the question names, and the question without their names where it can do without."""
    named = plans.named_in(question.clean, dataset.plans)
    if not named:
        return (), question
    chosen = tuple(dict.fromkeys(n.plan for n in named))
    words = {n.words for n in named} | {plan.place for plan in chosen} | {plan.stem for plan in chosen}
    masked, kept = question.masked, []
    seen = 0
    for mention in question.mentions:
        at = _nth(masked, seen)
        if mention.text in words and all(c.thing.cls == "Place" for c in mention.candidates):
            masked = masked[:at] + masked[at + 1:]
        else:
            kept.append(mention)
            seen += 1
    for word in sorted(words, key=len, reverse=True):
        masked = masked.replace(word, "") if word else masked
    without = replace(question, masked=masked.removeprefix("的").strip(), mentions=tuple(kept))
    if len(chosen) > 1 and any(way.intent.query == "compare" for way in readings(question, dataset.names)):
        return chosen, question
    return chosen, without if readings(without, dataset.names) else question


def _nth(masked: str, n: int) -> int:
    at = masked.find(MARK)
    for _ in range(n):
        at = masked.find(MARK, at + 1)
    return at


def _answer(way: Reading, dataset: Dataset, chosen: tuple[PlanOf, ...], also: tuple[str, ...]) -> Answer | None:
    slots = Slots()
    question = way.question
    query = way.intent.query
    if not FILL.get(query, fill_name)(way, slots, dataset):
        return None
    stored = dataset.catalogue.get(query)
    if chosen and any(p.name == "plan" for p in stored.parameters):
        slots.terms["plan"] = tuple(plan.iri for plan in chosen)
        slots.shown["plan"] = tuple(plan.short for plan in chosen)
    if any(p.required and p.name not in slots.terms for p in stored.parameters):
        return None
    bound = Bound(slots.terms, slots.shown, tuple(slots.readings))
    if query == "trace":
        return traced(dataset, stored, bound, question=question.text, lang=question.lang, also=also)
    if query == "at-place" and (scattered := _no_such_place(slots.readings[0], dataset)) is not None:
        raise not_understood(question, dataset, scattered)
    own = tuple(name for plan in dataset.plans for name in (plan.place, plan.stem))
    if (other := beyond(way, own)) is not None:
        raise not_understood(question, dataset, other)
    left = unused(way, slots.shown)
    notes = (("问题里没有用上的词：" if question.lang == "zh" else "Words of the question that were not used: ")
             + "、".join(left),) if left else ()
    answer = run(dataset, stored, bound, question=question.text, lang=question.lang, notes=notes, also=also)
    if not answer.items and query == "at-place" and "kind" in bound.terms and (
            bound.readings[0].chosen[0].thing.cls == "Place"):
        answer = _of_any_kind(dataset, answer, bound)
    if not answer.items and query in _WHOLES:
        answer = _more_of_the_name(dataset, answer, bound)
    if query == "at-place" and len(bound.readings) > 1:
        answer = _each_place(dataset, answer, bound)
    answer = narrowed(answer, question, way.intent.words)
    if question.superlative and query in ("target", "money"):
        answer = ranked(answer, question.superlative)
    return answer.page(0, question.count) if question.count else answer


def _no_such_place(reading: NameReading, dataset: Dataset) -> str | None:
    """The words for a place that is none itself but part of several names: 灵江 of 灵江科创廊道 and others."""
    best = reading.chosen[0]
    if best.how != "part" or best.thing.cls == "Place":
        return None
    others = [c for c in dataset.names.containing(reading.text) if c.thing.iri != best.thing.iri]
    return reading.text if any(2 * c.thing.mentions > best.thing.mentions for c in others) else None


def _of_any_kind(dataset: Dataset, empty: Answer, bound: Bound) -> Answer:
    """What else is planned at a place that has nothing of the kind that was asked for."""
    zh = empty.lang == "zh"
    terms = {name: values for name, values in bound.terms.items() if name != "kind"}
    shown = {name: values for name, values in bound.shown.items() if name != "kind"}
    kind = say(bound.shown["kind"][0], empty.lang)
    note = f"没有找到这里的{kind}；以下是其他类别。" if zh else f"No {kind} was found there; these are of other kinds."
    return run(dataset, empty.query, replace(bound, terms=terms, shown=shown), question=empty.question,
               lang=empty.lang, notes=(note, *empty.notes), also=empty.also)


def _each_place(dataset: Dataset, answer: Answer, bound: Bound) -> Answer:
    """How much there is at each of several places."""
    counts = []
    for place in bound.readings:
        terms = {**bound.terms, "place": tuple(c.thing.iri for c in place.chosen)}
        found = run(dataset, answer.query, replace(bound, terms=terms), question=answer.question, lang=answer.lang)
        n = len({item.thing for item in found.items})
        counts.append(f"{place.chosen[0].thing.label} {n}{' 项' if answer.lang == 'zh' else ''}")
    zh = answer.lang == "zh"
    return replace(answer, sentence=("；" if zh else "; ").join(counts) + ("。" if zh else "."))


def _more_of_the_name(dataset: Dataset, empty: Answer, bound: Bound) -> Answer:
    """The things that have the name in theirs, where nothing is stated of it itself.

    城镇化率 heads 常住人口城镇化率 in a table; a text may name a headline goal shorter than its heading does.
    """
    cls, slot = _WHOLES[empty.query.name]
    name = bound.readings[0].text
    parts = [c.thing for c in dataset.names.containing(name) if c.thing.cls == cls and (
        cls == "Indicator" or (c.thing.headline and len(squash(name)) >= 6))]
    if not parts:
        return empty
    terms = {**bound.terms, slot: tuple(thing.iri for thing in parts)}
    shown = {**bound.shown, slot: tuple(thing.label for thing in parts)}
    return run(dataset, empty.query, replace(bound, terms=terms, shown=shown), question=empty.question,
               lang=empty.lang, notes=empty.notes, also=empty.also)


def _instead_of(empty: list[tuple[Reading, Answer]], answer: Answer) -> Answer:
    """An answer to the second-best reading says so: the best one found nothing."""
    first = empty[0][1]
    title = first.query.summary_zh if answer.lang == "zh" else first.query.summary
    note = (f"先按“{title}”查，规划中没有找到。" if answer.lang == "zh"
            else f"Asked first as “{title}”: the plan says nothing of it.")
    also = tuple(dict.fromkeys((first.query.name, *answer.also)))
    return replace(answer, notes=(note, *answer.notes), also=also)


def _mentions(dataset: Dataset, empty: Answer) -> Answer:
    """What is named but of which nothing is stated: at least the places that name it."""
    note = ("规划只是提到它，没有这样的陈述。" if empty.lang == "zh" else "The plan names it and states no such thing.")
    if wanted_class(take_apart(sound(empty.question[:_LONGEST]), dataset.names)) == "Organization":
        note = ("规划提到它，但没有写明由哪些单位负责或参与。" if empty.lang == "zh"
                else "The plan names it and does not say which organizations are responsible or take part.")
    # Names side by side (汇溪镇、小芝镇) were all asked about; the two ends of a statement were not.
    asked = empty.readings[:1] if empty.query.name == "evidence" else empty.readings
    chosen = tuple(c for reading in asked for c in reading.chosen)
    what = Bound({"what": tuple(c.thing.iri for c in chosen)}, {"what": tuple(c.thing.label for c in chosen)},
                 empty.readings)
    return run(dataset, dataset.catalogue.get("mentions"), what, question=empty.question, lang=empty.lang,
               notes=(note,), also=(empty.query.name, *empty.also))


def _unexplained(dataset: Dataset, asked: tuple[Reading, Answer], chosen: tuple[PlanOf, ...]) -> Answer:
    """Where a term stands that the plan does not explain: by its name, or by the words."""
    way, empty = asked
    words = empty.parameters["term"]
    named = next((m for m in way.question.mentions if m.candidates and m.text in words), None)
    if named is not None:
        reading = choose(named.text, named.candidates)
        return _mentions(dataset, replace(empty, readings=(reading,)))
    bound = Bound({"words": tuple(literal(word) for word in words),
                   **({"plan": tuple(plan.iri for plan in chosen)} if chosen else {})}, {"words": words})
    return run(dataset, dataset.catalogue.get("find"), bound, question=empty.question, lang=empty.lang,
               also=empty.also)
