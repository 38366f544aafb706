"""Hard-wrapped lines become paragraphs again; the text is not touched, only read across its layout breaks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from graph_build.structure import marks
from graph_build.structure.contents import squeeze
from graph_build.structure.front import TITLE
from graph_build.structure.lines import INVISIBLE, Line, width

_STOPS = "。！？；：!?;:…”’」』"
_RUNNING = frozenset({"is", "dash", "bullet", "note", "ref"})
"""Marks that open running text and no title."""
_TITLES = frozenset({"part", "chapter", "section", "cn", "cn-paren", "box", "annex", "table", "figure", "named"})
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3001-\u301f“”‘’—…·"
_GAP = r"[ \t\xa0\u3000\u2002-\u200a]+"
_DROP = re.compile(rf"[{INVISIBLE}]+|(?<=[{_CJK}]){_GAP}(?=[!-~{_CJK}])|(?<=[!-~]){_GAP}(?=[{_CJK}])")
_SPACED_DIGITS = re.compile(r"(?<=[\d.])[ \t]+(?=[\d.%‰])|(?<=\d)[ \t]+(?=%)")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)`|`(?!\w)|\\(?=[-*_#.()\[\]])")
_HAN = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or a cell: one or more lines that are read as one."""

    start: int
    end: int
    text: str
    """Reading text."""
    offsets: tuple[int, ...] | None
    lines: int
    first: int
    """Index of its first line."""
    cuts: tuple[int, ...] = ()
    """Where in ``text`` its second and later lines begin."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is laid out."""

    wrapped: bool
    measure: int
    """Width of a full line in half-width columns; 0 where lines are not wrapped."""
    marked_ends: bool
    """Whether trailing space marks the ends of paragraphs."""
    spaced_digits: bool
    """Whether digits are set apart: ``2 0 0 5年``."""
    indented: bool = False
    """Whether paragraphs open with an indented line."""
    markdown: bool = False
    """Whether ``**`` and its like are signs of Markdown."""


def layout(lines: Sequence[Line]) -> Layout:
    """Look at all lines and tell how the text was wrapped."""
    long = [(width(line.text), line) for line in lines if len(line.text) >= 12]
    sample = "".join(line.text for line in lines[:400])
    spaced = len(re.findall(r"\d \d", sample)) > max(8, len(sample) // 2000)
    if len(long) < 20:
        return Layout(False, 0, False, spaced)
    # Full lines of wrapped text differ by a character or two; paragraphs on single lines have no common width.
    common = Counter(w // 4 for w, _ in long)
    mode = max(common, key=lambda band: (common[band] + common[band + 1], band)) * 4
    widths = sorted(w for w, _ in long if mode - 4 <= w <= mode + 10)
    measure = widths[int(len(widths) * 0.85)]
    full = [line for w, line in long if mode - 4 <= w <= mode + 10]
    wider = sum(w > mode + 12 for w, _ in long)
    open_ends = sum(line.text[-1] not in _STOPS + "）)》" for line in full)
    wrapped = (
        24 <= measure <= 160
        and len(full) >= 0.4 * len(long)
        and wider <= 0.08 * len(long)
        and open_ends >= 0.5 * len(full)
    )
    ended = [line for line in lines if line.spaced_end]
    stopped = sum(line.text[-1] in _STOPS + "）)》" or width(line.text) < 0.7 * measure for line in ended)
    marked = wrapped and len(ended) >= 10 and len(ended) < 0.6 * len(lines) and stopped >= 0.85 * len(ended)
    shifted = sum(line.indent >= 2 for line in full)
    indented = wrapped and 0.04 * len(full) <= shifted <= 0.7 * len(full)
    return Layout(wrapped, measure if wrapped else 0, marked, spaced, indented)


def join(
    lines: Sequence[Line],
    text: str,
    how: Layout,
    taken: frozenset[int] = frozenset(),
    titles: frozenset[str] = frozenset(),
    headed: frozenset[int] = frozenset(),
) -> list[Block]:
    """The blocks of *lines*.

    :param taken: indices of lines that stay alone (tables' cells).
    :param titles: what the contents list says: two lines that make one of its titles are one.
    :param headed: in Markdown, indices of lines that are headings; others go on until a sentence ends.
    """
    blocks: list[Block] = []
    group: list[int] = []

    def close() -> None:
        if group:
            blocks.append(_block([lines[i] for i in group], text, how, group[0]))
            group.clear()

    for at, line in enumerate(lines):
        if group:
            last = group[-1]
            apart = at in taken or last in taken
            if apart or not (
                _makes_title(lines, group, line, titles)
                or _continues(lines[last], line, how, len(group), lines[group[0]])
                or (how.markdown and at not in headed and last not in headed and _unfinished(lines[last], line))
                or (at in headed and last in headed and len(group) == 1 and _completes(lines[last].text, line.text))
            ):
                close()
        group.append(at)
    close()
    return blocks


def _continues(before: Line, line: Line, how: Layout, so_far: int, head: Line) -> bool:
    """Whether *line* goes on with the paragraph that *before* belongs to."""
    if before.text in {"（", "(", "《", "“", "第"}:
        return True  # a page's markup broke the line after the bracket
    first = line.text[0]
    if first in "，、。；：）)》”,;!?！？":
        return first not in ")" or "(" in before.text
    mark = marks.read(line.text)
    if (
        mark is not None
        and mark.scheme not in {"is", "dash"}
        and not (
            mark.scheme in {"figure", "table", "annex", "box", "note"}
            and before.text[-1] not in _STOPS
            and len(before.text) > 20
        )
    ):
        return False
    if (
        not how.wrapped
        and not _stops(before.text)
        and (
            before.text[-1] == "的"
            or line.text.startswith(("是：", "是:"))
            or (mark is None and _open_quote(before.text) and not line.text.startswith("“"))
            or (mark is None and so_far > 1 and len(before.text) < 16)
        )
    ):
        return True  # or around words that it shows in bold or sets lower (PM2.5)
    stopped = _stops(before.text)
    head_mark = marks.read(head.text) if so_far <= 2 else None
    titled = head_mark is not None and head_mark.scheme not in _RUNNING and "。" not in head.text
    if not how.wrapped:
        if mark is not None:
            return False
        plain = not re.match(r"[^，。；]{2,16}[：:]", line.text)
        running = "。" in before.text[:-1] or (
            len(before.text) >= 30 and any(c in before.text for c in "，；," + "、" * plain)
        )
        return not stopped and before.text[-1] not in "）)》" and running and not titled and len(before.text) >= 16
    wide = width(before.text)
    if how.marked_ends and before.spaced_end:
        return False
    if _open_bracket(before.text) and not stopped:
        return True
    # A title that does not fill its line is over; an item's first line is more forgiving of narrow signs.
    strict = head_mark is not None and head_mark.scheme in _TITLES
    if titled and wide < (how.measure - 5 if strict else 0.8 * how.measure):
        return False
    if stopped:
        # A full line may end with a sentence and not with the paragraph.
        opens = line.indent >= 2 if how.indented else line.indent > before.indent and not how.marked_ends
        return wide >= how.measure - 3 and not opens and mark is None and line.blank_before == 0
    if how.indented and titled and line.indent >= 2:
        return False
    if mark is not None and mark.scheme == "dash" and wide < 0.9 * how.measure:
        return False
    return wide >= 0.7 * how.measure and not (titled and line.indent > before.indent + 1)


def _open_quote(text: str) -> bool:
    return '"' not in text and text.rfind("“") > text.rfind("”")


def _open_bracket(text: str) -> bool:
    return any(text.rfind(a) > text.rfind(b) for a, b in ("《》", "（）", "()"))


def _stops(text: str) -> bool:
    """Whether a line ends with a sentence; a closing quotation mark alone ends none."""
    bare = text.rstrip("”’」』）)")
    return bool(bare) and bare[-1] in _STOPS


def _makes_title(lines: Sequence[Line], group: Sequence[int], line: Line, titles: frozenset[str]) -> bool:
    """Whether the lines so far and *line* make up a title that the contents list has, and without it do not."""
    if not titles or len(group) > 3:
        return False
    shown = squeeze("".join(lines[i].text for i in group))
    return len(shown) < 60 and shown not in titles and squeeze(shown + line.text) in titles


def _completes(first: str, second: str) -> bool:
    """Whether two headings are a document's title on two lines: 关于支持X的 / 若干措施."""
    return (
        not TITLE.fullmatch(first)
        and bool(TITLE.fullmatch(first + second))
        and len(second) <= 12
        and marks.read(first) is None
        and marks.read(second) is None
    )


def _unfinished(before: Line, line: Line) -> bool:
    return len(before.text) >= 18 and before.text[-1] not in _STOPS + "）)》】" and marks.read(line.text) is None


def _block(lines: list[Line], text: str, how: Layout, first: int) -> Block:
    start, end = lines[0].start, lines[-1].end
    pieces = [(line.start, line.end) for line in lines]
    reading, offsets = read_across(text, pieces, how)
    cuts: tuple[int, ...] = ()
    if len(pieces) > 1 and offsets is not None:
        cuts = tuple(bisect_left(offsets, piece[0]) for piece in pieces[1:])
    return Block(start, end, reading, offsets, len(lines), first, cuts)


def split(block: Block, line: int) -> tuple[Block, Block]:
    """A block as two, parted before its line number *line* (1 for its second)."""
    assert block.offsets is not None
    cut = block.cuts[line - 1]
    head, tail = block.offsets[:cut], block.offsets[cut:]
    later = tuple(other - cut for other in block.cuts[line:])
    return (
        Block(block.start, head[-1] + 1, block.text[:cut], head, line, block.first, block.cuts[: line - 1]),
        Block(tail[0], block.end, block.text[cut:], tail, block.lines - line, block.first + line, later),
    )


def split_at(block: Block, cut: int) -> tuple[Block, Block]:
    """A block as two, parted before its character number *cut*."""
    offsets = block.offsets or tuple(range(block.start, block.start + len(block.text)))
    before = sum(place <= cut for place in block.cuts)
    first = tuple(place for place in block.cuts if place < cut)
    later = tuple(place - cut for place in block.cuts if place > cut)
    lines, at = block.lines - before, block.first + before
    return (
        Block(block.start, offsets[cut - 1] + 1, block.text[:cut], offsets[:cut], before + 1, block.first, first),
        Block(offsets[cut], block.end, block.text[cut:], offsets[cut:], lines, at, later),
    )


def read_across(text: str, pieces: Sequence[tuple[int, int]], how: Layout) -> tuple[str, tuple[int, ...] | None]:
    """The reading text of *pieces* of *text* and the offset of each of its characters.

    Left out are the breaks between the pieces, characters that take no room, and the space that converters put
    between Han characters and digits. Between two Han characters a space is left out in running text only: in a
    short line it may part two names.
    """
    parts: list[str] = []
    offsets: list[int] = []
    changed = len(pieces) > 1
    whole = sum(end - start for start, end in pieces)
    for number, (start, end) in enumerate(pieces):
        raw = text[start:end]
        if (
            number
            and parts
            and parts[-1][-1:].isascii()
            and parts[-1][-1:].isalnum()
            and raw[:1].isascii()
            and raw[:1].isalpha()
        ):
            parts.append(" ")
            offsets.append(pieces[number - 1][1])
        at = 0
        cuts = [*_DROP.finditer(raw)]
        if how.markdown:
            cuts = sorted([*cuts, *_EMPHASIS.finditer(raw)], key=lambda found: found.span())
        if how.spaced_digits:
            cuts = sorted([*cuts, *_SPACED_DIGITS.finditer(raw)], key=lambda found: found.span())
        for cut in cuts:
            a, b = cut.span()
            if a < at:
                continue
            if (
                raw[a:b].isspace()
                and a
                and b < len(raw)
                and whole < 40
                and _HAN.match(raw[a - 1])
                and _HAN.match(raw[b])
            ):
                continue
            parts.append(raw[at:a])
            offsets.extend(range(start + at, start + a))
            at, changed = b, True
        parts.append(raw[at:])
        offsets.extend(range(start + at, end))
    return "".join(parts), tuple(offsets) if changed else None


def merge(first: Block, second: Block) -> Block:
    """Two blocks read as one."""
    offsets = [
        *(first.offsets or range(first.start, first.start + len(first.text))),
        *(second.offsets or range(second.start, second.start + len(second.text))),
    ]
    return Block(
        first.start, second.end, first.text + second.text, tuple(offsets), first.lines + second.lines, first.first
    )
