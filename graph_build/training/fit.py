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

from graph_build.mentions.features import features, lay_out, sentences
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
    return Encoded(document.name, np.ascontiguousarray(features(layout).T), allowed, sentences(layout))


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
    encoded: Sequence[Encoded], *, least: int = 2, epochs: int = 12, rate: float = 0.02, dropout: float = 0.3, decay: float = 1e-6,
    batch: int = 96, seed: int = 1, weights: Sequence[float] | None = None, verbose: bool = False,
) -> Weights:
    """Maximum likelihood by Adam with feature dropout; *weights* are per document."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    vocabulary = Vocabulary(encoded, least)
    items: list[tuple[int, int, int]] = []
    rows = []
    for d, e in enumerate(encoded):
        rows.append(torch.from_numpy(vocabulary.rows(e.ids).astype(np.int64)))
        items += [(d, a, b) for a, b in e.sentences]
    allowed = [torch.from_numpy(e.allowed) for e in encoded]
    size = len(vocabulary.keys) + 1
    emission = torch.zeros(size, N, requires_grad=True)
    transition = torch.zeros(N, N, requires_grad=True)
    forbid = torch.where(torch.from_numpy(allowed_transitions()), 0.0, -1e4)
    start = torch.where(torch.from_numpy(STARTS), 0.0, -1e4)
    stop = torch.where(torch.from_numpy(STOPS), 0.0, -1e4)
    optimiser = torch.optim.Adam([emission, transition], lr=rate, betas=(0.9, 0.99), eps=1e-6)
    templates = encoded[0].ids.shape[1]
    lengths = np.array([b - a for _, a, b in items])
    n_batches = -(-len(items) // batch)
    total = epochs * n_batches
    step = 0
    for epoch in range(epochs):
        noisy = lengths + rng.uniform(0, 4, len(items))
        order = np.argsort(noisy)
        batches = [order[i : i + batch] for i in range(0, len(order), batch)]
        rng.shuffle(batches)
        begun, summed = time.time(), 0.0
        for chosen in batches:
            for group in optimiser.param_groups:
                group["lr"] = rate * min(1.0, (step + 1) / 30) * (1 - step / total) + 1e-5
            step += 1
            picked = [items[i] for i in chosen]
            longest = max(b - a for _, a, b in picked)
            flat = torch.cat([rows[d][a:b] for d, a, b in picked])
            keep = (torch.rand(flat.shape) > dropout).float() / (1 - dropout)
            scores = torch.nn.functional.embedding_bag(flat, emission, mode="sum", per_sample_weights=keep)
            emit = torch.zeros(longest, len(picked), N)
            gold = torch.zeros(longest, len(picked), N, dtype=torch.bool)
            size_of = torch.tensor([b - a for _, a, b in picked])
            column = torch.repeat_interleave(torch.arange(len(picked)), size_of)
            row = torch.cat([torch.arange(b - a) for _, a, b in picked])
            emit = emit.index_put((row, column), scores)
            gold[row, column] = torch.cat([allowed[d][a:b] for d, a, b in picked])
            both = torch.cat([emit, torch.where(gold, emit, emit - 1e4)], dim=1)
            sizes = torch.cat([size_of, size_of])
            matrix = torch.exp(transition + forbid)
            alpha = both[0] + start
            for i in range(1, longest):
                top = alpha.max(dim=1, keepdim=True).values
                nxt = torch.log(torch.exp(alpha - top) @ matrix + 1e-30) + top + both[i]
                alpha = torch.where((sizes > i)[:, None], nxt, alpha)
            final = torch.logsumexp(alpha + stop, dim=1)
            each = final[: len(picked)] - final[len(picked) :]
            if weights is not None:
                each = each * torch.tensor([weights[d] for d, _, _ in picked])
            loss = each.sum() / len(picked)
            loss = loss + decay * (emission**2).sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            with torch.no_grad():
                emission[0] = 0
            summed += float(each.sum().detach())
        if verbose:
            print(f"epoch {epoch} loss {summed / len(items):.3f} {time.time() - begun:.1f}s rows {size}", flush=True)
    del templates
    return Weights(vocabulary.keys, emission.detach().numpy().copy(), (transition + forbid).detach().numpy().copy())
