"""Markdown: the text stays as it is, signs included; headings and bold become hints."""

from __future__ import annotations

from graph_build.model import SourceText
from graph_build.readers.naming import slug_of
from graph_build.readers.plain import decode


def read(data: bytes, name: str, encoding: str | None) -> SourceText:
    """Decode a Markdown file; see :func:`graph_build.readers.read`."""
    text, used = decode(data, name, encoding)
    return SourceText(name=name, slug=slug_of(name), text=text, encoding=used, media_type="text/markdown")
