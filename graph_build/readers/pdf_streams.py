"""How much the packed streams of a PDF unpack to, counted before PDFium unpacks them whole.

PDFium reads a page's content at one go, up to a gigabyte of it. Here each stream is unpacked in small pieces that are
thrown away, so a bomb is known for the price of the limit's time and of no memory.
"""

from __future__ import annotations

import re
import zlib

MAX_STREAM, MAX_IMAGE, MAX_ALL = 64 * 2**20, 256 * 2**20, 2**30
"""Bytes that a content or font, a picture, and all of them may unpack to; a page has about a hundred thousand."""
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_IMAGE = re.compile(rb"/Subtype\s*/Image")
_TWICE = re.compile(rb"/Filter\s*\[\s*/(?:FlateDecode|Fl)\s*/(?:FlateDecode|Fl)\b")
_PIECE, _SAMPLE, _PACKED = 2**20, 2**16, 2**16


def too_large(data: bytes) -> int | None:
    """The limit in bytes that a stream of *data*, or all together, goes over; ``None`` where none does.

    A picture is never unpacked by a reader of text, but a bomb may call itself one: it is counted when its
    beginning is packed far more densely than pictures are. Streams that are not packed with deflate are passed over.
    """
    total, at = 0, 0
    while (found := _STREAM.search(data, at)) is not None:
        start = at = found.end()
        if (
            data[start : start + 1] not in (b"\x78", b"\x68", b"\x58", b"\x48")
            or int.from_bytes(data[start : start + 2], "big") % 31
        ):
            continue
        head = data[max(0, found.start() - 1000) : found.start()].rpartition(b"obj")[2]
        image = _IMAGE.search(head) is not None
        if image and _unpacked(data, start, 500 * _SAMPLE, start + _SAMPLE) < 500 * _SAMPLE:
            continue
        limit = MAX_IMAGE if image else MAX_STREAM
        size = _unpacked(data, start, limit, len(data), twice=_TWICE.search(head) is not None)
        if size >= limit:
            return limit
        total += size
        if total >= MAX_ALL:
            return MAX_ALL
    return None


def _unpacked(data: bytes, start: int, limit: int, stop: int, *, twice: bool = False) -> int:
    """Bytes that the deflated stream at *start* unpacks to, counted up to *limit*."""
    outer = zlib.decompressobj()
    inner = zlib.decompressobj() if twice else None
    size, at, rest, step = 0, start, b"", 2**9  # most that is no stream shows it at once
    try:
        while size < limit and not outer.eof and (rest or at < stop):
            piece = rest
            if not rest:
                piece, at, step = data[at : min(stop, at + step)], at + step, min(2 * step, _PACKED)
            out = outer.decompress(piece, _PIECE)
            rest = outer.unconsumed_tail
            size += len(out)
            while inner is not None and out and size < limit:
                size += len(inner.decompress(out, _PIECE))
                out = inner.unconsumed_tail
    except zlib.error:
        pass  # PDFium reads what comes before the damage, as was counted here
    return size
