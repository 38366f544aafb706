"""PDF files with a text layer: lines in reading order, paragraphs joined, page furniture gone, tables with their cells.

Words come from PDFium (quick, and right about fonts); the cells of ruled tables from pdfplumber, asked only for pages
that have rules. Where a line stands on its page tells what it is: an indented line opens a paragraph, a line that
stops short of the right margin ends one, a line that comes back at the edge of page after page is a running head.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from graph_build.errors import FormatBroken, ScannedPdf, SourceTooLarge
from graph_build.model import Origin, SourceText
from graph_build.readers.canvas import Canvas, CellSource
from graph_build.readers.naming import slug_of
from graph_build.readers.pdf_lines import PageLine, lines_of, opens_paragraph

if TYPE_CHECKING:
    import pypdfium2

MAX_PAGES = 3000
_NUMBER = re.compile(
    r"[-—–－·\s]+|[-—–－·\s]*(?:第\s*)?(?:\d{1,4}|[IVXLCivxlc]{1,6})(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–－·\s]*"
)
_EDGE = 0.09
"""Share of the page's height, above and below, where page furniture stands."""


@dataclass(frozen=True, slots=True)
class PageTable:
    """A ruled table on one page."""

    top: float
    bottom: float
    left: float
    right: float
    cells: tuple[CellSource, ...]
    columns: int


def read(data: bytes, name: str, encoding: str | None) -> SourceText:
    """Read a PDF; see :func:`graph_build.readers.read`."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        raise FormatBroken(name=name, format="PDF", reason=str(error)) from None
    if count > MAX_PAGES:
        raise SourceTooLarge(name=name, what="the number of pages", limit=str(MAX_PAGES))
    title = (document.get_metadata_dict().get("Title") or "").strip() or None
    pages: list[list[PageLine]] = []
    ruled: list[int] = []
    for number in range(count):
        page, rules = _page(document, number)
        pages.append(page)
        if rules:
            ruled.append(number)
    document.close()
    if sum(len(line.text) for page in pages for line in page) < 20 * max(1, count):
        raise ScannedPdf(name=name, pages=count)
    tables = _tables(data, ruled)
    pages = [_outside(page, tables.get(number, ())) for number, page in enumerate(pages)]
    pages = _without_furniture(pages)
    canvas = Canvas()
    spans = _write(canvas, pages, tables)
    origins = tuple(Origin(start, end, "page", str(number + 1)) for number, start, end in spans)
    return SourceText(
        name=name,
        slug=slug_of(name),
        text=canvas.text(),
        media_type="application/pdf",
        encoding="utf-8",
        origins=origins,
        hints=tuple(canvas.hints),
        tables=tuple(canvas.tables),
        title=title,
    )


def _page(document: pypdfium2.PdfDocument, number: int) -> tuple[list[PageLine], bool]:
    """The lines of a page from top to bottom, and whether it has rules enough for a table."""
    from pypdfium2 import raw

    page = document[number]
    try:
        lines = lines_of(page)
        rules = sum(1 for _ in islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3), 3))
    finally:
        page.close()
    return lines, rules >= 3


def _tables(data: bytes, pages: Sequence[int]) -> dict[int, tuple[PageTable, ...]]:
    if not pages:
        return {}
    import io
    import logging

    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    found: dict[int, tuple[PageTable, ...]] = {}
    with pdfplumber.open(io.BytesIO(data)) as document:
        for number in pages:
            page = document.pages[number]
            made: list[PageTable] = []
            for table in page.find_tables():
                left, top, right, bottom = table.bbox
                cells = tuple(_cells([row.cells for row in table.rows], table.extract()))
                framed = PageTable(
                    float(top), float(bottom), float(left), float(right), cells, len(table.rows[0].cells)
                )
                if _is_table(cells) or _goes_on(framed, found.get(number - 1, ())):
                    made.append(framed)
            # Of frames within frames the innermost are the tables.
            made = [table for table in made if not any(_holds(table, other) for other in made if other is not table)]
            if made:
                found[number] = tuple(sorted(made, key=lambda table: table.top))
            page.close()
    return found


def _is_table(cells: Sequence[CellSource]) -> bool:
    """Whether framed words are a table or a titled box, and not a page's own frame or a shaded title."""
    filled = [cell for cell in cells if cell.text]
    if not filled:
        return False
    rows = max(cell.row for cell in cells) + 1
    titled = filled[0].text.startswith("专栏")
    if len(filled) <= 2 or max(len(cell.text) for cell in filled) > 1500:
        return titled and rows < 60
    # A row that is one long text is a page's frame around its paragraphs.
    framed = any(len(cell.text) > 200 and sum(other.row == cell.row for other in filled) == 1 for cell in filled)
    return rows >= 2 and len(filled) >= 4 and (titled or not framed)


def _goes_on(table: PageTable, before: Sequence[PageTable]) -> bool:
    """Whether a short table carries on the last one of the page before: as many columns, as wide."""
    return (
        bool(before)
        and table.columns == before[-1].columns > 2
        and abs(table.left - before[-1].left) < 3
        and abs(table.right - before[-1].right) < 3
    )


def _holds(outer: PageTable, inner: PageTable) -> bool:
    return (
        outer.top <= inner.top + 1
        and outer.bottom >= inner.bottom - 1
        and outer.left <= inner.left + 1
        and outer.right >= inner.right - 1
    )


def _outside(page: list[PageLine], tables: Sequence[PageTable]) -> list[PageLine]:
    """The lines that stand in no table."""
    return [
        line
        for line in page
        if not any(
            table.top - 1 <= line.middle <= table.bottom + 1
            and table.left - 2 <= line.left
            and line.right <= table.right + 12
            for table in tables
        )
    ]


def _without_furniture(pages: list[list[PageLine]]) -> list[list[PageLine]]:
    """The pages without page numbers and running heads."""

    def plain(line: PageLine) -> str:
        return re.sub(r"\d+", "#", re.sub(r"\s", "", line.text))

    edge = [
        [line for line in page if line.top < _EDGE * line.page_height or line.bottom > (1 - _EDGE) * line.page_height]
        for page in pages
    ]
    times = Counter(text for page in edge for text in {plain(line) for line in page})
    often = max(2 if len(pages) <= 6 else 3, len(pages) // 4)
    drop = {text for text, count in times.items() if count >= often}
    return [
        [line for line in page if not (line in lines and (plain(line) in drop or _NUMBER.fullmatch(line.text)))]
        for page, lines in zip(pages, edge, strict=True)
    ]


def _write(
    canvas: Canvas, pages: Sequence[Sequence[PageLine]], tables: dict[int, tuple[PageTable, ...]]
) -> list[tuple[int, int, int]]:
    """Put paragraphs and tables on the canvas; return for each page the span of what stands on it."""
    body = _body(pages)
    spans: list[tuple[int, int, int]] = []
    group: list[tuple[int, PageLine]] = []
    grids: list[_Grid] = []

    def flush() -> None:
        if not group:
            return
        text, at = "", canvas.size
        marks: list[tuple[int, int]] = []
        for number, line in group:
            if (
                text
                and text[-1].isascii()
                and text[-1].isalnum()
                and line.text[:1].isascii()
                and line.text[:1].isalpha()
            ):
                text += " "
            marks.append((number, at + len(text)))
            text += line.text.strip(" \u3000\xa0") if text else line.text.strip(" \xa0")
        span = canvas.paragraph(text, "page", str(group[0][0] + 1))
        for (number, start), (_, stop) in zip(marks, [*marks[1:], (0, span[1])], strict=True):
            spans.append((number, start, stop))
        if all(line.bold for _, line in group) and len(text) < 80:
            canvas.hint(span, "bold")
        group.clear()

    def flush_grid() -> None:
        for grid in grids:
            number, cells = grid.first, grid.cells
            columns = max(cell.column + cell.col_span for cell in cells)
            start = canvas.size
            if columns == 1:
                for cell in cells:
                    for part in _paragraphs(cell.text):
                        canvas.paragraph(part, "page", str(number + 1))
                canvas.hint((start, canvas.size - 1), "box")
            else:
                canvas.table(cells, str(number + 1))
                canvas.origins.pop()
            spans.append((number, start, canvas.size - 1))
        grids.clear()

    for number, page in enumerate(pages):
        pending = list(tables.get(number, ()))
        for line in page:
            while pending and pending[0].top < line.middle:
                flush()
                _take(grids, number, pending.pop(0), flush_grid)
            if grids:
                flush_grid()
            if group and opens_paragraph(
                group[-1][1], line, body, same_page=group[-1][0] == number, first=len(group) == 1
            ):
                flush()
            group.append((number, line))
        for table in pending:
            flush()
            _take(grids, number, table, flush_grid)
    flush()
    flush_grid()
    canvas.origins.clear()
    return spans


@dataclass(slots=True)
class _Grid:
    """A table on its way: pages may go on with it."""

    first: int
    last: int
    columns: int
    cells: list[CellSource]


def _take(grids: list[_Grid], number: int, table: PageTable, flush: Callable[[], None]) -> None:
    """Add a page's table, as the next part of the table before it where it goes on over the page's end."""
    columns, cells = table.columns, list(table.cells)
    if not any(cell.text for cell in cells):
        return
    if grids and grids[-1].columns == columns and columns > 1 and number == grids[-1].last + 1:
        grid = grids[-1]
        again = [cell.text for cell in cells if cell.row == 0] == [cell.text for cell in grid.cells if cell.row == 0]
        offset = max(cell.row + cell.row_span for cell in grid.cells) - (1 if again else 0)
        grid.cells += [replace(cell, row=cell.row + offset) for cell in cells if not (again and cell.row == 0)]
        grid.last = number
        return
    flush()
    grids.append(_Grid(number, number, columns, cells))


Box = tuple[float, float, float, float]


def _cells(boxes: Sequence[Sequence[Box | None]], texts: Sequence[Sequence[str | None]]) -> Iterator[CellSource]:
    """Cells with their spans, from the boxes that pdfplumber found: a merged cell's box covers its places."""
    tops = [min((box[1] for box in row if box is not None), default=0.0) for row in boxes]
    lefts = [
        min((box[0] for row in boxes if (box := row[column]) is not None), default=0.0)
        for column in range(len(boxes[0]))
    ]
    for at, row in enumerate(boxes):
        for column, box in enumerate(row):
            if box is None:
                continue
            text = re.sub(r"[ \t]+", " ", texts[at][column] or "").strip()
            rows = sum(box[1] - 1 <= top < box[3] - 1 for top in tops[at:])
            cols = sum(box[0] - 1 <= left < box[2] - 1 for left in lefts[column:])
            yield CellSource(
                text.replace("\n", " ") if _latin(text) else text.replace("\n", ""),
                at,
                column,
                max(1, rows),
                max(1, cols),
            )


def _latin(text: str) -> bool:
    """Whether lines of a cell part words: 2020 / 2025 are two figures, 城市 / 内涝 one word."""
    lines = text.split("\n")
    return any(a[-1:].isascii() and b[:1].isascii() for a, b in pairwise(lines) if a and b)


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a boxed text whose lines were wrapped."""
    out: list[str] = []
    for line in text.split("\n"):
        if (
            out
            and not re.search(r"[。：:；]$", out[-1])
            and len(out[-1]) > 18
            and not re.match(r"\s*(?:\d+[.．、]|[（(]|[●•■◆])", line)
        ):
            out[-1] += line.strip()
        elif line.strip():
            out.append(line.strip())
    return out


def _body(pages: Sequence[Sequence[PageLine]]) -> PageLine:
    """The typical line: margins and size of the running text."""
    lines = [line for page in pages for line in page if len(line.text) >= 10] or [
        line for page in pages for line in page
    ]
    size = Counter(round(line.size, 1) for line in lines).most_common(1)[0][0]
    own = [line for line in lines if abs(line.size - size) < 0.6] or lines
    left = Counter(round(line.left) for line in own).most_common()
    # The margin is the smallest common left edge: indented first lines are fewer or stand to its right.
    usual = [edge for edge, count in left if count >= 0.15 * len(own)]
    rights = sorted(line.right for line in own)
    steps = sorted(b.top - a.top for page in pages for a, b in pairwise(page) if 0 < b.top - a.top < 4 * size)
    leading = steps[len(steps) // 2] if steps else 1.5 * size
    return replace(
        own[0],
        text="",
        left=float(min(usual, default=left[0][0])),
        right=rights[int(len(rights) * 0.9)],
        size=size,
        leading=leading,
    )
