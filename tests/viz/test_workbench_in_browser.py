"""The served pages in a real browser that can reach nothing but them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.viz.conftest import Served, keep
from tests.viz.world import GOAL, SLUG

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser
PARK = "溪口新材料产业园"


@pytest.fixture(scope="module")
def address(served: Served) -> str:
    return served.address


@pytest.fixture
def page(browser: BrowserContext, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    browser.set_offline(False)
    page = browser.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/*", lambda route: route.continue_() if route.request.url.startswith(address) else route.abort())
    yield page
    keep(page, request.node.name)
    page.close()
    browser.set_offline(True)
    assert said == []
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


def test_from_a_question_to_the_marked_sentence(page: Page, address: str) -> None:
    page.goto(address + "/?lang=zh")
    page.fill('.asking input[name="q"]', "什么支撑双百亿")
    page.keyboard.press("Enter")
    page.wait_for_selector(".answer")
    assert GOAL in page.inner_text(".answer")
    page.click("ol.quotations a >> nth=0")
    page.wait_for_selector(".reader")
    assert page.locator("mark, a.marked").count() >= 1
    page.click("a.named.Platform >> nth=0")
    assert PARK in page.inner_text("h1")


def test_a_things_page_shows_its_neighbourhood(page: Page, address: str) -> None:
    page.goto(f"{address}/plan/{SLUG}/read/2?lang=zh")
    page.click("a.named.Platform >> nth=0")
    page.click("details.picture summary")
    frame = page.frame_locator("iframe")
    frame.locator('html[data-ready="true"]').wait_for(state="attached")
    assert PARK in frame.locator("#title").inner_text()


def test_the_editor_completes_and_runs(page: Page, address: str) -> None:
    page.goto(address + "/sparql?lang=en")
    page.fill("#query", "SELECT ?t WHERE { ?t a gh:Platf")
    page.press("#query", "Control+Space")
    page.wait_for_selector("#offers li")
    page.press("#query", "Enter")
    page.type("#query", " }")
    assert page.input_value("#query") == "SELECT ?t WHERE { ?t a gh:Platform }"
    page.press("#query", "Control+Enter")
    page.wait_for_selector("tbody")
    assert "Rows: 1" in page.inner_text("main")


def test_pages_are_read_without_javascript(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/plan/{SLUG}/goals?lang=zh")
    assert GOAL in page.inner_text("table.matrix")
    context.close()


def test_from_the_matrix_to_the_sentence(page: Page, address: str) -> None:
    page.goto(f"{address}/plan/{SLUG}/goals?lang=zh")
    page.click("table.matrix td a >> nth=0")
    page.wait_for_selector(".claim mark")
    assert GOAL in page.inner_text("h1")
    page.click(".claim blockquote a >> nth=0")
    page.wait_for_selector(".reader mark, .reader a.marked")
    shown = page.locator(".reader mark, .reader a.marked").first.bounding_box()
    assert shown is not None and 0 <= shown["y"] < 800, "it is in sight"


def test_indicators_are_filtered_with_the_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/plan/{SLUG}/indicators?lang=zh")
    page.focus('input[name="name"]')
    page.keyboard.type("没有")
    page.keyboard.press("Enter")
    page.wait_for_url("**name=*")
    assert page.locator("tbody tr").count() == 0 and "1 项中的 0 项" in page.inner_text("main")
    page.fill('input[name="name"]', "地区")
    page.click(".filter button")
    page.wait_for_selector("tbody tr")
    assert "62.5亿元" in page.inner_text("tbody")


def test_results_become_a_network_and_a_cut_one_becomes_whole(page: Page, address: str) -> None:
    page.goto(address + "/sparql?lang=zh&query=SELECT * WHERE { ?t gh:supports ?g }")
    page.click("text=看网络图")
    page.wait_for_selector('html[data-ready="true"]', state="attached")
    assert page.evaluate("G.edges.length") > 5
    page.goto(f"{address}/plan/{SLUG}/view/goal?of={GOAL}&limit=11&lang=zh")
    page.wait_for_selector('html[data-ready="true"]', state="attached")
    before = page.evaluate("G.nodes.length")
    page.click("#cut a")
    page.wait_for_function("n => typeof G !== 'undefined' && G.nodes.length > n", arg=before)
    assert page.is_hidden("#cut")


def test_the_language_is_switched_and_stays(page: Page, address: str) -> None:
    page.goto(address + "/?lang=zh")
    page.click("header nav a >> text=English")
    page.wait_for_selector("text=Main goals")
    page.click("section.card a >> nth=0")
    page.wait_for_selector(".outline")
    assert page.get_attribute("html", "lang") == "en"
    page.click("header nav a >> text=中文")
    page.wait_for_selector("html[lang=zh-Hans]")


def test_a_place_opens_as_a_picture(page: Page, address: str) -> None:
    page.goto(f"{address}/plan/{SLUG}/places?lang=zh")
    page.locator(".tree li", has_text="东溪镇").get_by_text("看网络图").first.click()
    page.wait_for_selector('html[data-ready="true"]', state="attached")
    assert "东溪镇" in page.inner_text("#title")
