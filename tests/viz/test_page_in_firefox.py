"""The main uses of a page in a real Firefox, opened from disk.

One test with named parts, so that Firefox, which takes its time, is started once however many processes test.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.viz.conftest import Opened, Pictures, keep
from tests.viz.world import GOAL, SECOND_GOAL, WorldStore, small
from viz.model import Network, View
from viz.names import find
from viz.reading import choose, load
from viz.subgraph import focus_view, trace_view

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

pytestmark = pytest.mark.browser

Open = Callable[..., Opened]
PARK = "溪口新材料产业园"
TASK = "积极培育产业体系重点领域"
HOSTILE = "</script><script>window.hacked=1</script>'\"><img src=x onerror=alert(1)>\\u003c${alert(1)}𠮷园&amp;\\"


def test_the_main_uses_of_a_page_work_in_firefox(
    firefox: BrowserContext, pictures: Pictures, goal: View, network: Network, subtests: pytest.Subtests
) -> None:
    tab = Opened(firefox.new_page())

    def open_page(view: View, fragment: str = "") -> Opened:
        tab.open(pictures.path(view, "zh"), fragment)
        return tab

    for part in (
        a_click_opens_the_sentences_and_the_link_brings_them_back, search_filters_undo_and_keys, hover_names_a_line,
        what_is_visible_is_exported,
    ):
        with subtests.test(part.__name__):
            part(open_page, goal)
            tab.check_quiet()  # before the screenshot, for which the driver tries to add a style
            keep(tab.page, "firefox-" + part.__name__)
    with subtests.test("a trace shows its ways"):
        open_page(trace_view(network, find(network, "云溪大学"), find(network, SECOND_GOAL)))
        assert tab.text("#waystold") == "3 条路径，2 步"
        way = tab.page.locator("#panel .way").first
        way.locator("summary").click()
        assert way.locator("mark").count() == 2
        tab.check_quiet()
    with subtests.test("a hostile name is only text"):
        hostile = load(store := WorldStore(small(platform=HOSTILE)), choose(store, None))
        open_page(focus_view(hostile, find(hostile, HOSTILE), 1))
        tab.click(HOSTILE)
        assert tab.text("#panel h2") == HOSTILE
        assert tab.page.evaluate("window.hacked === undefined")
        assert tab.page.locator("img, iframe, object, embed").count() == 0
        tab.check_quiet()


def a_click_opens_the_sentences_and_the_link_brings_them_back(open_page: Open, goal: View) -> None:
    opened = open_page(goal)
    opened.click(TASK)
    assert opened.text("#panel h2") == TASK
    assert "服务" + GOAL in opened.page.locator("#panel .claim mark").first.inner_text()
    opened.page.click('#legend button[data-key="classes:Industry"]')
    opened.page.click("#do-dark")
    theme = opened.page.evaluate("document.documentElement.dataset.theme")
    again = open_page(goal, opened.page.evaluate("location.hash"))
    assert again.text("#panel h2") == TASK
    assert again.page.evaluate("[G.state.off.classes, G.state.theme]") == [["Industry"], theme]


def search_filters_undo_and_keys(open_page: Open, goal: View) -> None:
    opened = open_page(goal)
    keys = opened.page.keyboard
    opened.page.focus("#mynetwork")
    keys.press("/")
    keys.type("xkxcl")
    keys.press("Enter")
    assert opened.text("#panel h2") == PARK
    opened.settle()
    keys.press("ArrowLeft")
    assert opened.text("#panel h2") != PARK
    keys.press("Control+z")
    assert opened.text("#panel h2") == PARK
    keys.press("Escape")
    assert opened.page.is_hidden("#panel")
    before = opened.text("#status")
    opened.page.click('#legend button[data-key="classes:Task"]')
    assert opened.page.evaluate("G.visibleNodes().some(node => node.cls === 'Task')") is False
    opened.page.click("#do-undo")
    assert opened.text("#status") == before
    keys.press("l")
    assert opened.text("#do-undo") == "Undo"


def hover_names_a_line(open_page: Open, goal: View) -> None:
    opened = open_page(goal)
    opened.hover_line("edge => edge.relation === 'measuredBy'")
    assert "以…衡量" in opened.text("#tip")


def what_is_visible_is_exported(open_page: Open, goal: View) -> None:
    opened = open_page(goal)
    table = opened.page.evaluate("G.csvText()").removeprefix("\ufeff")
    assert len(list(csv.DictReader(io.StringIO(table)))) == len(goal.edges)
    head = bytes(opened.page.evaluate(
        "async () => [...new Uint8Array(await (await G.pngBlob()).arrayBuffer()).slice(0, 24)]"
    ))
    assert head[:8] == b"\x89PNG\r\n\x1a\n" and int.from_bytes(head[16:20], "big") > 1500
