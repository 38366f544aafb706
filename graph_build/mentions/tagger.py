"""The learnt tagger: entity spans of nine classes in a document, and how likely each label of each character is.

A linear-chain conditional random field whose scores come from hashed features (:mod:`graph_build.mentions.features`)
and from a small network (:mod:`graph_build.mentions.network`). Scores, Viterbi paths and marginals are computed for all
sentences at once with numpy. ``docs/explanation/tagger.md`` tells how it was trained and what it is worth.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from graph_build.mentions.features import Sight, features, lay_out, sentences
from graph_build.mentions.network import Inputs, Network, restored
from graph_build.model import ThingClass

F32 = npt.NDArray[np.float32]
I64 = npt.NDArray[np.int64]

CLASSES: tuple[ThingClass, ...] = (
    "Goal", "Strategy", "Program", "Project", "Platform", "Place", "Organization", "Industry", "Indicator",
)
LABELS: tuple[str, ...] = ("O", *(f"{p}-{c}" for c in CLASSES for p in "BIES"))
_NEVER = np.float32(-1e4)
_TINY = np.float32(1e-30)

SLOT_BITS = 21
_ROW_BITS = np.uint32(18)
_SLOT_SHIFT = np.uint32(32 - SLOT_BITS)
_ROW = np.uint32((1 << 18) - 1)
_CHECK = np.uint32((1 << 14) - 1)
_BLOCK = 2048
_SENTENCES = 1024
"""Sentences that are decoded side by side: few enough that a step stays in the processor's cache."""


def transitions_allowed() -> npt.NDArray[np.bool_]:
    """``[from, to]``: which label may follow which."""
    n = len(LABELS)
    ok = np.zeros((n, n), dtype=bool)
    enter = [i for i, x in enumerate(LABELS) if x[0] in "OBS"]
    for i, x in enumerate(LABELS):
        if x[0] in "OES":
            ok[i, enter] = True
        else:
            k = 4 * ((i - 1) // 4)
            ok[i, [k + 2, k + 3]] = True
    return ok


MAY_START: npt.NDArray[np.bool_] = np.array([x[0] in "OBS" for x in LABELS])
MAY_STOP: npt.NDArray[np.bool_] = np.array([x[0] in "OES" for x in LABELS])


@dataclass(frozen=True)
class Model:
    """Weights of the tagger.

    The upper :data:`SLOT_BITS` bits of a feature's number choose a slot; the entry counts only where it also holds the
    feature's lower 14 bits, so that a feature never seen in training does not borrow another's weights.
    """

    slots: npt.NDArray[np.uint32]
    """For each slot the 14 bits (high) and the row of ``table`` (low 18 bits); 0 where it is empty."""
    table: npt.NDArray[np.int16]
    """(rows, labels) weights in units of ``scale``; row 0 is zero."""
    scale: float
    transition: F32
    """(labels, labels), -10000 where a label may not follow."""
    network: Network
    eagerness: float = 0.0
    """Taken off the score of O: how far a find is worth a false one."""

    @classmethod
    def read(cls, data: bytes) -> Model:
        """From the bytes of a model file."""
        with np.load(io.BytesIO(data)) as stored:
            keys = stored["keys"]
            slots = np.zeros(1 << SLOT_BITS, dtype=np.uint32)
            rows = np.arange(1, len(keys) + 1, dtype=np.uint32)
            slots[keys >> _SLOT_SHIFT] = rows | ((keys & _CHECK) << _ROW_BITS)
            return cls(
                slots, stored["table"].astype(np.int16), float(stored["scale"]), stored["transition"],
                restored(stored), float(stored["eagerness"]),
            )

    @classmethod
    def load(cls, path: Path | None = None) -> Model:
        """The packaged model, or the one at *path*."""
        return _packaged() if path is None else cls.read(path.read_bytes())

    def scores(self, sight: Sight) -> F32:
        """(characters, labels): what features and network say of each, by their shares."""
        out = self._linear(features(sight))
        out += self.network.scores(Inputs.of(sight.layout, sight.words, sight.known))
        return out

    def _linear(self, ids: npt.NDArray[np.uint32]) -> F32:
        """(characters, labels) from hashed features (templates, characters).

        Some thousand characters at a time, so that sums stay in the processor's cache.
        """
        total = np.zeros((ids.shape[1], self.table.shape[1]), dtype=np.int16)
        for start in range(0, ids.shape[1], _BLOCK):
            block = ids[:, start : start + _BLOCK]
            entries = self.slots.take(block >> _SLOT_SHIFT)
            entries &= _ROW * (((entries >> _ROW_BITS) ^ block) & _CHECK == 0)
            into = total[start : start + _BLOCK]
            weights = np.empty_like(into)
            for rows in entries:
                np.take(self.table, rows, axis=0, out=weights, mode="clip")
                into += weights
        return total.astype(np.float32) * np.float32(self.scale)


@lru_cache(maxsize=1)
def _packaged() -> Model:
    return Model.read((files("graph_build.mentions") / "model" / "tagger.npz").read_bytes())


@dataclass(frozen=True)
class _Batch:
    """Sentences side by side, sorted by falling length, so that each step works on a block of rows.

    Step *i* holds the *i*-th character of every sentence that has one: rows ``offsets[i]`` to ``offsets[i + 1]``.
    """

    index: I64
    """Character of each row."""
    offsets: list[int]

    @classmethod
    def of(cls, spans: Sequence[tuple[int, int]]) -> _Batch:
        """The batch of sentences given by their start and end."""
        bounds = np.array(spans, dtype=np.int64)
        lengths = bounds[:, 1] - bounds[:, 0]
        order = np.argsort(-lengths, kind="stable")
        starts, lengths = bounds[order, 0], lengths[order]
        live = np.searchsorted(-lengths, -np.arange(lengths[0]), side="left")
        offsets = np.concatenate(([0], np.cumsum(live)))
        step = np.repeat(np.arange(len(live)), live)
        rank = np.arange(offsets[-1]) - offsets[step]
        return cls(starts[rank] + step, offsets.tolist())

    def steps(self) -> list[slice]:
        """The rows of each step."""
        return [slice(a, b) for a, b in itertools.pairwise(self.offsets)]


_LEAVE = np.array([0, *range(3, len(LABELS), 4), *range(4, len(LABELS), 4)])
"""Labels after which a name is over: O, E-…, S-…."""
_ENTER = np.array([0, *range(1, len(LABELS), 4), *range(4, len(LABELS), 4)])
"""Labels with which something new begins: O, B-…, S-…."""
_B, _I, _E = (np.arange(k, len(LABELS), 4) for k in (1, 2, 3))


def _best_paths(scores: F32, transition: F32, batch: _Batch) -> I64:
    """Viterbi: the best label of each row of *batch*.

    Within a name only B → I, E and I → I, E are legal, so each step compares the labels that end with those that begin
    and, apart, the two ways on within a name.
    """
    outer = np.ascontiguousarray(transition[np.ix_(_LEAVE, _ENTER)].T)
    b_i, i_i, b_e, i_e = (transition[x, y] for x, y in ((_B, _I), (_I, _I), (_B, _E), (_I, _E)))
    back = np.zeros(scores.shape, dtype=np.int8)
    best = np.empty_like(scores)
    steps = batch.steps()
    best[steps[0]] = scores[steps[0]] + np.where(MAY_START, np.float32(0), _NEVER)
    for before, rows in itertools.pairwise(steps):
        n = rows.stop - rows.start
        previous = best[before.start : before.start + n]
        paths = previous[:, None, _LEAVE] + outer
        choice = paths.argmax(axis=2)
        here, came = best[rows], back[rows]
        here[:, _ENTER] = np.take_along_axis(paths, choice[:, :, None], axis=2)[:, :, 0]
        came[:, _ENTER] = _LEAVE[choice]
        begin, within = previous[:, _B], previous[:, _I]
        for target, from_b, from_i in ((_I, begin + b_i, within + i_i), (_E, begin + b_e, within + i_e)):
            stays = from_i > from_b
            here[:, target] = np.where(stays, from_i, from_b)
            came[:, target] = np.where(stays, _I, _B)
        here += scores[rows]
    labels = np.zeros(len(scores), dtype=np.int64)
    final = (best + np.where(MAY_STOP, np.float32(0), _NEVER)).argmax(axis=1)
    going: I64 = np.zeros(0, dtype=np.int64)
    for rows in reversed(steps):
        current = final[rows]
        current[: len(going)] = going
        labels[rows] = current
        going = back[rows][np.arange(len(current)), current].astype(np.int64)
    return labels


def _marginals(scores: F32, transition: F32, batch: _Batch) -> F32:
    """Forward–backward: the probability of each label in each row of *batch*."""
    steps = batch.steps()
    step = np.exp(np.maximum(transition, -60)) * (transition > _NEVER / 2)
    back = np.ascontiguousarray(step.T)
    local = np.exp(scores - scores.max(axis=1, keepdims=True))
    out = np.empty_like(scores)
    alpha = local[steps[0]] * MAY_START
    out[steps[0]] = alpha / alpha.sum(axis=1, keepdims=True)
    for before, rows in itertools.pairwise(steps):
        n = rows.stop - rows.start
        alpha = (out[before.start : before.start + n] @ step) * local[rows]
        out[rows] = alpha / (alpha.sum(axis=1, keepdims=True) + _TINY)
    beta = np.tile(MAY_STOP.astype(np.float32), (steps[0].stop, 1))
    for rows in reversed(steps):
        n = rows.stop - rows.start
        current = beta[:n]
        out[rows] *= current
        onward = (current * local[rows]) @ back
        beta[:n] = onward / (onward.sum(axis=1, keepdims=True) + _TINY)
    out /= out.sum(axis=1, keepdims=True) + _TINY
    return out


@dataclass(frozen=True)
class Reading:
    """What the tagger makes of one document."""

    sight: Sight
    marginals: F32
    """(characters, labels) probabilities; a character that stands in no sentence is O."""
    spans: list[tuple[int, int, int]]
    """Spans of the best labels, in reading order: first character, end, index in :data:`CLASSES`."""


def read(texts: Sequence[str], model: Model | None = None, place_code: str | None = None) -> Reading:
    """The tagger's view of a document, for whoever judges its spans.

    :param texts: reading texts of the passages of one document, in reading order.
    :param model: weights to use instead of the packaged ones (for cross-validation).
    :param place_code: GB/T 2260 code of the document's own area.
    """
    model = model or Model.load()
    layout = lay_out(texts)
    sight = Sight.of(layout, place_code)
    marginals = np.zeros((len(layout.codes), len(LABELS)), dtype=np.float32)
    marginals[:, 0] = 1
    labels = np.zeros(len(layout.codes), dtype=np.int64)
    if spans := sentences(layout):
        with threadpool_limits(1):  # products this small cost more in waking other threads than they gain
            scores = model.scores(sight)
            scores[:, 0] -= np.float32(model.eagerness)
            for start in range(0, len(spans), _SENTENCES):
                batch = _Batch.of(spans[start : start + _SENTENCES])
                ordered = scores[batch.index]
                labels[batch.index] = _best_paths(ordered, model.transition, batch)
                marginals[batch.index] = _marginals(ordered, model.transition, batch)
    return Reading(sight, marginals, _spans(labels))


def _spans(labels: I64) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    begin = 0
    for i in np.flatnonzero(labels).tolist():
        label = LABELS[labels[i]]
        if label[0] in "BS":
            begin = i
        if label[0] in "ES":
            found.append((begin, i + 1, (int(labels[i]) - 1) // 4))
    return found
