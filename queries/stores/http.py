"""One HTTP exchange with a SPARQL server: credentials, deadline, size cap, pauses between attempts, plain faults.

Redirects are not followed: a query or a password is never handed on to an address that nobody named. Credentials are
sent to the address that they are for, as Basic unless the server asks for Digest, and appear in no message.
"""

from __future__ import annotations

import base64
import email.utils
import http.client
import netrc
import os
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from typing import IO, Literal, NoReturn
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from queries.errors import (
    EndpointFailed,
    EndpointUnreachable,
    NotAuthorised,
    QueryTooSlow,
    ResultTooLarge,
)
from queries.stores.base import Limits
from queries.stores.deadline import within
from queries.stores.errors import EndpointMoved

_CHUNK = 1 << 16
_PAUSES = (0.2, 0.6, 1.5)
_TRANSIENT = frozenset((429, 502, 503, 504))


class Transient(EndpointUnreachable):
    """A fault that may pass: refused, reset, cut short, 503. Tried again within the deadline."""

    def __init__(self, *, url: str, reason: str, after: float | None = None) -> None:
        self.after = after
        """Seconds that the server asks to wait (``Retry-After``)."""
        super().__init__(url=url, reason=reason)


class BadRequest(EndpointFailed):
    """400: the server does not like what it was sent; ``text`` says what it said."""

    def __init__(self, *, url: str, text: str) -> None:
        self.text = text
        super().__init__(url=url, reason=f"400 {text}" if text else "400 Bad Request")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str,
                         headers: http.client.HTTPMessage, newurl: str) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Body:
    """A complete answer."""

    content: bytes
    media_type: str
    headers: Message


@dataclass(frozen=True, slots=True)
class Address:
    """A server's address without the credentials that were in it, and those."""

    url: str
    credentials: tuple[str, str] | None = field(default=None, repr=False)

    @classmethod
    def of(cls, text: str) -> Address:
        """The address *text*; credentials from it, ``GUIHUA_USER`` and ``GUIHUA_PASSWORD``, or ``~/.netrc``.

        :raises EndpointUnreachable: when it is no http(s) address.
        """
        try:
            parts = urlsplit(text)
            host, port = parts.hostname, parts.port
        except ValueError:
            parts, host, port = urlsplit(""), None, None
        if parts.scheme not in ("http", "https") or not host or any(c in text for c in " \n\r\t"):
            raise EndpointUnreachable(url=text.rpartition("@")[2], reason="not an http(s) address")
        shown = f"[{host}]" if ":" in host else host
        shown += f":{port}" if port else ""
        url = urlunsplit((parts.scheme, shown, parts.path, parts.query, ""))
        return cls(url, _credentials(parts.username, parts.password, host))


def _credentials(user: str | None, password: str | None, host: str) -> tuple[str, str] | None:
    if user:
        return unquote(user), unquote(password or "")
    if os.environ.get("GUIHUA_USER"):
        return os.environ["GUIHUA_USER"], os.environ.get("GUIHUA_PASSWORD", "")
    try:
        found = netrc.netrc().authenticators(host)
    except (OSError, netrc.NetrcParseError, RuntimeError):
        return None
    return (found[0], found[2]) if found and found[2] else None


class Client:
    """Sends requests to one address. Digest challenges are remembered, so that a large body is sent once."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._opener = urllib.request.build_opener(_NoRedirect)
        self._scheme: Literal["basic", "none", "digest"] = "none" if address.credentials is None else "basic"
        self._passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        self._digest = urllib.request.HTTPDigestAuthHandler(self._passwords)
        self._challenge: dict[str, str] = {}

    def send(self, make: Callable[[], urllib.request.Request], limits: Limits, started: float | None = None) -> Body:
        """The answer to the request that *make* gives, all within ``limits.seconds``; transient faults are retried.

        :param started: when the seconds began (:func:`time.monotonic`); now, when left out.
        :raises EndpointUnreachable, EndpointFailed, EndpointMoved, NotAuthorised, QueryTooSlow, ResultTooLarge:
            each says in one line what went wrong.
        """
        begun = time.monotonic() if started is None else started
        left = limits.seconds - (time.monotonic() - begun)
        return within(left, lambda: self._persist(make, limits, begun), of=limits.seconds)

    def _persist(self, make: Callable[[], urllib.request.Request], limits: Limits, started: float) -> Body:
        pauses = iter(_PAUSES)
        while True:
            left = limits.seconds - (time.monotonic() - started)
            if left <= 0:
                raise QueryTooSlow(seconds=f"{limits.seconds:g}")
            try:
                return self._once(make(), limits, started, left)
            except _Challenge as challenge:
                self._answer(challenge.header)
            except Transient as fault:
                pause = next(pauses, None)
                if pause is None:
                    raise
                wait = max(pause, fault.after or 0.0)
                if time.monotonic() - started + wait >= limits.seconds:
                    raise
                time.sleep(wait)

    def _once(self, request: urllib.request.Request, limits: Limits, started: float, left: float) -> Body:
        self._authorize(request)
        try:
            with self._opener.open(request, timeout=left) as response:
                content = _read(response, limits, started, self.address.url)
                return Body(content, response.headers.get_content_type(), response.headers)
        except urllib.error.HTTPError as error:
            with error:
                self._refused(error, started, limits)
        except TimeoutError as error:
            raise QueryTooSlow(seconds=f"{limits.seconds:g}") from error
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise QueryTooSlow(seconds=f"{limits.seconds:g}") from error
            raise Transient(url=self.address.url, reason=short(_said(error.reason))) from error
        except (http.client.HTTPException, OSError) as error:
            raise Transient(url=self.address.url, reason=short(_said(error))) from error

    def _refused(self, error: urllib.error.HTTPError, started: float, limits: Limits) -> NoReturn:
        """What an answer other than 2xx means."""
        url, code = self.address.url, error.code
        if code == 401:
            raise _Challenge(error.headers.get("WWW-Authenticate") or "") from None
        if code == 403:
            raise NotAuthorised(url=url) from None
        if code in (301, 302, 303, 307, 308):
            target = urljoin(url, error.headers.get("Location", ""))
            raise EndpointMoved(url=url, target=_bare(target)) from None
        try:
            text = plain(error.read(2000))
        except (http.client.HTTPException, OSError):
            text = ""
        if code in _TRANSIENT:
            raise Transient(url=url, reason=f"{code} {error.reason}", after=_retry_after(error.headers)) from None
        if code == 400:
            raise BadRequest(url=url, text=text) from None
        if code in (404, 405, 410):
            raise EndpointUnreachable(url=url, reason=f"{code} {error.reason}") from None
        if "S1T00" in text or "timed out" in text.lower():  # Virtuoso and others say so with a 500
            raise QueryTooSlow(seconds=f"{limits.seconds:g}") from None
        raise EndpointFailed(url=url, reason=f"{code} {text or error.reason}") from None

    def _authorize(self, request: urllib.request.Request) -> None:
        if self._scheme == "none" or self.address.credentials is None:
            return
        if self._scheme == "basic":
            pair = ":".join(self.address.credentials).encode("utf-8")
            request.add_unredirected_header("Authorization", "Basic " + base64.b64encode(pair).decode("ascii"))
        else:
            header = self._digest.get_authorization(request, self._challenge)
            if header is None:
                raise NotAuthorised(url=self.address.url)
            request.add_unredirected_header("Authorization", f"Digest {header}")

    def _answer(self, challenge: str) -> None:
        """Choose another scheme after a 401.

        :raises NotAuthorised: when there is none left to try.
        """
        digest = challenge.lower().startswith("digest")
        if self.address.credentials is None or self._scheme == "digest" or (self._scheme == "none" and not digest):
            raise NotAuthorised(url=self.address.url) from None
        if not digest:
            self._scheme = "none"  # Virtuoso names its scheme only to those who come without credentials
            return
        self._passwords.add_password(None, self.address.url, *self.address.credentials)
        self._challenge = urllib.request.parse_keqv_list(
            urllib.request.parse_http_list(challenge.partition(" ")[2]))
        self._scheme = "digest"


class _Challenge(Exception):
    """401, with the server's ``WWW-Authenticate``."""

    def __init__(self, header: str) -> None:
        super().__init__(header)
        self.header = header


def _read(response: http.client.HTTPResponse, limits: Limits, started: float, url: str) -> bytes:
    """The body, piece by piece, so that neither a flood nor a trickle goes on for ever."""
    pieces: list[bytes] = []
    size = 0
    announced = response.headers.get("Content-Length")
    while piece := response.read1(_CHUNK):
        size += len(piece)
        if size > limits.bytes:
            raise ResultTooLarge(limit=f"{limits.bytes} bytes")
        if time.monotonic() - started > limits.seconds:
            raise QueryTooSlow(seconds=f"{limits.seconds:g}")
        pieces.append(piece)
    if announced is not None and announced.isdigit() and size < int(announced):
        raise Transient(url=url, reason=f"cut short after {size} of {announced} bytes")
    return b"".join(pieces)


def _retry_after(headers: Message) -> float | None:
    """``Retry-After`` in seconds: a number, or a date from now on."""
    text = headers.get("Retry-After", "").strip()
    if text.isdigit():
        return float(text)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


def _said(error: object) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__


def _bare(url: str) -> str:
    """An address without the credentials in it."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def plain(body: bytes) -> str:
    """The first words of an error's body, without markup."""
    text = body.decode("utf-8", errors="replace")
    if "<" in text:
        text = re.sub(r"(?s)<(style|script)\b.*?</\1>|<[^>]*>", " ", text)
    return short(text)


def short(text: str) -> str:
    """One line of at most 200 characters."""
    words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return words if len(words) <= 200 else words[:199] + "…"
