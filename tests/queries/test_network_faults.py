"""Whatever a network or a server does to a question: one clear line, within the deadline, and no password in it."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from queries.errors import (
    BadSparql,
    EndpointFailed,
    EndpointNotSparql,
    EndpointUnreachable,
    NotAuthorised,
    QueryError,
    QueryTooSlow,
    ResultTooLarge,
)
from queries.stores import Limits
from queries.stores.errors import CutByServer, EndpointMoved
from queries.stores.http import Address
from queries.stores.remote import RemoteStore
from tests.build.cli import Cli
from tests.queries.servers import Server, free_port, virtuoso

JSON = "application/sparql-results+json"
YES = b'{"head": {}, "boolean": true}'
SELECT = "SELECT ?s WHERE { ?s ?p ?o }"
Answer = Callable[["Handler"], None]


def table(rows: int) -> bytes:
    bindings = [{"s": {"type": "uri", "value": f"http://example.org/{i}"}} for i in range(rows)]
    return json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": bindings}}).encode()


class Handler(BaseHTTPRequestHandler):
    """Answers the first question (is the default graph the union?) well and the others as the test says."""

    answer: Answer
    asked: list[dict[str, str]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        if "ASK" in body:
            self.reply(YES)
        else:
            self.asked.append(dict(self.headers))
            type(self).answer(self)

    def do_GET(self) -> None:
        self.asked.append({"method": "GET"})
        self.reply(YES)

    def reply(self, body: bytes, kind: str = JSON, status: int = 200, length: int | None = None,
              **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Be quiet."""


@contextmanager
def faulty(answer: Answer) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """A server that answers with *answer*: its address and what it was asked."""
    asked: list[dict[str, str]] = []
    made = type("Faulty", (Handler,), {"answer": staticmethod(answer), "asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), made) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/query", asked
        finally:
            server.shutdown()


def reset(handler: Handler) -> None:
    """Half an answer, then the connection is torn down."""
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"head": {"vars"')
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    handler.connection.close()


def drip(handler: Handler) -> None:
    """A byte now and then, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass


def silent(handler: Handler) -> None:
    time.sleep(3)


def flood(handler: Handler) -> None:
    """A million rows."""
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.end_headers()
    row = b'{"s": {"type": "uri", "value": "http://example.org/a-thing-with-a-name"}},'
    try:
        handler.wfile.write(b'{"head": {"vars": ["s"]}, "results": {"bindings": [')
        for _ in range(1000):
            handler.wfile.write(row * 1000)
        handler.wfile.write(row[:-1] + b"]}}")
    except OSError:
        pass


FAULTS: dict[str, tuple[Answer, type[QueryError], str]] = {
    "reset in the middle": (reset, EndpointUnreachable, ""),
    "slow drip": (drip, QueryTooSlow, "1.5 s"),
    "no answer": (silent, QueryTooSlow, "1.5 s"),
    "a web page": (lambda h: h.reply(b"<html>Welcome</html>", "text/html"), EndpointNotSparql, "text/html"),
    "wrong content type": (lambda h: h.reply(table(1), "text/plain"), EndpointNotSparql, "text/plain"),
    "truncated JSON": (lambda h: h.reply(table(5)[:-20]), EndpointNotSparql, "JSON"),
    "other JSON": (lambda h: h.reply(b'{"error": "no"}'), EndpointNotSparql, "JSON"),
    "nothing": (lambda h: h.reply(b""), EndpointNotSparql, "JSON"),
    "500": (lambda h: h.reply(b"<h1>Out of\nmemory</h1>", "text/html", 500), EndpointFailed, "Out of memory"),
    "503": (lambda h: h.reply(b"", status=503), EndpointUnreachable, "503"),
    "503, come back in an hour": (lambda h: h.reply(b"", status=503, Retry_After="3600"), EndpointUnreachable, "503"),
    "400 for a legal query": (lambda h: h.reply(b"too complex", "text/plain", 400), EndpointFailed, "too complex"),
    "401": (lambda h: h.reply(b"", status=401, WWW_Authenticate='Basic realm="x"'), NotAuthorised, "GUIHUA_USER"),
    "403": (lambda h: h.reply(b"", status=403), NotAuthorised, ""),
    "404": (lambda h: h.reply(b"", status=404), EndpointUnreachable, "404"),
    "redirect": (lambda h: h.reply(b"", status=302, Location="http://u:p@elsewhere.example/sparql?x"), EndpointMoved,
                 "http://elsewhere.example/sparql"),
    "a million rows": (flood, ResultTooLarge, "1000 rows"),
    "cut by Virtuoso": (lambda h: h.reply(table(2), X_SQL_State="S1TAT", X_SQL_Message="RC...: Returning incomplete"),
                        CutByServer, "incomplete"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_one_line_within_the_deadline(name: str) -> None:
    answer, error, said = FAULTS[name]
    seconds = 20.0 if name == "a million rows" else 1.5
    with faulty(answer) as (url, _):
        begun = time.monotonic()
        with pytest.raises(error) as caught:
            RemoteStore(url.replace("//", "//user:secret@")).select(SELECT, limits=Limits(seconds=seconds, rows=1000))
        assert time.monotonic() - begun < seconds + 1
    for lang in ("en", "zh"):
        line = caught.value.render("zh" if lang == "zh" else "en")
        assert "\n" not in line and "secret" not in line
    assert said in str(caught.value)


def test_refused_connection_is_tried_again_and_then_said() -> None:
    begun = time.monotonic()
    with pytest.raises(EndpointUnreachable, match="refused"):
        RemoteStore(f"http://127.0.0.1:{free_port()}/query").select(SELECT, limits=Limits(seconds=1.5))
    assert 0.5 < time.monotonic() - begun < 2


def test_size_cap_stops_a_flood_early() -> None:
    with faulty(flood) as (url, _), pytest.raises(ResultTooLarge, match="bytes"):
        RemoteStore(url).select(SELECT, limits=Limits(bytes=100_000))


def test_fault_that_passes_is_not_noticed() -> None:
    left = [1, 1]

    def busy(handler: Handler) -> None:
        if left:
            left.pop()
            handler.reply(b"", status=503, Retry_After="0")
        else:
            handler.reply(table(3))

    with faulty(busy) as (url, asked):
        assert len(RemoteStore(url).select(SELECT)) == 3
    assert len(asked) == 3


def test_answer_that_says_wait_is_waited_for() -> None:
    times: list[float] = []

    def busy(handler: Handler) -> None:
        times.append(time.monotonic())
        if len(times) == 1:
            handler.reply(b"", status=429, Retry_After="1")
        else:
            handler.reply(table(1))

    with faulty(busy) as (url, _):
        RemoteStore(url).select(SELECT)
    assert times[1] - times[0] >= 1


def test_error_of_the_endpoints_own_is_not_tried_again() -> None:
    with faulty(lambda h: h.reply(b"no", status=500)) as (url, asked), pytest.raises(EndpointFailed):
        RemoteStore(url).select(SELECT)
    assert len(asked) == 1


def test_redirect_gets_neither_the_question_nor_the_password() -> None:
    with (faulty(lambda h: h.reply(table(1))) as (target, there),
          faulty(lambda h: h.reply(b"", status=307, Location=target)) as (url, _),
          pytest.raises(EndpointMoved)):
        RemoteStore(url.replace("//", "//user:secret@")).select(SELECT)
    assert there == []


def test_syntax_error_has_its_position_whatever_the_endpoint_says() -> None:
    with faulty(lambda h: h.reply(b"nope", status=400)) as (url, _), pytest.raises(BadSparql, match="line 2"):
        RemoteStore(url).select("SELECT ?s\nWHERE { ?s ?p }")


@pytest.mark.parametrize("address", ["", "http://", "http://a b/", "http://[::1", "http://h:99999/", "ftp://h/", "h/q"])
def test_address_that_is_none_is_said(address: str) -> None:
    with pytest.raises(EndpointUnreachable, match="not an http"):
        Address.of(address)


def test_credentials_of_an_address_are_used_and_never_shown() -> None:
    seen: list[str] = []

    def answer(handler: Handler) -> None:
        seen.append(handler.headers["Authorization"])
        handler.reply(table(1))

    with faulty(answer) as (url, _):
        store = RemoteStore(url.replace("//", "//me%40home:p%3Aw@"))
        store.select(SELECT)
        assert "p%3Aw" not in store.description + repr(Address.of(url.replace("//", "//me:secret@")))
    assert seen == ["Basic bWVAaG9tZTpwOnc="]


def test_command_says_a_fault_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with faulty(lambda h: h.reply(b"<html></html>", "text/html")) as (url, _):
        ran = Cli(capsys)("sparql", SELECT, "--endpoint", url.replace("//", "//user:secret@"))
    assert ran.status == 1 and len(ran.err.splitlines()) == 1
    assert "text/html" in ran.err and "secret" not in ran.err


def test_rows_that_virtuoso_holds_back_are_missed(tmp_path_factory: pytest.TempPathFactory) -> None:
    with virtuoso(tmp_path_factory.mktemp("capped"), rows=10) as server:
        assert isinstance(server, Server)
        store = RemoteStore(server.query)
        with pytest.raises(CutByServer, match="10 rows"):
            store.select("SELECT ?s WHERE { GRAPH ?g { ?s ?p ?o } }")
        assert len(store.select("SELECT ?s WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 3")) == 3
