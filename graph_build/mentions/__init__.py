"""Mentions: where a plan's text names something, and what kind of thing it is (all classes but Task).

:func:`find` is the whole way on one page: the tagger proposes spans (:mod:`~graph_build.mentions.tagger`), lists are
split and ends trimmed, what is no name is refused with a reason (:mod:`~graph_build.mentions.refusals`), and names are
completed by what a list shares (:mod:`~graph_build.mentions.coordination`).
"""

from __future__ import annotations

from collections.abc import Sequence

from graph_build.mentions import coordination, labels, refusals, tables, tagger
from graph_build.model import Evidence, Mention, Passage, Plan, Refusal

Found = tuple[tuple[Mention, ...], tuple[Refusal, ...]]


def find(plan: Plan, model: tagger.Model | None = None) -> Found:
    """Every mention of the nine classes, in reading order, and what was refused with its reason.

    :param model: the tagger's weights; the packaged ones by default (cross-validation passes others).
    """
    passages = [passage for passage, _ in plan.texts()]
    area = labels.Area.of(plan.metadata.place_code)
    found: list[Mention] = []
    refused: list[Refusal] = []
    tagged = tagger.tag([p.text for p in passages], model, plan.metadata.place_code)
    for passage, spans in zip(passages, tagged, strict=True):
        taken, not_taken = _judge(passage, spans)
        refused += not_taken
        found += _named(passage, taken, area)
    return tuple(found) + tables.find(plan), tuple(refused)


def _judge(passage: Passage, spans: Sequence[tagger.Tagged]) -> tuple[list[tagger.Tagged], list[Refusal]]:
    """Spans cut to the names they hold, and those that hold none."""
    text = passage.text
    taken: list[tagger.Tagged] = []
    refused: list[Refusal] = []
    for span in spans:
        for part in coordination.split(text, span.start, span.end, span.cls):
            cut = labels.trim(text, *part, span.cls)
            reason = "nothing left" if cut is None else refusals.refuse(text, *cut, span.cls)
            if cut is None or reason is not None:
                evidence = Evidence(passage.key, *passage.span(*part))
                refused.append(Refusal(span.cls, text[slice(*part)], evidence, reason or ""))
            elif not taken or cut[0] >= taken[-1].end:
                taken.append(tagger.Tagged(cut[0], cut[1], span.cls, span.confidence))
    return taken, refused


def _named(passage: Passage, spans: Sequence[tagger.Tagged], area: labels.Area) -> list[Mention]:
    """Spans as mentions: full label, other forms, evidence in the source."""
    names = coordination.complete(passage.text, [(s.start, s.end, s.cls) for s in spans])
    found: list[Mention] = []
    for span, name in zip(spans, names, strict=True):
        evidence = Evidence(passage.key, *passage.span(span.start, span.end))
        others = dict.fromkeys((*name.aliases, *labels.aliases(name.label, span.cls, area)))
        others.pop(name.label, None)
        rule = f"tagger+{name.rule}" if name.rule else "tagger"
        found.append(Mention(span.cls, name.label, evidence, rule, span.confidence, tuple(others)))
    return found
