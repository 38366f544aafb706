"""The tagger's network: a few convolutions over characters that know their words' meanings, computed with numpy.

Each character enters as what it is, what it stands beside, its word's vector, part of speech and place in it, what
gazetteers and grammar say there, and whether it stands in quotation marks or a heading. Residual convolutions of width
three and growing dilation (Yu and Koltun, 2016; for names: Strubell et al., 2017) then let each character see sixteen
on either side; a last linear layer scores the labels. Fitted by :mod:`graph_build.training.network`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from graph_build.mentions.features_known import Known
from graph_build.mentions.features_layout import Layout, Quotes, roles
from graph_build.mentions.features_words import Words

F32 = npt.NDArray[np.float32]
I32 = npt.NDArray[np.int32]

PAIRS = 1 << 15
"""Rows of the table of hashed pairs of characters."""
_BLOCK = 2048
"""Characters computed at once, so that what is at hand stays in the processor's cache."""


@dataclass(frozen=True)
class Inputs:
    """What the network is told of each character; every array has one entry a character."""

    code: I32
    """Code point."""
    word: I32
    """Row of its word in the table of word vectors; 0 for a word without one."""
    known: I32
    """Whether the vector is that of the word itself, not of its end."""
    tag: I32
    """Its word's part of speech."""
    place: I32
    """Where it stands in its word."""
    length: I32
    """Characters of its word, at most 7."""
    listed: I32
    """What the gazetteers say there."""
    ruled: I32
    """What the grammar says there."""
    role: I32
    """Bits: in quotation marks, in a heading, in the short sentence that opens a paragraph."""

    @classmethod
    def of(cls, layout: Layout, words: Words, known: Known) -> Inputs:
        """The inputs of a document."""
        of = words.of
        return cls(
            code=layout.codes.astype(np.int32),
            word=words.vector[of].astype(np.int32),
            known=words.has_vector[of].astype(np.int32),
            tag=words.tag_number[of].astype(np.int32),
            place=words.place.astype(np.int32),
            length=np.minimum(words.ends - words.begins, 7)[of].astype(np.int32),
            listed=known.listed.astype(np.int32),
            ruled=known.ruled.astype(np.int32),
            role=(Quotes.of(layout).inside + 2 * roles(layout)).astype(np.int32),
        )

    def pairs(self) -> tuple[I32, I32]:
        """Rows of the pair that ends and of the pair that begins at each character; 0 beyond the ends."""
        code = self.code.astype(np.int64)
        row = ((code[:-1] * 7919 + code[1:] * 104729) % (PAIRS - 1) + 1).astype(np.int32)
        edge = np.zeros(1, dtype=np.int32)
        return np.concatenate((edge, row)), np.concatenate((row, edge))


TABLES = ("known", "tag", "place", "length", "listed", "ruled", "role")
"""Inputs that have a small table of their own, besides characters, pairs and words."""


@lru_cache(maxsize=1)
def word_vectors() -> tuple[npt.NDArray[np.int8], np.float32]:
    """(words + 1, dimensions) in units of the second; row 0 is zero. Rows as in
    :func:`graph_build.mentions.features_words.vector_rows`."""
    with np.load((files("graph_build.mentions") / "model" / "words.npz").open("rb")) as stored:
        vectors, unit = stored["vectors"], np.float32(stored["scale"])
    return np.concatenate((np.zeros((1, vectors.shape[1]), dtype=np.int8), vectors)), unit


@dataclass(frozen=True)
class Network:
    """Weights of the network, by name as :mod:`graph_build.training.network` fits them."""

    weights: Mapping[str, F32]
    character_rows: I32
    """Row of each code point in the table of characters; 0 for rare ones."""
    dilations: tuple[int, ...]

    def scores(self, inputs: Inputs) -> F32:
        """(characters, labels)."""
        n, reach = len(inputs.code), sum(self.dilations)
        out = np.empty((n, len(self.weights["out.bias"])), dtype=np.float32)
        pairs = inputs.pairs()
        for start in range(0, n, _BLOCK):
            stop = min(start + _BLOCK, n)
            low, high = max(start - reach, 0), min(stop + reach, n)
            hidden = self._enter(inputs, pairs, slice(low, high))
            for number, dilation in enumerate(self.dilations):
                self._convolve(hidden, number, dilation)
            out[start:stop] = hidden[start - low : stop - low] @ self.weights["out.weight"]
        out += self.weights["out.bias"]
        return out

    def _enter(self, inputs: Inputs, pairs: tuple[I32, I32], at: slice) -> F32:
        """The first layer: every table's row, weighed and summed."""
        w = self.weights
        parts = [w["pair"][pairs[0][at]], w["pair"][pairs[1][at]], w["character"][self.character_rows[inputs.code[at]]]]
        parts += (w[name][getattr(inputs, name)[at]] for name in TABLES)
        words, where = np.unique(inputs.word[at], return_inverse=True)
        vectors, unit = word_vectors()
        parts.append((vectors[words].astype(np.float32) @ (w["word.weight"] * unit) + w["word.bias"])[where])
        hidden: F32 = np.concatenate(parts, axis=1) @ w["enter.weight"]
        hidden += w["enter.bias"]
        np.maximum(hidden, 0, out=hidden)
        return hidden

    def _convolve(self, hidden: F32, number: int, dilation: int) -> None:
        """One block: ``hidden`` plus the convolution of what it holds, normalised."""
        w = self.weights
        size = hidden.shape[1]
        centred = hidden - hidden.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", centred, centred) / np.float32(size)
        centred *= (1 / np.sqrt(variance + np.float32(1e-5)))[:, None]
        centred *= w[f"block{number}.scale"]
        centred += w[f"block{number}.shift"]
        kernel = w[f"block{number}.kernel"]
        change = centred @ kernel[1]
        change[dilation:] += centred[:-dilation] @ kernel[0]
        change[:-dilation] += centred[dilation:] @ kernel[2]
        change += w[f"block{number}.bias"]
        np.maximum(change, 0, out=change)
        hidden += change


def stored(network: Network) -> Iterator[tuple[str, npt.NDArray[np.generic]]]:
    """The arrays of *network* as a model file keeps them: matrices in 8 bits with a scale a row, the rest in 16."""
    yield "net/dilations", np.array(network.dilations, dtype=np.int8)
    codes = np.flatnonzero(network.character_rows)
    yield "net/codes", codes[np.argsort(network.character_rows[codes])].astype(np.uint16)
    for name, value in network.weights.items():
        if value.ndim > 1:
            rows = value.reshape(-1, value.shape[-1])
            scale = np.maximum(np.abs(rows).max(axis=1), np.float32(1e-8)) / np.float32(127)
            yield f"net/{name}", np.rint(rows / scale[:, None]).astype(np.int8).reshape(value.shape)
            yield f"net/{name}.row", scale.astype(np.float32).reshape(value.shape[:-1])
        else:
            yield f"net/{name}", value.astype(np.float32)


def restored(arrays: Mapping[str, npt.NDArray[np.generic]]) -> Network:
    """The network that :func:`stored` wrote."""
    weights: dict[str, F32] = {}
    rows = np.zeros(0x10000, dtype=np.int32)
    codes = arrays["net/codes"].astype(np.int64)
    rows[codes] = np.arange(1, len(codes) + 1, dtype=np.int32)
    for key, value in arrays.items():
        name = key.removeprefix("net/")
        if key == name or name in ("codes", "dilations") or name.endswith(".row"):
            continue
        scale = arrays.get(f"{key}.row")
        weights[name] = value.astype(np.float32) if scale is None else (
            value.astype(np.float32) * scale.astype(np.float32)[..., None]
        )
    return Network(weights, rows, tuple(int(x) for x in arrays["net/dilations"]))
