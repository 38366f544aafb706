"""The words of a laid-out document: what they are, what they are like, and where each character stands in its word."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
import rjieba

from graph_build.mentions.features_layout import I64, Layout, Mask

U64 = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class Classes:
    """For each word its class in six divisions of the vocabulary; 0 where it has none.

    Words of one company class stand beside like words; words of one meaning class mean like things.
    """

    company: tuple[U64, U64, U64]
    """Coarse, middle, fine."""
    meaning: tuple[U64, U64, U64]
    """Coarse, middle, fine."""


@dataclass(frozen=True)
class Words:
    """The words of a document, in order; arrays of one entry a word unless said otherwise."""

    begins: I64
    ends: I64
    form: U64
    """Checksum of the word."""
    tag: U64
    """Checksum of its part of speech."""
    tail: U64
    """Its last character."""
    tail2: U64
    """Its last two characters."""
    first_code: I64
    is_verb: Mask
    is_etc: Mask
    """等, 等等."""
    classes: Classes
    of: I64
    """For each character its word."""
    place: U64
    """For each character where it stands in its word: characters before it and after it, at most two of each."""

    @classmethod
    def of_layout(cls, layout: Layout) -> Words:
        """Segment and tag a document."""
        tagged = rjieba.tag(layout.text)
        words = [word for word, _ in tagged]
        m = len(words)
        lengths = np.fromiter(map(len, words), dtype=np.int64, count=m)
        ends = np.cumsum(lengths)
        begins = ends - lengths
        of = np.repeat(np.arange(m), lengths)
        before = np.arange(len(layout.codes)) - begins[of]
        after = lengths[of] - before - 1
        place = (np.minimum(before, 2) * 3 + np.minimum(after, 2)).astype(np.uint64)
        tail = layout.codes[ends - 1].astype(np.uint64)
        second = layout.codes[np.maximum(ends - 2, begins)].astype(np.uint64)
        checksums: dict[str, int] = {}

        def checksum(word: str) -> int:
            known = checksums.get(word)
            if known is None:
                known = checksums[word] = zlib.crc32(word.encode())
            return known

        rows, table = _class_table()
        found = {word: _class_row(word, rows) for word in dict.fromkeys(words)}
        known = table[np.fromiter((found[word] for word in words), dtype=np.int64, count=m)]
        c = [np.ascontiguousarray(known[:, i]) for i in range(6)]
        return cls(
            begins=begins,
            ends=ends,
            form=np.fromiter(map(checksum, words), dtype=np.uint64, count=m),
            tag=np.fromiter((checksum(tag) for _, tag in tagged), dtype=np.uint64, count=m),
            tail=tail,
            tail2=tail * np.uint64(65536) + second,
            first_code=layout.codes[begins],
            is_verb=np.fromiter((tag[0] == "v" and tag != "vn" for _, tag in tagged), dtype=bool, count=m),
            is_etc=np.fromiter((word[0] == "等" for word in words), dtype=bool, count=m),
            classes=Classes((c[0], c[1], c[2]), (c[3], c[4], c[5])),
            of=of,
            place=place,
        )


@lru_cache(maxsize=1)
def _class_table() -> tuple[dict[str, int], U64]:
    """Row of each word in the table of word classes; row 0 is for unknown words, the word ``0`` is every number."""
    table = (files("graph_build.mentions") / "model" / "classes.tsv").read_text(encoding="utf-8")
    words: dict[str, int] = {}
    numbers: list[str] = ["0\t0\t0\t0\t0\t0"]
    for n, line in enumerate(table.splitlines(), start=1):
        word, _, rest = line.partition("\t")
        words[word] = n
        numbers.append(rest)
    return words, np.array("\t".join(numbers).split("\t"), dtype=np.uint64).reshape(-1, 6)


def _class_row(word: str, rows: dict[str, int]) -> int:
    """Row of *word*, or of its longest known end (an unknown …产业 is a 产业)."""
    found = rows.get("0" if word.isdigit() else word)
    if found is None and len(word) > 2:
        found = next((rows[word[i:]] for i in range(1, len(word) - 1) if word[i:] in rows), None)
    return found or 0
