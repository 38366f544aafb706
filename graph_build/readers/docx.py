"""Word files: paragraphs with their automatic numbers, headings by style, tables with merged cells, text boxes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from graph_build.errors import FormatBroken, SourceTooLarge
from graph_build.model import SourceText
from graph_build.readers import docx_notes as notes
from graph_build.readers.canvas import Canvas, CellSource
from graph_build.readers.framing import is_box
from graph_build.readers.naming import slug_of
from graph_build.readers.numbering import Numbering

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MAX_XML = 80 * 2**20
"""Largest XML part that is unpacked. A plan of 300 pages has 5 MB."""


def read(data: bytes, name: str, encoding: str | None) -> SourceText:
    """Read a Word file; see :func:`graph_build.readers.read`."""
    _check(data, name)
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml import etree

    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise FormatBroken(name=name, format="Word", reason=str(error)) from None
    canvas = Canvas()
    writer = _Writer(canvas, document)
    writer.body(document.element.body)
    notes.write(canvas, document, words)
    comments = notes.comments(document)
    told = f"{name}: {comments} reviewers' comments were left out; they are no part of the document"
    return SourceText(
        name=name,
        slug=slug_of(name),
        text=canvas.text(),
        encoding="utf-8",
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        origins=tuple(canvas.origins),
        hints=tuple(canvas.hints),
        tables=tuple(canvas.tables),
        warnings=(told,) if comments else (),
        title=(document.core_properties.title or "").strip() or None,
    )


def _check(data: bytes, name: str) -> None:
    """Look at the package before anything is unpacked: a bomb says its size in the directory or lies about it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            if "word/document.xml" not in {entry.filename for entry in entries}:
                raise FormatBroken(name=name, format="Word", reason="no word/document.xml in it")
            total = sum(entry.file_size for entry in entries)
            if total > 4 * MAX_XML or len(entries) > 20_000:
                raise SourceTooLarge(name=name, what="the unpacked file", limit=f"{4 * MAX_XML // 2**20} MB")
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    if entry.file_size > MAX_XML:
                        raise SourceTooLarge(name=name, what=entry.filename, limit=f"{MAX_XML // 2**20} MB")
                    with package.open(entry) as part:
                        # No entity needs declaring in a Word file: a document type is an attack or no Word file.
                        if b"<!DOCTYPE" in part.read(4096):
                            raise FormatBroken(name=name, format="Word", reason=f"{entry.filename} declares entities")
    except zipfile.BadZipFile as error:
        raise FormatBroken(name=name, format="Word", reason=str(error)) from None
    except (RuntimeError, NotImplementedError) as error:  # encrypted, or an unknown compression
        raise FormatBroken(name=name, format="Word", reason=str(error)) from None


class _Writer:
    """Writes the body's blocks to the canvas."""

    def __init__(self, canvas: Canvas, document: Document) -> None:
        self._canvas = canvas
        self._numbering = Numbering.of(document)
        self._styles = _heading_styles(document)
        self._count = 0

    def body(self, parent: Element) -> None:
        """Write every paragraph and table under *parent*, in order."""
        for element in _blocks(parent):
            if element.tag == f"{_W}p":
                self._paragraph(element)
            else:
                self._table(element)

    def _paragraph(self, paragraph: Element) -> None:
        self._count += 1
        label = str(self._count)
        style = _value(paragraph.find(f"{_W}pPr/{_W}pStyle"))
        number = self._numbering.next(paragraph, style)
        text = words(paragraph)
        level = _outline_level(paragraph) or self._styles.get(style or "")
        said = text.strip("\n")
        if said.strip():
            # A break inside a paragraph (shift-enter) parts lines that the reader sees as separate.
            for line in said.split("\n"):
                if not line.strip():
                    continue
                shown = (
                    line
                    if not number
                    or re.match(r"\s*(?:第[一二三四五六七八九十]+|[（(]?[\d一二三四五六七八九十]+[)）、.．])", line)
                    else number + line.lstrip()
                )
                number = ""
                span = self._canvas.paragraph(shown, "paragraph", label)
                if level:
                    self._canvas.hint(span, "heading", level)
                elif _is_bold(paragraph):
                    self._canvas.hint(span, "bold")
        for box in _boxes(paragraph):
            start = self._canvas.size
            self.body(box)
            if self._canvas.size > start:
                self._canvas.hint((start, self._canvas.size - 1), "box")

    def _table(self, table: Element) -> None:
        cells = list(_grid(table))
        if not cells:
            return
        self._count += 1
        if is_box(cells):
            start = self._canvas.size
            for cell in cells:
                for line in cell.text.split("\n"):
                    if line.strip():
                        self._canvas.paragraph(line.strip(), "paragraph", str(self._count))
            if self._canvas.size > start:
                self._canvas.hint((start, self._canvas.size - 1), "box")
            return
        if any(cell.text.strip() for cell in cells):
            self._canvas.table(cells, str(self._count))


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables under *parent*, through content controls and insertions."""
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if element.tag in {f"{_W}p", f"{_W}tbl"}:
            yield element
        elif element.tag in {
            f"{_W}sdt",
            f"{_W}sdtContent",
            f"{_W}ins",
            f"{_W}smartTag",
            f"{_W}customXml",
            f"{_W}moveTo",
        }:
            stack.extend(reversed(element))


def words(paragraph: Element) -> str:
    """A paragraph's words: without deletions, field codes, and the text boxes anchored in it."""
    parts: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag in {
            f"{_W}del",
            f"{_W}moveFrom",
            f"{_W}instrText",
            f"{_W}delText",
            f"{_W}drawing",
            f"{_W}pict",
            f"{_W}object",
            f"{_MC}AlternateContent",
            f"{_W}pPr",
            f"{_W}rPr",
            f"{_W}footnoteReference",
            f"{_W}endnoteReference",
        }:
            continue
        if tag == f"{_W}t":
            parts.append(element.text or "")
        elif tag == f"{_W}tab":
            parts.append("\t")
        elif tag in {f"{_W}br", f"{_W}cr"}:
            if element.get(f"{_W}type") not in {"page", "column"}:
                parts.append("\n")
        elif tag == f"{_W}noBreakHyphen":
            parts.append("-")
        else:
            stack.extend(reversed(element))
    return "".join(parts)


def _boxes(paragraph: Element) -> Iterator[Element]:
    """The text boxes anchored in a paragraph; of a choice and its fallback, which say the same, the choice."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag == f"{_W}txbxContent":
            yield element
        elif element.tag == f"{_MC}AlternateContent":
            choice = element.find(f"{_MC}Choice")
            stack.extend(reversed(choice if choice is not None else element))
        elif element.tag != f"{_W}tbl":
            stack.extend(reversed(element))


def _grid(table: Element) -> Iterator[CellSource]:
    """The cells with their places; a vertical merge is one cell."""
    merged: dict[int, tuple[int, int, int, str]] = {}
    out: list[CellSource] = []
    for row_at, row in enumerate(table.iterchildren(f"{_W}tr")):
        before = row.find(f"{_W}trPr/{_W}gridBefore")
        column = min(int(_value(before) or 0), 100) if before is not None else 0
        for cell in _cells(row):
            span = _value(cell.find(f"{_W}tcPr/{_W}gridSpan"))
            width = min(int(span), 100) if span and span.isdigit() else 1
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merge is not None and merge.get(f"{_W}val") != "restart" and column in merged:
                top, index, _, _ = merged[column]
                old = out[index]
                out[index] = CellSource(old.text, old.row, old.column, row_at - top + 1, old.col_span)
            else:
                text = "\n".join(part for inner in _blocks(cell) if (part := _block_text(inner)))
                out.append(CellSource(text, row_at, column, 1, width))
                if merge is not None:
                    merged[column] = (row_at, len(out) - 1, width, text)
                else:
                    merged.pop(column, None)
            column += width
    yield from out


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}customXml"}:
            yield from child.iter(f"{_W}tc")


def _block_text(element: Element) -> str:
    """A paragraph of a cell, or a table within it as lines."""
    if element.tag == f"{_W}p":
        return words(element).strip()
    return "\n".join(text for paragraph in element.iter(f"{_W}p") if (text := words(paragraph).strip()))


def _value(element: Element | None) -> str | None:
    return None if element is None else element.get(f"{_W}val")


def _outline_level(paragraph: Element) -> int | None:
    level = _value(paragraph.find(f"{_W}pPr/{_W}outlineLvl"))
    return int(level) + 1 if level and level.isdigit() and int(level) < 9 else None


def _is_bold(paragraph: Element) -> bool:
    """Whether every run with words in it is bold or set in a heading's face."""
    runs = [
        run
        for run in paragraph.iterchildren(f"{_W}r")
        if "".join(t.text or "" for t in run.iterchildren(f"{_W}t")).strip()
    ]
    return bool(runs) and all(_strong(run) for run in runs)


def _strong(run: Element) -> bool:
    bold = run.find(f"{_W}rPr/{_W}b")
    if bold is not None and bold.get(f"{_W}val") not in {"0", "false", "none"}:
        return True
    fonts = run.find(f"{_W}rPr/{_W}rFonts")
    face = (fonts.get(f"{_W}eastAsia") or "") if fonts is not None else ""
    return face.startswith(("黑体", "方正黑体", "方正小标宋", "SimHei"))


def _heading_styles(document: Document) -> dict[str, int]:
    """Style ids that make headings, with their levels, whatever language Word spoke when it named them."""
    levels: dict[str, int] = {}
    parents: dict[str, str] = {}
    for style in document.styles.element.iterchildren(f"{_W}style"):
        key = style.get(f"{_W}styleId") or ""
        label = _value(style.find(f"{_W}name")) or ""
        level = _value(style.find(f"{_W}pPr/{_W}outlineLvl"))
        named = re.fullmatch(r"(?:heading|标题)\s*(\d)", label, re.IGNORECASE)
        if level and level.isdigit() and int(level) < 9:
            levels[key] = int(level) + 1
        elif named:
            levels[key] = int(named.group(1))
        parent = _value(style.find(f"{_W}basedOn"))
        if parent:
            parents[key] = parent
    for key in parents:
        seen, at = {key}, key
        while at not in levels and at in parents and parents[at] not in seen:
            at = parents[at]
            seen.add(at)
        if at in levels:
            levels.setdefault(key, levels[at])
    return levels
