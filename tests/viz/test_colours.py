"""Colours can be told apart by every reader, and from their ground."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest

from viz.style import CLASS_STYLES, RELATION_COLOURS

Array = npt.NDArray[np.float64]
LIGHT, DARK = "#f4f4f0", "#1a1e25"
"""The bands that things stand on, in page.css: a little nearer to the things than the page itself."""

# Machado, Oliveira and Fernandes (2009), full severity, in linear RGB.
SIGHT = {
    "full sight": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                            [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                              [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                            [0.004733, 0.691367, 0.303900]]),
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(colour: str) -> Array:
    value = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def lab(rgb: Array) -> Array:
    x = (XYZ @ np.clip(rgb, 0, 1)) / np.array([0.9505, 1.0, 1.089])
    f = np.where(x > 0.008856, np.cbrt(x), 7.787 * x + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one: str, other: str) -> float:
    low, high = sorted(float(XYZ[1] @ linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_two_classes_look_alike(theme: str, sight: str) -> None:
    seen = {name: lab(SIGHT[sight] @ linear(getattr(style, theme))) for name, style in CLASS_STYLES.items()}
    near = {(a, b): float(np.linalg.norm(seen[a] - seen[b])) for a, b in combinations(seen, 2)}
    pair = min(near, key=lambda pair: near[pair])
    assert near[pair] > 16, pair


def test_things_and_lines_stand_out_from_their_ground() -> None:
    for style in CLASS_STYLES.values():
        assert contrast(style.light, LIGHT) >= 3 and contrast(style.dark, DARK) >= 4
    for light, dark in RELATION_COLOURS.values():
        assert contrast(light, LIGHT) >= 3 and contrast(dark, DARK) >= 4


def test_every_class_has_a_shape_of_its_own() -> None:
    assert len({style.shape for style in CLASS_STYLES.values()}) == len(CLASS_STYLES)
    assert len({style.graphviz for style in CLASS_STYLES.values()}) == len(CLASS_STYLES)
