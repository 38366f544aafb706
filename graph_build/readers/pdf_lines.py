"""The lines of a PDF page, from the places of its characters."""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from graph_build.readers.pdf_rules import Sheet
from graph_build.structure import marks

if TYPE_CHECKING:
    import pypdfium2

_SIGNS = frozenset("，。、；：？！“”‘’（）《》〈〉【】〔〕—…·")
_OPENING = frozenset({"part", "chapter", "section", "cn", "cn-paren", "num", "dec2", "dec3"})
"""Numbers that seldom stand in the middle of a paragraph, as （1）, ① and 一是 do."""
_STOPS = "。！？；：…”）)」』!?;:"


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line; lengths in points, ``top`` and ``bottom`` counted from the page's upper edge."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool
    page_height: float
    leading: float = 0.0

    @property
    def middle(self) -> float:
        """Height of the line's middle."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Char:
    """One character; lengths in points from the page's upper left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    bold: bool = False


def chars_of(page: pypdfium2.PdfPage, sheet: Sheet, limit: int) -> list[Char]:
    """The characters of *page* in the order of the file; of more than *limit* no more than one beyond it."""
    textpage = page.get_textpage()
    try:
        return list(islice(_chars(textpage, sheet), limit + 1))
    finally:
        textpage.close()


def rows_of(chars: Sequence[Char], height: float) -> list[list[PageLine]]:
    """The rows that *chars* make, from top to bottom, each with its pieces from left to right.

    The order of the file is kept within a line and not relied on between lines: converters write page heads last.

    :param height: height of the page, in points.
    """
    rows: list[list[Char]] = []
    for char in chars:
        if rows and _same_row(rows[-1], char):
            rows[-1].append(char)
        else:
            rows.append([char])
    pieces = _level([row for row in rows if any(char.text.strip() for char in row)])
    return [[_line(piece, height) for piece in row] for row in pieces]


def _chars(textpage: pypdfium2.PdfTextPage, sheet: Sheet) -> Iterator[Char]:
    from pypdfium2 import raw

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    count = textpage.count_chars()
    high = 0
    faces = _Faces(textpage)
    for index in range(count):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in {0, 10, 13, 0xFFFE, 0xFFFF}:
            continue
        if 0xD800 <= code < 0xDC00:  # the first half of a pair: the second follows
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            if not high:
                continue
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
        if not raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top):
            continue
        (x0, y0), (x1, y1) = sheet.place(left.value, bottom.value), sheet.place(right.value, top.value)
        yield Char(
            "-" if code == 2 else chr(code), min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1), faces.bold(index, code)
        )


_BOLD = re.compile(rb"bold|hei(?!ti-l)|\xe9\xbb\x91\xe4\xbd\x93|xbs|xiaobiaosong|black|heavy", re.IGNORECASE)


class _Faces:
    """Whether characters are set in a heading's face, by the names of their fonts."""

    def __init__(self, textpage: pypdfium2.PdfTextPage) -> None:
        self._page = textpage
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._last = False

    def bold(self, index: int, code: int) -> bool:
        """Whether the character at *index* is; asked of Han characters only, others are as the one before them."""
        from pypdfium2 import raw

        if 0x3400 <= code <= 0x9FFF:
            self._name.value = b""
            raw.FPDFText_GetFontInfo(self._page, index, self._name, 128, self._flags)
            self._last = bool(_BOLD.search(self._name.value))
        return self._last


def _same_row(row: list[Char], char: Char) -> bool:
    last = next((other for other in reversed(row) if other.text.strip()), row[-1])
    if not char.text.strip():
        return abs((char.top + char.bottom) / 2 - (last.top + last.bottom) / 2) < 12 and char.left >= last.left - 2
    overlap = min(last.bottom, char.bottom) - max(last.top, char.top)
    tall = max(2.0, min(last.bottom - last.top, char.bottom - char.top))
    near = overlap > 0 or abs(char.bottom - last.bottom) < 0.6 * max(
        last.bottom - last.top, char.bottom - char.top, 6.0
    )
    if char.left - last.right > 2.2 * max(last.bottom - last.top, char.bottom - char.top, 6.0):
        return False  # what stands so far apart is put together, if at all, by its place
    return near and (overlap > 0.3 * tall or char.text in "，。、；：,.;:一—-·…“”‘’") and char.left >= last.left - 3


def _level(rows: list[list[Char]]) -> list[list[list[Char]]]:
    """The pieces of each line of the page, from top to bottom, those of one line from left to right.

    A sign of another font may be drawn after the words around it: it goes to its place among them.
    """
    shown = [[char for char in row if char.text.strip()] for row in rows]
    # The tallest first: what is low (一, “, a comma) finds its line among them.
    bands = sorted(
        ((min(c.top for c in row), max(c.bottom for c in row), at) for at, row in enumerate(shown)),
        key=lambda band: (band[0] - band[1], band[2]),
    )
    middles: list[float] = []
    lines: list[tuple[float, float, list[int]]] = []
    for top, bottom, at in bands:
        middle = (top + bottom) / 2
        place = bisect_left(middles, middle)
        near = range(max(0, place - 2), min(len(lines), place + 2))
        best = max(near, key=lambda i: min(bottom, lines[i][1]) - max(top, lines[i][0]), default=None)
        if best is not None and min(bottom, lines[best][1]) - max(top, lines[best][0]) > 0.55 * (bottom - top):
            lines[best][2].append(at)
        else:
            middles.insert(place, middle)
            lines.insert(place, (top, bottom, [at]))
    out: list[list[list[Char]]] = []
    for _, _, members in lines:
        pieces: list[list[Char]] = []
        right = 0.0
        for at in sorted(members, key=lambda i: (shown[i][0].left, i)):
            if pieces and shown[at][0].left < right - 2:
                pieces[-1] = sorted([*pieces[-1], *shown[at]], key=lambda c: c.left)
            else:
                pieces.append(rows[at])
            right = max(right, max(c.right for c in shown[at]))
        out.append(pieces)
    return out


def _line(row: list[Char], height: float) -> PageLine:
    shown = [char for char in row if char.text.strip(" \u3000\xa0")] or row
    text = "".join(char.text for char in row).rstrip(" \u3000\xa0\t")
    tall = sorted(char.bottom - char.top for char in shown)
    wide = sorted(char.right - char.left for char in shown if char.text > "\u2e80")
    size = wide[len(wide) // 2] if wide else tall[-1]
    indent = len(text) - len(text.lstrip("\u3000"))
    left = shown[0].left if not indent else min(char.left for char in shown)
    return PageLine(
        text.strip(" \u3000\xa0\t"),
        left,
        max(char.right for char in shown),
        min(char.top for char in shown),
        max(char.bottom for char in shown),
        size,
        all(char.bold for char in shown if char.text > "\u2e80"),
        height,
    )


def lines_of(chars: Sequence[Char], height: float) -> list[PageLine]:
    """The lines that *chars* make, from top to bottom, left to right."""
    return [line for row in rows_of(chars, height) for line in merged(row)]


def merged(pieces: Sequence[PageLine]) -> list[PageLine]:
    """Pieces of one line, parted by a tab or set by separate commands, put together."""
    out: list[PageLine] = []
    for line in pieces:
        if not out:
            out.append(line)
            continue
        before = out[-1]
        gap = line.left - before.right
        # Two columns (a contents list set in two) stay two lines; a page number after leaders does not.
        entry = before.text[-1:].isdigit() and (mark := marks.read(line.text)) is not None and mark.scheme in _OPENING
        if (gap > 6 * line.size and len(line.text) > 6 and len(before.text) > 6) or (gap > line.size and entry):
            out.append(line)
            continue
        # Full-width signs are drawn in half their width: beside one a gap means nothing.
        sign = before.text[-1] in _SIGNS or line.text[0] in _SIGNS
        join = "" if gap < (1.6 if sign else 0.6) * line.size else "  "
        out[-1] = PageLine(
            before.text + join + line.text,
            before.left,
            line.right,
            min(before.top, line.top),
            max(before.bottom, line.bottom),
            before.size,
            before.bold and line.bold,
            line.page_height,
        )
    return out


def _open_bracket(text: str) -> bool:
    return any(text.rfind(a) > text.rfind(b) for a, b in ("《》", "（）"))


_WORD = re.compile(r"[A-Za-z0-9.,%/+-]+[，。、；：）”》]*")


def _stops_short(before: PageLine, line: PageLine, body: PageLine) -> bool:
    """Whether *before* leaves room that the first word of *line* would have filled."""
    word = _WORD.match(line.text)
    needed = 1.8 * body.size if word is None else max(1.8, 0.55 * len(word.group()) + 0.8) * body.size
    return before.right < body.right - needed


def _same_middle(before: PageLine, line: PageLine) -> bool:
    return abs((before.left + before.right) - (line.left + line.right)) < 2 * line.size


def opens_paragraph(before: PageLine, line: PageLine, body: PageLine, *, same_page: bool, first: bool) -> bool:
    """Whether *line* begins a paragraph after *before*.

    :param body: the typical line: margins, size and leading of the running text.
    :param first: whether *before* is the first line of its paragraph.
    """
    em = body.size
    if _open_bracket(before.text) and (not same_page or line.top - before.top < 2.2 * max(body.leading, before.size)):
        return False
    if (
        min(line.size, before.size) > 1.12 * em
        and abs(line.size - before.size) < 0.08 * em
        and same_page
        and before.text[-1] not in _STOPS
    ):
        # Two lines of a title set larger than the text.
        return line.top - before.top > 2.2 * line.size
    if abs(line.size - before.size) > 0.12 * em:
        return True
    if same_page and line.top - before.top > 1.75 * body.leading:
        return True
    if before.text[-1] == "。" and (mark := marks.read(line.text)) is not None and mark.scheme in _OPENING:
        return True
    middle = _same_middle(before, line)
    if first and before.left > line.left + 3.2 * em and (not middle or line.right > body.right - 1.8 * em):
        # No paragraph is indented so far: a title in the middle, above text that does not share its middle.
        return True
    if line.left > body.left + 1.2 * em:
        # Indented: a first line, unless it is the rest of a title in the middle that filled most of a line.
        wide = before.right - before.left > 0.7 * (body.right - body.left)
        rest = middle and wide and line.right - line.left < before.right - before.left
        return not (rest and before.text[-1] not in _STOPS and marks.read(line.text) is None)
    return _stops_short(before, line, body)
