"""A stand-in for a language model's endpoint on this machine: good, bad, hostile, slow and malformed replies."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = "sk-secret-0123456789"


@dataclass
class StandIn:
    """What it says, and what it was told."""

    url: str
    replies: list[str] = field(default_factory=list)
    """Contents of chat completions, one for each request; the last is said again and again."""
    raw: bytes | None = None
    """Said instead of a chat completion."""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drip: float = 0.0
    """Seconds between single bytes."""
    requests: list[dict[str, object]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def environment(self, **more: str) -> dict[str, str]:
        return {"GUIHUA_LLM_URL": self.url, "GUIHUA_LLM_MODEL": "stand-in", "GUIHUA_LLM_KEY": KEY, **more}


@contextmanager
def stand_in(*replies: str) -> Iterator[StandIn]:
    """A server on a loopback port for as long as the block lasts."""
    state = StandIn("", list(replies))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            state.requests.append(told)
            state.keys.append(self.headers.get("Authorization", ""))
            said = state.replies[min(len(state.requests), len(state.replies)) - 1] if state.replies else ""
            body = state.raw if state.raw is not None else json.dumps(
                {"choices": [{"message": {"role": "assistant", "content": said}}]}).encode()
            try:
                self.send_response(state.status)
                for name, value in state.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if state.drip:
                    for byte in body:
                        self.wfile.write(bytes([byte]))
                        self.wfile.flush()
                        time.sleep(state.drip)
                else:
                    self.wfile.write(body)
            except OSError:
                pass  # the client had enough

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
