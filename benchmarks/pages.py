"""How fast pictures and pages are, against the bounds that the project sets itself.

    python -m benchmarks.pages --out docs/performance.md

Pictures are opened in a real Chromium without a network, pages are asked of a real server on this machine. A plain
pyvis page with its default physics, of the same graph and in the same run, is the measure to compare with. The exit
status is 1 where a bound is not kept.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import http.client
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from benchmarks.synthetic import large
from graph_build import dataset_build
from queries.dataset import Dataset
from viz import page, reading, subgraph
from viz.layout import Style, lay_out
from viz.model import View

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LINHAI = Path(__file__).parent.parent / "data" / "linhai-14fyp.txt"
LOADS = 5
"""How often each picture is opened."""
ASKS = 9
"""How often each page is asked for."""
CLIENTS = 50
FRAMES = """() => { window.frames_ = []; let last = performance.now();
    const tick = (now) => {
        window.frames_.push(now - last); last = now; window.ticking = requestAnimationFrame(tick); };
    window.ticking = requestAnimationFrame(tick); }"""
PLAIN_READY = """() => {
    const bar = document.getElementById("loadingBar");
    return typeof network !== "undefined" && (!bar || getComputedStyle(bar).display === "none"); }"""


@dataclass(frozen=True)
class Line:
    """One figure of the report."""

    what: str
    value: float
    unit: str
    bound: float | None = None
    least: bool = False
    """Whether the bound is a least one."""
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether the bound is kept."""
        if self.bound is None:
            return True
        return self.value >= self.bound if self.least else self.value <= self.bound

    def row(self) -> str:
        """As a row of a Markdown table."""
        sign = "" if self.bound is None else f"{'≥' if self.least else '≤'} {self.bound:g} {self.unit}"
        return f"| {self.what} | {self.value:.3g} {self.unit} | {sign} | {'' if self.holds else '**no** '}{self.note} |"


@dataclass
class Report:
    """What was measured."""

    lines: list[Line] = field(default_factory=list)

    def add(self, *line: Line) -> None:
        """Keep lines, and say them."""
        for one in line:
            self.lines.append(one)
            print(one.row(), flush=True)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, help="Markdown file to write")
    parser.add_argument("--chromium", default=os.environ.get("GUIHUA_CHROMIUM") or shutil.which("chromium"))
    parser.add_argument("--without-plain", action="store_true", help="leave out the plain pyvis page: it takes minutes")
    args = parser.parse_args()
    report = Report()
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        data = directory / "guihua-data"
        dataset_build.build([dataset_build.Source(LINHAI, str(LINHAI))], data)
        views = _views(data)
        _layouts(report)
        with _chromium(args.chromium) as browser:
            _pictures(report, browser, views, directory, plain=not args.without_plain)
            _moving(report, browser, directory)
        with _server(data) as address:
            _pages(report, address, _addresses(data))
    if args.out:
        args.out.write_text(_document(report), encoding="utf-8", newline="\n")
    sys.exit(0 if all(line.holds for line in report.lines) else 1)


def _views(data: Path) -> dict[str, View]:
    with Dataset.open(data) as dataset:
        network = reading.load(dataset.store, reading.choose(dataset.store, None))
    views = {"whole plan": subgraph.all_view(network)}
    for node in network.nodes.values():
        if node.headline:
            views[f"goal {node.label}"] = subgraph.goal_view(network, node)
    return views


def _layouts(report: Report) -> None:
    view = subgraph.all_view(large(5000, 15000))
    lay_out(subgraph.all_view(large(60, 120)))  # imports are not layout
    styles: tuple[Style, ...] = ("chapters", "columns", "rings")
    for style in styles:
        start = time.process_time()
        lay_out(view, style)
        taken = time.process_time() - start
        report.add(Line(f"layout of 5,000 things, 15,000 statements: {style}", taken, "s CPU", 2.0))


@contextmanager
def _chromium(path: str | None) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"], headless=True)
        yield browser
        browser.close()


def _opened(browser: Browser, path: Path, ready: Callable[[Page], float]) -> float:
    """Seconds until *path* is ready, in a fresh profile."""
    context = browser.new_context(viewport={"width": 1440, "height": 860}, offline=True)
    tab = context.new_page()
    tab.goto(path.as_uri(), wait_until="commit")
    taken = ready(tab)
    context.close()
    return taken


def _ours_ready(tab: Page) -> float:
    """By the page's own clock, from the start of loading; then a thing must really be there to be clicked."""
    tab.wait_for_selector('html[data-ready="true"]', state="attached", timeout=60_000)
    taken = float(tab.evaluate("Number(document.documentElement.dataset.readyAt)")) / 1000
    x, y = tab.evaluate("""() => {
        const at = G.network.canvasToDOM(G.nodes[0]), box = G.byId("mynetwork").getBoundingClientRect();
        return [at.x + box.left, at.y + box.top]; }""")
    tab.mouse.click(x, y)
    tab.wait_for_selector("#panel:not([hidden])", timeout=5_000)
    return taken


def _plain_ready(tab: Page) -> float:
    """When the loading bar that lies over the picture is gone."""
    tab.wait_for_function(PLAIN_READY, timeout=900_000, polling=50)
    return float(tab.evaluate("performance.now()")) / 1000


def _plain(view: View) -> str:
    """The same graph as pyvis draws it when nothing is said about how."""
    from pyvis.network import Network

    drawn = Network(directed=True, cdn_resources="in_line")
    for iri in view.nodes:
        node = view.network.nodes[iri]
        drawn.add_node(iri, label=node.label, title=node.label, group=node.cls)
    for edge in view.edges:
        drawn.add_edge(edge.source, edge.target, title=edge.relation)
    text = drawn.generate_html()
    assert isinstance(text, str)
    return text


def _pictures(report: Report, browser: Browser, views: dict[str, View], directory: Path, *, plain: bool) -> None:
    taken: dict[str, float] = {}
    for number, (name, view) in enumerate(views.items()):
        path = directory / f"{number}.html"
        page.write(path, page.html(view, lay_out(view), version="benchmark"))
        loads = [_opened(browser, path, _ours_ready) for _ in range(LOADS)]
        taken[name] = statistics.median(loads)
        size = path.stat().st_size / 1e6
        note = f"{len(view.nodes)} things, {len(view.edges)} statements; slowest: {max(loads):.2f} s; {size:.2f} MB"
        bound = 1.5 if name == "whole plan" else 0.7
        report.add(Line(f"time to interactive: {name}", taken[name], "s", bound, note=note))
        if name == "whole plan":
            report.add(Line("file size: whole plan", size, "MB", 3.0))
    if not plain:
        return
    largest = max((name for name in views if name != "whole plan"), key=lambda name: len(views[name].nodes))
    for name in ("whole plan", largest):
        path = directory / "plain.html"
        path.write_text(_plain(views[name]), encoding="utf-8")
        slow = _opened(browser, path, _plain_ready)
        report.add(Line(f"times sooner than plain pyvis: {name}", slow / taken[name], "×",
                        40.0 if name == "whole plan" else None, least=True, note=f"plain pyvis: {slow:.1f} s"))


def _moving(report: Report, browser: Browser, directory: Path) -> None:
    """Frames while the mouse drags and the wheel turns."""
    view = subgraph.all_view(large(5000, 15000))
    path = directory / "large.html"
    page.write(path, page.html(view, lay_out(view), version="benchmark"))
    context = browser.new_context(viewport={"width": 1440, "height": 860}, offline=True)
    tab = context.new_page()
    tab.goto(path.as_uri())
    tab.wait_for_selector('html[data-ready="true"]', state="attached", timeout=60_000)
    report.add(Line("time to interactive: 5,000 things, 15,000 statements",
                    float(tab.evaluate("Number(document.documentElement.dataset.readyAt)")) / 1000, "s",
                    note=f"{path.stat().st_size / 1e6:.2f} MB"))
    for name, move in (("panning", _pan), ("zooming", _zoom)):
        tab.evaluate(FRAMES)
        move(tab)
        frames = sorted(tab.evaluate("() => { cancelAnimationFrame(window.ticking); return window.frames_; }"))
        median = statistics.median(frames)
        worst = frames[int(len(frames) * 0.95)]
        report.add(Line(f"{name} with 5,000 things, 15,000 statements", 1000 / median, "frames/s", 30.0, least=True,
                        note=f"{len(frames)} frames; 95 % at {1000 / worst:.0f} frames/s or more"))
    context.close()


def _pan(tab: Page) -> None:
    tab.mouse.move(300, 200)
    for _ in range(3):
        tab.mouse.down()
        tab.mouse.move(1100, 600, steps=60)
        tab.mouse.move(300, 200, steps=60)
        tab.mouse.up()


def _zoom(tab: Page) -> None:
    tab.mouse.move(800, 450)
    for direction in (-1, 1, -1):
        for _ in range(40):
            tab.mouse.wheel(0, direction * 60)
            tab.wait_for_timeout(16)


@contextmanager
def _server(data: Path) -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "guihua", "serve", "--port", "0", "--data", str(data)], stderr=subprocess.PIPE,
        text=True, encoding="utf-8", env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stderr is not None
    address = process.stderr.readline().split()[0].rstrip("/")
    try:
        yield address
    finally:
        process.terminate()
        process.wait(10)


def _addresses(data: Path) -> list[str]:
    """One of each kind of page."""
    with Dataset.open(data) as dataset:
        plan = reading.choose(dataset.store, None)
        network = reading.load(dataset.store, plan)
    goal = next(node for node in network.nodes.values() if node.headline)
    busiest = max(network.nodes.values(), key=lambda node: len(node.mentions))
    root, of = f"/plan/{plan.slug}", quote(goal.label)
    sparql = quote("SELECT ?task ?goal WHERE { ?task gh:supports ?goal } LIMIT 50")
    return [
        "/", "/ask?q=" + quote(f"什么支撑{goal.label}"), "/ask?q=" + quote("约束性指标有哪些"), root, f"{root}/read/1",
        f"{root}/read/4", f"{root}/goals", f"{root}/indicators", f"{root}/places", "/queries",
        f"/queries/supports?goal={of}", f"/sparql?query={sparql}", f"/sparql?query={sparql}&format=json", "/compare",
        "/openapi.json", *(_path(node.iri) for node in (goal, busiest)), _path(goal.iri) + ".ttl",
        f"{root}/view/goal?of={of}", f"{root}/view/all", "/static/app.css",
    ]


def _path(iri: str) -> str:
    return "/id/" + quote(iri.partition("/id/")[2], safe="/~")


def _get(address: str, path: str) -> tuple[int, float]:
    """Status and seconds of one request on a connection of its own."""
    parts = urlsplit(address)
    start = time.perf_counter()
    line = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=60)
    line.request("GET", path, headers={"Accept": "text/html", "Accept-Language": "zh"})
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer.status, time.perf_counter() - start


def _pages(report: Report, address: str, paths: Sequence[str]) -> None:
    # What every asker needs (names, the first plan) is read once, when the server has started.
    for path in (paths[-2], "/ask?q=" + quote("有哪些改革试点")):
        _get(address, path)
    first = {path: _get(address, path)[1] for path in paths}
    usual = {path: statistics.median(_get(address, path)[1] for _ in range(ASKS)) for path in paths}
    heaviest = max(usual, key=lambda path: usual[path])
    cold = max(first, key=lambda path: first[path])
    report.add(
        Line("served pages: median", 1000 * statistics.median(usual.values()), "ms", 50.0,
             note=f"{len(paths)} kinds of page, each {ASKS} times"),
        Line("served pages: heaviest", 1000 * usual[heaviest], "ms", 300.0, note=f"`{_shown(heaviest)}`"),
        Line("served pages: slowest at its first visit", 1000 * first[cold], "ms", note=f"`{_shown(cold)}`"),
    )
    asked = [path for path in paths for _ in range(10)][: CLIENTS * 4]
    with concurrent.futures.ThreadPoolExecutor(CLIENTS) as pool:
        start = time.perf_counter()
        answers = list(pool.map(lambda path: _get(address, path), asked))
        taken = time.perf_counter() - start
    wrong = sum(status != 200 for status, _ in answers)
    waits = sorted(seconds for _, seconds in answers)
    report.add(Line(f"{CLIENTS} clients at once: errors", wrong, "", 0.0, note=(
        f"{len(answers)} requests in {taken:.1f} s; median wait {1000 * statistics.median(waits):.0f} ms, "
        f"95 % within {1000 * waits[int(len(waits) * 0.95)]:.0f} ms"
    )))


def _shown(path: str) -> str:
    from urllib.parse import unquote

    return unquote(path).replace("|", "\\|")


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")),
                platform.machine())


def _document(report: Report) -> str:
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    rows = "\n".join(line.row() for line in report.lines)
    return f"""# How fast pictures and pages are

Written by `python -m benchmarks.pages --out docs/performance.md`; {time.strftime("%Y-%m-%d")}, {os.cpu_count()} cores
({_processor()}{load}), Python {platform.python_version()}. A bound that is not kept is marked **no**.

| what | measured | bound | |
| --- | --- | --- | --- |
{rows}

## How it is measured

- **Time to interactive**: the Linhai plan's pictures are opened from disk in a headless Chromium without a network and
  without a graphics processor, each {LOADS} times in a fresh profile; the median counts. The clock is the page's own,
  from the start of loading until the frame after which `data-ready="true"` is set; the first thing is then clicked and
  must open its panel.
- **Plain pyvis**: the same graph by `Network().add_node/add_edge/generate_html`, nothing else said, opened the same way
  in the same run. It counts as ready when the loading bar that lies over it is gone; until then nothing can be clicked.
- **Frames**: a made-up plan (`benchmarks/synthetic.py`); the mouse drags the picture to and fro, then the wheel zooms,
  while every animation frame is timed. Lines are drawn in full when the picture rests; while it moves, the layer with
  the lines moves with it, and at most 150 names are placed.
- **Layout**: CPU time of `viz.layout.lay_out` in one process.
- **Served pages**: `guihua serve` as a process of its own, one of each kind of page over a connection of its own, the
  median of {ASKS} requests each; “median” and “heaviest” are of these medians. Names and the plan are read when the
  server starts; answers to the last questions are remembered, so the slowest first visit is told as well. Then
  {CLIENTS} clients ask at once.
"""


if __name__ == "__main__":
    main()
