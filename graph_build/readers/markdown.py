"""Markdown: the text stays as it is, signs included; headings, lists, bold lines and tables become hints and cells.

Only the block structure of CommonMark and the pipe tables of GFM are looked at, line by line, because offsets into the
unchanged text are needed, which parsers of the language do not give for the inside of a line.
"""

from __future__ import annotations

import re

from graph_build.model import Cell, CellTable, Hint, SourceText
from graph_build.readers.naming import slug_of
from graph_build.readers.plain import decode
from graph_build.readers.radicals import plain

SIGNS = re.compile(r"[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+(?=\S))+")
"""The signs that open a line and are no part of its words."""
_HEADING = re.compile(r"[ \t]{0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_BOLD = re.compile(r"[ \t]{0,3}(?:\*\*|__)(.+?)(?:\*\*|__)[ \t]*$")
_ITEM = re.compile(r"[ \t]{0,8}[-*+][ \t]+(\S.*)$")
_ROW = re.compile(r"[ \t]{0,3}\|.*\|[ \t]*$")
_RULE = re.compile(r"[ \t]{0,3}\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")


def read(data: bytes, name: str, encoding: str | None) -> SourceText:
    """Decode a Markdown file; see :func:`graph_build.readers.read`."""
    text, used = decode(data, name, encoding)
    hints: list[Hint] = []
    tables: list[CellTable] = []
    rows: list[tuple[int, str]] = []
    at = 0
    for line in [*text.splitlines(keepends=True), ""]:
        bare = line.rstrip("\r\n")
        if _ROW.match(bare) or (rows and _RULE.match(bare)):
            rows.append((at, bare))
        else:
            if len(rows) >= 2:
                tables.append(_table(rows))
            rows = []
            hints += _hints(bare, at)
        at += len(line)
    return SourceText(
        name=name,
        slug=slug_of(name),
        text=text,
        encoding=used,
        media_type="text/markdown",
        hints=tuple(hints),
        tables=tuple(tables),
    )


def _hints(line: str, at: int) -> list[Hint]:
    heading = _HEADING.match(line)
    if heading and heading.group(2):
        return [Hint(at + heading.start(2), at + heading.end(2), "heading", len(heading.group(1)))]
    bold = _BOLD.match(line)
    if bold:
        return [Hint(at + bold.start(), at + bold.end(), "bold")]
    item = _ITEM.match(line)
    return [Hint(at + item.start(1), at + item.end(1), "list-item")] if item else []


def _table(rows: list[tuple[int, str]]) -> CellTable:
    cells: list[Cell] = []
    number = 0
    for at, line in rows:
        if _RULE.match(line):
            continue
        for column, found in enumerate(re.finditer(r"(?<=\|)((?:[^|\\]|\\.)*)(?=\|)", line)):
            words = found.group(1)
            left = len(words) - len(words.lstrip())
            start = at + found.start(1) + left
            shown = words.strip()
            cells.append(Cell(start, start + len(shown), plain(shown), number, column))
        number += 1
    return CellTable(rows[0][0], rows[-1][0] + len(rows[-1][1]), tuple(cells))
