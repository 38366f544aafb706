"""The lines of a PDF page, from the places of its characters."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2

_SIGNS = frozenset("，。、；：？！“”‘’（）《》〈〉【】〔〕—…·")
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


@dataclass(slots=True)
class _Char:
    text: str
    left: float
    right: float
    top: float
    bottom: float


def lines_of(page: pypdfium2.PdfPage) -> list[PageLine]:
    """The lines of *page* from top to bottom, left to right.

    The order of the file is kept within a line and not relied on between lines: converters write page heads last.
    """
    height = page.get_height()
    textpage = page.get_textpage()
    try:
        rows: list[list[_Char]] = []
        for char in _chars(textpage, height):
            if rows and _same_row(rows[-1], char):
                rows[-1].append(char)
            else:
                rows.append([char])
        bold = _bold_test(textpage)
        lines = [_line(row, height, bold) for row in rows if any(char.text.strip() for char in row)]
    finally:
        textpage.close()
    return _merged(sorted(lines, key=lambda line: (round(line.middle / 3), line.left)))


def _chars(textpage: pypdfium2.PdfTextPage, height: float) -> Iterator[_Char]:
    from pypdfium2 import raw

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    count = textpage.count_chars()
    high = 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in {0, 0xFFFE, 0xFFFF} or (raw.FPDFText_IsGenerated(textpage, index) == 1 and code in {10, 13}):
            continue
        if 0xD800 <= code < 0xDC00:  # the first half of a pair: the second follows
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            if not high:
                continue
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
        if code in {10, 13}:
            continue
        if not raw.FPDFText_GetCharBox(textpage, index, left, right, bottom, top):
            continue
        char = "-" if code == 2 else chr(code)
        yield _Char(char, left.value, right.value, height - top.value, height - bottom.value)


def _same_row(row: list[_Char], char: _Char) -> bool:
    last = next((other for other in reversed(row) if other.text.strip()), row[-1])
    if not char.text.strip():
        return abs((char.top + char.bottom) / 2 - (last.top + last.bottom) / 2) < 12 and char.left >= last.left - 2
    overlap = min(last.bottom, char.bottom) - max(last.top, char.top)
    tall = max(2.0, min(last.bottom - last.top, char.bottom - char.top))
    near = overlap > 0 or abs(char.bottom - last.bottom) < 0.6 * max(
        last.bottom - last.top, char.bottom - char.top, 6.0
    )
    return near and (overlap > 0.3 * tall or char.text in "，。、；：,.;:一—-·…“”‘’") and char.left >= last.left - 3


def _bold_test(textpage: pypdfium2.PdfTextPage) -> bool:
    """Whether the page's faces can be told apart by name at all (kept simple: the reader relies on numbers first)."""
    return False


def _line(row: list[_Char], height: float, bold: bool) -> PageLine:
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
        bold,
        height,
    )


def _merged(lines: list[PageLine]) -> list[PageLine]:
    """Pieces of one line, parted by a tab or set by separate commands, put together."""
    out: list[PageLine] = []
    for line in lines:
        if (
            out
            and abs(out[-1].middle - line.middle) < 0.4 * max(out[-1].size, line.size)
            and line.left >= out[-1].right - 2
        ):
            before = out[-1]
            gap = line.left - before.right
            # Two columns (a contents list set in two) stay two lines; a page number after leaders does not.
            if gap > 6 * line.size and len(line.text) > 6 and len(before.text) > 6:
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
        else:
            out.append(line)
    return out


def _open_bracket(text: str) -> bool:
    return any(text.count(a) > text.count(b) for a, b in ("《》", "（）"))


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
    if line.left > body.left + 1.2 * em:
        # Indented: a first line. Centred lines of one title go on where both are centred alike.
        return not (
            before.left > body.left + 3 * em
            and abs((line.left + line.right) - (before.left + before.right)) < 3 * em
            and before.text[-1:] not in _STOPS
            and not first
        )
    return before.right < body.right - 1.8 * em
