"""Words and parts of speech of a text, from one shared rjieba pass.

rjieba is the Rust port of jieba: dictionary segmentation with a hidden Markov model for unknown words, and the
part-of-speech set of ICTCLAS (``n`` noun, ``v`` verb, ``vn`` verbal noun, ``a`` adjective, ``d`` adverb, …).
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import rjieba


class Word(NamedTuple):
    """One word of a text with its half-open offsets in it."""

    text: str
    tag: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[Word, ...]:
    """The words of ``text`` in order; together they cover it. Linear in its length; the last few thousand are kept."""
    out: list[Word] = []
    at = 0
    for word, tag in rjieba.tag(text):
        end = at + len(word)
        out.append(Word(word, tag, at, end))
        at = end
    return tuple(out)
