"""The second reading: which of the spans that some source takes for a name are names, and of which class.

The tagger sees a character at a time and cannot see lists, repetitions and sure rules whole. Here each offer of a
class for a span is weighed by a logistic regression over what the tagger, lexicon and grammar say of it, what its
neighbours in a list are, and what the same string is elsewhere; then those offers are taken that do not overlap and
promise most. The weights were learnt from what taggers said of texts that they had not seen
(:mod:`graph_build.training.judging`), so the confidence is that of unseen text.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from graph_build.mentions import judge_features, judge_pool
from graph_build.mentions.tagger import CLASSES, F32, Reading
from graph_build.model import ThingClass

THRESHOLD = 0.33
"""Chance of being right from which on a name is worth a false one; chosen on the held-out files and the chapters."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What the judge has learnt."""

    table: F32
    """One weight a slot."""
    bias: float

    @staticmethod
    def read(data: bytes) -> Weights:
        """From the bytes of a model file."""
        with np.load(io.BytesIO(data)) as stored:
            return Weights(stored["table"].astype(np.float32), float(stored["bias"]))

    def write(self) -> bytes:
        """The bytes of a model file."""
        out = io.BytesIO()
        np.savez_compressed(out, table=self.table.astype(np.float16), bias=np.float32(self.bias))
        return out.getvalue()

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> Weights:
        """The packaged ones."""
        return Weights.read((files("graph_build.mentions") / "model" / "judge.npz").read_bytes())


@dataclass(frozen=True, slots=True)
class Judged:
    """A span ``[start, end)`` of a laid-out document."""

    start: int
    end: int
    cls: ThingClass
    confidence: float
    """Estimated probability that span and class are right."""
    rule: str
    """Who found it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided for a document."""

    taken: tuple[Judged, ...]
    """Names, in reading order; they do not overlap."""
    dropped: tuple[Judged, ...]
    """Spans of the tagger that no taken name overlaps."""


def judge(reading: Reading, weights: Weights | None = None) -> Verdict:
    """The names of a document."""
    weights = weights or Weights.load()
    pool = judge_pool.gather(reading)
    if not len(pool.of):
        return Verdict((), ())
    chances = chances_of(judge_features.rows(reading, pool), weights)
    best: dict[int, tuple[float, int]] = {}
    for i, k, chance in zip(pool.of.tolist(), pool.cls.tolist(), chances.tolist(), strict=True):
        if chance > best.get(i, (0.0, 0))[0]:
            best[i] = (chance, k)
    path = set(reading.spans)
    names = [
        Judged(*pool.spans[i], CLASSES[k], round(chance, 3), _rule(pool, (*pool.spans[i], k), path))
        for i, (chance, k) in sorted(best.items())
    ]
    taken = _most_promising([name for name in names if name.confidence > THRESHOLD])
    covered = np.zeros(len(reading.marginals), dtype=bool)
    for name in taken:
        covered[name.start : name.end] = True
    of_span = {(name.start, name.end): name for name in names}
    dropped = [of_span[a, b] for a, b, _ in reading.spans if not covered[a:b].any()]
    return Verdict(tuple(taken), tuple(dropped))


def chances_of(rows: npt.NDArray[np.int64], weights: Weights) -> F32:
    """Probability of each offer, given its slots (offers, templates)."""
    total = np.full(len(rows), weights.bias, dtype=np.float32)
    for column in rows.T:
        total += weights.table[column]
    result: F32 = (1 / (1 + np.exp(-total))).astype(np.float32)
    return result


def _rule(pool: judge_pool.Pool, offer: tuple[int, int, int], path: set[tuple[int, int, int]]) -> str:
    if offer in path:
        return "tagger"
    return pool.source.get(offer, "tagger's alternative")


def _most_promising(names: Sequence[Judged]) -> list[Judged]:
    """The names that do not overlap and whose confidence beyond the threshold sums to most."""
    order = sorted(names, key=lambda n: (n.end, n.start))
    ends = [name.end for name in order]
    sums, back = [0.0], [0]
    for i, name in enumerate(order):
        before = bisect_right(ends, name.start, 0, i)
        value = sums[before] + name.confidence - THRESHOLD
        better = value > sums[i]
        sums.append(value if better else sums[i])
        back.append(before if better else -1)
    taken: list[Judged] = []
    at = len(order)
    while at > 0:
        if back[at] >= 0:
            taken.append(order[at - 1])
            at = back[at]
        else:
            at -= 1
    return taken[::-1]
