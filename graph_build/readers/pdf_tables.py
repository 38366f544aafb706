"""Ruled tables and boxes of a PDF: the grids that hold words, also over the ends of pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from graph_build.readers.canvas import CellSource
from graph_build.readers.pdf_lines import Char, PageLine, lines_of
from graph_build.readers.pdf_rules import NEAR, Frame, Rule, frames_of

EDGE = 0.09
"""Share of the page's height, above and below, where page furniture stands."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell with its lines from top to bottom; places count from 0."""

    lines: tuple[PageLine, ...]
    row: int
    column: int
    row_span: int = 1
    col_span: int = 1

    @property
    def text(self) -> str:
        """The cell's words; a break between two Han characters is no space."""
        parts = [line.text for line in self.lines if line.text]
        return "".join(
            part if not at or not _apart(parts[at - 1], part) else f" {part}" for at, part in enumerate(parts)
        )


def _apart(before: str, after: str) -> bool:
    """Whether lines of a cell part words: 2020 / 2025 are two figures, 城市 / 内涝 and PM / 2.5 one word."""
    a, b = before[-1:], after[:1]
    return a.isascii() and b.isascii() and ((a.isdigit() and b.isdigit()) or (a.isalpha() and b.isalpha()))


@dataclass(frozen=True, slots=True)
class PageTable:
    """A grid on one page (or, once joined, on several)."""

    page: int
    """Page of its upper edge, from 0."""
    last: int
    """Page of its lower edge."""
    xs: tuple[float, ...]
    top: float
    bottom: float
    cells: tuple[TableCell, ...]
    breaks: tuple[tuple[int, int], ...] = ()
    """Where it goes over the end of a page: (first row on the page, page)."""

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.xs) - 1

    @property
    def rows(self) -> int:
        """Number of rows."""
        return max(cell.row + cell.row_span for cell in self.cells)

    def sources(self) -> list[CellSource]:
        """The cells as the canvas takes them."""
        return [
            CellSource(cell.text, cell.row, cell.column, cell.row_span, cell.col_span)
            for cell in sorted(self.cells, key=lambda cell: (cell.row, cell.column))
        ]

    def lines(self) -> list[tuple[int, PageLine]]:
        """The lines of all cells in reading order, each with its page."""
        out: list[tuple[int, PageLine]] = []
        for cell in sorted(self.cells, key=lambda cell: (cell.row, cell.column)):
            page = next((page for row, page in reversed(self.breaks) if row <= cell.row), self.page)
            out += [(page, line) for line in cell.lines]
        return out


def tables_on(chars: Sequence[Char], rules: Sequence[Rule], page: int, height: float) -> list[PageTable]:
    """The grids of a page that hold words; which of them are tables only the pages around it tell."""
    frames = frames_of(rules)
    # A frame around a whole page may hold a table's frame that does not touch it: the inner ones have the words.
    frames = [frame for frame in frames if not any(_holds(frame, other) for other in frames if other is not frame)]
    held: dict[tuple[int, int], list[Char]] = {}
    for char in chars:
        x, y = (char.left + char.right) / 2, (char.top + char.bottom) / 2
        for at, frame in enumerate(frames):
            cell = frame.cell_at(x, y)
            if cell is not None:
                held.setdefault((at, cell), []).append(char)
                break
    found: list[PageTable] = []
    for at, frame in enumerate(frames):
        cells = tuple(
            TableCell(tuple(lines_of(held[at, number], height)) if (at, number) in held else (), *place)
            for number, place in enumerate(_places(frame))
        )
        if any(cell.lines for cell in cells):
            found.append(_without_empty_rows(PageTable(page, page, frame.xs, frame.ys[0], frame.ys[-1], cells)))
    return found


def _places(frame: Frame) -> list[tuple[int, int, int, int]]:
    """Row, column, row span and column span of each cell."""
    boxes: dict[int, list[int]] = {}
    for row, numbers in enumerate(frame.cells):
        for column, number in enumerate(numbers):
            if number < 0:
                continue
            box = boxes.setdefault(number, [row, column, row, column])
            box[:] = [min(box[0], row), min(box[1], column), max(box[2], row), max(box[3], column)]
    return [(a, b, c - a + 1, d - b + 1) for _, (a, b, c, d) in sorted(boxes.items())]


def _without_empty_rows(table: PageTable) -> PageTable:
    """*table* without rows that no cell with words begins or goes through: double rules make such rows."""
    rows = table.rows
    kept = [
        row
        for row in range(rows)
        if any(cell.lines and cell.row <= row < cell.row + cell.row_span for cell in table.cells)
    ]
    if len(kept) == rows:
        return table
    place = {row: at for at, row in enumerate(kept)}
    cells: list[TableCell] = []
    for cell in table.cells:
        own = [place[row] for row in range(cell.row, cell.row + cell.row_span) if row in place]
        if own:
            cells.append(replace(cell, row=own[0], row_span=len(own)))
    return replace(table, cells=tuple(cells))


def _holds(outer: Frame, inner: Frame) -> bool:
    return (
        outer.ys[0] <= inner.ys[0] + 1
        and outer.ys[-1] >= inner.ys[-1] - 1
        and outer.xs[0] <= inner.xs[0] + 1
        and outer.xs[-1] >= inner.xs[-1] - 1
    )


def chosen(
    candidates: Sequence[Sequence[PageTable]], pages: Sequence[Sequence[PageLine]]
) -> dict[int, tuple[PageTable, ...]]:
    """The tables and boxes among the grids of all pages, each under the page it begins on.

    A grid at the head of a page that is as wide as the last one of the page before goes on with it.
    """
    out: dict[int, list[PageTable]] = {}
    last: PageTable | None = None
    for number, found in enumerate(candidates):
        for at, table in enumerate(found):
            before = last if at == 0 and last is not None and last.last == number - 1 else None
            if before is not None and _goes_on(before, table, pages):
                joined = _joined(before, table)
                out[before.page][-1] = last = joined
            elif _is_table(table):
                out.setdefault(number, []).append(table)
                last = table
            elif at == 0:
                last = None
    return {number: tuple(tables) for number, tables in out.items()}


def _is_table(table: PageTable) -> bool:
    """Whether framed words are a table or a titled box, and not a page's own frame or a shaded title."""
    filled = [cell for cell in table.cells if cell.lines]
    titled = re.match(r"专\s*栏", filled[0].text) is not None
    sizes = [sum(len(line.text) for line in cell.lines) for cell in filled]
    if len(filled) <= 2 or max(sizes) > 1500:
        return titled and table.rows < 60
    # A row that is one long text, or a cell that holds most of the words, is a page's frame around its paragraphs.
    framed = max(sizes) > max(300, 0.5 * sum(sizes)) or any(
        size > 200 and sum(other.row == cell.row for other in filled) == 1
        for cell, size in zip(filled, sizes, strict=True)
    )
    return table.rows >= 2 and len(filled) >= 4 and (titled or not framed)


def _goes_on(before: PageTable, table: PageTable, pages: Sequence[Sequence[PageLine]]) -> bool:
    """Whether *table*, at the head of its page, carries on *before*, the last of the page before."""
    if abs(table.xs[0] - before.xs[0]) > NEAR or abs(table.xs[-1] - before.xs[-1]) > NEAR:
        return False
    if not (_within(table.xs, before.xs) or _within(before.xs, table.xs)):
        return False
    above, below = pages[table.page], pages[before.last]
    return not any(
        line.middle < table.top and line.top > EDGE * line.page_height for line in above
    ) and not any(line.middle > before.bottom and line.bottom < (1 - EDGE) * line.page_height for line in below)


def _within(some: Sequence[float], all_of: Sequence[float]) -> bool:
    return all(any(abs(x - other) <= 2 * NEAR for other in all_of) for x in some)


def _joined(before: PageTable, table: PageTable) -> PageTable:
    """Two parts of a table as one, without heads that the second repeats; a row that the page's end cut is mended."""
    xs = before.xs if len(before.xs) >= len(table.xs) else table.xs
    upper, lower = _laid(before, xs), _laid(table, xs)
    heads = _repeated(upper, lower)
    offset = before.rows - heads
    lower = [replace(cell, row=cell.row + offset) for cell in lower if cell.row >= heads]
    cut = _cut(upper, lower, before.rows)
    if cut:
        mended = {cell.column: cell for cell in lower if cell.row == before.rows and cell.lines}
        upper = [
            replace(cell, lines=cell.lines + mended[cell.column].lines)
            if cell.row + cell.row_span == before.rows and cell.column in mended
            else cell
            for cell in upper
        ]
        lower = [replace(cell, row=cell.row - 1) for cell in lower if cell.row > before.rows]
    return PageTable(
        before.page,
        table.last,
        xs,
        before.top,
        table.bottom,
        (*upper, *lower),
        (*before.breaks, (before.rows - (1 if cut else 0), table.page)),
    )


def _laid(table: PageTable, xs: Sequence[float]) -> list[TableCell]:
    """The table's cells counted in the columns *xs*, which may be finer than its own."""
    if len(xs) == len(table.xs):
        return list(table.cells)
    place = [min(range(len(xs)), key=lambda i: abs(xs[i] - x)) for x in table.xs]
    return [
        replace(
            cell, column=place[cell.column], col_span=place[cell.column + cell.col_span] - place[cell.column]
        )
        for cell in table.cells
    ]


def _repeated(upper: Sequence[TableCell], lower: Sequence[TableCell]) -> int:
    """How many rows of heads the second part repeats."""

    def row(cells: Sequence[TableCell], at: int) -> list[str]:
        return [re.sub(r"\s", "", cell.text) for cell in sorted(cells, key=lambda c: c.column) if cell.row == at]

    shift = 1 if len([text for text in row(upper, 0) if text]) == 1 else 0  # the title inside the frame is not repeated
    for first in dict.fromkeys((0, shift)):
        count = 0
        while count < 3 and any(row(lower, count)) and row(upper, first + count) == row(lower, count):
            count += 1
        if count:
            return count
    return 0


def _cut(upper: Sequence[TableCell], lower: Sequence[TableCell], rows: int) -> bool:
    """Whether the first row of the second part is the rest of the row above: few cells, each below a filled one."""
    rest = [cell for cell in lower if cell.row == rows]
    filled = [cell for cell in rest if cell.lines]
    above = {cell.column: cell for cell in upper if cell.row + cell.row_span == rows and cell.lines}
    if len(above) < 3 or not filled or len(filled) > len(above) / 2:
        return False
    if any(re.match(r"\d+$", cell.text) and cell.column == min(above) for cell in filled):
        return False
    return all(
        cell.column in above and not re.search(r"[。；]$", above[cell.column].text) for cell in filled
    )


def outside(page: Sequence[PageLine], tables: Sequence[tuple[float, float, float, float]]) -> list[PageLine]:
    """The lines that stand in no table.

    :param tables: left, right, top and bottom of each.
    """
    return [
        line
        for line in page
        if not any(
            top - 1 <= line.middle <= bottom + 1 and left - 2 <= line.left and line.right <= right + 12
            for left, right, top, bottom in tables
        )
    ]


def wrapped(lines: Sequence[tuple[int, PageLine]]) -> float:
    """The usual distance from line to line, in points."""
    steps = sorted(b.top - a.top for (p, a), (q, b) in pairwise(lines) if p == q and b.top > a.top)
    return steps[len(steps) // 2] if steps else 0.0
