"""Every page, light and dark, judged by axe-core; and read with the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.viz.conftest import Pictures, Served, keep
from tests.viz.world import SLUG
from viz.model import View

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ADDRESSES = (
    "/", "/ask?q=什么支撑双百亿", "/ask?q=天气怎么样啊呀", "/ask", f"/plan/{SLUG}", f"/plan/{SLUG}/read/2",
    f"/plan/{SLUG}/goals", f"/plan/{SLUG}/indicators", f"/plan/{SLUG}/places", "/queries", "/queries/supports",
    "/sparql?query=SELECT ?s ?l WHERE { ?s a gh:Goal ; skos:prefLabel ?l }", "/compare", "/nothing",
    "/thing?iri=https://w3id.org/guihua/ontology%23Goal",
)
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}
OF_COLOUR = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
             "resultTypes": ["violations"]}
"""What the dark theme can change."""


@pytest.fixture(scope="module", params=["light", "dark"])
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, color_scheme=request.param, locale="zh-CN")
    yield context.new_page()
    context.close()


def faults(page: Page) -> list[str]:
    """What axe-core finds wrong with the page that is open."""
    pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    from axe_playwright_python.sync_playwright import Axe

    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    found = Axe().run(page, options=OF_COLOUR if dark else RULES).response
    return [f"{wrong['id']}: {node['target']} {node['failureSummary']}" for wrong in found["violations"]
            for node in wrong["nodes"]]


def test_axe_finds_no_fault_on_any_served_page(page: Page, served: Served, request: pytest.FixtureRequest) -> None:
    wrong: dict[str, list[str]] = {}
    for address in ADDRESSES:
        page.goto(served.address + address)
        keep(page, f"{request.node.name}-{address}")
        if found := faults(page):
            wrong[address] = found
    assert wrong == {}


def test_axe_finds_no_fault_in_a_picture(page: Page, pictures: Pictures, goal: View) -> None:
    page.goto(pictures.path(goal, "zh").as_uri())
    page.wait_for_selector('html[data-ready="true"]', state="attached")
    assert faults(page) == []
    page.evaluate("""() => { for (const box of document.querySelectorAll("#legend details")) box.open = true; }""")
    page.click('#legend button[data-key="classes:Industry"]')
    page.fill("#search", "双百亿")
    assert faults(page) == [], "while searching"
    page.press("#search", "Enter")
    assert faults(page) == [], "with the panel open"
    page.click("#do-export")
    assert faults(page) == [], "with the menu open"


def test_the_keyboard_reaches_everything_in_reading_order(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/plan/{SLUG}/goals?lang=zh")
    order = []
    for _ in range(14):
        page.keyboard.press("Tab")
        order.append(page.evaluate("(document.activeElement.getAttribute('href') || document.activeElement.tagName)"))
    assert order[0] == "#content", "past the head of the page"
    assert order[1:4] == ["/", "INPUT", "BUTTON"]
    assert order.index(f"/plan/{SLUG}") < order.index(f"/plan/{SLUG}/places")
    page.goto(f"{served.address}/plan/{SLUG}/goals?lang=zh")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_focus_is_seen(page: Page, served: Served) -> None:
    page.goto(served.address + "/?lang=zh")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    outline = page.evaluate(
        "(style => style.outlineStyle + style.outlineWidth)(getComputedStyle(document.activeElement))"
    )
    assert re.fullmatch(r"solid[1-9]px", outline)


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_its_window(chromium: Browser, served: Served, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 844}, locale="en-GB")
    page = context.new_page()
    wide = []
    for address in ADDRESSES:
        page.goto(served.address + address)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(address)
    context.close()
    assert wide == []
