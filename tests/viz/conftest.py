"""Fixtures of the viz tests: a made-up plan's network, and a real browser with the network switched off."""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn

from queries.dataset import Dataset
from tests.viz.world import WorldStore, small
from tests.viz.world import write as write_world
from viz.layout import lay_out
from viz.model import Network, View
from viz.names import find
from viz.page import html, write
from viz.reading import choose, load
from viz.subgraph import all_view, goal_view
from viz.workbench.app import create_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Playwright

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
def playwright() -> Iterator[Playwright]:
    """The driver of browsers."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """A real Chromium, started once."""
    found = os.environ.get("GUIHUA_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium on this machine; name one in GUIHUA_CHROMIUM")
    browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS), headless=True)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def browser(chromium: Browser) -> Iterator[BrowserContext]:
    """Chromium without a network."""
    context = chromium.new_context(
        viewport={"width": 1440, "height": 860}, offline=True, accept_downloads=True, color_scheme="light",
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture(scope="session")
def firefox(playwright: Playwright) -> Iterator[BrowserContext]:
    """A real Firefox, the distribution's own, spoken to by WebDriver BiDi."""
    found = os.environ.get("GUIHUA_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    if found is None:
        pytest.skip("no Firefox on this machine; name one in GUIHUA_FIREFOX")
    from playwright.sync_api import Error

    try:
        browser = playwright.firefox.launch(channel="moz-firefox", executable_path=found, headless=True)
        # It does not know how to be told a colour scheme.
        context = browser.new_context(
            viewport={"width": 1280, "height": 800}, accept_downloads=True, color_scheme="null", reduced_motion="null",
            forced_colors="null", contrast="null",
        )
    except Error as error:
        pytest.skip(f"this Firefox and this Playwright do not understand each other: {str(error).splitlines()[0]}")
    yield context
    browser.close()


class Opened:
    """A page with what it said and asked for since it was opened."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.console: list[str] = []
        self.requests: list[str] = []
        self.dialogs: list[str] = []
        page.on("console", lambda message: self.console.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.console.append(f"error: {error}"))
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("dialog", self._dialog)

    def open(self, path: Path, fragment: str = "") -> None:
        """Load a file anew; only another fragment would not."""
        self.page.goto("about:blank")
        self.console, self.requests, self.dialogs = [], [], []
        self.page.goto(path.as_uri() + fragment)
        self.page.wait_for_selector('html[data-ready="true"]', state="attached", timeout=15_000)

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

    def hover_line(self, wanted: str) -> tuple[float, float]:
        """Move the pointer onto a line that *wanted* (a function of an edge) is true of, where that line is alone."""
        x, y = self.page.evaluate("""wanted => {
            const fits = eval(wanted), near = [[0, 0], [3, 3], [-3, 3], [3, -3], [-3, -3]];
            for (const edge of G.edges.filter(fits)) {
                const p = G.route(edge, G.scale);
                for (let i = 2; i < p.length; i += 6) for (const t of [1, 0.5, 0.3, 0.7]) {
                    const u = 1 - t, at = (k) => u*u*u*p[i-2+k] + 3*u*u*t*p[i+k] + 3*u*t*t*p[i+2+k] + t*t*t*p[i+4+k];
                    if (!near.every(([dx, dy]) => G.edgeAt(at(0) + dx, at(1) + dy, G.scale) === edge)) continue;
                    const dom = G.network.canvasToDOM({ x: at(0), y: at(1) });
                    const box = G.byId("mynetwork").getBoundingClientRect();
                    return [dom.x + box.left, dom.y + box.top];
                }
            } }""".replace("eval(wanted)", wanted), None)
        self.page.mouse.move(x - 3, y)
        self.page.mouse.move(x, y)
        self.page.wait_for_selector("#tip:not([hidden])")
        return float(x), float(y)

    def text(self, selector: str) -> str:
        return self.page.inner_text(selector)

    def check_quiet(self) -> None:
        """Nothing on the console, nothing asked of the network, no dialog."""
        assert self.console == []
        assert self.dialogs == []
        assert [url for url in self.requests if not url.startswith(("file:", "data:", "blob:"))] == []


    def settle(self) -> None:
        """Wait until the view has come to rest and is drawn."""
        self.page.evaluate("""() => new Promise(done => {
            let last = null, same = 0;
            const look = () => {
                const at = JSON.stringify([G.network.getScale(), G.network.getViewPosition()]);
                same = at === last ? same + 1 : 0;
                last = at;
                if (same >= 4) done(); else requestAnimationFrame(look);
            };
            look(); })""")


SCREENSHOTS = Path(os.environ.get("GUIHUA_SCREENSHOTS") or Path(__file__).parents[2] / "artifacts" / "screenshots")
"""Where every browser test leaves what it saw last, for people to look at."""


def keep(page: Page, name: str) -> None:
    """Leave a picture of *page* under the name of a test."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / (re.sub(r"[^\w-]+", "-", name)[:120].strip("-") + ".png"))


@dataclass(frozen=True)
class Served:
    """A server of the small plan's pages on this machine."""

    address: str


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The pages of 云溪, served by the real server; started once."""
    app = create_app(Dataset.open(write_world(small(), tmp_path_factory.mktemp("served"))), version="test")
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield Served(f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}")
    server.should_exit = True
    thread.join(5)


class Pictures:
    """Views written to files once, however often they are opened."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._known: dict[tuple[int, str], tuple[View, Path]] = {}

    def path(self, view: View, lang: str) -> Path:
        """The page of *view*."""
        key = (id(view), lang)
        if key not in self._known:
            path = self.directory / f"{len(self._known)}-{view.kind}.html"
            write(path, html(view, lay_out(view), lang=lang, version="test"))
            self._known[key] = (view, path)  # the view is kept, so that its id stays its own
        return self._known[key][1]


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Pictures:
    return Pictures(tmp_path_factory.mktemp("pictures"))


@pytest.fixture(scope="session")
def _tab(browser: BrowserContext) -> Opened:
    return Opened(browser.new_page())


@pytest.fixture
def open_page(
    _tab: Opened, pictures: Pictures, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Opened]]:
    """Write a view's page and open it in one tab; no page may have complained when the next is opened or at the end."""
    opened = False

    def open_view(view: View, fragment: str = "", lang: str = "zh") -> Opened:
        nonlocal opened
        if opened:
            _tab.check_quiet()
        opened = True
        _tab.open(pictures.path(view, lang), fragment)
        return _tab

    yield open_view
    if opened:
        _tab.check_quiet()
        keep(_tab.page, request.node.name)
