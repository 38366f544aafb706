"""What gazetteers and grammar rules say of each character of a laid-out document."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

import numpy as np

from graph_build.mentions import grammar
from graph_build.mentions.features_layout import Layout
from graph_build.mentions.features_words import U64
from graph_build.mentions.labels import Area
from graph_build.mentions.lexicon import Lexicon, Match
from graph_build.model import THING_CLASSES

_LAST, _ONLY = 1, 3
"""Added to a code at a name's last character, and where it has but one; 0 within, 2 at the first."""


@dataclass(frozen=True)
class Known:
    """One entry a character; 0 where nothing is known."""

    listed: U64
    """Class of the listed name that the character stands in, whether the name is weak, and where in it."""
    ruled: U64
    """Class that a grammar rule gives, and where in the name."""
    rule: U64
    """Checksum of that rule's name."""
    matches: list[tuple[int, Match]] = field(default_factory=list)
    """Listed names, each with the start of its passage."""
    candidates: list[tuple[int, grammar.Candidate]] = field(default_factory=list)
    """Finds of the grammar rules, each with the start of its passage."""

    @classmethod
    def of(cls, layout: Layout, place_code: str | None) -> Known:
        """What the lexicon of an area and the grammar know in *layout*."""
        n = len(layout.codes)
        listed, ruled, rule = (np.zeros(n, dtype=np.uint64) for _ in range(3))
        lexicon, area = Lexicon.load(place_code), Area.of(place_code)
        known = cls(listed, ruled, rule)
        for start, text in layout.passages():
            if len(text) < 2:
                continue
            for match in lexicon.matches(text):
                code = 4 + 4 * (2 * THING_CLASSES.index(match.cls) + match.weak)
                _mark(listed, start + match.start, start + match.end, code)
                known.matches.append((start, match))
            for candidate in sorted(grammar.candidates(text, area), key=lambda c: c.confidence):
                a, b = start + candidate.start, start + candidate.end
                _mark(ruled, a, b, 4 + 4 * THING_CLASSES.index(candidate.cls))
                rule[a:b] = zlib.crc32(candidate.rule.encode())
                known.candidates.append((start, candidate))
        return known


def _mark(row: U64, start: int, end: int, code: int) -> None:
    row[start:end] = code
    row[end - 1] = code + _LAST
    row[start] = code + (_ONLY if end - start == 1 else 2)
