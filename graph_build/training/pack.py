"""Write fitted weights as the model file that the package carries."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import numpy.typing as npt

from graph_build.mentions.tagger import SLOT_BITS
from graph_build.training.fit import Weights

STEPS = 50


def pack(
    weights: Weights, *, rows: int = 250_000, calibration: npt.NDArray[np.float32] | None = None,
    eagerness: float = 0.25,
) -> bytes:
    """The *rows* features with the largest weights, as bytes; one feature a slot."""
    size = np.abs(weights.emission[1:]).max(axis=1)
    order = np.argsort(-size, kind="stable")[:rows]
    order = order[size[order] > 0]
    _, first = np.unique(weights.keys[order] >> np.uint32(32 - SLOT_BITS), return_index=True)
    chosen = np.sort(order[np.sort(first)])
    table = weights.emission[1:][chosen]
    scale = float(np.quantile(np.abs(table).max(axis=1), 0.9995)) / 127
    packed = np.clip(np.rint(table / scale), -127, 127).astype(np.int8)
    packed = np.concatenate((np.zeros((1, packed.shape[1]), dtype=np.int8), packed))
    if calibration is None:
        calibration = np.linspace(0, 1, STEPS + 1, dtype=np.float32)
    out = io.BytesIO()
    np.savez_compressed(
        out, keys=weights.keys[chosen], table=packed, scale=np.float32(scale),
        transition=weights.transition.astype(np.float32), calibration=calibration.astype(np.float32),
        eagerness=np.float32(eagerness),
    )
    return out.getvalue()


def write(path: Path, data: bytes) -> None:
    """Write *data* whole or not at all."""
    partial = path.with_suffix(".part")
    partial.write_bytes(data)
    partial.replace(path)
