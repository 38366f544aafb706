"""The learnt tagger: entity spans of nine classes in a document, with calibrated confidence.

A linear-chain conditional random field over hashed features (:mod:`graph_build.mentions.features`). The weights are
one table of bytes in the package; scores, Viterbi paths and marginals are computed for all sentences at once with
numpy. ``docs/explanation/tagger.md`` tells how it was trained and what it is worth.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graph_build.mentions.features import features, lay_out, sentences
from graph_build.model import ThingClass

F32 = npt.NDArray[np.float32]

CLASSES: tuple[ThingClass, ...] = (
    "Goal", "Strategy", "Program", "Project", "Platform", "Place", "Organization", "Industry", "Indicator",
)
LABELS: tuple[str, ...] = ("O", *(f"{p}-{c}" for c in CLASSES for p in "BIES"))
_NEVER = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A span ``[start, end)`` of one passage's text."""

    start: int
    end: int
    cls: ThingClass
    confidence: float
    """Estimated probability that span and class are right."""


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

    A feature's number is split: its upper ``bits`` choose a slot of ``slots``, and the entry counts only where the
    stored ``checks`` equal the lower 16, so that a feature never seen in training does not borrow another's weights.
    """

    slots: npt.NDArray[np.int32]
    """Row of ``table`` for each slot; 0 is the empty row."""
    checks: npt.NDArray[np.uint16]
    """Lower 16 bits of the feature of each row."""
    table: npt.NDArray[np.int8]
    """(rows, labels) weights in units of ``scale``; row 0 is zero."""
    scale: float
    transition: F32
    """(labels, labels), -10000 where a label may not follow."""
    calibration: F32
    """Confidence for each of evenly spaced marginals from 0 to 1."""

    @classmethod
    def read(cls, data: bytes) -> Model:
        """From the bytes of a model file."""
        with np.load(io.BytesIO(data)) as stored:
            keys, table = stored["keys"], stored["table"]
            bits = int(stored["bits"])
            slots = np.zeros(1 << bits, dtype=np.int32)
            slots[keys >> np.uint32(32 - bits)] = np.arange(1, len(keys) + 1, dtype=np.int32)
            checks = np.concatenate(([0], keys & np.uint32(0xFFFF))).astype(np.uint16)
            return cls(slots, checks, table, float(stored["scale"]), stored["transition"], stored["calibration"])

    @classmethod
    def load(cls, path: Path | None = None) -> Model:
        """The packaged model, or the one at *path*."""
        if path is not None:
            return cls.read(path.read_bytes())
        return _packaged()

    def scores(self, ids: npt.NDArray[np.uint32]) -> F32:
        """(characters, labels) from hashed features (templates, characters)."""
        shift = np.uint32(32 - (len(self.slots).bit_length() - 1))
        total = np.zeros((ids.shape[1], self.table.shape[1]), dtype=np.int16)
        for template in ids:
            rows = self.slots[template >> shift]
            rows[self.checks[rows] != template.astype(np.uint16)] = 0
            hit = np.flatnonzero(rows)
            total[hit] += self.table[rows[hit]]
        return total.astype(np.float32) * np.float32(self.scale)


@lru_cache(maxsize=1)
def _packaged() -> Model:
    return Model.read((files("graph_build.mentions") / "model" / "tagger.npz").read_bytes())


@dataclass(frozen=True)
class _Batch:
    """Sentences sorted by falling length: at step *i* the first ``live[i]`` are still running."""

    starts: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.int64]
    live: list[int]

    @classmethod
    def of(cls, spans: Sequence[tuple[int, int]]) -> _Batch:
        order = sorted(spans, key=lambda s: (s[0] - s[1], s[0]))
        starts = np.array([a for a, _ in order], dtype=np.int64)
        lengths = np.array([b - a for a, b in order], dtype=np.int64)
        longest = int(lengths[0])
        live = np.searchsorted(-lengths, -np.arange(longest), side="left").tolist()
        return cls(starts, lengths, live)


def _best_paths(scores: F32, transition: F32, batch: _Batch) -> npt.NDArray[np.int64]:
    """Viterbi: the best label of each character."""
    labels = np.zeros(len(scores), dtype=np.int64)
    starts, lengths, live = batch.starts, batch.lengths, batch.live
    into = np.ascontiguousarray(transition.T)
    best = scores[starts] + np.where(MAY_START, np.float32(0), _NEVER)
    back: list[npt.NDArray[np.int64]] = []
    reached = [best]
    for i in range(1, len(live)):
        paths = best[: live[i], None, :] + into
        choice = paths.argmax(axis=2)
        back.append(choice)
        best = np.take_along_axis(paths, choice[:, :, None], axis=2)[:, :, 0] + scores[starts[: live[i]] + i]
        reached.append(best)
    stop = np.where(MAY_STOP, np.float32(0), _NEVER)
    current = np.zeros(len(starts), dtype=np.int64)
    for i in range(len(live) - 1, -1, -1):
        ending = slice(live[i + 1] if i + 1 < len(live) else 0, live[i])
        if i + 1 < len(live):
            current[: live[i + 1]] = back[i][np.arange(live[i + 1]), current[: live[i + 1]]]
        current[ending] = (reached[i][ending] + stop).argmax(axis=1)
        labels[starts[: live[i]] + i] = current[: live[i]]
    return labels


def _marginals(scores: F32, transition: F32, batch: _Batch) -> F32:
    """Forward–backward: the probability of each label at each character."""
    out = np.zeros_like(scores)
    starts, live = batch.starts, batch.live
    step = np.exp(np.maximum(transition, -60)) * (transition > _NEVER / 2)
    top = scores.max(axis=1, keepdims=True)
    local = np.exp(scores - top)
    alpha = local[starts] * MAY_START
    alpha /= alpha.sum(axis=1, keepdims=True)
    out[starts] = alpha
    for i in range(1, len(live)):
        at = starts[: live[i]] + i
        alpha = (alpha[: live[i]] @ step) * local[at]
        alpha /= alpha.sum(axis=1, keepdims=True) + 1e-30
        out[at] = alpha
    stop = MAY_STOP.astype(np.float32)
    beta = np.tile(stop, (len(starts), 1))
    for i in range(len(live) - 1, -1, -1):
        at = starts[: live[i]] + i
        gamma = out[at] * beta[: live[i]]
        out[at] = gamma / (gamma.sum(axis=1, keepdims=True) + 1e-30)
        if i:
            beta[: live[i]] = (beta[: live[i]] * local[at]) @ step.T
            beta[: live[i]] /= beta[: live[i]].sum(axis=1, keepdims=True) + 1e-30
    return out


def tag(texts: Sequence[str], model: Model | None = None) -> list[list[Tagged]]:
    """The mentions of each passage of one document, in reading order and without overlap.

    :param texts: reading texts of the passages of one document, in reading order.
    :param model: weights to use instead of the packaged ones (for cross-validation).
    """
    model = model or Model.load()
    found: list[list[Tagged]] = [[] for _ in texts]
    layout = lay_out(texts)
    spans = sentences(layout)
    if not spans:
        return found
    batch = _Batch.of(spans)
    scores = model.scores(features(layout))
    labels = _best_paths(scores, model.transition, batch)
    marginals = _marginals(scores, model.transition, batch)
    steps = len(model.calibration) - 1
    starts = np.array(layout.starts)
    begin = 0
    for i in np.flatnonzero(labels).tolist():
        label = LABELS[labels[i]]
        if label[0] in "BS":
            begin = i
        if label[0] in "ES":
            cls = CLASSES[(int(labels[i]) - 1) // 4]
            inside = np.arange(begin, i + 1)
            sure = float(marginals[inside, labels[inside]].min())
            passage = int(np.searchsorted(starts, begin, side="right")) - 1
            offset = layout.starts[passage]
            confidence = float(model.calibration[round(sure * steps)])
            found[passage].append(Tagged(begin - offset, i + 1 - offset, cls, round(confidence, 3)))
    return found
