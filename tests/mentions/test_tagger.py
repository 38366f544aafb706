"""The tagger: what it finds in plain sentences, and that its decoding is what the books say."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from graph_build import mentions, outline, readers
from graph_build.mentions import tagger
from graph_build.mentions.features import PAD, Sight, features, lay_out, normalise, sentences
from graph_build.mentions.tagger import CLASSES, LABELS, MAY_START, MAY_STOP, Model, read, transitions_allowed

PLAN = """清河市国民经济和社会发展第十四个五年规划纲要

一、打造现代产业体系

加快发展先进制造业。实施“青年优才计划”，推进清河经济技术开发区建设，大力发展新材料产业、生物医药产业。
完善基础设施网络。加快建设清河至白水高速公路，积极融入长三角一体化，争创全国文明城市。
"""


def found(text: str) -> dict[str, str]:
    """Label → class of what the tagger finds in one paragraph."""
    return {text[a - PAD : b - PAD]: CLASSES[k] for a, b, k in read([text]).spans}


@pytest.mark.parametrize(
    ("text", "label", "cls"),
    [
        ("深入实施“青年优才计划”，引进高层次人才。", "“青年优才计划”", "Program"),
        ("积极融入“一带一路”建设，扩大开放。", "“一带一路”", "Strategy"),
        ("大力发展数字经济、新材料产业。", "数字经济", "Industry"),
        ("争创全国文明城市，提升城市品质。", "全国文明城市", "Goal"),
    ],
)
def test_a_plain_sentence_gives_its_name(text: str, label: str, cls: str) -> None:
    assert found(text).get(label) == cls


def test_full_and_half_width_signs_are_the_same_to_it() -> None:
    full = "实施“青年优才计划”，大力发展新材料产业；推进清河（东部）经济技术开发区建设。"
    half = full.replace("，", ",").replace("；", ";").replace("（", "(").replace("）", ")")
    assert read([full]).spans == read([half]).spans


def test_spans_lie_in_one_passage_and_do_not_overlap() -> None:
    reading = read(PLAN.split("\n"))
    text = reading.sight.layout.text
    assert len(reading.spans) > 3
    assert all("\n" not in text[a:b] for a, b, _ in reading.spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(reading.spans))
    assert reading.marginals.sum(axis=1) == pytest.approx(np.ones(len(text)), abs=1e-3)


def test_nothing_in_nothing_out() -> None:
    assert read([]).spans == []
    assert read(["", "\n", "。"]).spans == []


def test_the_same_text_gives_the_same_spans() -> None:
    texts = PLAN.split("\n")
    assert read(texts).spans == read(texts).spans


def test_find_quotes_the_source() -> None:
    plan = outline.outline(readers.read(PLAN.encode("utf-8"), name="qinghe.txt"))
    names, _ = mentions.find(plan)
    text = plan.source.text
    taken = {text[m.evidence.start : m.evidence.end]: m for m in names}
    assert taken["“青年优才计划”"].cls == "Program"
    assert taken["清河经济技术开发区"].cls == "Platform"
    passages = {p.key for p, _ in plan.texts()}
    assert all(m.evidence.passage in passages for m in names)


def brute_force(scores: np.ndarray, transition: np.ndarray) -> dict[tuple[int, ...], float]:
    """Score of every legal path."""
    legal = transitions_allowed()
    paths: dict[tuple[int, ...], float] = {}
    for path in itertools.product(range(len(LABELS)), repeat=len(scores)):
        if not (MAY_START[path[0]] and MAY_STOP[path[-1]]):
            continue
        if all(legal[a, b] for a, b in itertools.pairwise(path)):
            steps = sum(float(transition[a, b]) for a, b in itertools.pairwise(path))
            paths[path] = steps + sum(float(s[label]) for s, label in zip(scores, path, strict=True))
    return paths


def test_paths_and_marginals_are_those_of_all_paths_tried_one_by_one() -> None:
    rng = np.random.default_rng(3)
    transition = np.where(transitions_allowed(), rng.normal(size=(len(LABELS), len(LABELS))), -1e4).astype(np.float32)
    scores = rng.normal(size=(5, len(LABELS))).astype(np.float32)
    batch = tagger._Batch.of([(0, 3), (3, 5)])
    ordered = scores[batch.index]
    labels = np.zeros(5, dtype=np.int64)
    labels[batch.index] = tagger._best_paths(ordered, transition, batch)
    chances = np.zeros_like(scores)
    chances[batch.index] = tagger._marginals(ordered, transition, batch)
    for start, stop in ((0, 3), (3, 5)):
        paths = brute_force(scores[start:stop], transition)
        assert tuple(labels[start:stop].tolist()) == max(paths, key=lambda p: paths[p])
        weights = {p: np.exp(s) for p, s in paths.items()}
        total = sum(weights.values())
        for label in range(len(LABELS)):
            share = sum(w for p, w in weights.items() if p[0] == label) / total
            assert chances[start, label] == pytest.approx(share, abs=1e-4)


def test_normalising_keeps_the_length() -> None:
    text = '〔２０２１〕１２号　“a”「b」"c"，。；：—－'
    assert len(normalise(text)) == len(text)
    assert normalise('他说"好"。') == "他说“好”。"


def test_sentences_part_at_stops_but_not_within_quotation_marks() -> None:
    layout = lay_out(["坚持“一体两翼，双轮驱动。”方针。好"])
    pieces = [layout.text[a:b] for a, b in sentences(layout)]
    assert pieces == ["坚持“一体两翼,双轮驱动。”方针", "好"]


def test_features_do_not_see_the_neighbouring_passage_through_the_padding() -> None:
    alone, beside = lay_out(["推进建设"]), lay_out(["推进建设", "发展产业"])
    n = PAD + 4
    assert (features(Sight.of(alone))[:7, PAD:n] == features(Sight.of(beside))[:7, PAD:n]).all()


def test_the_packaged_model_is_small_and_covers_its_labels() -> None:
    model = Model.load()
    assert model.table.shape[1] == len(LABELS) == model.transition.shape[0]
    assert (model.table[0] == 0).all()
