"""PDF files with a text layer: lines in reading order, paragraphs joined, page furniture gone, tables with their cells.

Words come from PDFium (quick, and right about fonts); the cells of ruled tables from pdfplumber, asked only for pages
that have rules. Where a line stands on its page tells what it is: an indented line opens a paragraph, a line that
stops short of the right margin ends one, a line that comes back at the edge of page after page is a running head.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph_build.errors import FormatBroken, ScannedPdf, SourceTooLarge
from graph_build.model import Origin, SourceText
from graph_build.readers.canvas import Canvas, CellSource
from graph_build.readers.naming import slug_of
from graph_build.readers.pdf_lines import PageLine, lines_of, opens_paragraph

if TYPE_CHECKING:
    import pypdfium2

MAX_PAGES = 3000
_NUMBER = re.compile(r"[-—–－·\s]+|[-—–－·\s]*(?:第\s*)?(?:\d{1,4}|[IVXLCivxlc]{1,6})(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–－·\s]*")
_EDGE = 0.09
"""Share of the page's height, above and below, where page furniture stands."""


@dataclass(frozen=True, slots=True)
class PageTable:
    """A ruled table on one page."""

    top: float
    bottom: float
    left: float
    right: float
    rows: tuple[tuple[str | None, ...], ...]


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
        name=name, slug=slug_of(name), text=canvas.text(), media_type="application/pdf", encoding="utf-8",
        origins=origins, hints=tuple(canvas.hints), tables=tuple(canvas.tables), title=title,
    )


def _page(document: pypdfium2.PdfDocument, number: int) -> tuple[list[PageLine], bool]:
    """The lines of a page from top to bottom, and whether it has rules enough for a table."""
    from pypdfium2 import raw

    page = document[number]
    try:
        lines = lines_of(page)
        rules = 0
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
            rules += 1
            if rules >= 3:
                break
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
                rows = tuple(tuple(None if cell is None else re.sub(r"[ \t]+", " ", cell).strip() for cell in row) for row in table.extract())
                left, top, right, bottom = table.bbox
                if _is_table(rows):
                    made.append(PageTable(float(top), float(bottom), float(left), float(right), rows))
            # Of frames within frames the innermost are the tables.
            made = [table for table in made if not any(_holds(table, other) for other in made if other is not table)]
            if made:
                found[number] = tuple(sorted(made, key=lambda table: table.top))
            page.close()
    return found


def _is_table(rows: Sequence[Sequence[str | None]]) -> bool:
    """Whether framed words are a table or a titled box, and not a page's own frame or a shaded title."""
    filled = [cell for row in rows for cell in row if cell]
    if not filled:
        return False
    titled = filled[0].lstrip().startswith("专栏")
    if len(filled) <= 2 or max(map(len, filled)) > 1500:
        return titled and len(rows) < 60
    # A row that is one long text is a page's frame around its paragraphs.
    framed = any(len(cell or "") > 200 and sum(bool(other) for other in row) == 1 for row in rows for cell in row)
    return len(rows) >= 2 and len(filled) >= 4 and (titled or not framed)


def _holds(outer: PageTable, inner: PageTable) -> bool:
    return outer.top <= inner.top + 1 and outer.bottom >= inner.bottom - 1 and outer.left <= inner.left + 1 and outer.right >= inner.right - 1


def _outside(page: list[PageLine], tables: Sequence[PageTable]) -> list[PageLine]:
    """The lines that stand in no table."""
    return [
        line for line in page
        if not any(table.top - 1 <= line.middle <= table.bottom + 1 and table.left - 2 <= line.left and line.right <= table.right + 12 for table in tables)
    ]


def _without_furniture(pages: list[list[PageLine]]) -> list[list[PageLine]]:
    """The pages without page numbers and running heads."""
    def plain(line: PageLine) -> str:
        return re.sub(r"\d+", "#", re.sub(r"\s", "", line.text))

    edge = [[line for line in page if line.top < _EDGE * line.page_height or line.bottom > (1 - _EDGE) * line.page_height] for page in pages]
    times = Counter(text for page in edge for text in {plain(line) for line in page})
    often = max(2 if len(pages) <= 6 else 3, len(pages) // 4)
    drop = {text for text, count in times.items() if count >= often}
    return [
        [line for line in page if not (line in lines and (plain(line) in drop or _NUMBER.fullmatch(line.text)))]
        for page, lines in zip(pages, edge, strict=True)
    ]


def _write(canvas: Canvas, pages: Sequence[Sequence[PageLine]], tables: dict[int, tuple[PageTable, ...]]) -> list[tuple[int, int, int]]:
    """Put paragraphs and tables on the canvas; return for each page the span of what stands on it."""
    body = _body(pages)
    spans: list[tuple[int, int, int]] = []
    group: list[tuple[int, PageLine]] = []
    grids: list[tuple[int, list[CellSource], int]] = []

    def flush() -> None:
        if not group:
            return
        text, at = "", canvas.size
        marks: list[tuple[int, int]] = []
        for number, line in group:
            if text and text[-1].isascii() and text[-1].isalnum() and line.text[:1].isascii() and line.text[:1].isalpha():
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
        for number, cells, _ in grids:
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
            if group and opens_paragraph(group[-1][1], line, body, same_page=group[-1][0] == number, first=len(group) == 1):
                flush()
            group.append((number, line))
        for table in pending:
            flush()
            _take(grids, number, table, flush_grid)
    flush()
    flush_grid()
    canvas.origins.clear()
    return spans


def _take(grids: list[tuple[int, list[CellSource], int]], number: int, table: PageTable, flush: object) -> None:
    """Add a page's table, as the next part of the table before it where it goes on over the page's end."""
    rows = table.rows
    columns = len(rows[0])
    cells = _cells(rows)
    if not cells:
        return
    if grids and grids[-1][2] == columns and columns > 1 and number == grids[-1][0] + 1:
        first, before, _ = grids[-1]
        head = [cell.text for cell in before if cell.row == 0]
        again = [cell.text for cell in cells if cell.row == 0] == head
        offset = max(cell.row + cell.row_span for cell in before) - (1 if again else 0)
        grids[-1] = (first, before + [replace(cell, row=cell.row + offset) for cell in cells if not (again and cell.row == 0)], columns)
        return
    assert callable(flush)
    flush()
    grids.append((number, cells, columns))


def _cells(rows: Sequence[Sequence[str | None]]) -> list[CellSource]:
    """Cells from pdfplumber's grid, where ``None`` is covered by a merged cell to the left or above."""
    out: list[CellSource] = []
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            if text is None:
                continue
            wide = 1
            while column + wide < len(row) and row[column + wide] is None and (at == 0 or rows[at - 1][column + wide] is not None or True):
                wide += 1
            out.append(CellSource(text.replace("\n", " ") if _latin(text) else text.replace("\n", ""), at, column, 1, wide))
    return out


def _latin(text: str) -> bool:
    """Whether lines of a cell part words: 2020 / 2025 are two figures, 城市 / 内涝 one word."""
    lines = text.split("\n")
    return any(a[-1:].isascii() and b[:1].isascii() for a, b in zip(lines, lines[1:], strict=False) if a and b)


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a boxed text whose lines were wrapped."""
    out: list[str] = []
    for line in text.split("\n"):
        if out and not re.search(r"[。：:；]$", out[-1]) and len(out[-1]) > 18 and not re.match(r"\s*(?:\d+[.．、]|[（(]|[●•■◆])", line):
            out[-1] += line.strip()
        elif line.strip():
            out.append(line.strip())
    return out


def _body(pages: Sequence[Sequence[PageLine]]) -> PageLine:
    """The typical line: margins and size of the running text."""
    lines = [line for page in pages for line in page if len(line.text) >= 10] or [line for page in pages for line in page]
    size = Counter(round(line.size, 1) for line in lines).most_common(1)[0][0]
    own = [line for line in lines if abs(line.size - size) < 0.6] or lines
    left = Counter(round(line.left) for line in own).most_common()
    # The margin is the smallest common left edge: indented first lines are fewer or stand to its right.
    usual = [edge for edge, count in left if count >= 0.15 * len(own)]
    rights = sorted(line.right for line in own)
    steps = sorted(b.top - a.top for page in pages for a, b in zip(page, page[1:], strict=False) if 0 < b.top - a.top < 4 * size)
    leading = steps[len(steps) // 2] if steps else 1.5 * size
    return replace(own[0], text="", left=float(min(usual, default=left[0][0])), right=rights[int(len(rights) * 0.9)], size=size, leading=leading)
