"""Mentions: where a plan's text names something, and what kind of thing it is (all classes but Task).

:func:`find` is the whole way on one page: the tagger proposes spans (:mod:`~graph_build.mentions.tagger`), lists are
split and ends trimmed, what is no name is refused with a reason (:mod:`~graph_build.mentions.refusals`), what sure
rules and listed names give beside them is added (:mod:`~graph_build.mentions.fill`), and names are completed by what a
list shares (:mod:`~graph_build.mentions.coordination`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph_build.mentions import coordination, fill, labels, refusals, tables, tagger
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
    area, lexicon = labels.Area.of(place), Lexicon.load(place)
    found: list[Mention] = []
    refused: list[Refusal] = []
    for passage, spans in zip(passages, tagger.tag([p.text for p in passages], model, place), strict=True):
        taken, not_taken = _judge(passage, spans)
        refused += not_taken
        extras = fill.fill(passage.text, [(s.start, s.end, s.cls) for s in taken], lexicon, area)
        taken += [_Span(e.start, e.end, e.cls, e.confidence, e.rule) for e in extras]
        found += _named(passage, sorted(taken, key=lambda s: s.start), area)
    return tuple(found) + tables.find(plan), tuple(refused)


def _judge(passage: Passage, spans: Sequence[tagger.Tagged]) -> tuple[list[_Span], list[Refusal]]:
    """Spans cut to the names they hold, and those that hold none."""
    text = passage.text
    taken: list[_Span] = []
    refused: list[Refusal] = []
    for span in spans:
        for part in coordination.split(text, span.start, span.end, span.cls):
            cut = labels.trim(text, *part, span.cls)
            reason = "nothing left" if cut is None else refusals.refuse(text, *cut, span.cls)
            if cut is None or reason is not None:
                evidence = Evidence(passage.key, *passage.span(*part))
                refused.append(Refusal(span.cls, text[slice(*part)], evidence, reason or ""))
            elif not taken or cut[0] >= taken[-1].end:
                taken.append(_Span(cut[0], cut[1], span.cls, span.confidence, "tagger"))
    return taken, refused


def _named(passage: Passage, spans: Sequence[_Span], area: labels.Area) -> list[Mention]:
    """Spans as mentions: full label, other forms, evidence in the source."""
    names = coordination.complete(passage.text, [(s.start, s.end, s.cls) for s in spans])
    found: list[Mention] = []
    for span, name in zip(spans, names, strict=True):
        evidence = Evidence(passage.key, *passage.span(span.start, span.end))
        others = dict.fromkeys((*name.aliases, *labels.aliases(name.label, span.cls, area)))
        others.pop(name.label, None)
        rule = f"{span.rule}+{name.rule}" if name.rule else span.rule
        found.append(Mention(span.cls, name.label, evidence, rule, span.confidence, tuple(others)))
    return found
