"""Which task supports which goal, with the sentences that show it."""

from __future__ import annotations

import pytest

from graph_build.model import Extraction
from graph_build.supporting.fields import fields
from graph_build.supporting.grounds import core
from tests.support.texts import quotes, seaside, supports


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return seaside()


def test_the_sum_that_the_plan_draws_is_shown_as_a_chain(extraction: Extraction) -> None:
    chain = [c for c in supports(extraction, "培育两大产业集群", "双百亿") if c.rule == "supports-numbers-add-up"]
    assert chain and chain[0].basis == "Indicator" and chain[0].strength == "Direct"
    said = "".join(quotes(extraction, chain[0]))
    for number in ("200亿元", "100亿元", "300亿元"):
        assert number in said


def test_an_equal_number_ties_a_task_to_a_goal(extraction: Extraction) -> None:
    claims = supports(extraction, "推进港口扩能", "海洋经济强县")
    assert "supports-number-of-goal" in {c.rule for c in claims}
    assert all(c.strength == "Direct" for c in claims)


def test_a_description_is_met_by_what_the_task_does(extraction: Extraction) -> None:
    (claim,) = supports(extraction, "优化教育资源配置", "文化旅游名城")
    assert claim.basis == "Thematic"
    assert quotes(extraction, claim)[0] == "优化教育资源配置"
    assert "高质量教育体系" in quotes(extraction, claim)[1]


def test_what_has_nothing_to_do_with_a_goal_does_not_support_it(extraction: Extraction) -> None:
    assert supports(extraction, "优化教育资源配置", "双百亿") == []
    assert supports(extraction, "推进港口扩能", "文化旅游名城") == []


def test_a_platform_that_the_description_names_supports_the_goal(extraction: Extraction) -> None:
    (direct, *_) = [c for c in supports(extraction, "蓝湾产业园", "海洋经济强县") if c.strength == "Direct"]
    assert "打造蓝湾产业园" in quotes(extraction, direct)[0]


def test_a_target_supports_the_goal_whose_number_it_is(extraction: Extraction) -> None:
    targets = {t.key: t for t in extraction.targets}
    supporting = {
        targets[c.subject].subject for c in extraction.claims if c.predicate == "supports" and c.subject in targets
    }
    assert {"全县工业总产值", "工业产值", "年吞吐量"} <= supporting


def test_goals_are_measured_described_and_tasks_elaborated(extraction: Extraction) -> None:
    by = {p: [c for c in extraction.claims if c.predicate == p] for p in ("measuredBy", "describes", "elaborates")}
    assert all(by.values())
    things = {t.key: t.label for t in extraction.things}
    assert {things[c.object] for c in by["elaborates"]} == {"培育两大产业集群", "保护历史文化遗产"}


def test_every_claim_has_evidence_a_rule_and_a_confidence(extraction: Extraction) -> None:
    mine = [c for c in extraction.claims if c.rule.startswith("supports-")]
    assert mine
    for claim in mine:
        assert claim.evidence and 0 < claim.confidence <= 1 and claim.strength in ("Direct", "Contributing")


def test_numbers_of_several_industries_that_make_up_a_goals_number_are_a_chain() -> None:
    from graph_build.pipeline import extract
    from tests.support.texts import SEASIDE, source

    old = SEASIDE[SEASIDE.index("装备制造产业以") : SEASIDE.index("(二)建设海洋强县")]
    new = (
        "装备制造产业产值达到120亿元。\n\n绿色建材产业加快转型，力争绿色建材产业产值达到100亿元。\n\n"
        "食品加工产业产值达到80亿元。\n\n"
    )
    found = extract(source(SEASIDE.replace(old, new)))
    chain = [c for c in supports(found, "培育两大产业集群", "双百亿") if c.rule == "supports-numbers-add-up"]
    assert len(chain) == 1
    said = "".join(quotes(found, chain[0]))
    assert all(number in said for number in ("120亿元", "100亿元", "80亿元", "300亿元"))


def test_a_chapters_number_counts_for_the_tasks_that_it_is_about() -> None:
    from graph_build.pipeline import extract
    from tests.support.texts import SEASIDE, source

    text = SEASIDE.replace("力争工业产值达到200亿元。", "提升能级。").replace("力争工业产值达到100亿元。", "提升能级。")
    found = extract(source(text))
    rules = {c.rule for c in supports(found, "培育两大产业集群", "双百亿")}
    assert "supports-chapter-number-of-goal" in rules


@pytest.mark.parametrize(
    ("label", "own"),
    [
        ("融入“双循环”新格局活力市", "双循环"),
        ("港产城湾一体化发展开放市", "港产城湾"),
        ("美好生活标杆市", "美好生活"),
        ("“五个中心”", "五个中心"),
        ("民族文化大省", "民族文化"),
    ],
)
def test_a_goals_name_has_a_core(label: str, own: str) -> None:
    assert core(label) == own


def test_fields_are_found_by_their_expressions_and_not_by_look_alikes() -> None:
    assert set(fields("深化医共体建设")) == {"health"}
    assert "ecology" not in fields("打造最优人才生态")
    assert "port" not in fields("服务粤港澳大湾区")
    assert fields("春眠不觉晓") == {}


def test_linhais_double_hundred_billion_is_grounded(linhai: Extraction) -> None:
    claims = supports(linhai, "培育三大千亿级先进制造业集群", "双千亿")
    chain = next(c for c in claims if c.rule == "supports-numbers-add-up")
    said = "".join(quotes(linhai, chain))
    assert said.count("值500亿元") + said.count("达500亿元") == 3 and "1500亿元" in said
    assert {"Indicator", "Thematic"} <= {c.basis for c in claims}
    assert [g.mention.label for g in linhai.headline][1:] == [
        "“双千亿”市",
        "融入“双循环”新格局活力市",
        "民营经济高质量发展示范市",
        "港产城湾一体化发展开放市",
        "改革创新样板市",
        "美好生活标杆市",
    ]
