"""PDF files with a text layer: lines in reading order, paragraphs joined, page furniture gone, tables with their cells.

Characters and drawn rules come from PDFium. Where a line stands on its page tells what it is: an indented line opens a
paragraph, a line that stops short of the right margin ends one, a line that comes back at the edge of page after page
is a running head. Pages are read one at a time; of each only its lines and the cells of its grids are kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from graph_build.errors import FormatBroken, ScannedPdf, SourceTooLarge
from graph_build.model import Origin, SourceText
from graph_build.readers import pdf_streams
from graph_build.readers.canvas import Canvas
from graph_build.readers.framing import is_box
from graph_build.readers.naming import slug_of
from graph_build.readers.pdf_columns import in_reading_order
from graph_build.readers.pdf_lines import PageLine, chars_of, merged, opens_paragraph, rows_of
from graph_build.readers.pdf_rules import Sheet, rules_of
from graph_build.readers.pdf_tables import EDGE, PageTable, chosen, outside, tables_on

if TYPE_CHECKING:
    import pypdfium2

MAX_PAGES = 3000
MAX_PAGE_CHARS, MAX_CHARS = 60_000, 8_000_000
"""Characters of a page and of a file that are read: a printed page has about 700."""
_NUMBER = re.compile(
    r"[-—–－·\s]+|[-—–－·\s]*(?:第\s*)?(?:\d{1,4}|[IVXLCivxlc]{1,6})(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–－·\s]*"
)


def read(data: bytes, name: str, encoding: str | None) -> SourceText:
    """Read a PDF; see :func:`graph_build.readers.read`."""
    import pypdfium2

    if (over := pdf_streams.too_large(data)) is not None:
        raise SourceTooLarge(name=name, what="a packed stream, once unpacked,", limit=f"{over // 2**20} MB")
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        raise FormatBroken(name=name, format="PDF", reason=str(error)) from None
    if count > MAX_PAGES:
        raise SourceTooLarge(name=name, what="the number of pages", limit=str(MAX_PAGES))
    title = (document.get_metadata_dict().get("Title") or "").strip() or None
    pages: list[list[PageLine]] = []
    grids: list[list[PageTable]] = []
    size = 0
    try:
        for number in range(count):
            lines, tables, chars = _page(document, number)
            size += chars
            if chars > MAX_PAGE_CHARS or size > MAX_CHARS:
                limit = MAX_PAGE_CHARS if chars > MAX_PAGE_CHARS else MAX_CHARS
                raise SourceTooLarge(name=name, what=f"the text up to page {number + 1}", limit=f"{limit} characters")
            pages.append(lines)
            grids.append(tables)
    except pypdfium2.PdfiumError as error:
        raise FormatBroken(name=name, format="PDF", reason=str(error)) from None
    finally:
        document.close()
    if sum(len(line.text) for page in pages for line in page) < 20 * max(1, count):
        raise ScannedPdf(name=name, pages=count)
    plain = _without_furniture(pages)
    found = chosen(grids, plain)
    pages = [outside(page, _areas(found, grids, number)) for number, page in enumerate(plain)]
    canvas = Canvas()
    spans = _Writer(canvas, pages).write(found)
    return SourceText(
        name=name,
        slug=slug_of(name),
        text=canvas.text(),
        media_type="application/pdf",
        encoding="utf-8",
        origins=tuple(Origin(start, end, "page", str(number + 1)) for number, start, end in spans),
        hints=tuple(canvas.hints),
        tables=tuple(canvas.tables),
        title=title,
    )


def _page(document: pypdfium2.PdfDocument, number: int) -> tuple[list[PageLine], list[PageTable], int]:
    """The lines of a page from top to bottom, the grids drawn on it, and the number of its characters."""
    from pypdfium2 import raw

    page = document[number]
    try:
        sheet = Sheet.of(page)
        chars = chars_of(page, sheet, MAX_PAGE_CHARS)
        if len(chars) > MAX_PAGE_CHARS:
            return [], [], len(chars)
        drawn = sum(1 for _ in islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4), 3))
        rules = rules_of(page, sheet) if drawn else []
    finally:
        page.close()
    height = sheet.shown_height
    lines = [line for row in in_reading_order(rows_of(chars, height)) for line in merged(row)]
    return lines, tables_on(chars, rules, number, height), len(chars)


def _areas(
    found: dict[int, tuple[PageTable, ...]], grids: Sequence[Sequence[PageTable]], number: int
) -> list[tuple[float, float, float, float]]:
    """Left, right, top and bottom of the tables on a page, parts of tables from earlier pages included."""
    own = [table for tables in found.values() for table in tables if table.page <= number <= table.last]
    return [
        (grid.xs[0], grid.xs[-1], grid.top, grid.bottom)
        for grid in grids[number]
        if any(
            (table.page < number and grid is grids[number][0])
            or (table.page == number and abs(table.top - grid.top) < 0.01 and abs(table.xs[0] - grid.xs[0]) < 1)
            for table in own
        )
    ]


def _without_furniture(pages: Sequence[Sequence[PageLine]]) -> list[list[PageLine]]:
    """The pages without page numbers and running heads."""

    def plain(line: PageLine) -> str:
        return re.sub(r"\d+", "#", re.sub(r"\s", "", line.text))

    edge = [
        [line for line in page if line.top < EDGE * line.page_height or line.bottom > (1 - EDGE) * line.page_height]
        for page in pages
    ]
    times = Counter(text for page in edge for text in {plain(line) for line in page})
    often = max(2 if len(pages) <= 6 else 3, len(pages) // 4)
    drop = {text for text, count in times.items() if count >= often}
    return [
        [line for line in page if not (line in lines and (plain(line) in drop or _NUMBER.fullmatch(line.text)))]
        for page, lines in zip(pages, edge, strict=True)
    ]


class _Writer:
    """Puts paragraphs, tables and boxes on the canvas, in order."""

    def __init__(self, canvas: Canvas, pages: Sequence[Sequence[PageLine]]) -> None:
        self._canvas = canvas
        self._pages = pages
        self._spans: list[tuple[int, int, int]] = []

    def write(self, tables: dict[int, tuple[PageTable, ...]]) -> list[tuple[int, int, int]]:
        """Write all; return for each stretch of text the page that it stands on: (page, start, end)."""
        pages = [page for page in self._pages if page] or [[line] for _, line in _framed_lines(tables)]
        if not pages:
            return []
        body = _body(pages)
        group: list[tuple[int, PageLine]] = []
        for number, page in enumerate(self._pages):
            pending = list(tables.get(number, ()))
            for line in page:
                while pending and pending[0].top < line.middle:
                    self._flush(group)
                    self._table(pending.pop(0))
                self._add(group, number, line, body)
            for table in pending:
                self._flush(group)
                self._table(table)
        self._flush(group)
        self._canvas.origins.clear()
        return self._spans

    def _add(self, group: list[tuple[int, PageLine]], number: int, line: PageLine, body: PageLine) -> None:
        if group and opens_paragraph(group[-1][1], line, body, same_page=group[-1][0] == number, first=len(group) == 1):
            self._flush(group)
        group.append((number, line))

    def _flush(self, group: list[tuple[int, PageLine]]) -> None:
        """Write the lines of a paragraph."""
        if not group:
            return
        text, at = "", self._canvas.size
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
        span = self._canvas.paragraph(text, "page", str(group[0][0] + 1))
        for (number, start), (_, stop) in zip(marks, [*marks[1:], (0, span[1])], strict=True):
            self._spans.append((number, start, stop))
        if all(line.bold for _, line in group) and len(text) < 80:
            self._canvas.hint(span, "bold")
        group.clear()

    def _table(self, table: PageTable) -> None:
        start = self._canvas.size
        cells = table.sources()
        if not is_box(cells):
            self._canvas.table(cells, str(table.page + 1))
            self._spans.append((table.page, start, self._canvas.size - 1))
            return
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
            page = next((page for row, page in reversed(table.breaks) if row <= cell.row), table.page)
            if cell.lines:
                own = _body([cell.lines])
                group: list[tuple[int, PageLine]] = []
                for line in cell.lines:
                    self._add(group, page, line, own)
                self._flush(group)
        self._canvas.hint((start, self._canvas.size - 1), "box")


def _framed_lines(tables: dict[int, tuple[PageTable, ...]]) -> list[tuple[int, PageLine]]:
    return [line for found in tables.values() for table in found for line in table.lines()]


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
