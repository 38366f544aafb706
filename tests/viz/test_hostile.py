"""What strangers may send and what plans may hold: it stays text, it stays here."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from guihua.cli import cli
from queries.dataset import Dataset
from tests.viz.conftest import Served
from tests.viz.world import GOAL, SLUG, WorldStore, small, write
from viz.layout import lay_out
from viz.names import find
from viz.page import html
from viz.reading import choose, load
from viz.subgraph import focus_view
from viz.workbench.app import create_app

HTML = {"Accept": "text/html", "Accept-Language": "zh"}
BITS = (
    "<script>alert(1)</script>", "</script>", "<!--", "-->", "]]>", "'", '"', "`", "\\", "&lt;", "&#x3c;", "${1}",
    "{{7*7}}", "{% raw %}", "javascript:", "\r\n", "\nSet-Cookie: a=b", "\u2028", "\u202e", "\u200b", "\x7f", "../",
    "//evil", "%0d%0a", "%00", "onerror=", "<img src=x>", "𠮷", "=1+1", "园", "双百亿", " ",
)
HOSTILE = st.lists(st.one_of(st.sampled_from(BITS), st.text(max_size=6)), min_size=1, max_size=6).map("".join)
NAMES = HOSTILE.map(lambda text: re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]", "", text)).map(lambda text: f"溪{text}园")
SLOW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

PAGES = {
    "/": ("lang",), "/ask": ("q", "format", "lang"), "/compare": ("first", "second"), "/queries": (),
    "/queries/supports": ("goal", "format", "run"), "/sparql": ("query", "format", "example"), "/complete": ("q",),
    "/thing": ("iri",), f"/plan/{SLUG}": (), f"/plan/{SLUG}/read/2": ("mark",),
    f"/plan/{SLUG}/goals": ("goal", "chapter"),
    f"/plan/{SLUG}/indicators": ("name", "nature", "table", "state"), f"/plan/{SLUG}/places": (),
    f"/plan/{SLUG}/view/goal": ("of", "limit"), f"/plan/{SLUG}/view/trace": ("of", "to"),
    f"/plan/{SLUG}/view/focus": ("of", "hops", "limit"), f"/plan/{SLUG}/view/answer": ("of",),
}
ASKED = st.sampled_from(sorted(PAGES)).flatmap(
    lambda path: st.tuples(st.just(path), st.fixed_dictionaries(dict.fromkeys(PAGES[path], HOSTILE)))
)


class _Markup(HTMLParser):
    """What a browser would run, load or follow."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.found += [f"{tag} {name}" for name in given if name.startswith("on") or name in ("style", "srcdoc")]
        if tag in ("img", "object", "embed", "base", "applet", "math", "audio", "video"):
            self.found.append(tag)
        if tag == "script" and given.get("src") != "/static/sparql.js":
            self.found.append(f"script {given}")
        for name in ("href", "src", "action", "formaction"):
            at = given.get(name, "/")
            inside = at.startswith("/") and not at.startswith(("//", "/\\"))
            if not inside and not at.startswith("#") and at != "data:,":
                self.found.append(f"{tag} {name}={at}")


def check(answer: object, address: str) -> None:
    """One answer of the pages: no markup but ours, no header but ours, the policy in force."""
    from httpx2 import Response

    assert isinstance(answer, Response)
    assert answer.status_code in (200, 303, 400, 404, 406, 503), address
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    cookie = answer.headers.get("set-cookie", "")
    assert cookie == "" or re.fullmatch(r"lang=(zh|en); HttpOnly; Max-Age=31536000; Path=/; SameSite=lax", cookie)
    if "location" in answer.headers:
        assert re.fullmatch(r"/(?!/)[\x21-\x7e]*", answer.headers["location"]), address
    if answer.headers.get("content-type", "").startswith("text/html") and "/view/" not in address:
        assert _Markup(answer.text).found == [], address
    assert "Traceback" not in answer.text


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    app = create_app(Dataset.open(write(small(), tmp_path_factory.mktemp("asked"))), version="test")
    with TestClient(app, base_url="http://localhost", follow_redirects=False, raise_server_exceptions=True) as found:
        yield found


@SLOW
@given(name=NAMES)
def test_any_name_and_quotation_is_only_text_on_every_page(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    dataset = Dataset.open(write(small(platform=name), tmp_path_factory.mktemp("named")))
    with TestClient(create_app(dataset, version="test"), base_url="http://localhost") as asker:
        rows = dataset.store.select("SELECT ?t WHERE { ?t a gh:Platform }")
        thing = str(rows.rows[0][0].python()) if rows.rows[0][0] else ""
        for address in (
            thing.replace("https://w3id.org/guihua", ""), f"/plan/{SLUG}/read/2", f"/plan/{SLUG}/places",
            f"/plan/{SLUG}/goals", "/ask?q=" + quote(f"介绍{name}"), "/complete?q=" + quote(name),
            "/sparql?query=" + quote("SELECT * WHERE { ?t a gh:Platform ; skos:prefLabel ?l }"),
        ):
            check(asker.get(address, headers=HTML), address)


@SLOW
@given(name=NAMES)
def test_any_name_stays_within_its_block_in_a_picture(name: str) -> None:
    network = load(store := WorldStore(small(platform=name)), choose(store, None))
    view = focus_view(network, find(network, name), 1)
    page = html(view, lay_out(view))
    tags: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: tags.append(tag)  # type: ignore[method-assign]
    parser.feed(page)
    assert tags.count("script") == 4 + 1 + 13 and not {"img", "iframe", "a", "link"} & set(tags)


@MANY
@given(asked=ASKED)
def test_any_parameter_is_answered_calmly(client: TestClient, asked: tuple[str, dict[str, str]]) -> None:
    path, parameters = asked
    given_parameters = {name: value.encode("utf-8", "replace").decode() for name, value in parameters.items()}
    check(client.get(path, params=given_parameters, headers=HTML), path)


@MANY
@given(path=HOSTILE, root=st.sampled_from(["/id/", "/static/", "/plan/", "/queries/", f"/plan/{SLUG}/view/", "/"]))
def test_any_path_leads_nowhere_else(client: TestClient, path: str, root: str) -> None:
    for spelled in (quote(path.encode("utf-8", "replace"), safe=""), quote(path.encode("utf-8", "replace"), safe="/.")):
        answer = client.get(root + spelled, headers=HTML)
        check(answer, root + spelled)
        assert "[project]" not in answer.text and "root:" not in answer.text and "def create_app" not in answer.text


@MANY
@given(host=st.one_of(HOSTILE, st.from_regex(r"(localhost|127\.0\.0\.1|\[::1\])[.:@#/\\-].{0,8}", fullmatch=True)))
def test_any_other_host_is_refused(client: TestClient, host: str) -> None:
    name = re.sub(r"[^\x21-\x7e]", "", host)
    ours = re.fullmatch(r"(?i)(localhost|127\.0\.0\.1|\[::1\])(:[0-9]*)?", name)
    assert client.get("/", headers={"Host": name}).status_code == (200 if ours else 400)


@pytest.mark.parametrize("request_line", [
    b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    b"GET /static/../../pyproject.toml HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /static/%2e%2e/%2e%2e/app.py HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"GET /id/a%0d%0aSet-Cookie:%20x=y HTTP/1.1\r\nHost: localhost\r\n\r\n",
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n",
    b"\x00\x01\x02\r\n\r\n", b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
])
def test_the_real_server_refuses_what_is_crooked(served: Served, request_line: bytes) -> None:
    port = int(served.address.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), 5) as line:
        line.sendall(request_line)
        line.settimeout(5)
        answer = line.recv(65536)
    status = int(answer.split(b" ")[1]) if answer else 0
    assert 400 <= status < 500, answer[:80]
    assert b"set-cookie" not in answer.partition(b"\r\n\r\n")[0].lower()


@pytest.mark.parametrize(("arguments", "address", "says"), [
    ([], "127.0.0.1", False), (["--host", "0.0.0.0"], "0.0.0.0", True), (["--host", "::1"], "::1", False),
])
def test_pages_are_for_this_machine_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], address: str, says: bool
) -> None:
    bound: list[str] = []
    monkeypatch.setattr("uvicorn.Server.run", lambda self, sockets: bound.extend(s.getsockname()[0] for s in sockets))
    data = write(small(), tmp_path / "data")
    result = CliRunner().invoke(cli, ["serve", "--port", "0", "--data", str(data), *arguments])
    assert result.exit_code == 0, result.output
    assert bound == [address]
    assert ("Other machines can reach" in result.output) is says


def test_a_formula_in_a_name_is_text_in_tables(tmp_path: Path) -> None:
    name = '=HYPERLINK("http://x.invalid")园'
    dataset = Dataset.open(write(small(platform=name), tmp_path / "data"))
    with TestClient(create_app(dataset, version="test"), base_url="http://localhost") as asker:
        table = asker.get("/ask", params={"q": f"什么支撑{GOAL}", "format": "csv"}).text
    assert "HYPERLINK" in table
    assert not re.search(r'(?m)(^|,)"?=HYPERLINK', table)
