"""What a document may name: every span that some source takes for a name, with the classes that are offered for it.

The tagger's best path is one source. Others are its alternatives (spans whose every label is not too unlikely), the
lexicon, the grammar, members of a list beside a name that was found, and strings that are a name elsewhere in the
document. :mod:`graph_build.mentions.judge` decides between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import ahocorasick
import numpy as np

from graph_build.mentions.features_layout import I64, Mask, last_at, next_at, table_of
from graph_build.mentions.judge_heads import HEADS, LISTED
from graph_build.mentions.tagger import CLASSES, F32, Reading

LINKS = "、和与及"
"""What stands between the members of a list."""
_LEAST = 0.04
"""An alternative's labels have at least this probability each."""
_PLAUSIBLE, _SHARE = 0.02, 0.1
"""A class is offered for a span that another source found if its labels have this probability, and this share."""
_NAMED = 0.1
"""A span whose labels have this probability over all classes is offered for each class that its head may have."""
_SHORTEST, _LONGEST = 2, 20
"""Characters of a list's member that nobody found."""
_CLASS = {cls: k for k, cls in enumerate(CLASSES)}

Span = tuple[int, int]


@dataclass(frozen=True)
class Pool:
    """Spans of a laid-out document, and offers of a class for a span."""

    spans: list[Span]
    """Sorted, without repeats."""
    of: I64
    """For each offer its span."""
    cls: I64
    """For each offer its class."""
    least: F32
    """(spans, classes): probability of the least likely of a span's labels."""
    source: dict[tuple[int, int, int], str]
    """Who offered a class for a span, where it was not the tagger."""
    hint: dict[tuple[int, int, int], str]
    """What list, frame or repetition speaks for a class of a span, whoever offered it."""


def gather(reading: Reading) -> Pool:
    """Everything that may be a name in a document."""
    offers: dict[Span, set[int]] = {}
    source: dict[tuple[int, int, int], str] = {}
    hint: dict[tuple[int, int, int], str] = {}
    for a, b, k in reading.spans:
        offers.setdefault((a, b), set()).add(k)
    for a, b, k in _alternatives(reading.marginals):
        offers.setdefault((a, b), set()).add(k)
    for a, b, k, rule in _known(reading):
        if k not in offers.setdefault((a, b), set()):
            offers[a, b].add(k)
            source[a, b, k] = rule
    for a, b, k, rule in _hints(reading):
        hint.setdefault((a, b, k), rule)
        if k not in offers.setdefault((a, b), set()):
            offers[a, b].add(k)
            source[a, b, k] = rule
    spans = sorted(offers)
    least = _least(reading.marginals, spans)
    any_class = least.sum(axis=1)
    plausible = (least > _PLAUSIBLE) & (least > _SHARE * any_class[:, None])
    for i, k in zip(*(x.tolist() for x in np.nonzero(plausible)), strict=True):
        offers[spans[i]].add(k)
    text = reading.sight.layout.text
    for i in np.flatnonzero(any_class > _NAMED).tolist():
        offers[spans[i]].update(_of_head(text[slice(*spans[i])]))
    pairs = [(i, k) for i, span in enumerate(spans) for k in sorted(offers[span])]
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return Pool(spans, both[:, 0], both[:, 1], least, source, hint)


def _of_head(name: str) -> tuple[int, ...]:
    """Classes that the last characters of a name allow."""
    bare = name.rstrip("”》)")
    return HEADS.get(bare[-2:]) or HEADS.get(bare[-1:]) or ()


def _alternatives(marginals: F32) -> Iterator[tuple[int, int, int]]:
    """Spans whose every label is likely enough."""
    n = len(marginals)
    for k in range(len(CLASSES)):
        begin, within, end, single = (marginals[:, 1 + 4 * k + i] >= _LEAST for i in range(4))
        for at in np.flatnonzero(single).tolist():
            yield at, at + 1, k
        starts = np.flatnonzero(begin).tolist()
        if not starts:
            continue
        inner, last = within.tolist(), end.tolist()
        for a in starts:
            for b in range(a + 1, n):
                if last[b]:
                    yield a, b + 1, k
                if not inner[b]:
                    break


def _known(reading: Reading) -> Iterator[tuple[int, int, int, str]]:
    """What grammar rules and the lexicon find."""
    known = reading.sight.known
    for start, candidate in known.candidates:
        if (k := _CLASS.get(candidate.cls)) is not None:
            yield start + candidate.start, start + candidate.end, k, candidate.rule
    for start, match in known.matches:
        if (k := _CLASS.get(match.cls)) is not None:
            yield start + match.start, start + match.end, k, f"lexicon: {match.kind}"


def _hints(reading: Reading) -> Iterator[tuple[int, int, int, str]]:
    """What lists, frames and repetitions speak for."""
    yield from _members(reading)
    yield from _listed(reading)
    yield from _framed(reading)
    yield from _elsewhere(reading)


_DELIMITS = table_of(LINKS + "\n,。;:!?()“”《》")


def _members(reading: Reading) -> Iterator[tuple[int, int, int, str]]:
    """Members of a list beside a name on the tagger's path: what stands between the signs."""
    text, codes = reading.sight.layout.text, reading.sight.layout.codes
    n = len(text)
    cut = _DELIMITS[codes]
    before, after = last_at(cut), next_at(cut)
    taken: Mask = np.zeros(n, dtype=bool)
    for a, b, _ in reading.spans:
        taken[a:b] = True
    for a, b, k in reading.spans:
        sides: list[Span] = []
        if a > 1 and text[a - 1] in LINKS:
            sides.append((int(before[a - 2]) + 1, a - 1))
        if b + 1 < n and text[b] in LINKS:
            stop = int(after[b + 1])
            etc = text.find("等", b + 1 + _SHORTEST, stop)
            sides.append((b + 1, stop if etc < 0 else etc))
        for start, stop in sides:
            fits = _SHORTEST <= stop - start <= _LONGEST and "、" in text[start - 1 : stop + 1]
            if fits and not taken[start:stop].any():
                yield start, stop, k, "member of a list"


_LIST_END = re.compile(r"等[^,。;:、\n等]{0,8}?(" + "|".join(sorted(LISTED, key=lambda h: (-len(h), h))) + ")")
_BEGINS = re.compile(
    r"(?:推进|推动|加快|建设|实施|开展|培育|发展|壮大|打造|依托|围绕|聚焦|支持|引进|汇聚|集聚|以及|包括|涵盖|完善|加强|提升|做强|做优|"
    r"落实|深化|对接|融入|布局|举办|办好|建成|构建|形成|以|对|在|为|向|由|将|从)"
)
"""What stands before the first member of a list."""


def _listed(reading: Reading) -> Iterator[tuple[int, int, int, str]]:
    """Members of a list that says at its end what they are: 甲、乙等相关龙头企业."""
    text = reading.sight.layout.text
    codes = reading.sight.layout.codes
    before = last_at(_DELIMITS[codes])
    for end in _LIST_END.finditer(text):
        classes, rule = LISTED[end.group(1)], f"listed: {end.group(1)}"
        stop = end.start()
        for _ in range(12):
            start = int(before[stop - 1]) + 1
            if not _SHORTEST <= stop - start <= _LONGEST:
                break
            first = text[start - 1] not in LINKS
            if first and (verbs := list(_BEGINS.finditer(text, start, stop - 1))):
                start = verbs[0].end() if verbs[0].start() == start else verbs[-1].end()
            for k in classes if stop - start >= _SHORTEST else ():
                yield start, stop, k, rule
            stop = start - 1
            if first:
                break


_FRAME = re.compile(
    r"(?:以|把|将|依托|借助|围绕|结合|利用|用好)([^,。;:、\n]{2,24}?)"
    r"(?:为(?:抓手|契机|引领|牵引|载体|依托|重点|龙头|核心|支撑|统领|主线|突破口|基础|平台|导向|主体|中心|示范)|带动|引领|推动|,|、|等)"
)


def _framed(reading: Reading) -> Iterator[tuple[int, int, int, str]]:
    """What stands in 以…为抓手, 依托…, and has the head of a name."""
    text = reading.sight.layout.text
    for frame in _FRAME.finditer(text):
        for k in _of_head(frame.group(1)):
            yield *frame.span(1), k, f"frame: {frame.group()[0]}"


def _elsewhere(reading: Reading) -> Iterator[tuple[int, int, int, str]]:
    """Strings that the tagger takes for a name in another place of the document."""
    text = reading.sight.layout.text
    classes: dict[str, set[int]] = {}
    for a, b, k in reading.spans:
        if b - a >= 3:
            classes.setdefault(text[a:b], set()).add(k)
    if not classes:
        return
    automaton = ahocorasick.Automaton()
    for string in classes:
        automaton.add_word(string, string)
    automaton.make_automaton()
    name: str
    for last, name in automaton.iter(text):
        for k in sorted(classes[name]):
            yield last + 1 - len(name), last + 1, k, "named elsewhere"


def _least(marginals: F32, spans: list[Span]) -> F32:
    """(spans, classes): probability of the least likely of the labels that a span of a class has."""
    if not spans:
        return np.zeros((0, len(CLASSES)), dtype=np.float32)
    bounds = np.array(spans, dtype=np.int64)
    lengths = bounds[:, 1] - bounds[:, 0]
    offsets = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    at = np.repeat(bounds[:, 0] - offsets, lengths) + np.arange(lengths.sum())
    kind = np.full(len(at), 2)
    kind[offsets] = 1
    kind[offsets + lengths - 1] = 3
    kind[offsets[lengths == 1]] = 4
    labels = marginals[at[:, None], kind[:, None] + 4 * np.arange(len(CLASSES))[None, :]]
    result: F32 = np.minimum.reduceat(labels, offsets, axis=0)
    return result
