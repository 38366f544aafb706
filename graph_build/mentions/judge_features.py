"""Offers of a class for a span as rows of numbers: what the tagger, lexicon and grammar say, and what stands around.

Each template yields one slot of the judge's table of weights an offer. Everything is integer arithmetic on arrays with
one entry an offer.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph_build.mentions.features_layout import I64, Mask, next_at, table_of
from graph_build.mentions.features_words import U64, Words
from graph_build.mentions.judge_pool import LINKS, Pool
from graph_build.mentions.tagger import CLASSES, F32, Reading

BITS = 18
"""The table of weights has 2 ** BITS slots."""
_K1, _K2 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_SEED, _MASK = 0x9E3779B97F4A7C15, 0xFFFFFFFFFFFFFFFF
_S29, _SHIFT = np.uint64(29), np.uint64(64 - BITS)
_CHANCES = (
    0.001, 0.003, 0.01, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.87, 0.92, 0.96, 0.985, 0.995,
)
_SHARES = (0.001, 0.01, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97)
_LENGTHS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 17, 20, 25, 30)
_ENDS_CLAUSE, _LINK = table_of(",。;:!?\n"), table_of(LINKS)
_OPENS, _CLOSES, _DIGIT = table_of("“《"), table_of("”》"), table_of("0123456789")
_OF, _AND, _COMMA = table_of("的"), table_of("和与及"), table_of("、")

Numbers = I64 | U64 | Mask


class _Templates:
    def __init__(self) -> None:
        self.rows: list[npt.NDArray[np.int64]] = []

    def add(self, *parts: Numbers) -> None:
        """A template: offers with equal *parts* share a weight."""
        seed = (len(self.rows) + 1) * _SEED & _MASK
        h = np.full(len(parts[0]), seed, dtype=np.uint64)
        for part in parts:
            h ^= part.astype(np.uint64)
            h *= _K2
            h ^= h >> _S29
        h *= _K1
        self.rows.append((h >> _SHIFT).astype(np.int64))


def _step(values: npt.NDArray[np.floating] | I64, limits: tuple[float, ...]) -> I64:
    return np.searchsorted(np.array(limits, dtype=np.float64), values).astype(np.int64)


@dataclass(frozen=True)
class _Offers:
    """What every template needs: the offers' limits and class, and the document."""

    a: I64
    b: I64
    cls: I64
    reading: Reading
    pool: Pool

    def char(self, at: I64) -> I64:
        codes = self.reading.sight.layout.codes
        return np.where(at >= 0, codes[np.clip(at, 0, len(codes) - 1)], 0)

    def holds(self, signs: Mask) -> I64:
        """How many of *signs* a span holds."""
        sums = np.concatenate(([0], np.cumsum(signs[self.reading.sight.layout.codes])))
        result: I64 = sums[self.b] - sums[self.a]
        return result


def rows(reading: Reading, pool: Pool) -> npt.NDArray[np.int64]:
    """Slots of the table of weights, shape (offers, templates)."""
    bounds = np.array(pool.spans, dtype=np.int64).reshape(-1, 2)
    offers = _Offers(bounds[pool.of, 0], bounds[pool.of, 1], pool.cls, reading, pool)
    out = _Templates()
    chance = _tagger(out, offers)
    _known(out, offers, chance)
    _text(out, offers)
    _form(out, offers)
    _lists(out, offers, chance)
    _document(out, offers)
    _hinted(out, offers, chance)
    _alike(out, offers, chance)
    return np.stack(out.rows, axis=1)


def _tagger(out: _Templates, offers: _Offers) -> I64:
    """How likely the tagger thinks span and class; the chance in steps."""
    a, b, cls, pool, marginals = offers.a, offers.b, offers.cls, offers.pool, offers.reading.marginals
    least = pool.least[pool.of, cls]
    any_class = pool.least.sum(axis=1)[pool.of]
    chance, named = _step(least, _CHANCES), _step(any_class, _CHANCES)
    of_class = _step(least / (any_class + 1e-9), _SHARES)
    begins = _step((marginals[:, 1::4].sum(axis=1) + marginals[:, 4::4].sum(axis=1))[a], _SHARES)
    ends = _step((marginals[:, 3::4].sum(axis=1) + marginals[:, 4::4].sum(axis=1))[b - 1], _SHARES)
    path = _path(offers)
    out.add(cls)
    out.add(chance)
    out.add(chance, cls)
    out.add(named)
    out.add(named, cls)
    out.add(of_class, cls)
    out.add(begins, ends)
    out.add(begins, cls)
    out.add(ends, cls)
    out.add(path)
    out.add(path, cls)
    return chance


def _path(offers: _Offers) -> I64:
    """How a span lies to the tagger's best path: on it with its class (1) or another (2), …, away from it (0)."""
    spans = offers.reading.spans
    owner = np.full(len(offers.reading.sight.layout.codes), -1)
    for i, (start, end, _) in enumerate(spans):
        owner[start:end] = i
    bounds = np.array([*spans, (-9, -9, -9)], dtype=np.int64)
    first, last = bounds[owner[offers.a]], bounds[owner[offers.b - 1]]
    same = (first[:, 0] == offers.a) & (first[:, 1] == offers.b)
    covered = np.concatenate(([0], np.cumsum(owner >= 0)))
    cases = [
        same & (first[:, 2] == offers.cls), same, first[:, 0] == offers.a, last[:, 1] == offers.b,
        (first[:, 0] >= 0) & (first == last).all(axis=1), covered[offers.b] > covered[offers.a],
    ]
    return np.select(cases, list(range(1, 7)), 0)


def _known(out: _Templates, offers: _Offers, chance: I64) -> None:
    """What grammar rules and the lexicon say of the very span, or of one that shares an end with it."""
    known, n = offers.reading.sight.known, len(offers.reading.sight.layout.codes)
    rules = {
        (start + c.start, start + c.end): (zlib.crc32(c.rule.encode()), CLASSES.index(c.cls))
        for start, c in known.candidates if c.cls in CLASSES
    }
    entries = {
        (start + m.start, start + m.end): (2 * zlib.crc32(m.kind.encode()) + m.weak, CLASSES.index(m.cls))
        for start, m in known.matches if m.cls in CLASSES
    }
    for i, found in enumerate((rules, entries)):
        values = np.array([found.get(span, (0, -1)) for span in offers.pool.spans], dtype=np.int64).reshape(-1, 2)
        name, same = values[offers.pool.of, 0], values[offers.pool.of, 1] == offers.cls
        out.add(name, same)
        out.add(name, same, offers.cls)
        out.add(name, same, chance // 3)
        begins, ends = np.zeros(n + 1, dtype=np.int64), np.zeros(n + 1, dtype=np.int64)
        for (start, end), (what, cls) in found.items():
            begins[start] = ends[end] = what if i else cls + 1
        other = name == 0
        out.add(np.where(other, begins[offers.a], 0), np.where(other, ends[offers.b], 0), offers.cls)


def _hinted(out: _Templates, offers: _Offers, chance: I64) -> None:
    """What list, frame or repetition speaks for the offer."""
    hint, spans = offers.pool.hint, offers.pool.spans
    names = [
        zlib.crc32(hint.get((*spans[i], k), "").encode())
        for i, k in zip(offers.pool.of.tolist(), offers.pool.cls.tolist(), strict=True)
    ]
    name = np.array(names, dtype=np.int64)
    out.add(name)
    out.add(name, chance // 3)


def _text(out: _Templates, offers: _Offers) -> None:
    """Characters and words at the span's ends and beside it."""
    a, b, cls, char = offers.a, offers.b, offers.cls, offers.char
    words: Words = offers.reading.sight.words
    last, first, before, after = char(b - 1), char(a), char(a - 1), char(b)
    wide = [char(b - 2) << 16 | last, first << 16 | char(a + 1), char(a - 2) << 16 | before, after << 16 | char(b + 1)]
    for value in (last, first, before, after):
        out.add(value, cls)
    for value in wide:
        out.add(value)
        out.add(value, cls)
    at, to = words.of[a], words.of[b - 1]
    previous, following = np.maximum(at - 1, 0), np.minimum(to + 1, len(words.form) - 1)
    for index in (to, at, previous, following):
        out.add(words.form[index], cls)
    for index in (previous, following):
        out.add(words.tag[index], cls)
    out.add(words.form[to], words.form[previous], cls)
    out.add(words.classes[2][to], cls)
    out.add(words.classes[1][to], cls)
    out.add(words.classes[1][at], cls)
    out.add(words.begins[at] == a, words.ends[to] == b, cls)


def _form(out: _Templates, offers: _Offers) -> None:
    """Length, quotation marks, and what stands within."""
    a, b, cls, char, holds = offers.a, offers.b, offers.cls, offers.char, offers.holds
    length = _step(b - a, _LENGTHS)
    opened, closed = holds(_OPENS), holds(_CLOSES)
    starts, ends = char(a) == ord("“"), char(b - 1) == ord("”")
    quoted = np.select(
        [starts & ends & (opened == 1), starts, ends, opened > 0], [1, 2, 3, 4],
        4 + (char(a - 1) == ord("“")) + 2 * (char(b) == ord("”")) + 1,
    )
    out.add(length)
    out.add(length, cls)
    out.add(np.minimum(holds(_OF), 2), cls)
    out.add(np.minimum(holds(_AND), 2), cls)
    out.add(np.minimum(holds(_COMMA), 3), cls)
    out.add(np.minimum(holds(_DIGIT), 3), cls)
    out.add(quoted, opened != closed)
    out.add(quoted, opened != closed, cls)


def _lists(out: _Templates, offers: _Offers, chance: I64) -> None:
    """What the neighbours in a list are, and what the clause names beside."""
    a, b, cls, reading = offers.a, offers.b, offers.cls, offers.reading
    codes = reading.sight.layout.codes
    n = len(codes)
    clause = np.cumsum(_ENDS_CLAUSE[codes])
    commas = np.bincount(clause, weights=_COMMA[codes])
    counts = np.zeros((len(commas), len(CLASSES)), dtype=np.int64)
    ends, starts = np.zeros(n + 2, dtype=np.int64), np.zeros(n + 2, dtype=np.int64)
    on_path = np.zeros(len(a), dtype=np.int64)
    path = {}
    for start, end, k in reading.spans:
        counts[clause[start], k] += 1
        ends[end], starts[start] = k + 1, k + 1
        path[start, end] = k + 1
    own = np.array([path.get(span, 0) for span in offers.pool.spans], dtype=np.int64)[offers.pool.of]
    on_path = (own == cls + 1).astype(np.int64)
    here = clause[a]
    same = counts[here, cls] - on_path
    others = counts[here].sum(axis=1) - (own > 0) - same
    before, after = offers.char(a - 1), offers.char(b)
    left = np.where(_LINK[before], np.where(before == ord("、"), 1, 2), 0)
    right = np.where(_LINK[after], np.where(after == ord("、"), 1, 2), np.where(after == ord("等"), 3, 0))
    left_cls = np.where(left > 0, ends[np.maximum(a - 1, 0)], 0)
    right_cls = np.where((right == 1) | (right == 2), starts[np.minimum(b + 1, n)], 0)
    left_is = np.select([left == 0, left_cls == 0, left_cls == cls + 1], [0, 1, 2], 3)
    right_is = np.select([right == 0, right_cls == 0, right_cls == cls + 1], [0, 1, 2], 3)
    is_list = commas[here] > 0
    of_same, of_others = np.minimum(same, 4), np.minimum(others, 4)
    out.add(left, right, left_is, right_is)
    out.add(left, right, left_is, right_is, cls)
    out.add(left_is, right_is, chance // 3)
    out.add(is_list, of_same, of_others)
    out.add(is_list, of_same, of_others, cls)
    words = reading.sight.words
    last_word = len(words.form) - 1
    etc = np.minimum(next_at(words.is_etc), last_word)[words.of[b - 1]]
    within = words.begins[etc] < next_at(_ENDS_CLAUSE[codes])[b - 1]
    what = np.where(within, words.form[np.minimum(etc + 1, last_word)], np.uint64(0))
    out.add(within, what, cls)


def _alike(out: _Templates, offers: _Offers, chance: I64) -> None:
    """Whether the neighbours in a list end in the same characters, and whether they are on the path with this class."""
    a, b, char = offers.a, offers.b, offers.char
    n = len(offers.reading.sight.layout.codes)
    stop, of_start, of_end = np.zeros((3, n + 2), dtype=np.int64)
    for start, end, k in offers.reading.spans:
        stop[start], of_start[start], of_end[end] = end, k + 1, k + 1
    last, wide = char(b - 1), char(b - 2)
    left, right = _LINK[char(a - 1)], _LINK[char(b)]
    other: I64 = stop[np.minimum(b + 1, n)]

    def likeness(linked: Mask, at: I64, cls: I64) -> I64:
        like = np.where(char(at - 1) == last, np.where(char(at - 2) == wide, 2, 1), 0)
        kind = np.select([cls == 0, cls == offers.cls + 1], [0, 1], 2)
        return np.where(linked, 1 + like + 3 * kind, 0)

    before = likeness(left, a - 1, of_end[np.maximum(a - 1, 0)])
    after = likeness(right & (other > 0), other, of_start[np.minimum(b + 1, n)])
    out.add(before, after)
    out.add(before, after, offers.cls)
    out.add(before, chance // 3)
    out.add(after, chance // 3)


def _document(out: _Templates, offers: _Offers) -> None:
    """What the tagger thinks of the same string elsewhere in the document."""
    text, pool, cls = offers.reading.sight.layout.text, offers.pool, offers.cls
    numbers: dict[str, int] = {}
    string = np.array(
        [numbers.setdefault(text[a:b].strip("“”"), len(numbers)) for a, b in pool.spans], dtype=np.int64
    )
    times = np.bincount(string, minlength=len(numbers))
    best, second = np.zeros((2, len(numbers), len(CLASSES)), dtype=np.float32)
    order = np.argsort(string, kind="stable")
    firsts = np.flatnonzero(np.diff(string[order], prepend=-1))
    if len(firsts):
        best[:] = np.maximum.reduceat(pool.least[order], firsts, axis=0)
        below = np.where(pool.least[order] == best[string[order]], np.float32(0), pool.least[order])
        second[:] = np.maximum.reduceat(below, firsts, axis=0)
    mine = pool.least[pool.of]
    elsewhere: F32 = np.where(best[string[pool.of]] > mine, best[string[pool.of]], second[string[pool.of]])
    index = np.arange(len(cls))
    as_this = elsewhere[index, cls]
    elsewhere[index, cls] = 0
    again = times[string[pool.of]] > 1
    this = np.where(again, 1 + _step(as_this, _SHARES), 0)
    other = np.where(again, 1 + _step(elsewhere.max(axis=1, initial=0), _SHARES), 0)
    often = np.minimum(times[string[pool.of]], 5)
    out.add(this)
    out.add(this, other)
    out.add(this, other, cls)
    out.add(often, this)
    out.add(often, cls)
