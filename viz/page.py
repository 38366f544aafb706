"""The one file: pyvis fills our template, with vis-network from pyvis's own package data and our scripts beside it.

Nothing in the file is loaded from elsewhere, and a Content-Security-Policy says so: scripts and styles run by their
hash only, no connection is allowed. All data are JSON in ``application/json`` blocks in which ``<``, ``>`` and ``&``
are escaped, so no text can close its block.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from markupsafe import Markup

from viz.errors import CannotWrite
from viz.layout import Layout
from viz.model import View
from viz.payload import Json, payload

SCRIPTS = ("core", "shapes", "visible", "labels", "edges", "network", "legend", "search", "cite", "panel", "export",
           "keys", "main")
"""Our scripts in the order in which the page runs them."""
VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
NOSCRIPT = "此网络图需要 JavaScript。This network needs JavaScript."

OPTIONS: dict[str, object] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True, "dragNodes": True, "selectable": True, "selectConnectedEdges": False,
        "hoverConnectedEdges": False, "keyboard": False, "tooltipDelay": 1_000_000, "zoomSpeed": 0.7,
    },
    "nodes": {"shape": "custom", "chosen": False, "borderWidth": 0},
}


@dataclass(frozen=True)
class _Extras:
    """What our template needs beyond pyvis's own variables."""

    lang: str
    version: str
    policy: str
    css: Markup
    scripts: Sequence[Markup]
    data: dict[str, Json]
    noscript: str


@cache
def _asset(name: str) -> str:
    return files("viz").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _vis_network() -> str:
    return files("pyvis").joinpath(VIS).read_text(encoding="utf-8")


def embedded(value: object) -> Markup:
    """*value* as JSON that no HTML parser can read as anything but text."""
    return embedded_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def embedded_text(text: str) -> Markup:
    """JSON *text* with the characters escaped that could end a script block or a line of JavaScript."""
    for char, escape in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028"),
                         ("\u2029", "\\u2029")):
        text = text.replace(char, escape)
    return Markup(text)


def html(view: View, layout: Layout, *, lang: str = "zh", version: str = "", more: str = "") -> str:
    """The page of *view*.

    :param lang: language of the page's wordings at first, ``zh`` or ``en``; the reader can switch.
    :param version: named in the page's ``generator`` tag.
    :param more: address of the same view without its cut; a file on its own has none, and names the option instead.
    """
    # pyvis imports IPython, which takes half a second: only those who want a page pay for it.
    from jinja2 import Environment, FunctionLoader
    from pyvis.network import Network

    scripts, css = _scripts(), _asset("page.css")
    network = Network(height="100%", width="100%", directed=True, cdn_resources="in_line",
                      heading=view.title or view.network.plan.label)
    for number, iri in enumerate(view.nodes):
        spot = layout.spots[iri]
        network.add_node(
            number, label=view.network.nodes[iri].label, group=view.network.nodes[iri].cls,
            shape="custom", x=round(spot.x, 1), y=round(spot.y, 1),
        )
    # pyvis looks every edge up in a list of nodes, which is quadratic; ours are known to be there.
    number_of = {iri: i for i, iri in enumerate(view.nodes)}
    network.edges = [
        {"from": number_of[edge.source], "to": number_of[edge.target], "arrows": "to"} for edge in view.edges
    ]
    network.options = OPTIONS
    environment = Environment(loader=FunctionLoader(_asset), autoescape=True, keep_trailing_newline=True)
    environment.filters["embedded"] = embedded
    environment.filters["embedded_text"] = embedded_text
    environment.globals["guihua"] = _Extras(
        lang="zh-Hans" if lang == "zh" else "en", version=version, policy=policy(), css=Markup(css),
        scripts=[Markup(script) for script in scripts],
        data=payload(view, layout, lang=lang, version=version, more=more), noscript=NOSCRIPT,
    )
    network.templateEnv = environment
    network.path = "page.html"
    page = network.generate_html(name="page.html")
    assert isinstance(page, str)
    return page


@cache
def _scripts() -> tuple[str, ...]:
    return _vis_network(), *(_asset(f"js/{name}.js") for name in SCRIPTS)


@cache
def policy() -> str:
    """The Content-Security-Policy of our pages: these scripts and this style by hash, no connection."""
    return "; ".join((
        "default-src 'none'", "script-src " + " ".join(_hash(script) for script in _scripts()),
        "style-src " + _hash(_asset("page.css")), "img-src data: blob:", "base-uri 'none'", "form-action 'none'",
    ))


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") + "'"


def write(path: Path, text: str) -> None:
    """Write *text* to *path* as UTF-8, whole or not at all.

    :raises CannotWrite: the directory is missing or may not be written, *path* is a directory, the disk is full.
    """
    data = text.encode("utf-8")
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        # mkstemp keeps others out; a picture is for sending around, so it gets what the umask allows.
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise CannotWrite(path=path, reason=error.strerror or str(error)) from error
