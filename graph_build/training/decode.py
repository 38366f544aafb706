"""Plain decoding of fitted weights on encoded documents, for experiments."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph_build.training.fit import LABELS, STARTS, STOPS, N, Weights


def emissions(weights: Weights, ids: npt.NDArray[np.uint32]) -> npt.NDArray[np.float32]:
    """(characters, labels) scores."""
    out = np.zeros((len(ids), N), dtype=np.float32)
    for column in range(ids.shape[1]):
        at = np.searchsorted(weights.keys, ids[:, column]).clip(0, len(weights.keys) - 1)
        rows = np.where(weights.keys[at] == ids[:, column], at + 1, 0)
        out += weights.emission[rows]
    return out


def viterbi(
    emission: npt.NDArray[np.float32], transition: npt.NDArray[np.float32], spans: list[tuple[int, int]]
) -> npt.NDArray[np.int64]:
    """Best label path of each sentence, batched over sentences."""
    labels = np.zeros(len(emission), dtype=np.int64)
    order = sorted(spans, key=lambda s: s[0] - s[1])
    starts = np.array([a for a, _ in order])
    lengths = np.array([b - a for a, b in order])
    longest = int(lengths[0]) if order else 0
    score = emission[starts] + np.where(STARTS, 0, -1e4)
    back: list[npt.NDArray[np.int64]] = []
    finals = np.zeros(len(order), dtype=np.int64)
    stop = np.where(STOPS, 0, -1e4)
    live = len(order)
    for i in range(1, longest + 1):
        still = int(np.searchsorted(-lengths, -i, side="left"))
        finals[still:live] = np.argmax(score[still:live] + stop, axis=1)
        live = still
        if not live:
            break
        paths = score[:live, :, None] + transition
        best = paths.argmax(axis=1)
        back.append(best)
        score = np.take_along_axis(paths, best[:, None, :], axis=1)[:, 0] + emission[starts[:live] + i]
    for s in range(len(order)):
        label = finals[s]
        for i in range(lengths[s] - 1, -1, -1):
            labels[starts[s] + i] = label
            if i:
                label = back[i - 1][s, label]
    return labels


def spans_of(labels: npt.NDArray[np.int64]) -> list[tuple[int, int, str]]:
    """(start, end, class) of a legal label sequence."""
    out, start = [], 0
    for i in np.flatnonzero(labels):
        name = LABELS[labels[i]]
        if name[0] in "BS":
            start = int(i)
        if name[0] in "ES":
            out.append((start, int(i) + 1, name[2:]))
    return out
