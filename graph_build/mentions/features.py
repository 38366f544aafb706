"""Characters of a document as rows of hashed features, vectorised.

A document is laid out as one string, its passages parted by line breaks. Each feature template yields one 32-bit
number a character; equal numbers mean equal features. Everything is integer arithmetic on whole arrays, so that a
plan of 47,000 characters takes about a tenth of a second.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
import rjieba

from graph_build.mentions import grammar
from graph_build.mentions.lexicon import Lexicon

U64 = npt.NDArray[np.uint64]
I64 = npt.NDArray[np.int64]

PAD = 3
"""Line breaks laid between passages, so that no window of three sees the neighbouring passage."""

_FULL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLD = {
    **_FULL, 0x3000: 0x20, 0xA0: 0x20, 0x09: 0x20, 0x0D: 0x20,
    ord("『"): ord("“"), ord("』"): ord("”"), ord("「"): ord("“"), ord("」"): ord("”"), ord("〝"): ord("“"), ord("〞"): ord("”"),
    ord("‘"): ord("“"), ord("’"): ord("”"), ord("﹒"): ord("."), ord("•"): ord("·"), ord("‧"): ord("·"), ord("・"): ord("·"),
    ord("－"): ord("-"), ord("—"): ord("-"), ord("–"): ord("-"), ord("〔"): ord("("), ord("〕"): ord(")"),
    ord("["): ord("("), ord("]"): ord(")"), ord("{"): ord("("), ord("}"): ord(")"), ord("﹑"): ord("、"), ord("｡"): ord("。"),
}


def normalise(text: str) -> str:
    """*text* with full-width signs, brackets and quotation marks folded, character for character."""
    folded = text.translate(_FOLD)
    if '"' in folded:
        out, opened = [], False
        for c in folded:
            if c == "\n":
                opened = False
            if c == '"':
                opened = not opened
                c = "“" if opened else "”"
            out.append(c)
        folded = "".join(out)
    return folded


_HARD = ",。;:!?()《》\n "
_SOFT = _HARD + "、“”"
_SENTENCE = "。;!?\n"


def _table(chars: str) -> npt.NDArray[np.bool_]:
    table = np.zeros(0x10000, dtype=bool)
    table[[ord(c) for c in chars]] = True
    return table


_IS_HARD, _IS_SOFT, _IS_SENTENCE = _table(_HARD), _table(_SOFT), _table(_SENTENCE)


def _type_table() -> npt.NDArray[np.uint64]:
    table = np.full(0x10000, 1, dtype=np.uint64)
    table[0x4E00:0xA000] = 2
    for c in "0123456789":
        table[ord(c)] = 3
    for code in [*range(65, 91), *range(97, 123)]:
        table[code] = 4
    for n, c in enumerate(",。;:!?()《》\n 、“”-·%+./", start=5):
        table[ord(c)] = n
    for c in "一二三四五六七八九十百千万亿":
        table[ord(c)] = 40
    return table


_TYPE = _type_table()


@dataclass(frozen=True)
class Layout:
    """A document laid out for the tagger."""

    text: str
    """All passages, folded, each followed by :data:`PAD` line breaks; three line breaks lead."""
    starts: tuple[int, ...]
    """Where each passage begins in ``text``."""
    codes: npt.NDArray[np.int64]


def lay_out(texts: Sequence[str]) -> Layout:
    """Passages as one string with known starts."""
    starts: list[int] = []
    parts = ["\n" * PAD]
    at = PAD
    for text in texts:
        starts.append(at)
        folded = normalise(text)
        parts += (folded, "\n" * PAD)
        at += len(folded) + PAD
    whole = "".join(parts)
    codes = np.frombuffer(whole.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    return Layout(whole, tuple(starts), np.minimum(codes, 0xFFFF))


_K1, _K2, _K3 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0xD6E8FEB86659FD93)
_S29, _S32 = np.uint64(29), np.uint64(32)


def _mix(template: int, *parts: U64) -> npt.NDArray[np.uint32]:
    """One 32-bit number for a template and its parts."""
    h = np.full(parts[0].shape, (template + 1) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF, dtype=np.uint64)
    for part in parts:
        h = (h ^ part) * _K2
        h ^= h >> _S29
    return ((h * _K3) >> _S32).astype(np.uint32)


def _shift(a: U64, k: int) -> U64:
    """``a[i + k]`` at ``i``, zero beyond the ends."""
    out = np.zeros_like(a)
    if k > 0:
        out[:-k] = a[k:]
    elif k < 0:
        out[-k:] = a[:k]
    else:
        out[:] = a
    return out


def _next_at(mask: npt.NDArray[np.bool_]) -> I64:
    """For each index the first index ``>=`` it where *mask* holds (the length where there is none)."""
    n = len(mask)
    at = np.where(mask, np.arange(n), n)
    return np.minimum.accumulate(at[::-1])[::-1]


def _last_at(mask: npt.NDArray[np.bool_]) -> I64:
    """For each index the last index ``<=`` it where *mask* holds (-1 where there is none)."""
    return np.maximum.accumulate(np.where(mask, np.arange(len(mask)), -1))


@lru_cache(maxsize=1)
def _clusters() -> dict[str, tuple[int, int, int]]:
    """Classes of words that stand in like company, coarse to fine; ``0`` stands for every number."""
    table = (files("graph_build.mentions") / "model" / "clusters.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines())
    return {word: (int(a) + 1, int(b) + 1, int(c) + 1) for word, a, b, c in rows}


_KINDS = ("Place", "Strategy", "Program", "Goal", "Platform", "Organization", "Industry", "Indicator", "Project", "Task")


def _listed(layout: Layout, place_code: str | None) -> tuple[U64, U64, U64]:
    """What gazetteers and grammar say of each character.

    Three rows: kind of the listed name that it stands in (and whether the name is weak) with its place there; class
    that a grammar rule gives it, with its place; the rule itself.
    """
    out = np.zeros(len(layout.codes), dtype=np.uint64)
    classes = np.zeros(len(layout.codes), dtype=np.uint64)
    rules = np.zeros(len(layout.codes), dtype=np.uint64)
    lexicon = Lexicon.load(place_code)
    stops = np.flatnonzero(layout.codes == ord("\n"))
    for start in layout.starts:
        stop = int(stops[np.searchsorted(stops, start)])
        for match in lexicon.matches(layout.text[start:stop]):
            a, b = start + match.start, start + match.end
            code = (_KINDS.index(match.cls) * 2 + match.weak) * 4 + 4
            out[a:b] = code + 1
            out[b - 1] = code + 2
            out[a] = code + (3 if b - a == 1 else 0)
        for candidate in sorted(grammar.candidates(layout.text[start:stop]), key=lambda x: x.confidence):
            a, b = start + candidate.start, start + candidate.end
            code = _KINDS.index(candidate.cls) * 4 + 4
            classes[a:b] = code + 1
            classes[b - 1] = code + 2
            classes[a] = code + (3 if b - a == 1 else 0)
            rules[a:b] = zlib.crc32(candidate.rule.encode())
    return out, classes, rules


def sentence_ends(layout: Layout) -> npt.NDArray[np.bool_]:
    """Where a sentence ends: no mention goes beyond."""
    result: npt.NDArray[np.bool_] = _IS_SENTENCE[layout.codes]
    return result


def features(layout: Layout, place_code: str | None = None) -> npt.NDArray[np.uint32]:
    """Hashed features, shape (templates, characters).

    :param place_code: GB/T 2260 code of the plan's own area, whose towns the gazetteers then know.
    """
    return _templates(layout, place_code)[0]


@lru_cache(maxsize=1)
def template_groups() -> tuple[str, ...]:
    """What each template looks at: training leaves out whole groups at random, so that none comes to rule alone."""
    return _templates(lay_out(["建设“一带一路”。"]), None)[1]


def _templates(layout: Layout, place_code: str | None) -> tuple[npt.NDArray[np.uint32], tuple[str, ...]]:
    text, codes = layout.text, layout.codes
    n = len(codes)
    c = codes.astype(np.uint64) + np.uint64(1)
    out: list[npt.NDArray[np.uint32]] = []
    groups: list[str] = []
    group = "characters"

    def add(*parts: U64) -> None:
        out.append(_mix(len(out), *parts))
        groups.append(group)

    c_3, c_2, c_1 = _shift(c, -3), _shift(c, -2), _shift(c, -1)
    c1, c2, c3 = _shift(c, 1), _shift(c, 2), _shift(c, 3)
    for part in (c_3, c_2, c_1, c, c1, c2, c3):
        add(part)
    add(c_2, c_1)
    add(c_1, c)
    add(c, c1)
    add(c1, c2)
    add(c_1, c1)
    add(c_2, c_1, c)
    add(c_1, c, c1)
    add(c, c1, c2)
    add(c, c1, c2, c3)
    add(c_3, c_2, c_1, c)
    t = _TYPE[codes]
    add(_shift(t, -2), _shift(t, -1), t, _shift(t, 1), _shift(t, 2))

    # --- words
    group = "words"
    tagged = rjieba.tag(text)
    words = [w for w, _ in tagged]
    lengths = np.fromiter((len(w) for w in words), dtype=np.int64, count=len(words))
    ends = np.cumsum(lengths)
    begins = ends - lengths
    w = np.fromiter((zlib.crc32(x.encode()) for x in words), dtype=np.uint64, count=len(words))
    p = np.fromiter((zlib.crc32(x.encode()) for _, x in tagged), dtype=np.uint64, count=len(words))
    is_verb = np.fromiter((x[0] == "v" and x != "vn" for _, x in tagged), dtype=bool, count=len(words))
    tail = codes[ends - 1].astype(np.uint64)
    tail2 = tail * np.uint64(65536) + codes[np.maximum(ends - 2, begins)].astype(np.uint64)
    of = np.repeat(np.arange(len(words)), lengths)
    inner = np.arange(n) - begins[of]
    left = lengths[of] - inner - 1
    place = (np.minimum(inner, 2) * 3 + np.minimum(left, 2)).astype(np.uint64)
    w_2, w_1, w1, w2 = (_shift(w, k)[of] for k in (-2, -1, 1, 2))
    w0 = w[of]
    p_2, p_1, p0, p1, p2 = (_shift(p, k)[of] for k in (-2, -1, 0, 1, 2))
    add(w0, place)
    add(w_1, place)
    add(w1, place)
    add(w_2, place)
    add(w2, place)
    add(w_1, w0, place)
    add(w0, w1, place)
    add(w_1, w1, place)
    group = "tags"
    add(p0, place)
    add(p_1, p0, place)
    add(p0, p1, place)
    add(p_1, p0, p1, place)
    add(p_2, p_1, p0, place)
    add(p0, p1, p2, place)
    group = "endings"
    add(tail[of], place)
    add(tail2[of], place)
    add(_shift(tail, 1)[of], place)

    group = "clusters"
    known = _clusters()
    zero = (0, 0, 0)
    kinds = np.array([known.get("0" if x.isdigit() else x, zero) for x in words], dtype=np.uint64)
    coarse, middle, fine = kinds[:, 0].copy(), kinds[:, 1].copy(), kinds[:, 2].copy()
    for classes in (middle, fine):
        add(classes[of], place)
        add(_shift(classes, -1)[of], place)
        add(_shift(classes, 1)[of], place)
        add(_shift(classes, -1)[of], classes[of], place)
        add(classes[of], _shift(classes, 1)[of], place)
    add(_shift(coarse, -2)[of], _shift(coarse, -1)[of], coarse[of], place)
    add(_shift(coarse, -1)[of], coarse[of], _shift(coarse, 1)[of], place)
    add(coarse[of], _shift(coarse, 1)[of], _shift(coarse, 2)[of], place)

    # --- names that the gazetteers list
    group = "lists"
    g, by_rule, rule = _listed(layout, place_code)
    add(by_rule, rule)
    add(by_rule, g)
    add(_shift(by_rule, -1), by_rule, _shift(by_rule, 1))
    add(by_rule, p0, place)
    add(_shift(by_rule, 1), c)
    add(g, place)
    add(_shift(g, -1), g, _shift(g, 1))
    add(g, w0)
    add(g, _shift(tail2, 1)[of])
    add(_shift(g, 1), c)
    add(_shift(g, -1), c)
    word_g = g[ends - 1]
    add(_shift(word_g, 1)[of], p0, place)
    add(_shift(word_g, -1)[of], p0, place)
    add(_shift(word_g, -1)[of], _shift(word_g, 1)[of], g)

    # --- segments (between any signs) and clauses (between commas and full stops), in words
    group = "segments"
    first_code = codes[begins]
    m = len(words)
    index = np.arange(m)
    for number, is_break in enumerate((_IS_SOFT[first_code], _IS_HARD[first_code])):
        stop = _next_at(is_break)
        start = _last_at(is_break) + 1
        last = np.maximum(stop - 1, 0)
        if number == 0:
            last_in_segment = last
        start = np.minimum(start, m - 1)
        head, end_word = w[start], w[last]
        end_tail = tail2[last]
        to_end = np.minimum(ends[last] - begins, 12).astype(np.uint64)
        from_start = np.minimum(begins - begins[start], 9).astype(np.uint64)
        add(end_word[of])
        add(end_tail[of], place)
        add(head[of], place)
        if number == 0:
            near = np.minimum(np.maximum(index - start, 0), 4).astype(np.uint64)
            add(head[of], near[of], place)
            far = np.minimum(np.maximum(last - index, 0), 4).astype(np.uint64)
            add(end_tail[of], far[of], place)
            before_sign = np.where(start > 0, first_code[np.maximum(start - 1, 0)], 0).astype(np.uint64)
            after_sign = first_code[np.minimum(stop, m - 1)].astype(np.uint64)
            add(before_sign[of], from_start[of], place)
            add(after_sign[of], to_end[of], place)
            add(before_sign[of], after_sign[of], place)
            after_word = w[np.minimum(stop + 1, m - 1)]
            before_word = w[np.maximum(start - 2, 0)]
            add(after_sign[of], after_word[of], far[of])
            add(before_sign[of], before_word[of], near[of])
            add(middle[last][of], far[of], place)
            add(middle[start][of], near[of], place)
            add(word_g[last][of], far[of], place)
            # the neighbours in a list
            joined_left = (start > 1) & (before_sign == ord("、"))
            joined_right = (stop < m - 1) & (after_sign == ord("、"))
            left_item = np.where(joined_left, np.maximum(start - 2, 0), 0)
            right_stop = stop[np.minimum(stop + 1, m - 1)]
            right_item = np.where(joined_right, np.clip(right_stop - 1, 0, m - 1), 0)
            for value in (tail2, word_g, middle):
                left_value = np.where(joined_left, value[left_item], np.uint64(0))
                right_value = np.where(joined_right, value[right_item], np.uint64(0))
                add(left_value[of], place)
                add(right_value[of], place)
                add(left_value[of], right_value[of], value[last][of])
        else:
            etc = np.fromiter((x.startswith("等") for x in words), dtype=bool, count=m)
            at = np.minimum(_next_at(etc), m - 1)
            inside = at < stop
            after = np.where(inside, w[np.minimum(at + 1, m - 1)], np.uint64(0))
            add(after[of], place)
            lists = np.cumsum(first_code == ord("、"))
            in_list = (lists[np.minimum(stop, m - 1)] - lists[np.minimum(start, m - 1)] > 0).astype(np.uint64)
            add(in_list[of], end_tail[of])
            opened = np.where(is_verb, index, -1)
            last_verb = np.maximum.accumulate(opened)
            previous = np.concatenate(([-1], last_verb[:-1]))
            verb = np.where(previous >= start, w[np.maximum(previous, 0)], np.uint64(7))
            gap = np.minimum(np.maximum(index - previous, 0), 6).astype(np.uint64)
            add(verb[of], place)
            add(verb[of], gap[of], p0)
            add(verb[of], tail[of], place)
            verb_kind = np.where(previous >= start, middle[np.maximum(previous, 0)], np.uint64(0))
            add(verb_kind[of], middle[of], place)
            add(verb_kind[of], gap[of], middle[of])
            add(verb_kind[of], tail2[last_in_segment][of], place)

    # --- quotation marks
    group = "quotes"
    is_open, is_close = codes == ord("“"), codes == ord("”")
    line = codes == ord("\n")
    opening, closing = _last_at(is_open), _next_at(is_close)
    shut = _last_at(is_close | line)
    in_quote = (opening > shut) & (closing < _next_at(line))
    word_of_close = of[np.minimum(closing, n - 1)]
    word_of_open = of[np.maximum(opening, 0)]
    follow = w[np.minimum(word_of_close + 1, m - 1)]
    precede = w[np.maximum(word_of_open - 1, 0)]
    inside_tail = tail2[np.maximum(word_of_close - 1, 0)]
    size = np.minimum(closing - opening, 16).astype(np.uint64)
    quoted = np.where(in_quote | (is_close & (opening >= 0)), np.uint64(1), np.uint64(0))
    add(quoted, np.where(in_quote, follow, np.uint64(0)), place)
    add(quoted, np.where(in_quote, precede, np.uint64(0)))
    add(quoted, np.where(in_quote, inside_tail, np.uint64(0)))
    add(quoted, np.where(in_quote, size, np.uint64(0)), place)
    # just after a closing mark: what was quoted, how far back
    since = np.arange(n) - shut
    after_close = (since <= 6) & (shut >= 0) & is_close[np.maximum(shut, 0)]
    quoted_tail = tail2[np.maximum(of[np.maximum(shut, 0)] - 1, 0)]
    add(np.where(after_close, quoted_tail, np.uint64(0)), np.where(after_close, np.minimum(since, 7), 9).astype(np.uint64), w0)

    # --- place in the paragraph
    group = "paragraph"
    line_start = _last_at(line)
    line_stop = _next_at(line)
    full_stop = _next_at(codes == ord("。"))
    comma = _next_at(codes == ord(","))
    beginning = np.minimum(line_start + 1, n - 1)
    short = (line_stop - line_start) < 40
    heading = short & (full_stop[beginning] >= line_stop)
    opener = (full_stop[beginning] < line_stop) & (comma[beginning] > full_stop[beginning]) & (
        np.arange(n) <= full_stop[beginning]) & (full_stop[beginning] - beginning < 34)
    role = heading.astype(np.uint64) + np.uint64(2) * opener.astype(np.uint64)
    add(role, p0, place)
    add(role, c)
    return np.stack(out), tuple(groups)


def in_quotes(layout: Layout) -> npt.NDArray[np.bool_]:
    """Where a character stands between a pair of quotation marks of one passage."""
    codes = layout.codes
    line = codes == ord("\n")
    opening = _last_at(codes == ord("“"))
    shut = _last_at((codes == ord("”")) | line)
    closing = _next_at(codes == ord("”"))
    result: npt.NDArray[np.bool_] = (opening > shut) & (closing < _next_at(line)) & (closing - opening < 60)
    return result


def sentences(layout: Layout) -> list[tuple[int, int]]:
    """Stretches of the laid-out text that no mention crosses: sentences, without the breaks between passages."""
    ends = sentence_ends(layout) & ~in_quotes(layout)
    stops = np.flatnonzero(ends)
    result: list[tuple[int, int]] = []
    start = 0
    for stop in stops.tolist():
        if stop > start:
            result.append((start, stop))
        start = stop + 1
    return result
