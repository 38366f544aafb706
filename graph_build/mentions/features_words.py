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

_TAGS = (
    "a ad ag an b c d df dg e eng f g h i j k l m mg mq n ng nr nrfg nrt ns nt nz o p q r rg rr rz s t tg u ud ug uj "
    "ul uv uz v vd vg vi vn vq x y z zg"
)
TAGS = tuple(_TAGS.split())
"""Parts of speech as jieba's dictionary names them."""
_TAG_NUMBER = {tag: number for number, tag in enumerate(TAGS, start=1)}


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
    tag_number: I64
    """Rank of its part of speech among :data:`TAGS`, from 1; 0 for any other."""
    classes: tuple[U64, U64, U64]
    """Words of one class mean like things: coarse, middle, fine; 0 where there is none."""
    vector: I64
    """Row of its vector (of its longest known end where it has none of its own); 0 where there is none."""
    has_vector: Mask
    """Whether the vector is its own."""
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
        rows = vector_rows()
        known = np.array([_vector_row(word, rows) for word in words], dtype=np.int64).reshape(-1, 2)[which]
        of_class = np.ascontiguousarray(_classes()[known[:, 0]].T)
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
            tag_number=np.array([_TAG_NUMBER.get(tag, 0) for tag in tags], dtype=np.int64)[of_tag],
            classes=(of_class[0], of_class[1], of_class[2]),
            vector=known[:, 0],
            has_vector=known[:, 1] > 0,
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
def vector_rows() -> dict[str, int]:
    """Row of each word in the table of word vectors, from 1; the word ``0`` stands for every number."""
    with np.load((files("graph_build.mentions") / "model" / "words.npz").open("rb")) as stored:
        words = bytes(stored["words"]).decode("utf-8").split("\n")
    return {word: row for row, word in enumerate(words, start=1)}


@lru_cache(maxsize=1)
def _classes() -> U64:
    """(words + 1, 3): the classes of each row's word."""
    with np.load((files("graph_build.mentions") / "model" / "words.npz").open("rb")) as stored:
        return np.concatenate((np.zeros((1, 3), dtype=np.uint64), stored["classes"].astype(np.uint64) + 1))


def _vector_row(word: str, rows: dict[str, int]) -> tuple[int, int]:
    """Row of *word* and 1, or that of its longest known end (an unknown …产业 is a 产业) and 0."""
    key = "0" if word.isdigit() else word
    own = rows.get(key)
    if own is not None:
        return own, 1
    return next((rows[word[i:]] for i in range(1, len(word)) if word[i:] in rows), 0), 0
