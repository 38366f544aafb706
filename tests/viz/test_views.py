"""Which part of the graph a view shows, and what it says of the rest."""

from __future__ import annotations

import pytest

from tests.viz.world import CHAPTERS, GOAL, SECOND_GOAL, SLUG, World, WorldStore, small
from viz.errors import NoPlan, NoWay, UnknownPlan, UnknownThing
from viz.model import Network, View
from viz.names import find, initials
from viz.reading import choose, load, locate
from viz.subgraph import all_view, focus_view, goal_view, graph, industry_view, nodes_view, place_view, trace_view

PARK = "溪口新材料产业园"


def labels(view: View) -> set[str]:
    return {view.network.nodes[iri].label for iri in view.nodes}


def test_a_goal_is_found_by_its_short_form(network: Network) -> None:
    for name in ("双百亿", GOAL, "双百亿市", "「双百亿」 市"):
        assert find(network, name).label == GOAL


def test_an_unknown_name_brings_the_nearest(network: Network) -> None:
    with pytest.raises(UnknownThing) as raised:
        find(network, "溪口新材科产业园")
    assert PARK in str(raised.value)
    with pytest.raises(UnknownThing):
        find(network, "，。")


def test_a_goal_shows_supporters_measures_and_means(network: Network) -> None:
    view = goal_view(network, find(network, GOAL))
    shown = labels(view)
    assert {PARK, "地区生产总值", "规上工业总产值超过150亿元", "“千企计划”"} <= shown
    assert SECOND_GOAL not in shown and "云溪大学" not in shown
    assert sum(edge.strength == "Direct" for edge in view.edges) == 8
    assert sum(edge.strength == "Contributing" for edge in view.edges) == 6


def test_a_limit_keeps_direct_supporters_and_says_what_it_left_out(network: Network) -> None:
    whole = goal_view(network, find(network, GOAL), 1000)
    view = goal_view(network, find(network, GOAL), 11)
    assert len(view.nodes) == 11
    assert view.cut is not None and view.cut.left_out == len(whole.nodes) - 11
    assert all(edge.strength != "Contributing" for edge in view.edges)
    assert whole.cut is None


def test_focus_reaches_as_far_as_its_hops(network: Network) -> None:
    one, two = (focus_view(network, find(network, "东溪镇"), hops) for hops in (1, 2))
    assert labels(one) == {"东溪镇", PARK}
    assert len(two.nodes) > 10


def test_a_place_and_an_industry_show_what_is_planned(network: Network) -> None:
    assert PARK in labels(place_view(network, find(network, "东溪镇", ("Place",))))
    tasks = [iri for iri in industry_view(network, find(network, "新材料产业")).nodes if "/task/" in iri]
    assert len(tasks) == 8


def test_a_trace_lights_every_way_and_no_other_goal(network: Network) -> None:
    view = trace_view(network, find(network, "云溪大学"), find(network, SECOND_GOAL))
    lit = {network.nodes[iri].label for iri in view.lit}
    assert {"云溪大学", SECOND_GOAL} < lit and GOAL not in lit
    assert len(view.lit_edges) == 6
    assert view.layers[find(network, "云溪大学").iri] == 0


def test_a_trace_that_leads_nowhere_says_so() -> None:
    world = small()
    chapter = world.division("Chapter", "六", "附则", None)
    world.thing("Organization", "孤立研究院", world.passage("孤立研究院。", chapter))
    store = WorldStore(world)
    alone = load(store, choose(store, None))
    with pytest.raises(NoWay, match="孤立研究院"):
        trace_view(alone, find(alone, "孤立研究院"), find(alone, GOAL))


def test_a_querys_things_come_with_what_is_stated_between_them(network: Network) -> None:
    goal, park = find(network, GOAL), find(network, PARK)
    view = nodes_view(network, "supports", [park.iri, "https://example.org/other", goal.iri, park.iri])
    assert set(view.nodes) == {goal.iri, park.iri}
    assert [edge.relation for edge in view.edges] == ["supports"]


def test_the_networkx_graph_is_typed(network: Network) -> None:
    whole = graph(all_view(network))
    assert whole.number_of_nodes() == len(network.nodes) and whole.number_of_edges() == len(network.edges)
    assert whole.nodes[find(network, PARK).iri]["cls"] == "Platform"
    assert {data["relation"] for _, _, data in whole.edges(data=True)} >= {"supports", "advances"}


def test_sentences_chapters_and_numbers_are_read(network: Network) -> None:
    assert [chapter.title for chapter in network.chapters()] == list(CHAPTERS)
    goal = find(network, GOAL)
    assert goal.headline and goal.described and goal.aliases == ("双百亿",)
    target = find(network, "规上工业总产值超过150亿元")
    assert dict(target.facts) == {
        "subject": "规上工业总产值", "comparator": "AtLeast", "value": "150", "unit": "亿元", "year": "2025",
    }
    assert find(network, "GDP").observations == (("表一", "Baseline", "62.5亿元", "2020", "Expected"),)
    for quote in network.quotes.values():
        assert quote.start is not None
        assert network.passages[quote.passage].text[quote.start : quote.end] == quote.quote


def test_a_quotation_is_found_across_a_line_break_of_the_source() -> None:
    assert locate("打造\n  “双百亿”市", "全力打造“双百亿”市。") == (2, 10)
    assert locate("没有", "全力打造") is None
    assert locate("\n", "全力打造") is None


def test_plans_are_chosen_by_name() -> None:
    store = WorldStore(small())
    assert choose(store, SLUG).publisher == "云溪市人民政府"
    with pytest.raises(UnknownPlan, match=SLUG):
        choose(store, "elsewhere")
    with pytest.raises(NoPlan):
        choose(WorldStore(World()), None)


def test_pinyin_initials() -> None:
    assert initials(["重庆市", "R&D经费"]) == "cqs rdjf"
