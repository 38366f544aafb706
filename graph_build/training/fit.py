"""Fit a linear-chain CRF over hashed features, with torch (needed for training only).

Each sentence's likelihood is that of all label paths that its tags allow: characters under an ``Unsure`` tag may bear
any label, so nothing is learnt from them.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from scipy.sparse import csr_matrix

from graph_build.mentions.features import Sight, features, lay_out, sentences
from graph_build.mentions.network import Inputs
from graph_build.training.corpus import CLASSES, UNSURE, Document

LABELS = ("O", *(f"{p}-{c}" for c in CLASSES for p in "BIES"))
N = len(LABELS)


def allowed_transitions() -> npt.NDArray[np.bool_]:
    """``[from, to]``: which label may follow which."""
    ok = np.zeros((N, N), dtype=bool)
    enter = [0, *(i for i, x in enumerate(LABELS) if x[0] in "BS")]
    for i, x in enumerate(LABELS):
        if x[0] in "OES":
            ok[i, enter] = True
        elif x[0] in "BI":
            k = (i - 1) // 4
            ok[i, [2 + 4 * k, 3 + 4 * k]] = True
    return ok


STARTS = np.array([x[0] in "OBS" for x in LABELS])
STOPS = np.array([x[0] in "OES" for x in LABELS])


@dataclass(frozen=True)
class Encoded:
    """A document ready for training: features (characters, templates) and allowed labels (characters, labels)."""

    name: str
    inputs: Inputs
    ids: npt.NDArray[np.uint32]
    allowed: npt.NDArray[np.bool_]
    sentences: list[tuple[int, int]]


def encode_labels(document: Document) -> npt.NDArray[np.bool_]:
    """Allowed labels (characters, labels) of a document laid out with one passage a line."""
    lines = document.text.split("\n")
    layout = lay_out(lines)
    starts: list[int] = []
    at = 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    n = len(layout.codes)
    labels = np.zeros(n, dtype=np.int64)
    free = np.zeros(n, dtype=bool)
    where = np.searchsorted(starts, [s.start for s in document.spans], side="right") - 1
    for span, line_number in zip(document.spans, where.tolist(), strict=True):
        if span.cls not in CLASSES and span.cls != UNSURE:
            continue
        a = layout.starts[line_number] + span.start - starts[line_number]
        b = a + span.end - span.start
        if span.end - starts[line_number] > len(lines[line_number]):
            continue
        if span.cls == UNSURE:
            free[a:b] = True
            continue
        k = 1 + 4 * CLASSES.index(span.cls)
        if b - a == 1:
            labels[a] = k + 3
        else:
            labels[a], labels[b - 1] = k, k + 2
            labels[a + 1 : b - 1] = k + 1
    allowed = np.zeros((n, N), dtype=bool)
    allowed[np.arange(n), labels] = True
    allowed[free] = True
    return allowed


def encode(document: Document) -> Encoded:
    """Features and allowed labels of a document, one passage a line."""
    layout = lay_out(document.text.split("\n"))
    allowed = encode_labels(document)
    sight = Sight.of(layout, document.place_code)
    ids = np.ascontiguousarray(features(sight).T)
    inputs = Inputs.of(layout, sight.words, sight.known)
    return Encoded(document.name, inputs, ids, allowed, sentences(layout))


class Vocabulary:
    """Maps hashed features to rows; row 0 is for what training did not see often enough."""

    def __init__(self, encoded: Sequence[Encoded], least: int) -> None:
        every = np.concatenate([e.ids.reshape(-1) for e in encoded])
        values, counts = np.unique(every, return_counts=True)
        self.keys = values[counts >= least]

    def rows(self, ids: npt.NDArray[np.uint32]) -> npt.NDArray[np.int32]:
        at = np.searchsorted(self.keys, ids).clip(0, len(self.keys) - 1)
        return np.where(self.keys[at] == ids, at + 1, 0).astype(np.int32)


@dataclass(frozen=True)
class Weights:
    keys: npt.NDArray[np.uint32]
    emission: npt.NDArray[np.float32]
    """(keys + 1, labels); row 0 is zero."""
    transition: npt.NDArray[np.float32]


def fit(
    encoded: Sequence[Encoded], *, least: int = 2, epochs: int = 6, rate: float = 0.1, dropout: float = 0.5,
    decay: float = 0.0, average_from: int = 2, caution: float = 1.0, batch: int = 96, seed: int = 1,
    weights: Sequence[float] | None = None, verbose: bool = False,
) -> Weights:
    """Maximum likelihood by AdaGrad on the rows that a batch touches, with feature dropout.

    :param least: how often a feature must occur to be learnt.
    :param caution: what each sum of squared gradients starts from; high, it keeps rare features from learning by heart
        what frequent ones could explain.
    :param weights: how much each document counts.
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    vocabulary = Vocabulary(encoded, least)
    rows = [vocabulary.rows(e.ids) for e in encoded]
    items = [(d, a, b) for d, e in enumerate(encoded) for a, b in e.sentences]
    lengths = np.array([b - a for _, a, b in items])
    emission = np.zeros((len(vocabulary.keys) + 1, N), dtype=np.float32)
    squares = np.full_like(emission, caution)
    transition = torch.zeros(N, N, requires_grad=True)
    forbid, start, stop = (
        torch.where(torch.from_numpy(x), 0.0, -1e4) for x in (allowed_transitions(), STARTS, STOPS)
    )
    of_transition = torch.optim.Adagrad([transition], lr=rate)
    total = epochs * -(-len(items) // batch)
    kept_emission, kept_transition, n_kept = np.zeros_like(emission), np.zeros((N, N), dtype=np.float32), 0
    step = 0
    for epoch in range(epochs):
        order = np.argsort(lengths + rng.uniform(0, 4, len(items)))
        batches = [order[i : i + batch] for i in range(0, len(order), batch)]
        rng.shuffle(batches)
        begun, summed = time.process_time(), 0.0
        for chosen in batches:
            pace = rate * min(1.0, (step + 1) / 20) * (1 - 0.9 * step / total)
            step += 1
            picked = [items[i] for i in chosen]
            flat = np.concatenate([rows[d][a:b] for d, a, b in picked])
            kept = (rng.random(flat.shape, dtype=np.float32) >= dropout) & (flat > 0)
            touched, inverse = np.unique(flat[kept], return_inverse=True)
            indptr = np.concatenate(([0], np.cumsum(kept.sum(axis=1))))
            data = np.full(len(inverse), 1 / (1 - dropout), dtype=np.float32)
            matrix = csr_matrix((data, inverse, indptr), shape=(len(flat), len(touched)))
            own = emission[touched]
            scores = torch.from_numpy(matrix @ own).requires_grad_()
            sizes = torch.tensor([b - a for _, a, b in picked])
            longest = int(sizes.max())
            column = torch.repeat_interleave(torch.arange(len(picked)), sizes)
            row = torch.cat([torch.arange(int(n)) for n in sizes])
            gold = torch.zeros(longest, len(picked), N, dtype=torch.bool)
            gold[row, column] = torch.from_numpy(np.concatenate([encoded[d].allowed[a:b] for d, a, b in picked]))
            emit = torch.zeros(longest, len(picked), N).index_put((row, column), scores)
            both = torch.cat([emit, torch.where(gold, emit, emit - 1e4)], dim=1)
            final = log_partition(both, torch.cat([sizes, sizes]), transition + forbid, start, stop)
            each = final[: len(picked)] - final[len(picked) :]
            if weights is not None:
                each = each * torch.tensor([weights[d] for d, _, _ in picked])
            loss = each.sum()
            of_transition.zero_grad()
            loss.backward()
            of_transition.param_groups[0]["lr"] = pace
            of_transition.step()
            assert scores.grad is not None
            gradient = matrix.T @ scores.grad.numpy() + decay * own
            squares[touched] += gradient**2
            emission[touched] = own - pace * gradient / np.sqrt(squares[touched])
            summed += float(each.detach().sum())
        if epoch >= average_from:
            kept_emission += emission
            kept_transition += transition.detach().numpy()
            n_kept += 1
        if verbose:
            spent = time.process_time() - begun
            print(f"epoch {epoch} loss {summed / len(items):.3f} {spent:.1f}s rows {len(emission)}", flush=True)
    mean = (kept_emission / n_kept).astype(np.float32)
    return Weights(vocabulary.keys, mean, kept_transition / n_kept + forbid.numpy())


def log_partition(
    emit: torch.Tensor, sizes: torch.Tensor, transition: torch.Tensor, start: torch.Tensor, stop: torch.Tensor
) -> torch.Tensor:
    """Log of the summed scores of all paths; *emit* is (steps, sentences, labels)."""
    step = torch.exp(transition)
    alpha = emit[0] + start
    for i in range(1, emit.shape[0]):
        top = alpha.max(dim=1, keepdim=True).values
        following = torch.log(torch.exp(alpha - top) @ step + 1e-30) + top + emit[i]
        alpha = torch.where((sizes > i)[:, None], following, alpha)
    return torch.logsumexp(alpha + stop, dim=1)
