"""Where things stand."""

from __future__ import annotations

import time
from collections.abc import Mapping
from itertools import combinations, pairwise

import pytest

from benchmarks.synthetic import large
from tests.viz.world import GOAL
from viz.layout import Layout, Spot, lay_out, width_of, wrap
from viz.model import Network, View
from viz.names import find
from viz.subgraph import all_view, focus_view, goal_view, trace_view


def apart(spots: Mapping[str, Spot]) -> float:
    return min(abs(a.x - b.x) + abs(a.y - b.y) for a, b in combinations(spots.values(), 2))


def test_a_goal_reads_from_left_to_right(goal: View) -> None:
    spots, nodes = lay_out(goal).spots, goal.network.nodes
    columns: dict[str, set[float]] = {}
    for iri in goal.nodes:
        columns.setdefault(nodes[iri].cls, set()).add(spots[iri].x)
    assert max(columns["Task"]) < min(columns["Platform"] | columns["Program"] | columns["Industry"])
    assert max(columns["Platform"]) < min(columns["Indicator"] | columns["Target"])
    assert max(columns["Indicator"]) < min(columns["Goal"])


def test_contributing_supporters_stand_left_of_direct_ones(goal: View) -> None:
    spots = lay_out(goal).spots
    where: dict[str | None, list[float]] = {}
    for edge in goal.edges:
        if edge.relation == "supports" and goal.network.nodes[edge.source].cls == "Task":
            where.setdefault(edge.strength, []).append(spots[edge.source].x)
    assert max(where["Contributing"]) < min(where["Direct"])


def test_chapters_are_bands_in_the_order_of_the_text(goal: View) -> None:
    layout = lay_out(goal)
    bands = [region for region in layout.regions if region.kind == "band"]
    assert [band.number for band in bands] == ["二", "三", "四", "五"]
    assert all(upper.y + upper.height <= lower.y for upper, lower in pairwise(bands))
    for iri in goal.nodes:
        node, spot = goal.network.nodes[iri], layout.spots[iri]
        if node.cls == "Task":
            band = next(band for band in bands if band.y <= spot.y <= band.y + band.height)
            assert band.title == goal.network.divisions[node.chapter or ""].title


@pytest.mark.parametrize("kind", ["goal", "focus", "trace", "all"])
def test_nothing_stands_on_anything_else(network: Network, kind: str) -> None:
    goal = find(network, GOAL)
    view = {
        "goal": lambda: goal_view(network, goal), "focus": lambda: focus_view(network, goal, 2),
        "trace": lambda: trace_view(network, find(network, "云溪大学"), goal), "all": lambda: all_view(network),
    }[kind]()
    layout = lay_out(view)
    assert set(layout.spots) == set(view.nodes)
    assert apart(layout.spots) > 15


def test_a_large_plan_keeps_things_apart_and_chapters_whole() -> None:
    network = large(1500, 4000)
    view = all_view(network)
    layout = lay_out(view)
    discs = {region.title: region for region in layout.regions}
    for one, other in combinations(discs.values(), 2):
        distance = ((one.x - other.x + (one.width - other.width) / 2) ** 2
                    + (one.y - other.y + (one.height - other.height) / 2) ** 2) ** 0.5
        assert distance > (one.width + other.width) / 2
    inside = 0
    for iri in view.nodes:
        node, spot = network.nodes[iri], layout.spots[iri]
        if not node.headline:
            disc = discs[network.divisions[node.chapter or ""].title]
            radius = disc.width / 2
            inside += (spot.x - disc.x - radius) ** 2 + (spot.y - disc.y - radius) ** 2 <= radius ** 2
    assert inside == sum(not node.headline for node in network.nodes.values())
    grid: dict[tuple[int, int], int] = {}
    for spot in layout.spots.values():
        cell = int(spot.x // 16), int(spot.y // 16)
        grid[cell] = grid.get(cell, 0) + 1
    assert sum(count > 1 for count in grid.values()) < 15


@pytest.mark.parametrize("style", ["chapters", "columns", "rings"])
def test_five_thousand_things_take_two_seconds_at_most(style: str) -> None:
    view = all_view(large(5000, 15000))
    start = time.process_time()
    layout = lay_out(view, style)  # type: ignore[arg-type]
    assert time.process_time() - start < 2.0
    assert len(layout.spots) == 5000


def test_a_plan_without_chapters_is_laid_out_too() -> None:
    view = all_view(large(900, 2000, chapters=0))
    assert len(lay_out(view).spots) == 900


def test_positions_are_the_same_every_time(whole: View) -> None:
    first: Layout = lay_out(whole)
    assert first == lay_out(whole)


@pytest.mark.parametrize(("text", "lines"), [
    ("培育三大千亿级先进制造业集群", ("培育三大千亿级", "先进制造业集群")),
    ("规上工业产值500亿元以上", ("规上工业产", "值500亿元以上")),
    ("短名", ("短名",)),
    ("", ("",)),
])
def test_long_names_are_wrapped_evenly_and_numbers_stay_whole(text: str, lines: tuple[str, ...]) -> None:
    assert wrap(text, 8) == lines


def test_a_name_too_long_for_its_lines_ends_in_an_ellipsis() -> None:
    lines = wrap("一" * 60, 10, 2)
    assert len(lines) == 2 and lines[-1].endswith("…") and all(width_of(line) <= 12 for line in lines)
