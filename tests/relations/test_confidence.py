"""Confidence says how often such a statement is right; the weights are fitted and judged as the scorer judges."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph_build import relations
from graph_build.relations.confidence import Weights, features
from graph_build.relations.train import Chapter, Example, f1, fit, judged, probability, reliability
from tests.relations.tagged import read

TEXT = "[[Task|建设现代港口]]。加快[[Project|东山铁路二期]]、[[Platform|青石物流园]]建设。"


def _chapter() -> Chapter:
    stated = (
        {"s": "建设现代港口", "p": "advances", "o": "东山铁路二期"},
        {"s": "建设现代港口", "p": "advances", "o": "码头", "ignore": "yes"},
    )
    forms = {"东山铁路二期": frozenset({"东山铁路二期", "东山铁路"})}
    return Chapter("ch", 0, 99, stated, forms, (frozenset({"智慧停车"}),))


def test_the_surer_the_name_the_surer_the_statement() -> None:
    found = read(TEXT)
    sure, *_ = relations.propose(found.plan, found.things, (), found.scope)
    weights = Weights.load()
    ladder = [weights.probability(replace(sure, name=p)) for p in (0.1, 0.5, 0.9, 0.99)]
    assert ladder == sorted(ladder) and 0.0 < ladder[0] < ladder[-1] < 1.0


def test_a_statement_about_a_doubtful_name_is_not_made() -> None:
    found = read(TEXT)
    doubted = [
        replace(t, mentions=tuple(replace(m, confidence=0.02) for m in t.mentions))
        if t.cls == "Project"
        else t
        for t in found.things
    ]
    claims = relations.find(found.plan, doubted, (), found.scope)
    assert {c.object for c in claims} == {found.thing("青石物流园").key}


def test_features_know_no_word_of_the_text() -> None:
    found = read(TEXT)
    for proposal in relations.propose(found.plan, found.things, (), found.scope):
        assert all(name.isascii() for name, _ in features(proposal))


@pytest.mark.parametrize(
    ("subject", "predicate", "object_", "verdict"),
    [
        ("建设现代港口", "advances", "东山铁路二期", 0),
        ("建设现代港口", "advances", "东山铁路", 0),  # an alias of the annotation
        ("建设现代港口", "advances", "码头", -1),  # annotated as doubtful
        ("建设现代港口", "advances", "智慧停车", -1),  # an end is doubtful
        ("建设现代港口", "reliesOn", "东山铁路二期", None),
        ("建设现代港口", "advances", "西湖", None),
        ("西湖科创园", "locatedIn", "西湖", -1),  # the place stands in the name
    ],
)
def test_a_statement_is_judged_as_the_scorer_does(
    subject: str, predicate: str, object_: str, verdict: int | None
) -> None:
    assert _chapter().judge(frozenset({subject}), predicate, frozenset({object_})) == verdict


def test_weights_learn_which_rule_and_which_names_to_trust() -> None:
    def example(rule: str, name: float, gold: int | None) -> Example:
        return Example(
            "ch", (rule, "advances", str(name)), {"bias": 1.0, f"rule:{rule}": 1.0, "name": name}, gold
        )

    given = [example("good", x, 0) for x in (1.0, 2.0, 3.0)] * 10 + [
        example("bad", x, None) for x in (-2.0, 1.0)
    ] * 10
    given += [example("good", -1.0, None), example("bad", 2.0, 0)] * 5
    weights = fit(given)
    assert probability(weights, example("good", 2.0, 0)) > 0.8
    assert probability(weights, example("bad", -2.0, 0)) < 0.2


def test_f1_counts_an_annotation_once_and_every_wrong_claim() -> None:
    examples = [Example("ch", ("t", "advances", str(i)), {}, gold) for i, gold in enumerate([0, 0, 1, None])]
    claims = judged([(0.9, e) for e in examples])
    assert f1(claims, wanted=4, threshold=0.5) == pytest.approx((2 / 3, 0.5, 4 / 7))
    ((span, n, mean, right),) = reliability(claims)
    assert (span, n, right) == ("0.90–0.95", 4, 0.75)
    assert mean == pytest.approx(0.9)
