"""The second reading: what only a rule, a list or the rest of the document shows is found; what is no name goes."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from graph_build import mentions, outline, readers
from graph_build.mentions import judge, judge_features, judge_pool, tagger
from graph_build.mentions.coordination import later_phases
from graph_build.mentions.grammar import tags

TEXTS = [
    "清河市国民经济和社会发展第十四个五年规划纲要",
    "大力发展新材料、生物医药、智能装备、现代种业等产业，坚持新发展理念，持续实施稳岗扩容提质行动。",
    "推进清河经济技术开发区建设，打造全国重要的茶叶集散地，依托清河经济技术开发区引进龙头企业。",
]


def read(texts: list[str]) -> tuple[tagger.Reading, judge.Verdict]:
    reading = tagger.read(texts)
    return reading, judge.judge(reading)


def taken(text: str) -> dict[str, str]:
    reading, verdict = read([text])
    return {reading.sight.layout.text[n.start : n.end]: n.cls for n in verdict.taken}


def test_names_are_in_order_and_do_not_overlap_and_carry_a_probability() -> None:
    reading, verdict = read(TEXTS)
    assert verdict.taken
    assert all(a.end <= b.start for a, b in itertools.pairwise(verdict.taken))
    assert all(judge.THRESHOLD < n.confidence <= 1 for n in verdict.taken)
    assert all("\n" not in reading.sight.layout.text[n.start : n.end] for n in verdict.taken)


def test_what_is_dropped_was_seen_by_the_tagger_and_is_not_taken() -> None:
    _, verdict = read(TEXTS)
    assert not any(d.start < n.end and n.start < d.end for d in verdict.dropped for n in verdict.taken)


def test_members_of_a_list_are_all_found() -> None:
    names = taken(TEXTS[1])
    assert {"新材料", "生物医药", "智能装备", "现代种业"} <= {n for n, cls in names.items() if cls == "Industry"}


def test_a_member_that_the_tagger_did_not_see_is_offered() -> None:
    text = "发展甲乙丙、新材料、丁戊己产业。"
    at = text.index("新材料")
    reading = tagger.read([text])
    start = reading.sight.layout.starts[0]
    seen = tagger.Reading(reading.sight, reading.marginals, [(start + at, start + at + 3, 7)])
    pool = judge_pool.gather(seen)
    offered = {(reading.sight.layout.text[a:b], k) for (a, b, k), why in pool.source.items() if "list" in why}
    assert ("发展甲乙丙", 7) in offered


def test_nothing_in_nothing_out() -> None:
    for texts in ([], [""], ["", "。"]):
        assert read(texts)[1] == judge.Verdict((), ())


def test_the_most_promising_names_are_those_of_all_choices_tried_one_by_one() -> None:
    rng = np.random.default_rng(5)
    for _ in range(20):
        names = [
            judge.Judged(a, a + int(rng.integers(1, 5)), "Goal", round(float(rng.uniform(0.31, 1)), 3), "x")
            for a in rng.integers(0, 12, 7).tolist()
        ]
        best = max(
            sum(n.confidence - judge.THRESHOLD for n in chosen)
            for size in range(len(names) + 1)
            for chosen in itertools.combinations(names, size)
            if all(a.end <= b.start or b.end <= a.start for a, b in itertools.combinations(chosen, 2))
        )
        assert sum(n.confidence - judge.THRESHOLD for n in judge._most_promising(names)) == pytest.approx(best)


def test_weights_are_written_and_read_back() -> None:
    weights = judge.Weights.load()
    again = judge.Weights.read(weights.write())
    assert again.bias == weights.bias
    assert (again.table == weights.table).all()
    assert len(weights.table) == 1 << judge_features.BITS


def test_explaining_says_who_found_a_name_and_why_a_span_is_none() -> None:
    plan = outline.outline(readers.read("\n\n".join(TEXTS).encode("utf-8"), name="qinghe.txt"))
    names, refused = mentions.find(plan)
    assert all(m.rule for m in names)
    assert all(r.rule for r in refused)


def test_a_phase_that_only_a_list_names_is_added() -> None:
    text = "完成青山水厂一期、二期和三期"
    assert later_phases(text, [(2, 8, "Project")]) == [(9, 11, "Project"), (12, 14, "Project")]
    assert later_phases("十四五规划一期间", [(0, 5, "Project")]) == []


def test_candidates_are_features_for_the_tagger() -> None:
    assert tags("打好净土保卫战。") == ["O", "O", "B-Program", "I-Program", "I-Program", "I-Program", "E-Program", "O"]
