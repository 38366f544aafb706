"""Words near a word, for “did you mean”."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process


def nearest(word: str, words: Iterable[str], *, limit: int = 3, cutoff: float = 50.0) -> tuple[str, ...]:
    """The members of *words* nearest to *word* by edit distance, best first; ties in alphabetical order."""
    found = process.extract(word, sorted(words), scorer=fuzz.WRatio, limit=limit, score_cutoff=cutoff)
    return tuple(match for match, _, _ in found)
