"""The pages in a page's frames: a page saved by a browser keeps them in files beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_FRAMES = 40
"""Frames of one page that are opened, those within frames included."""

Beside = Callable[[str], tuple[str, bytes] | None]
"""From a frame's address to the file's name and bytes, or nothing where no such file lies beside the page."""


def beside(page: Path, limit: int) -> Beside:
    """Files in the folder of *page* and the folders below it; nothing else is opened, and no address is fetched.

    :param limit: size in bytes above which a file is not read.
    """
    folder = page.resolve().parent
    opened = {page.resolve()}

    def find(address: str) -> tuple[str, bytes] | None:
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:|//|/|\\\\", address) or "\x00" in address:
            return None
        for shown in dict.fromkeys((address, unquote(address))):
            path = (folder / re.sub(r"[?#].*", "", shown).replace("\\", "/")).resolve()
            if path in opened or not path.is_relative_to(folder):
                continue
            try:
                if path.is_file() and path.stat().st_size <= limit:
                    opened.add(path)
                    return path.name, path.read_bytes()
            except OSError:
                continue
        return None

    return find


class Frames:
    """Opens the frames of a page, each once."""

    def __init__(
        self, find: Beside | None, name: str, parse: Callable[[bytes, str], HtmlElement]
    ) -> None:
        self._find = find
        self._name = name
        self._parse = parse
        self._count = 0
        self.missing: list[str] = []
        """Addresses of frames whose pages are not there."""

    def page(self, frame: HtmlElement) -> HtmlElement | None:
        """The root of the page in *frame*."""
        address = (frame.get("src") or "").strip()
        written = frame.get("srcdoc")
        self._count += 1
        if self._count > MAX_FRAMES or (not address and not written) or address.startswith(("about:", "javascript:")):
            return None
        if written:
            return self._parse(written.encode("utf-8", "replace"), self._name)
        found = self._find(address) if self._find is not None else None
        if found is None:
            self.missing.append(address)
            return None
        name, data = found
        return self._parse(data, name)
