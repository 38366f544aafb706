"""What holds for every answer: who may ask, how much, and what a browser may do with it."""

from __future__ import annotations

import re
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join((
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
    "frame-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'self'",
))
HEADERS = {
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}
LARGEST_BODY = 1_000_000


class Guard:
    """Refuses hosts that are not ours (no other site's name can be pointed here) and large bodies; adds headers.

    :param hosts: names, without port, under which the pages may be asked for.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal: PlainTextResponse | None = None
        if _name(headers.get("host", "")) not in self.hosts:
            refusal = PlainTextResponse("This host is not served here.\n", 400)
        elif int(length if (length := headers.get("content-length", "0")).isdigit() else 0) > LARGEST_BODY:
            refusal = PlainTextResponse("The request is too large.\n", 413)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                answer.setdefault("Content-Security-Policy", POLICY)
                for name, value in HEADERS.items():
                    answer.setdefault(name, value)
            await send(message)

        await (refusal or self.app)(scope, receive, guarded)


_HOST = re.compile(r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<name>[a-z0-9._-]+))(?::[0-9]*)?", re.ASCII)


def _name(host: str) -> str:
    """Host without its port: ``[::1]:8000`` → ``::1``; nothing where it is no host at all."""
    found = _HOST.fullmatch(host.lower())
    return (found["six"] or found["name"]) if found else ""
