"""Write fitted weights as the model file that the package carries."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np

from graph_build.mentions.network import Network, stored
from graph_build.mentions.tagger import SLOT_BITS
from graph_build.training.fit import Weights
from graph_build.training.network import Fitted


def pack(
    weights: Weights, fitted: Fitted, *, share: float = 0.4, rows: int = 250_000, eagerness: float = 0.25,
) -> bytes:
    """The *rows* features with the largest weights, as bytes, one feature a slot, and the network.

    :param share: how much the features' scores count; the network's count for the rest.
    """
    size = np.abs(weights.emission[1:]).max(axis=1)
    order = np.argsort(-size, kind="stable")[:rows]
    order = order[size[order] > 0]
    _, first = np.unique(weights.keys[order] >> np.uint32(32 - SLOT_BITS), return_index=True)
    chosen = np.sort(order[np.sort(first)])
    table = weights.emission[1:][chosen] * np.float32(share)
    scale = float(np.quantile(np.abs(table).max(axis=1), 0.9995)) / 127
    packed = np.clip(np.rint(table / scale), -127, 127).astype(np.int8)
    packed = np.concatenate((np.zeros((1, packed.shape[1]), dtype=np.int8), packed))
    out = io.BytesIO()
    np.savez(  # not compressed: that would cost a tenth of a second at each start
        out, allow_pickle=False, keys=weights.keys[chosen], table=packed, scale=np.float32(scale),
        transition=np.maximum(share * weights.transition + (1 - share) * fitted.transition, -1e4).astype(np.float32),
        eagerness=np.float32(eagerness), **dict(stored(_weighed(fitted.network, 1 - share))),
    )
    return out.getvalue()


def _weighed(network: Network, share: float) -> Network:
    """*network* with its scores times *share*."""
    last = {name: network.weights[name] * np.float32(share) for name in ("out.weight", "out.bias")}
    return replace(network, weights={**network.weights, **last})


def write(path: Path, data: bytes) -> None:
    """Write *data* whole or not at all."""
    partial = path.with_suffix(".part")
    partial.write_bytes(data)
    partial.replace(path)
