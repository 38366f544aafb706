"""The tagger's network: what it computes is what its layers say, however the text is cut for computing."""

from __future__ import annotations

from dataclasses import fields
from importlib.resources import files

import numpy as np
import pytest

from graph_build.mentions import network
from graph_build.mentions.features import Sight, lay_out
from graph_build.mentions.network import Inputs, Network, restored, stored
from graph_build.mentions.tagger import LABELS, Model

TEXT = "实施“青年优才计划”，推进清河经济技术开发区建设，大力发展新材料产业、生物医药产业。加快建设清河至白水高速公路。"


def inputs(text: str = TEXT) -> Inputs:
    sight = Sight.of(lay_out([text]))
    return Inputs.of(sight.layout, sight.words, sight.known)


def packaged() -> Network:
    return Model.load().network


def test_every_character_has_every_input() -> None:
    seen = inputs()
    assert {len(getattr(seen, f.name)) for f in fields(seen)} == {len(seen.code)}
    assert len(seen.pairs()[0]) == len(seen.pairs()[1]) == len(seen.code)


def test_cutting_the_text_into_blocks_changes_no_score(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = inputs(TEXT * 4)
    whole = packaged().scores(seen)
    monkeypatch.setattr(network, "_BLOCK", 23)
    assert np.allclose(packaged().scores(seen), whole, atol=1e-4)


def test_a_character_beyond_its_reach_changes_no_score() -> None:
    net = packaged()
    reach = sum(net.dilations)
    one, other = inputs("推进建设" * 20), inputs("推进建设" * 19 + "推进发展")
    same = len(one.code) - 3 - 4 - reach - 2
    assert np.allclose(net.scores(one)[:same], net.scores(other)[:same], atol=1e-5)
    assert not np.allclose(net.scores(one), net.scores(other), atol=1e-3)


def test_a_block_is_the_convolution_of_the_normalised_rows() -> None:
    rng = np.random.default_rng(1)
    n, size, dilation = 9, 4, 2
    weights = {
        "block0.kernel": rng.normal(size=(3, size, size)).astype(np.float32),
        "block0.bias": rng.normal(size=size).astype(np.float32),
        "block0.scale": rng.normal(size=size).astype(np.float32),
        "block0.shift": rng.normal(size=size).astype(np.float32),
    }
    hidden = rng.normal(size=(n, size)).astype(np.float32)
    normal = (hidden - hidden.mean(axis=1, keepdims=True)) / np.sqrt(hidden.var(axis=1, keepdims=True) + 1e-5)
    normal = normal * weights["block0.scale"] + weights["block0.shift"]
    wanted = hidden.copy()
    for i in range(n):
        total = weights["block0.bias"].copy()
        for tap, offset in enumerate((-dilation, 0, dilation)):
            if 0 <= i + offset < n:
                total += normal[i + offset] @ weights["block0.kernel"][tap]
        wanted[i] += np.maximum(total, 0)
    Network(weights, np.zeros(0x10000, dtype=np.int32), (dilation,))._convolve(hidden, 0, dilation)
    assert np.allclose(hidden, wanted, atol=1e-5)


def test_what_is_stored_comes_back() -> None:
    net = packaged()
    again = restored(dict(stored(net)))
    assert again.dilations == net.dilations
    assert (again.character_rows == net.character_rows).all()
    seen = inputs()
    assert np.allclose(again.scores(seen), net.scores(seen), atol=0.05)
    assert net.scores(seen).shape == (len(seen.code), len(LABELS))


def test_what_ships_is_small() -> None:
    folder = files("graph_build.mentions") / "model"
    assert sum(len(f.read_bytes()) for f in folder.iterdir()) < 20_000_000
