"""Physical lines of the canonical text, with what surrounds them."""

from __future__ import annotations

import re
from dataclasses import dataclass

INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad"
"""Characters that take no room: byte order marks inside the text, direction marks, soft hyphens."""
SPACES = " \t\u3000\xa0\u2002\u2003\u2009\u202f" + "".join(map(chr, range(0x1C, 0x20)))
_TRIM = SPACES + INVISIBLE
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line with something on it; ``start`` and ``end`` leave out the space around ``text``."""

    start: int
    end: int
    text: str
    blank_before: int
    """Number of empty lines between the line before and this one."""
    indent: int
    """Width of the space at the line's start, in half-width columns."""
    spaced_end: bool
    """Whether space follows the text on its line: some PDF converters mark paragraph ends so."""
    page_before: bool
    """Whether a form feed stands between the line before and this one."""


def split(text: str, *, without: re.Pattern[str] | None = None) -> list[Line]:
    """The lines of *text* that hold something, in order.

    :param without: signs that open lines and are no part of them.

    >>> [line.text for line in split("一、\\n\\n 二、 ")]
    ['一、', '二、']
    """
    lines: list[Line] = []
    blank, page, at = 0, False, 0
    for found in [*_BREAK.finditer(text), None]:
        stop = len(text) if found is None else found.start()
        raw = text[at:stop]
        if without is not None and (sign := without.match(raw)):
            at += sign.end()
            raw = raw[sign.end() :]
        left = raw.lstrip(_TRIM)
        if left:
            shown = left.rstrip(_TRIM)
            start = stop - len(left)
            indent = sum(1 + (c == "\u3000") + 3 * (c == "\t") for c in raw[: len(raw) - len(left)])
            lines.append(Line(start, start + len(shown), shown, blank, indent, len(shown) < len(left), page))
            blank, page = 0, False
        elif found is not None:
            blank += 1
        if found is None:
            break
        page = page or found.group() == "\x0c"
        at = found.end()
    return lines


def width(text: str) -> int:
    """Width of *text* in half-width columns: Han characters and full-width signs count two."""
    return sum(1 + (c > "\u2e7f" or c in "“”‘’—…·") for c in text)
