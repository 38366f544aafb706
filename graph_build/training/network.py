"""Fit the tagger's network (:mod:`graph_build.mentions.network`), with torch (needed for training only).

The loss is that of the other half of the tagger (:mod:`graph_build.training.fit`): the likelihood of all label paths
that the tags allow. The weights kept are the mean of those of the later steps (Polyak and Juditsky, 1992).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from graph_build.mentions.features_words import TAGS
from graph_build.mentions.network import PAIRS, TABLES, Inputs, Network, word_vectors
from graph_build.training.fit import STARTS, STOPS, Encoded, N, allowed_transitions, log_partition

DILATIONS = (1, 2, 4, 8, 1)
WIDTH = 96
_TABLE_SIZES = {
    "known": (2, 4), "tag": (len(TAGS) + 1, 12), "place": (9, 6), "length": (8, 4), "listed": (96, 12),
    "ruled": (64, 12), "role": (8, 6),
}
_PIECE = 500
"""Characters of neighbouring passages that are learnt from together."""


class _Block(nn.Module):  # type: ignore[misc]
    def __init__(self, width: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.convolution = nn.Conv1d(width, width, 3, padding=dilation, dilation=dilation)
        self.norm = nn.LayerNorm(width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        change: torch.Tensor = self.convolution(self.norm(x).transpose(1, 2)).transpose(1, 2)
        dropped: torch.Tensor = self.dropout(torch.relu(change))
        return x + dropped


class _Module(nn.Module):  # type: ignore[misc]
    vectors: torch.Tensor

    def __init__(self, characters: int, dropout: float) -> None:
        super().__init__()
        rows, unit = word_vectors()
        vectors = rows.astype(np.float32) * unit
        self.register_buffer("vectors", torch.from_numpy(vectors))
        self.character = nn.Embedding(characters, 48)
        self.pair = nn.Embedding(PAIRS, 16)
        self.tables = nn.ModuleDict({f"of_{name}": nn.Embedding(*_TABLE_SIZES[name]) for name in TABLES})
        self.word = nn.Linear(vectors.shape[1], 64)
        entering = 48 + 2 * 16 + sum(size for _, size in _TABLE_SIZES.values()) + 64
        self.enter = nn.Linear(entering, WIDTH)
        self.blocks = nn.ModuleList([_Block(WIDTH, d, dropout) for d in DILATIONS])
        self.dropout = nn.Dropout(dropout)
        self.out = nn.Linear(WIDTH, N)
        nn.init.normal_(self.character.weight, 0, 0.3)
        nn.init.normal_(self.pair.weight, 0, 0.1)
        nn.init.zeros_(self.out.weight)

    def _thin(self, x: torch.Tensor, share: float) -> torch.Tensor:
        """*x* without what it says of a random *share* of the characters."""
        return x * (torch.rand(x.shape[:2]) >= share)[:, :, None] if self.training else x

    def forward(self, batch: dict[str, torch.Tensor]) -> torch.Tensor:
        character = batch["character"]
        if self.training:
            character = torch.where(torch.rand(character.shape) < 0.03, 0, character)
        pairs = torch.cat([self.pair(batch["ending"]), self.pair(batch["beginning"])], -1)
        parts = [self._thin(pairs, 0.2), self.character(character)]
        parts += (self.tables[f"of_{name}"](batch[name]) for name in TABLES)
        parts.append(self.word(self._thin(self.vectors[batch["word"]], 0.1)))
        x = self.dropout(torch.relu(self.enter(self.dropout(torch.cat(parts, -1)))))
        for block in self.blocks:
            x = block(x)
        scores: torch.Tensor = self.out(self.dropout(x))
        return scores


@dataclass(frozen=True)
class _Piece:
    """Neighbouring sentences of one document."""

    document: int
    sentences: list[tuple[int, int]]

    @property
    def start(self) -> int:
        return self.sentences[0][0]

    @property
    def length(self) -> int:
        return self.sentences[-1][1] - self.start


def _pieces(document: int, encoded: Encoded) -> list[_Piece]:
    pieces: list[_Piece] = []
    current: list[tuple[int, int]] = []
    for start, end in encoded.sentences:
        if current and end - current[0][0] > _PIECE:
            pieces.append(_Piece(document, current))
            current = []
        current.append((start, end))
    return [*pieces, _Piece(document, current)] if current else pieces


@dataclass(frozen=True)
class Fitted:
    network: Network
    transition: npt.NDArray[np.float32]


def fit_network(
    encoded: Sequence[Encoded], *, epochs: int = 6, rate: float = 2e-3, dropout: float = 0.3, decay: float = 0.01,
    batch: int = 2000, seed: int = 1, verbose: bool = False,
) -> Fitted:
    """Maximum likelihood by AdamW.

    :param batch: characters a step.
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    rows = _character_rows(encoded)
    inputs = [_arrays(e.inputs, rows) for e in encoded]
    pieces = [p for d, e in enumerate(encoded) for p in _pieces(d, e)]
    lengths = np.array([p.length for p in pieces])
    module = _Module(int(rows.max()) + 1, dropout)
    transition = torch.zeros(N, N, requires_grad=True)
    forbid, start, stop = (
        torch.where(torch.from_numpy(x), 0.0, -1e4) for x in (allowed_transitions(), STARTS, STOPS)
    )
    of_weights = torch.optim.AdamW(module.parameters(), lr=rate, weight_decay=decay)
    of_transition = torch.optim.Adagrad([transition], lr=0.1)
    total = epochs * len(_batches(lengths, batch, rng))
    mean = {name: value.detach().clone() for name, value in module.named_parameters()}
    mean_transition = np.zeros((N, N), dtype=np.float32)
    step = kept = 0
    for epoch in range(epochs):
        module.train()
        begun, summed, n = time.process_time(), 0.0, 0
        for chosen in _batches(lengths, batch, rng):
            pace = min(1.0, (step + 1) / 60) * max(0.03, 1 - 0.95 * step / total)
            step += 1
            picked = [pieces[i] for i in chosen]
            scores = module(_side_by_side(picked, inputs))
            loss, sentences = _loss(scores, picked, encoded, (transition + forbid, start, stop))
            of_transition.zero_grad()
            of_weights.zero_grad()
            loss.backward()
            of_transition.param_groups[0]["lr"] = 0.1 * pace
            of_transition.step()
            for parameter in module.parameters():
                if parameter.grad is not None:
                    parameter.grad /= 100
            nn.utils.clip_grad_norm_(module.parameters(), 1.0)
            of_weights.param_groups[0]["lr"] = rate * pace
            of_weights.step()
            summed, n = summed + float(loss.detach()), n + sentences
            if step > 0.6 * total:
                kept += 1
                for name, value in module.named_parameters():
                    mean[name] += (value.detach() - mean[name]) / kept
                mean_transition += (transition.detach().numpy() - mean_transition) / kept
        if verbose:
            print(f"network: epoch {epoch} loss {summed / n:.3f} {time.process_time() - begun:.0f}s", flush=True)
    return Fitted(Network(_named(mean), rows.astype(np.int32), DILATIONS), mean_transition + forbid.numpy())


def _character_rows(encoded: Sequence[Encoded], least: int = 3) -> npt.NDArray[np.int64]:
    """Row of each code point that occurs at least *least* times, from 1."""
    counts = np.zeros(0x10000, dtype=np.int64)
    for e in encoded:
        counts += np.bincount(e.inputs.code, minlength=0x10000)
    frequent = np.flatnonzero(counts >= least)
    rows = np.zeros(0x10000, dtype=np.int64)
    rows[frequent] = np.arange(1, len(frequent) + 1)
    return rows


def _arrays(inputs: Inputs, rows: npt.NDArray[np.int64]) -> dict[str, npt.NDArray[np.int32]]:
    named = {f.name: getattr(inputs, f.name) for f in fields(inputs) if f.name != "code"}
    named["ending"], named["beginning"] = inputs.pairs()
    named["character"] = rows[inputs.code].astype(np.int32)
    return named


def _batches(lengths: npt.NDArray[np.int64], size: int, rng: np.random.Generator) -> list[list[int]]:
    """Pieces of about equal length, *size* characters together, in random order."""
    batches: list[list[int]] = []
    current: list[int] = []
    summed = 0
    for i in np.argsort(lengths + rng.uniform(0, 60, len(lengths))).tolist():
        current.append(i)
        summed += int(lengths[i])
        if summed >= size:
            batches.append(current)
            current, summed = [], 0
    if current:
        batches.append(current)
    return [batches[i] for i in rng.permutation(len(batches))]


def _side_by_side(picked: list[_Piece], inputs: list[dict[str, npt.NDArray[np.int32]]]) -> dict[str, torch.Tensor]:
    longest = max(p.length for p in picked)
    batch: dict[str, torch.Tensor] = {}
    for name in inputs[0]:
        block = np.zeros((len(picked), longest), dtype=np.int64)
        for row, piece in zip(block, picked, strict=True):
            row[: piece.length] = inputs[piece.document][name][piece.start : piece.start + piece.length]
        batch[name] = torch.from_numpy(block)
    return batch


def _loss(
    scores: torch.Tensor, picked: list[_Piece], encoded: Sequence[Encoded],
    paths: tuple[torch.Tensor, torch.Tensor, torch.Tensor],
) -> tuple[torch.Tensor, int]:
    """Summed negative log-likelihood of the sentences of *picked*, and how many they are."""
    where = [(i, a - p.start, b - p.start) for i, p in enumerate(picked) for a, b in p.sentences]
    sizes = torch.tensor([b - a for _, a, b in where])
    column = torch.repeat_interleave(torch.arange(len(where)), sizes)
    row = torch.cat([torch.arange(int(n)) for n in sizes])
    piece = torch.repeat_interleave(torch.tensor([i for i, _, _ in where]), sizes)
    at = torch.cat([torch.arange(a, b) for _, a, b in where])
    allowed = np.concatenate([encoded[p.document].allowed[a:b] for p in picked for a, b in p.sentences])
    longest = int(sizes.max())
    gold = torch.zeros(longest, len(where), N, dtype=torch.bool)
    gold[row, column] = torch.from_numpy(allowed)
    emit = torch.zeros(longest, len(where), N).index_put((row, column), scores[piece, at])
    both = torch.cat([emit, torch.where(gold, emit, emit - 1e4)], dim=1)
    final = log_partition(both, torch.cat([sizes, sizes]), *paths)
    return (final[: len(where)] - final[len(where) :]).sum(), len(where)


def _named(mean: dict[str, torch.Tensor]) -> dict[str, npt.NDArray[np.float32]]:
    """Weights by the names of :class:`~graph_build.mentions.network.Network`, inputs along the rows."""
    get = {name: value.numpy() for name, value in mean.items()}
    weights = {
        "character": get["character.weight"], "pair": get["pair.weight"],
        **{name: get[f"tables.of_{name}.weight"] for name in TABLES},
    }
    for name in ("word", "enter", "out"):
        weights[f"{name}.weight"] = np.ascontiguousarray(get[f"{name}.weight"].T)
        weights[f"{name}.bias"] = get[f"{name}.bias"]
    for k in range(len(DILATIONS)):
        kernel = get[f"blocks.{k}.convolution.weight"]
        weights[f"block{k}.kernel"] = np.ascontiguousarray(kernel.transpose(2, 1, 0))
        weights[f"block{k}.bias"] = get[f"blocks.{k}.convolution.bias"]
        weights[f"block{k}.scale"] = get[f"blocks.{k}.norm.weight"]
        weights[f"block{k}.shift"] = get[f"blocks.{k}.norm.bias"]
    return weights

