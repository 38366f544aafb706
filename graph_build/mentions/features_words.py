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
        words, which = _numbered([word for word, _ in tagged])
        tags, of_tag = _numbered([tag for _, tag in tagged])
        m = len(tagged)
        lengths = np.array([len(word) for word in words], dtype=np.int64)[which]
        ends = np.cumsum(lengths)
        begins = ends - lengths
        of = np.repeat(np.arange(m), lengths)
        before = np.arange(len(layout.codes)) - begins[of]
        after = lengths[of] - before - 1
        place = (np.minimum(before, 2) * 3 + np.minimum(after, 2)).astype(np.uint64)
        tail = layout.codes[ends - 1].astype(np.uint64)
        second = layout.codes[np.maximum(ends - 2, begins)].astype(np.uint64)
        rows, table = _class_table()
        known = table[np.array([_class_row(word, rows) for word in words], dtype=np.int64)][which]
        c = [np.ascontiguousarray(known[:, i]) for i in range(6)]
        return cls(
            begins=begins,
            ends=ends,
            form=_checksums(words)[which],
            tag=_checksums(tags)[of_tag],
            tail=tail,
            tail2=tail * np.uint64(65536) + second,
            first_code=layout.codes[begins],
            is_verb=np.array([tag[0] == "v" and tag != "vn" for tag in tags], dtype=bool)[of_tag],
            is_etc=np.array([word[0] == "等" for word in words], dtype=bool)[which],
            classes=Classes((c[0], c[1], c[2]), (c[3], c[4], c[5])),
            of=of,
            place=place,
        )


def _numbered(strings: list[str]) -> tuple[list[str], I64]:
    """The different strings, and for each string which of them it is."""
    numbers = {string: i for i, string in enumerate(dict.fromkeys(strings))}
    return list(numbers), np.fromiter(map(numbers.__getitem__, strings), dtype=np.int64, count=len(strings))


def _checksums(strings: list[str]) -> U64:
    return np.array([zlib.crc32(string.encode()) for string in strings], dtype=np.uint64)


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
