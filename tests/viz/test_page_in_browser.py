"""The page in a real browser, driven by mouse and keyboard."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.viz.conftest import Opened
from tests.viz.world import GOAL, SECOND_GOAL, WorldStore, small
from viz.model import Network, View
from viz.names import find
from viz.reading import choose, load
from viz.subgraph import all_view, focus_view, goal_view, trace_view

pytestmark = pytest.mark.browser

Open = Callable[..., Opened]
TASK = "积极培育产业体系重点领域"
FAR_TASK = "加快建设府城文化重点领域"
PARK = "溪口新材料产业园"


def test_a_click_on_a_thing_shows_its_sentences_highlighted_in_their_paragraph(open_page: Open, goal: View) -> None:
    opened = open_page(goal)
    opened.click(TASK)
    assert opened.text("#panel h2") == TASK
    assert f"支撑 (1)\n{GOAL}" in opened.text("#panel").replace("\n\n", "\n")
    marked = opened.page.locator("#panel .claim mark").first
    assert "服务" + GOAL in marked.inner_text()
    assert "三、加快构建现代产业体系 › （一）加快构建现代产业体系的第一步" in opened.text("#panel")


def test_the_quotation_is_marked_exactly(open_page: Open, goal: View) -> None:
    opened = open_page(goal)
    opened.click(PARK)
    mention = opened.page.locator("#panel blockquote", has_text="第").last
    assert mention.locator("mark").inner_text() == PARK


def test_search_finds_by_name_alias_and_pinyin_initials(open_page: Open, goal: View) -> None:
    opened = open_page(goal)
    for typed, expected in (("新材料产业园", PARK), ("GDP", "地区生产总值"), ("sby", GOAL), ("xkxcl", PARK)):
        opened.page.fill("#search", typed)
        assert expected in opened.page.locator("#hits li").first.inner_text()
    opened.page.press("#search", "Enter")
    assert opened.text("#panel h2") == PARK
    opened.settle()
    x, y = opened.where(PARK)
    box = opened.page.locator("#mynetwork").bounding_box()
    assert box is not None
    assert abs(x - box["x"] - box["width"] / 2) < 60 and abs(y - box["y"] - box["height"] / 2) < 60


def test_search_says_when_nothing_is_found(open_page: Open, goal: View) -> None:
    opened = open_page(goal, lang="en")
    opened.page.fill("#search", "没有这个")
    assert opened.text("#hits") == "nothing found"


def test_legend_switches_classes_off_and_undo_brings_them_back(open_page: Open, goal: View) -> None:
    opened = open_page(goal)
    tasks = opened.page.locator('#legend button[data-key="classes:Task"]')
    assert tasks.locator(".count").inner_text() == "13"
    before = opened.text("#status")
    tasks.click()
    assert tasks.get_attribute("aria-pressed") == "false"
    assert opened.page.evaluate("G.visibleNodes().some(node => node.cls === 'Task')") is False
    assert opened.page.evaluate("G.things.get(G.nodes.find(n => n.cls === 'Task').id).hidden") is True
    opened.page.click("#do-undo")
    assert opened.text("#status") == before
    assert opened.page.is_disabled("#do-undo")


@pytest.mark.parametrize(("group", "key", "kept"), [
    ("relations", "supports", "edge => edge.relation !== 'supports'"),
    ("strength", "Contributing", "edge => edge.strength !== 'Contributing'"),
    ("basis", "Thematic", "edge => edge.basis !== 'Thematic'"),
])
def test_lines_are_filtered(open_page: Open, goal: View, group: str, key: str, kept: str) -> None:
    opened = open_page(goal)
    opened.page.evaluate(f"document.querySelector('[data-group={group}]').open = true")
    opened.page.click(f'#legend button[data-key="{group}:{key}"]')
    expected = opened.page.evaluate(f"G.edges.filter({kept}).length")
    assert 0 < expected == opened.page.evaluate("G.visibleEdges().length") < len(goal.edges)


def test_a_chapter_is_hidden_with_what_only_it_mentions(open_page: Open, goal: View) -> None:
    opened = open_page(goal)
    opened.page.evaluate("document.querySelector('[data-group=chapters]').open = true")
    opened.page.click('#legend button[data-key="chapters:2"]')
    shown = opened.page.evaluate("G.visibleNodes().map(node => node.label)")
    assert TASK not in shown
    assert PARK in shown, "other chapters mention it too"
    assert GOAL in shown, "what the view is about stays"


def test_a_line_is_named_on_hover_and_opened_by_click(open_page: Open, goal: View) -> None:
    opened = open_page(goal)
    x, y = opened.hover_line("e => e.strength === 'Direct' && G.nodes[e.from].cls === 'Task'")
    assert "支撑 → " + GOAL in opened.text("#tip")
    opened.page.mouse.click(x, y)
    assert "支撑" in opened.text("#panel h2")
    assert opened.page.locator("#panel mark").count() >= 1


def test_a_dense_picture_opens_without_contributing_lines_and_says_so(
    open_page: Open, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("viz.subgraph.QUIET", 3)
    view = focus_view(network, find(network, PARK), 2)
    opened = open_page(view)
    assert opened.text("#cut").startswith("6 条间接支撑暂未显示。")
    assert opened.page.evaluate("G.visibleEdges().length") == len(view.edges) - 6
    opened.page.click("#do-loud")
    assert opened.page.is_hidden("#cut")
    assert opened.page.evaluate("G.visibleEdges().length") == len(view.edges)
    again = open_page(view, opened.page.evaluate("location.hash"))
    assert again.page.evaluate("G.visibleEdges().length") == len(view.edges), "the link keeps them shown"


def test_lines_to_the_goal_cross_no_name(open_page: Open, goal: View) -> None:
    opened = open_page(goal)
    crossed = opened.page.evaluate("""() => {
        const zero = G.network.canvasToDOM({ x: 0, y: 0 }), scale = G.scale, box = G.byId("mynetwork");
        const texts = G.placeTexts(scale, zero.x, zero.y, box.clientWidth, box.clientHeight, 600)
            .filter(text => text.node !== undefined).map(text => {
                const wide = Math.max(...text.lines.map(line => G.measure(line, text.bold))) * text.font;
                return { node: text.node, left: text.x, right: text.x + wide, y: text.y,
                    half: text.lines.length * text.font / 2 - 1 };
            });
        const found = [];
        for (const edge of G.edges.filter(e => e.relation === "supports")) {
            const p = G.route(edge, scale);
            for (let i = 2; i < p.length; i += 6) for (let t = 0; t <= 1; t += 0.05) {
                const u = 1 - t, at = k => u*u*u*p[i-2+k] + 3*u*u*t*p[i+k] + 3*u*t*t*p[i+2+k] + t*t*t*p[i+4+k];
                const x = at(0) * scale + zero.x, y = at(1) * scale + zero.y;
                for (const text of texts.filter(text => text.node !== edge.from && text.node !== edge.to)) {
                    if (x > text.left && x < text.right && Math.abs(y - text.y) < text.half) {
                        found.push([G.nodes[edge.from].label, G.nodes[text.node].label]);
                    }
                }
            }
        }
        return found; }""")
    assert crossed == []


def test_only_shows_one_and_again_shows_all(open_page: Open, goal: View) -> None:
    opened = open_page(goal)
    row = opened.page.locator("#legend li", has=opened.page.locator('button[data-key="classes:Platform"]'))
    row.hover()
    row.locator("button.only").click()
    assert opened.page.evaluate("[...new Set(G.visibleNodes().map(n => n.cls))].sort()") == ["Goal", "Platform"]
    row.locator("button.only").click()
    assert opened.page.evaluate("G.visibleNodes().length") == len(goal.nodes)


def test_on_paper_there_is_the_picture_with_its_key(open_page: Open, goal: View) -> None:
    opened = open_page(goal)
    opened.page.emulate_media(media="print")
    assert opened.page.is_hidden("#tools") and opened.page.is_hidden("#find")
    picture, key = (opened.page.locator(name).bounding_box() for name in ("#mynetwork", "#legend"))
    assert picture is not None and key is not None
    assert picture["height"] > 400 and key["y"] >= picture["y"] + picture["height"] - 1 and key["height"] < 120
    opened.page.emulate_media(media="screen")


def test_a_phone_has_room_for_the_picture(open_page: Open, goal: View) -> None:
    opened = open_page(goal)
    opened.page.set_viewport_size({"width": 390, "height": 844})
    opened.page.reload()
    opened.page.wait_for_selector('html[data-ready="true"]', state="attached")
    box = opened.page.locator("#mynetwork").bounding_box()
    assert box is not None and box["width"] == 390 and box["height"] > 500
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 390
    opened.click(PARK)
    assert opened.text("#panel h2") == PARK
    opened.page.set_viewport_size({"width": 1440, "height": 860})


def test_the_ways_to_a_chosen_goal_are_lit(open_page: Open, whole: View) -> None:
    opened = open_page(whole)
    opened.page.evaluate("id => G.select(id)", opened.number("云溪大学"))
    opened.page.select_option("#ways", label=SECOND_GOAL)
    assert opened.text("#waystold") == "3 条路径，2 步"
    lit = opened.page.evaluate("[...G.emphasis.nodes].map(id => G.nodes[id].label)")
    assert SECOND_GOAL in lit and "云溪大学" in lit and PARK not in lit
    opened.page.keyboard.press("Escape")


def test_a_trace_opens_on_its_ways_with_a_sentence_for_each_hop(open_page: Open, network: Network) -> None:
    opened = open_page(trace_view(network, find(network, "云溪大学"), find(network, GOAL)))
    assert opened.text("#panel h2") == "云溪大学"
    way = opened.page.locator("#panel .way").first
    way.locator("summary").click()
    assert way.locator(".claim").count() == 2
    assert way.locator("mark").count() == 2


def test_a_link_restores_what_was_seen(open_page: Open, goal: View) -> None:
    first = open_page(goal)
    first.click(TASK)
    first.page.click('#legend button[data-key="classes:Industry"]')
    first.page.click("#do-language")
    first.page.click("#do-dark")
    fragment = first.page.evaluate("location.hash")
    second = open_page(goal, fragment)
    assert second.text("#panel h2") == TASK
    assert second.page.evaluate("G.state.off.classes") == ["Industry"]
    assert second.page.get_attribute("html", "data-theme") == "dark"
    assert second.text("#do-undo") == "Undo"


@pytest.mark.parametrize("fragment", [
    "#n=nothing&hc=<script>&l=xx&v=a,b,c", "#%", "#v=1,2,-3", "#n=__proto__&g=constructor&hc=__proto__.Task",
])
def test_a_broken_link_opens_the_plain_view(open_page: Open, goal: View, fragment: str) -> None:
    opened = open_page(goal, fragment)
    assert opened.page.is_hidden("#panel")


def test_everything_works_from_the_keyboard(open_page: Open, goal: View) -> None:
    opened = open_page(goal)
    keys = opened.page.keyboard
    keys.press("/")
    keys.type("溪口")
    keys.press("Enter")
    assert opened.text("#panel h2") == PARK
    opened.settle()
    keys.press("ArrowLeft")
    assert opened.text("#panel h2") != PARK
    keys.press("Control+z")
    assert opened.text("#panel h2") == PARK
    keys.press("Escape")
    assert opened.page.is_hidden("#panel")
    scale = opened.page.evaluate("G.network.getScale()")
    keys.press("+")
    opened.settle()
    assert opened.page.evaluate("G.network.getScale()") > scale
    keys.press("l")
    assert opened.text("#do-undo") == "Undo"
    keys.press("?")
    assert opened.page.is_visible("#keys")
    keys.press("Escape")
    opened.page.focus('#legend button[data-key="classes:Task"]')
    keys.press("Enter")
    assert opened.page.evaluate("document.activeElement.dataset.key") == "classes:Task", "focus stays"
    assert opened.page.evaluate("G.state.off.classes") == ["Task"]


def test_chinese_and_english(open_page: Open, goal: View) -> None:
    opened = open_page(goal, lang="en")
    assert opened.text("#title").startswith("What supports " + GOAL)
    assert opened.page.get_attribute("html", "lang") == "en"
    opened.page.click("#do-language")
    assert opened.text("#title").startswith("支撑目标 " + GOAL)
    assert opened.page.get_attribute("html", "lang") == "zh-Hans"


def test_a_sentence_is_copied_as_text_bibtex_and_iri(open_page: Open, goal: View) -> None:
    opened = open_page(goal)
    opened.click(TASK)
    first = opened.page.locator("#panel .claim blockquote").first
    first.locator(".copytext").click()
    copied = opened.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("云溪市人民政府. 云溪市国民经济和社会发展第十四个五年规划纲要[Z]. 2021-03-01. 三、")
    assert f"服务{GOAL}。”" in copied
    first.locator(".copybib").click()
    copied = opened.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@techreport{yunxi-14fyp-") and "year = {2021}" in copied
    first.locator(".copyiri").click()
    assert opened.page.evaluate("navigator.clipboard.readText()").startswith("https://w3id.org/guihua/id/yunxi-14fyp/evidence/")


def _download(opened: Opened, key: str) -> bytes:
    opened.page.click("#do-export")
    with opened.page.expect_download() as waiting:
        opened.page.click(f"#do-{key}")
    return Path(waiting.value.path()).read_bytes()


def test_export_gives_picture_drawing_and_table_of_what_is_visible(open_page: Open, goal: View) -> None:
    opened = open_page(goal)
    opened.page.click('#legend button[data-key="relations:develops"]')
    visible = opened.page.evaluate("G.visibleEdges().length")

    table = _download(opened, "csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert len(rows) == visible
    assert {row["relation"] for row in rows} == {"supports", "measuredBy", "advances", "implements"}
    assert all(row["quote"] for row in rows)

    drawing = ET.fromstring(_download(opened, "svg"))
    space = "{http://www.w3.org/2000/svg}"
    lines = [path for path in drawing.iter(space + "path") if path.get("fill") is None]
    assert len(lines) >= visible
    dashes = {line.get("stroke-dasharray") for line in lines}
    assert {"none", "6 4"} <= dashes, "contributing support is dashed, direct support is not"
    texts = ["".join(text.itertext()) for text in drawing.iter(space + "text")]
    assert any(GOAL in text for text in texts)

    picture = _download(opened, "png")
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width = int.from_bytes(picture[16:20], "big")
    assert width > 1500


HOSTILE = (
    "</script><script>window.hacked=1</script><!--园",
    "'\"><img src=x onerror=alert(1)><a href='javascript:alert(1)'>园",
    "\\u003cscript\\u003e${alert(1)}{{7*7}}{% x %}𠮷园&amp;\\", "=HYPERLINK(\"http://x.invalid\")园",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_only_text(open_page: Open, name: str) -> None:
    store = WorldStore(small(platform=name))
    network = load(store, choose(store, None))
    opened = open_page(focus_view(network, find(network, name), 1))
    opened.click(name)
    assert opened.text("#panel h2") == name
    assert opened.page.locator("#panel blockquote mark").last.inner_text() == name
    assert opened.page.evaluate("window.hacked") is None
    assert opened.page.locator("img, iframe, object, embed, a[href]").count() == 0
    assert name in opened.page.title()
    drawing = ET.fromstring(opened.page.evaluate("G.svgText()"))
    assert not list(drawing.iter("{http://www.w3.org/2000/svg}script"))
    table = list(csv.reader(io.StringIO(opened.page.evaluate("G.csvText()").removeprefix("\ufeff"))))
    assert any(cell == ("'" + name if name.startswith("=") else name) for row in table for cell in row)


def test_the_policy_forbids_scripts_and_connections_that_are_not_the_pages_own(open_page: Open, goal: View) -> None:
    opened = open_page(goal)
    said = opened.page.evaluate("""async () => {
        const script = document.createElement("script");
        script.textContent = "window.hacked = 1";
        document.body.append(script);
        try { await fetch("data:text/plain,x"); return "fetched"; }
        catch { return window.hacked ? "ran" : "refused"; } }""")
    assert said == "refused"
    assert len(opened.console) >= 1 and all("Content Security Policy" in line for line in opened.console)
    opened.console.clear()


def test_every_kind_of_view_opens(open_page: Open, network: Network, whole: View) -> None:
    for view in (
        whole, focus_view(network, find(network, PARK), 2), goal_view(network, find(network, SECOND_GOAL)),
        all_view(network, 5),
    ):
        opened = open_page(view)
        assert opened.page.evaluate("G.network.body.nodeIndices.length") == len(view.nodes)
        assert opened.page.is_visible("#cut") is (view.cut is not None)
