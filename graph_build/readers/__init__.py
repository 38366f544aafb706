"""Files in, canonical text out: one module per format behind :func:`read`.

The canonical text is what every offset in the graph counts in. For ``.txt`` and ``.md`` it is the decoded input, byte
order mark aside, unchanged; the other formats put their paragraphs and table cells on lines of their own. What the
original shows and the text cannot (heading styles, bold, boxes, real table cells, pages) travels beside it as
:class:`~graph_build.model.Hint`, :class:`~graph_build.model.CellTable` and :class:`~graph_build.model.Origin`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from graph_build.errors import SourceEmpty, SourceMissing, SourceNotReadable, SourceTooLarge
from graph_build.model import SourceText
from graph_build.readers.naming import slug_of

MAX_BYTES = 64 * 2**20
"""Largest file that is opened at all. The longest plans with pictures stay below a third of it."""


def read(source: Path | str | bytes, *, name: str | None = None, encoding: str | None = None) -> SourceText:
    """Read a document as canonical text.

    :param source: a path, ``"-"`` for standard input, or the bytes themselves.
    :param name: file name for messages and for the format (by its suffix), when *source* is bytes or ``"-"``.
    :param encoding: encoding of a text or HTML file; detected and reported in ``SourceText.encoding`` when omitted.
    :raises ReadingError: one of the errors of :mod:`graph_build.errors`, with the file and the next step.
    """
    data, shown = _bytes_of(source, name)
    if not data.strip(b" \t\r\n\x0b\x0c\x00"):
        raise SourceEmpty(name=shown)
    # The readers of other formats pull in parsers: imported when such a file comes, so that a .txt starts quickly.
    from graph_build.readers import formats

    kind = formats.sniff(data, shown)
    if kind == "html" and not isinstance(source, bytes) and source != "-":
        from graph_build.readers import frames, html

        text = html.read(data, shown, encoding, frames.beside(Path(source), MAX_BYTES))
    else:
        text = formats.reader_of(kind)(data, shown, encoding)
    if not text.text.strip():
        raise SourceEmpty(name=shown)
    return text


def _bytes_of(source: Path | str | bytes, name: str | None) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, name or "document.txt"
    if source == "-":
        return _limited(sys.stdin.buffer.read(MAX_BYTES + 1), name or "stdin.txt"), name or "stdin.txt"
    path = Path(source)
    shown = name or path.name
    try:
        with path.open("rb") as handle:
            return _limited(handle.read(MAX_BYTES + 1), shown), shown
    except FileNotFoundError:
        raise SourceMissing(name=str(source)) from None
    except OSError as error:
        raise SourceNotReadable(name=str(source), reason=error.strerror or str(error)) from None
    except ValueError as error:  # a NUL in the path
        raise SourceNotReadable(name=repr(str(source)), reason=str(error)) from None


def _limited(data: bytes, shown: str) -> bytes:
    if len(data) > MAX_BYTES:
        raise SourceTooLarge(name=shown, what="the file", limit=f"{MAX_BYTES // 2**20} MB")
    return data


__all__ = ["MAX_BYTES", "read", "slug_of"]
