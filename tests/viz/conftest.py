"""Fixtures of the viz tests: a made-up plan's network, and a real browser with the network switched off."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.viz.world import WorldStore, small
from viz.layout import lay_out
from viz.model import Network, View
from viz.names import find
from viz.page import html, write
from viz.reading import choose, load
from viz.subgraph import all_view, goal_view

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Dialog, Page

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)


@pytest.fixture(scope="session")
def network() -> Network:
    """The small plan of 云溪, read back from its graph."""
    store = WorldStore(small())
    return load(store, choose(store, None))


@pytest.fixture(scope="session")
def goal(network: Network) -> View:
    """What supports “双百亿”市."""
    return goal_view(network, find(network, "双百亿"))


@pytest.fixture(scope="session")
def whole(network: Network) -> View:
    """The whole plan."""
    return all_view(network)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """Chromium without a network."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = os.environ.get("GUIHUA_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine; name one in GUIHUA_CHROMIUM")
    with api.sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(tmp_path_factory.mktemp("profile")), executable_path=chromium, args=list(FLAGS), headless=True,
            viewport={"width": 1440, "height": 860}, offline=True, accept_downloads=True, color_scheme="light",
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield context
        context.close()


class Opened:
    """A page with what it said and asked for while it was open."""

    def __init__(self, page: Page, path: Path, fragment: str = "") -> None:
        self.page = page
        self.console: list[str] = []
        self.requests: list[str] = []
        self.dialogs: list[str] = []
        page.on("console", lambda message: self.console.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.console.append(f"error: {error}"))
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("dialog", self._dialog)
        page.goto(path.as_uri() + fragment)
        page.wait_for_selector('html[data-ready="true"]', state="attached", timeout=15_000)

    def _dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def number(self, label: str) -> int:
        """Number of the node with this label in the page."""
        found = self.page.evaluate("label => G.nodes.findIndex(node => node.label === label)", label)
        assert isinstance(found, int) and found >= 0, label
        return found

    def click(self, label: str) -> None:
        """Click a node where it is drawn."""
        x, y = self.where(label)
        self.page.mouse.click(x, y)

    def where(self, label: str) -> tuple[float, float]:
        """Where on the screen a node is drawn."""
        x, y = self.page.evaluate(
            """id => { const at = G.network.canvasToDOM(G.nodes[id]), box = G.byId("mynetwork").getBoundingClientRect();
                       return [at.x + box.left, at.y + box.top]; }""", self.number(label),
        )
        return x, y

    def text(self, selector: str) -> str:
        return self.page.inner_text(selector)

    def check_quiet(self) -> None:
        """Nothing on the console, nothing asked of the network, no dialog."""
        assert self.console == []
        assert self.dialogs == []
        assert [url for url in self.requests if not url.startswith(("file:", "data:", "blob:"))] == []


@pytest.fixture
def open_page(browser: BrowserContext, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Write a view's page and open it; at the end no page may have complained."""
    opened: list[Opened] = []

    def open_view(view: View, fragment: str = "", lang: str = "zh") -> Opened:
        path = tmp_path / f"{view.kind}.html"
        write(path, html(view, lay_out(view), lang=lang, version="test"))
        found = Opened(browser.new_page(), path, fragment)
        opened.append(found)
        return found

    yield open_view
    for page in opened:
        page.check_quiet()
        page.page.close()
