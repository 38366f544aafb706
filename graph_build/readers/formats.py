"""Which reader a file needs: by what its bytes begin with, then by its name."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import PurePath
from typing import Literal

from graph_build.errors import FormatUnsupported
from graph_build.model import SourceText

Format = Literal["txt", "md", "html", "docx", "pdf"]
Reader = Callable[[bytes, str, str | None], SourceText]

_READERS: dict[Format, str] = {
    "txt": "plain",
    "md": "markdown",
    "html": "html",
    "docx": "docx",
    "pdf": "pdf",
}
_BY_SUFFIX: dict[str, Format] = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".pdf": "pdf",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sniff(data: bytes, name: str) -> Format:
    """The format of a document.

    :raises FormatUnsupported: for formats that another program has to convert first.
    """
    suffix = PurePath(name).suffix.lower()
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(_OLE) or suffix in {".doc", ".wps"}:
        shown = suffix if suffix in {".doc", ".wps"} else ".doc"
        raise FormatUnsupported(name=name, format=shown, command=f'soffice --headless --convert-to docx "{name}"')
    if suffix in {".rtf", ".odt", ".ofd", ".ceb", ".epub"} or head.startswith(b"{\\rtf"):
        target = "pdf" if suffix in {".ofd", ".ceb"} else "docx"
        raise FormatUnsupported(
            name=name, format=suffix or ".rtf", command=f'soffice --headless --convert-to {target} "{name}"'
        )
    if head.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        if suffix in {".xlsx", ".pptx", ".zip"}:
            raise FormatUnsupported(name=name, format=suffix, command=f'soffice --headless --convert-to pdf "{name}"')
        return "docx"
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    lowered = head[:256].lower()
    return "html" if lowered.startswith((b"<!doctype html", b"<html", b"<?xml")) else "txt"


def reader_of(kind: Format) -> Reader:
    """The function that reads *kind*; its module is imported now."""
    module = importlib.import_module(f"graph_build.readers.{_READERS[kind]}")
    reader: Reader = module.read
    return reader
