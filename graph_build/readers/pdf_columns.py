"""Pages set in two columns: a newspaper's page, a contents list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph_build.readers.pdf_lines import PageLine

_STEP = 2.0
_LEAST_ROWS = 8


def in_reading_order(rows: Sequence[list[PageLine]]) -> list[list[PageLine]]:
    """The page's rows, where it is set in two columns the left column's before the right one's.

    Two columns are told by a strip in the middle that hardly any line crosses, with lines on both sides of it that
    mostly fill their half: the cells of a table do not. The right column's lines are moved over the left one's, so
    that the margins of both are the same.

    :param rows: for each height the pieces of line at it, from left to right.
    """
    strip = _strip(rows)
    if strip is None:
        return list(rows)
    left_of, right_of = strip
    out: list[list[PageLine]] = []
    left: list[list[PageLine]] = []
    right: list[list[PageLine]] = []
    starts = (
        min(piece.left for row in rows for piece in row if piece.right <= right_of),
        min(piece.left for row in rows for piece in row if piece.left >= left_of),
    )
    shift = starts[1] - starts[0]

    def close() -> None:
        out.extend([*left, *right])
        left.clear()
        right.clear()

    for row in rows:
        if any(piece.left < left_of - _STEP and piece.right > right_of + _STEP for piece in row):
            close()  # a title over both columns
            out.append(row)
            continue
        here = [piece for piece in row if piece.right <= right_of + _STEP]
        there = [piece for piece in row if piece not in here]
        if here:
            left.append(here)
        if there:
            right.append([replace(piece, left=piece.left - shift, right=piece.right - shift) for piece in there])
    close()
    return out


def _strip(rows: Sequence[list[PageLine]]) -> tuple[float, float] | None:
    """Left and right side of the strip between two columns."""
    pieces = [piece for row in rows for piece in row]
    if len(rows) < _LEAST_ROWS:
        return None
    first, last = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    size = sorted(piece.size for piece in pieces)[len(pieces) // 2]
    width = int((last - first) / _STEP) + 1
    crossed = [0] * (width + 1)
    for row in rows:
        covered = {
            at
            for piece in row
            for at in range(int((piece.left - first) / _STEP), int((piece.right - first) / _STEP) + 1)
        }
        for at in covered:
            crossed[at] += 1
    most = 0.15 * len(rows)
    best: tuple[int, int] | None = None
    at = int(0.3 * width)
    while at < 0.7 * width:
        stop = at
        while stop < 0.7 * width and crossed[stop] <= most:
            stop += 1
        if stop > at and (best is None or stop - at > best[1] - best[0]):
            best = (at, stop)
        at = stop + 1
    if best is None or (best[1] - best[0]) * _STEP < 0.8 * size:
        return None
    left_of, right_of = first + best[0] * _STEP, first + best[1] * _STEP
    both = [
        row
        for row in rows
        if any(piece.right <= right_of for piece in row) and any(piece.left >= left_of for piece in row)
    ]
    if len(both) < max(_LEAST_ROWS, 0.4 * len(rows)):
        return None
    fills = (
        sorted(sum(p.right - p.left for p in row if p.right <= right_of) / (left_of - first) for row in both),
        sorted(sum(p.right - p.left for p in row if p.left >= left_of) / (last - right_of) for row in both),
    )
    return (left_of, right_of) if all(fill[len(fill) // 2] > 0.8 for fill in fills) else None
