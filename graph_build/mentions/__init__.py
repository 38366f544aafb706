"""Mentions: where a plan's text names something, and what kind of thing it is (all classes but Task).

:func:`find` is the whole way on one page: the tagger reads the text (:mod:`~graph_build.mentions.tagger`), what it, the
lexicon, the grammar or a list offers is judged (:mod:`~graph_build.mentions.judge`), lists are split and ends trimmed,
what is no name is refused with a reason (:mod:`~graph_build.mentions.refusals`), and names are completed by what a list
shares (:mod:`~graph_build.mentions.coordination`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph_build.mentions import coordination, judge, labels, refusals, tables, tagger
from graph_build.mentions.lexicon import Lexicon
from graph_build.model import Evidence, Mention, Passage, Plan, Refusal, ThingClass

Found = tuple[tuple[Mention, ...], tuple[Refusal, ...]]


@dataclass(frozen=True, slots=True)
class _Span:
    """A name in a passage, with who found it."""

    start: int
    end: int
    cls: ThingClass
    confidence: float
    rule: str


def find(plan: Plan, model: tagger.Model | None = None) -> Found:
    """Every mention of the nine classes, in reading order, and what was refused with its reason.

    :param model: the tagger's weights; the packaged ones by default (cross-validation passes others).
    """
    passages = [passage for passage, _ in plan.texts()]
    place = plan.metadata.place_code
    area = labels.Area.of(place)
    reading = tagger.read([p.text for p in passages], model, place)
    verdict = judge.judge(reading)
    starts = reading.sight.layout.starts
    taken, dropped = _by_passage(verdict.taken, starts), _by_passage(verdict.dropped, starts)
    found: list[Mention] = []
    refused: list[Refusal] = []
    aliases: dict[tuple[str, ThingClass], tuple[str, ...]] = {}
    for passage, offered, unlikely in zip(passages, taken, dropped, strict=True):
        spans, not_taken = _judge(passage, offered)
        refused += not_taken
        refused += [_refusal(passage, (s.start, s.end), s.cls, "more likely no name than one") for s in unlikely]
        for start, end, cls in coordination.later_phases(passage.text, [(s.start, s.end, s.cls) for s in spans]):
            if not any(s.start < end and start < s.end for s in spans):
                spans.append(_Span(start, end, cls, 0.95, "later phase"))
        found += _named(passage, sorted(spans, key=lambda s: s.start), area, aliases)
    return tuple(found) + tables.find(plan), tuple(refused)


def _by_passage(names: Iterable[judge.Judged], starts: Sequence[int]) -> list[list[_Span]]:
    """Names of a laid-out document as spans of its passages."""
    found: list[list[_Span]] = [[] for _ in starts]
    for name in names:
        i = bisect_right(starts, name.start) - 1
        found[i].append(_Span(name.start - starts[i], name.end - starts[i], name.cls, name.confidence, name.rule))
    return found


def _judge(passage: Passage, spans: Sequence[_Span]) -> tuple[list[_Span], list[Refusal]]:
    """Spans cut to the names they hold, and those that hold none."""
    text = passage.text
    taken: list[_Span] = []
    refused: list[Refusal] = []
    for span in spans:
        for part in coordination.split(text, span.start, span.end, span.cls):
            cut = labels.trim(text, *part, span.cls)
            reason = "nothing left" if cut is None else refusals.refuse(text, *cut, span.cls)
            if cut is None or reason is not None:
                refused.append(_refusal(passage, part, span.cls, reason or ""))
            elif not taken or cut[0] >= taken[-1].end:
                taken.append(_Span(cut[0], cut[1], span.cls, span.confidence, span.rule))
    return taken, refused


def _refusal(passage: Passage, span: tuple[int, int], cls: ThingClass, reason: str) -> Refusal:
    return Refusal(cls, passage.text[slice(*span)], Evidence(passage.key, *passage.span(*span)), reason)


def _named(
    passage: Passage, spans: Sequence[_Span], area: labels.Area, aliases: dict[tuple[str, ThingClass], tuple[str, ...]]
) -> list[Mention]:
    """Spans as mentions: full label, other forms (kept in *aliases* for the next passage), evidence in the source."""
    spoken = [(s.start, s.end, s.cls) for s in spans]
    names = coordination.complete(passage.text, spoken, Lexicon.load(area.code))
    found: list[Mention] = []
    for span, name in zip(spans, names, strict=True):
        evidence = Evidence(passage.key, *passage.span(span.start, span.end))
        key = (name.label, span.cls)
        if key not in aliases:
            aliases[key] = labels.aliases(*key, area)
        others = dict.fromkeys((*name.aliases, *aliases[key]))
        others.pop(name.label, None)
        rule = f"{span.rule}+{name.rule}" if name.rule else span.rule
        found.append(Mention(span.cls, name.label, evidence, rule, span.confidence, tuple(others)))
    return found
