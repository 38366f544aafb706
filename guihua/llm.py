"""An OpenAI-compatible endpoint, asked for one short text. Which one is told by the environment; the key stays here."""

from __future__ import annotations

import json
import os
import re
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from ipaddress import ip_address
from urllib.parse import urlsplit

from guihua.errors import LlmFailed, LlmNotSet, LlmTooSlow, LlmUnreachable, LlmUnsafe

_MOST = 1_000_000
"""Bytes of a reply that are read at most."""

Message = Mapping[str, str]


@dataclass(frozen=True)
class Endpoint:
    """Where a language model is asked.

    :param url: base address, such as ``https://host/v1``.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 60.0
    """How long one reply may take, to its last byte."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Endpoint:
        """The endpoint that ``GUIHUA_LLM_URL``, ``GUIHUA_LLM_MODEL`` and ``GUIHUA_LLM_KEY`` name, or ``OPENAI_…``.

        :raises LlmNotSet: naming what is missing; :raises LlmUnsafe: the key would travel unencrypted.
        """
        values = os.environ if environment is None else environment
        url = values.get("GUIHUA_LLM_URL") or values.get("OPENAI_BASE_URL") or ""
        model = values.get("GUIHUA_LLM_MODEL") or values.get("OPENAI_MODEL") or ""
        # A key for one service is never sent to another: it goes with the address of the same set.
        key = values.get("GUIHUA_LLM_KEY", "") if values.get("GUIHUA_LLM_URL") else values.get("OPENAI_API_KEY", "")
        missing = [name for name, value in (("GUIHUA_LLM_URL", url), ("GUIHUA_LLM_MODEL", model)) if not value.strip()]
        if missing:
            raise LlmNotSet(names=", ".join(missing))
        try:
            seconds = float(values.get("GUIHUA_LLM_TIMEOUT", "60"))
        except ValueError:
            seconds = 60.0
        return cls(_checked(url.strip(), key), model.strip(), key.strip(), max(1.0, seconds))

    def chat(self, messages: Sequence[Message]) -> str:
        """The model's reply to *messages* (``role``, ``content``).

        :raises LlmUnreachable, LlmFailed, LlmTooSlow: each with the address, never with the key.
        """
        body = json.dumps({"model": self.model, "messages": list(messages), "temperature": 0, "stream": False},
                          ensure_ascii=False).encode("utf-8")
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "guihua"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        try:
            request = urllib.request.Request(self.url.rstrip("/") + "/chat/completions", data=body, headers=headers)
            raw = self._fetch(request)
        except urllib.error.HTTPError as error:
            raise LlmFailed(url=self.url, reason=self._clean(f"HTTP {error.code} {error.reason}")) from None
        except TimeoutError:
            raise LlmTooSlow(url=self.url, seconds=f"{self.seconds:g}") from None
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise LlmTooSlow(url=self.url, seconds=f"{self.seconds:g}") from None
            raise LlmUnreachable(url=self.url, reason=self._clean(str(error.reason))) from None
        except (OSError, HTTPException, ValueError) as error:
            raise LlmUnreachable(url=self.url, reason=self._clean(str(error) or type(error).__name__)) from None
        return self._content(raw)

    def _fetch(self, request: urllib.request.Request) -> bytes:
        end = time.monotonic() + self.seconds
        opener = urllib.request.build_opener(_NoRedirect)
        response = opener.open(request, timeout=self.seconds)
        assert isinstance(response, HTTPResponse)
        with response:
            parts, size = [], 0
            while part := response.read1(65536):
                parts.append(part)
                size += len(part)
                if size > _MOST:
                    raise ValueError(f"a reply of more than {_MOST} bytes")
                # A socket's timeout begins anew with each byte; a slow drip must end as well.
                if time.monotonic() > end:
                    raise TimeoutError
            return b"".join(parts)

    def _content(self, raw: bytes) -> str:
        try:
            reply = json.loads(raw.decode("utf-8"))
            content = reply["choices"][0]["message"]["content"]
        except (UnicodeDecodeError, json.JSONDecodeError, KeyError, IndexError, TypeError, RecursionError):
            raise LlmFailed(url=self.url, reason="no chat completion in its reply") from None
        if not isinstance(content, str):
            raise LlmFailed(url=self.url, reason="no text in its reply")
        return content

    def _clean(self, text: str) -> str:
        """A server's words, short, and without the key should it echo it."""
        text = re.sub(r"[^\x20-\x7e\u3400-\uffef]+", " ", text)[:200]
        return text.replace(self.key, "***") if self.key else text


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the key to wherever the server says."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def _checked(url: str, key: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise LlmUnsafe(reason="GUIHUA_LLM_URL must be an http(s) address such as https://host/v1")
    if parts.query or parts.fragment:
        raise LlmUnsafe(reason="GUIHUA_LLM_URL must be a base address without “?” and “#”")
    if parts.username or parts.password:
        raise LlmUnsafe(reason="GUIHUA_LLM_URL must not hold a user or a password; use GUIHUA_LLM_KEY")
    if parts.scheme == "http" and key and not _local(parts.hostname):
        raise LlmUnsafe(reason=f"the key would travel unencrypted to {parts.hostname}; use https")
    return url


def _local(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
