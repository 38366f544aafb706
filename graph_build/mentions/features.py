"""Characters of a document as rows of hashed features, vectorised.

Each template below yields one 32-bit number a character; equal numbers mean equal features. Most look at words, not
characters: they are hashed once a word and then combined with the character's place in its word. Everything is integer
arithmetic on whole arrays, so that a plan of 47,000 characters takes about a fifth of a second.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph_build.mentions.features_known import Known
from graph_build.mentions.features_layout import (
    I64,
    PAD,
    Layout,
    Mask,
    Quotes,
    last_at,
    lay_out,
    next_at,
    normalise,
    roles,
    table_of,
)
from graph_build.mentions.features_layout import sentences as sentences
from graph_build.mentions.features_words import U64, Words

__all__ = ["PAD", "Layout", "Sight", "features", "lay_out", "normalise", "sentences"]

_HARD = ",。;:!?()《》\n "
_ENDS_CLAUSE, _ENDS_SEGMENT = table_of(_HARD), table_of(_HARD + "、“”")
_K1, _K2, _K3 = 0x9E3779B97F4A7C15, np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0xD6E8FEB86659FD93)
_S29, _S32 = np.uint64(29), np.uint64(32)


class _Templates:
    """Collects templates; the number of a template is its rank."""

    def __init__(self, words: Words) -> None:
        self.rows: list[npt.NDArray[np.uint32]] = []
        self._of = words.of
        self._place = words.place

    def _hash(self, parts: tuple[U64, ...]) -> U64:
        seed = (len(self.rows) + 1) * _K1 & 0xFFFFFFFFFFFFFFFF
        h = np.full(parts[0].shape, seed, dtype=np.uint64)
        for part in parts:
            h ^= part
            h *= _K2
            h ^= h >> _S29
        return h

    def _finish(self, h: U64, also: tuple[U64, ...]) -> None:
        for part in also:
            h ^= part
            h *= _K2
            h ^= h >> _S29
        h *= _K3
        h >>= _S32
        self.rows.append(h.astype(np.uint32))

    def chars(self, *parts: U64) -> None:
        """A template of arrays with one entry a character."""
        self._finish(self._hash(parts), ())

    def words(self, *parts: U64) -> None:
        """A template of arrays with one entry a word, told apart by the character's place in its word."""
        self._finish(self._hash(parts)[self._of], (self._place,))

    def words_and(self, char: U64, *parts: U64) -> None:
        """A template of arrays with one entry a word, and one with an entry a character."""
        self._finish(self._hash(parts)[self._of], (char,))


@dataclass(frozen=True)
class Sight:
    """What is seen of a document before anything learnt looks at it."""

    layout: Layout
    words: Words
    known: Known

    @classmethod
    def of(cls, layout: Layout, place_code: str | None = None) -> Sight:
        """Words of *layout*, and what lexicon and grammar know in it.

        :param place_code: GB/T 2260 code of the plan's own area, whose towns the gazetteers then know.
        """
        return cls(layout, Words.of_layout(layout), Known.of(layout, place_code))


def features(sight: Sight) -> npt.NDArray[np.uint32]:
    """Hashed features of a document, shape (templates, characters)."""
    layout, words, known = sight.layout, sight.words, sight.known
    out = _Templates(words)
    _characters(out, layout.codes.astype(np.uint64) + np.uint64(1))
    _words(out, words)
    _known(out, words, known, layout)
    listed = known.listed[words.ends - 1]
    segments = _Stretch.of(words, _ENDS_SEGMENT[words.first_code])
    _segments(out, words, segments, listed)
    _clauses(out, words, segments)
    _quotes(out, words, layout)
    _paragraphs(out, words, layout)
    return np.stack(out.rows)


def _at(a: U64, k: int) -> U64:
    """``a[i + k]`` at ``i``, zero beyond the ends."""
    out = np.zeros_like(a)
    if k > 0:
        out[:-k] = a[k:]
    elif k < 0:
        out[-k:] = a[:k]
    else:
        out[:] = a
    return out


def _characters(out: _Templates, c: U64) -> None:
    before3, before2, before, after, after2, after3 = (_at(c, k) for k in (-3, -2, -1, 1, 2, 3))
    for part in (before3, before2, before, c, after, after2, after3):
        out.chars(part)
    for pair in ((before2, before), (before, c), (c, after), (after, after2), (before, after)):
        out.chars(*pair)
    for triple in ((before2, before, c), (before, c, after), (c, after, after2)):
        out.chars(*triple)


def _words(out: _Templates, words: Words) -> None:
    w, p = words.form, words.tag
    for k in (-2, -1, 0, 1, 2):
        out.words(_at(w, k))
    out.words(_at(w, -1), w)
    out.words(w, _at(w, 1))
    out.words(p)
    out.words(_at(p, -1), p)
    out.words(p, _at(p, 1))
    out.words(_at(p, -1), p, _at(p, 1))
    out.words(words.tail)
    out.words(words.tail2)
    out.words(_at(words.tail, 1))

def _known(out: _Templates, words: Words, known: Known, layout: Layout) -> None:
    c = layout.codes.astype(np.uint64)
    listed, ruled = known.listed, known.ruled
    out.chars(listed, words.place)
    out.chars(_at(listed, -1), listed, _at(listed, 1))
    out.words_and(listed, words.form)
    out.words_and(listed, _at(words.tail2, 1))
    out.chars(_at(listed, 1), c)
    out.chars(_at(listed, -1), c)
    out.chars(ruled, known.rule)
    out.chars(ruled, listed)
    out.chars(_at(ruled, -1), ruled, _at(ruled, 1))
    out.words_and(ruled, words.tag)
    out.chars(_at(ruled, 1), c)
    of_word = listed[words.ends - 1]
    out.words(_at(of_word, 1), words.tag)
    out.words(_at(of_word, -1), words.tag)
    out.words_and(listed, _at(of_word, -1), _at(of_word, 1))


class _Stretch:
    """For each word the stretch of words that it stands in, between signs."""

    def __init__(self, start: I64, last: I64, stop: I64) -> None:
        self.start, self.last, self.stop = start, last, stop

    @classmethod
    def of(cls, words: Words, parts: Mask) -> _Stretch:
        """Stretches between the words where *parts* holds."""
        m = len(words.form)
        stop = next_at(parts)
        return cls(np.minimum(last_at(parts) + 1, m - 1), np.maximum(stop - 1, 0), stop)


def _small(a: I64, most: int) -> U64:
    return np.clip(a, 0, most).astype(np.uint64)


def _segments(out: _Templates, words: Words, segment: _Stretch, listed: U64) -> None:
    """What begins and ends the stretch between two signs, and what stands beside it in a list."""
    w, m = words.form, len(words.form)
    start, last, stop = segment.start, segment.last, segment.stop
    index = np.arange(m)
    near, far = _small(index - start, 4), _small(last - index, 4)
    to_end = _small(words.ends[last] - words.begins, 12)
    from_start = _small(words.begins - words.begins[start], 9)
    before = np.where(start > 0, words.first_code[np.maximum(start - 1, 0)], 0).astype(np.uint64)
    after = words.first_code[np.minimum(stop, m - 1)].astype(np.uint64)
    out.words(w[last])
    out.words(words.tail2[last])
    out.words(w[start])
    out.words(w[start], near)
    out.words(words.tail2[last], far)
    out.words(before, from_start)
    out.words(after, to_end)
    out.words(before, after)
    out.words(after, w[np.minimum(stop + 1, m - 1)], far)
    out.words(before, w[np.maximum(start - 2, 0)], near)
    out.words(listed[last], far)
    left, right = (start > 1) & (before == ord("、")), (stop < m - 1) & (after == ord("、"))
    left_item = np.where(left, np.maximum(start - 2, 0), 0)
    right_item = np.where(right, np.clip(stop[np.minimum(stop + 1, m - 1)] - 1, 0, m - 1), 0)
    for value in (words.tail2, listed):
        on_left = np.where(left, value[left_item], np.uint64(0))
        on_right = np.where(right, value[right_item], np.uint64(0))
        out.words(on_left)
        out.words(on_right)
        out.words(on_left, on_right, value[last])


def _clauses(out: _Templates, words: Words, segment: _Stretch) -> None:
    """What begins and ends the clause, what follows its 等, and the last verb before the word."""
    w, m = words.form, len(words.form)
    clause = _Stretch.of(words, _ENDS_CLAUSE[words.first_code])
    index = np.arange(m)
    out.words(w[clause.last])
    out.words(words.tail2[clause.last])
    out.words(w[clause.start])
    etc = np.minimum(next_at(words.is_etc), m - 1)
    out.words(np.where(etc < clause.stop, w[np.minimum(etc + 1, m - 1)], np.uint64(0)))
    marks = np.cumsum(words.first_code == ord("、"))
    is_list = marks[np.minimum(clause.stop, m - 1)] > marks[clause.start]
    out.words(is_list.astype(np.uint64), words.tail2[clause.last])
    verb = np.concatenate(([-1], np.maximum.accumulate(np.where(words.is_verb, index, -1))[:-1]))
    has_verb = verb >= clause.start
    form = np.where(has_verb, w[np.maximum(verb, 0)], np.uint64(7))
    gap = _small(index - verb, 6)
    out.words(form)
    out.words(form, gap, words.tag)
    out.words(form, words.tail)


def _quotes(out: _Templates, words: Words, layout: Layout) -> None:
    """Quotation marks: what is quoted, what stands before and after it."""
    codes, n, m = layout.codes, len(layout.codes), len(words.form)
    quotes = Quotes.of(layout)
    opening, closing, shut = quotes.opening, quotes.closing, quotes.shut
    inside = quotes.inside
    is_close = codes == ord("”")
    zero = np.uint64(0)
    first, last = words.of[np.maximum(opening, 0)], words.of[np.minimum(closing, n - 1)]
    within = (inside | (is_close & (opening >= 0))).astype(np.uint64)
    out.chars(within, np.where(inside, words.form[np.minimum(last + 1, m - 1)], zero), words.place)
    out.chars(within, np.where(inside, words.form[np.maximum(first - 1, 0)], zero))
    out.chars(within, np.where(inside, words.tail2[np.maximum(last - 1, 0)], zero))
    out.chars(within, np.where(inside, _small(closing - opening, 16), zero), words.place)
    since = np.arange(n) - shut
    after = (since <= 6) & (shut >= 0) & is_close[np.maximum(shut, 0)]
    quoted = words.tail2[np.maximum(words.of[np.maximum(shut, 0)] - 1, 0)]
    out.words_and(np.where(after, quoted + (_small(since, 7) << np.uint64(40)), np.uint64(9)), words.form)


def _paragraphs(out: _Templates, words: Words, layout: Layout) -> None:
    """Whether the character stands in a heading or in the short sentence that opens a paragraph."""
    role = roles(layout).astype(np.uint64)
    out.words_and(role, words.tag)
    out.chars(role, layout.codes.astype(np.uint64))
