"""Things and relations of a whole plan: every statement is of the guide's kinds, and quotes what states it."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_build import relations, tasks, things
from graph_build.model import Extraction
from graph_build.resolution.names import normal
from tests.relations.tagged import read

KINDS: dict[str, tuple[set[str], set[str]]] = {
    "advances": ({"Task"}, {"Project", "Platform"}),
    "implements": ({"Task"}, {"Strategy", "Program"}),
    "aimsAt": ({"Task"}, {"Goal"}),
    "develops": ({"Task", "Platform", "Place"}, {"Industry"}),
    "reliesOn": ({"Task", "Industry", "Platform"}, {"Organization", "Platform", "Place", "Project"}),
    "locatedIn": ({"Platform", "Project", "Organization"}, {"Place", "Platform"}),
    "partOf": ({"Platform", "Project", "Place", "Industry"}, {"Platform", "Project", "Place", "Industry"}),
    "cooperatesWith": ({"Task"}, {"Organization", "Place"}),
    "hasTarget": ({"Task", "Industry", "Platform"}, {"Target"}),
}


def test_every_statement_is_of_a_kind_that_the_guide_knows(linhai: Extraction) -> None:
    kind: dict[str, str] = {t.key: t.cls for t in linhai.things} | {t.key: "Target" for t in linhai.targets}
    nine = [c for c in linhai.claims if c.predicate in KINDS]
    assert len(nine) > 500
    for claim in nine:
        subjects, objects = KINDS[claim.predicate]
        assert kind[claim.subject] in subjects and kind[claim.object] in objects, claim
        assert claim.subject != claim.object
        if claim.predicate == "partOf":
            assert kind[claim.subject] == kind[claim.object]


def test_every_statement_quotes_a_stretch_of_a_passage(linhai: Extraction) -> None:
    spans = {p.key: (p.start, p.end) for p, _ in linhai.plan.texts()}
    for claim in linhai.claims:
        if claim.predicate in KINDS:
            assert claim.evidence
            for e in claim.evidence:
                start, end = spans[e.passage]
                assert start <= e.start < e.end <= end


def test_nothing_is_said_twice(linhai: Extraction) -> None:
    nine = Counter((c.subject, c.predicate, c.object) for c in linhai.claims if c.predicate in KINDS)
    assert max(nine.values()) == 1
    named = Counter((t.cls, normal(t.label)) for t in linhai.things if t.cls != "Task")
    assert max(named.values()) == 1
    assert max(Counter(t.key for t in linhai.things).values()) == 1


def test_every_mention_has_its_thing(linhai: Extraction) -> None:
    for thing in linhai.things:
        assert thing.mentions
        names = {normal(thing.label), *(normal(a) for a in thing.aliases)}
        assert all(normal(m.label) in names and m.cls == thing.cls for m in thing.mentions)


def test_a_whole_plan_takes_a_fraction_of_a_second(linhai: Extraction) -> None:
    mentions = [m for t in linhai.things for m in t.mentions]
    scope = tasks.scope(linhai.plan, tuple(m for m in mentions if m.cls == "Task"))
    best = 9.0
    for _ in range(3):
        begun = time.process_time()
        found = things.resolve(linhai.plan, mentions, ())
        relations.find(linhai.plan, found, linhai.targets, scope)
        best = min(best, time.process_time() - begun)
    assert best < 0.6  # 0.1 s on a quiet machine


PIECES = st.sampled_from(
    [
        "[[Task|做强产业]]。",
        "[[Platform|青石港]]",
        "[[Platform|科创园]]",
        "[[Industry|光电产业]]",
        "[[Place|杭州]]",
        "[[Organization|复旦大学]]",
        "[[Goal|示范市]]",
        "[[Program|“千人计划”]]",
        "依托",
        "以",
        "为龙头",
        "对接",
        "与",
        "合作",
        "在",
        "推进",
        "建设",
        "等",
        "、",
        "和",
        "，",
        "。",
        "；",
        "“",
        "”",
        "（",
        "发挥",
        "作用",
        "四大平台",
        "\n",
        "加快",
        "集",
        "于一体",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=40))
def test_no_text_breaks_it(pieces: list[str]) -> None:
    found = read("".join(pieces) + "文。")
    text = found.plan.source.text
    kind: dict[str, str] = {t.key: t.cls for t in found.things}
    for claim in found.claims:
        subjects, objects = KINDS[claim.predicate]
        assert kind[claim.subject] in subjects and kind[claim.object] in objects
        assert all(
            text[e.start : e.end].strip() and "\n" not in text[e.start : e.end] for e in claim.evidence
        )


@pytest.mark.parametrize("label", ["", "“”", "·", "（）"])
def test_a_name_without_a_letter_is_no_thing(label: str) -> None:
    found = read("推进建设。")
    from graph_build.model import Evidence, Mention

    assert things.resolve(found.plan, [Mention("Goal", label, Evidence("p0", 0, 1), "test")], ()) == ()
