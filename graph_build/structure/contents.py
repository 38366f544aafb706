"""The contents list: found, kept for its titles, and left out of the tree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph_build.structure import marks
from graph_build.structure.lines import Line

_HEAD = re.compile(r"(?:[IVX]{1,4}\s+|\d{1,3}\s+)?目\s*[录錄次](?P<rest>.{0,12})")
_LEADER = re.compile(
    r"[.．…·•\-—_\s]{3,}\s*(?:[-—(（]?\s*(?:\d{1,4}|[IVXLC]{1,5})\s*[-—)）]?)?\s*$|\t+\d{1,4}$|\s+\d{1,3}$"
)
_DOTS = re.compile(r"[.．…·•]{4,}|(?:\s[.．·]){4,}|…{2,}")
_INNER = re.compile(r"第[一二三四五六七八九十百]{1,4}[编篇章节]")


@dataclass(frozen=True, slots=True)
class Contents:
    """Where the contents list stood and what it listed."""

    titles: frozenset[str]
    """Titles with their numbers, squeezed by :func:`squeeze`."""


def squeeze(text: str) -> str:
    """*text* without what a contents list adds or drops: leaders, page numbers, spaces, the final stop."""
    return re.sub(r"[\s　.．…·•。：:]", "", _LEADER.sub("", text))


def without(lines: Sequence[Line]) -> tuple[list[Line], Contents]:
    """*lines* without contents lists, and what the lists held."""
    kept: list[Line] = []
    titles: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        head = _HEAD.fullmatch(line.text) if len(line.text) <= 24 else None
        if head is not None and at < max(120, len(lines) // 3):
            stop, found = _extent(lines, at + 1)
            if found:
                titles += found
                at = stop
                continue
        if (
            _DOTS.search(line.text)
            and _DOTS.sub("", line.text)
            and len(line.text) < 160
            and re.search(r"[.…·\s]\s*(?:\d{1,4}|[IVXLC]{1,5})?\s*$", line.text)
        ):
            titles.append(squeeze(line.text))
            at += 1
            continue
        kept.append(line)
        at += 1
    return kept, Contents(frozenset(titles))


def _entries(text: str) -> list[str]:
    """The entries on a line: a list set in two columns has two."""
    starts = [found.start() for found in _INNER.finditer(text)]
    if len(starts) < 2:
        return [text]
    return [text[a:b] for a, b in pairwise([0 if not text[: starts[0]].strip() else starts[0], *starts[1:], len(text)])]


def _extent(lines: Sequence[Line], first: int) -> tuple[int, list[str]]:
    """Where the list that begins at *first* ends, and its titles."""
    seen: dict[str, int] = {}
    titles: list[str] = []
    at = first
    while at < len(lines):
        text = lines[at].text
        several = _entries(text)
        title = squeeze(several[0])
        if title in seen and len(title) >= 2 and at - first >= 2 and not _DOTS.search(text):
            return at, titles
        glued = len(several) > 1
        entry = len(text) <= 60 and not text.endswith(("。", "；", "，", "！")) and "。" not in text
        if (
            entry
            and len(text) > 36
            and "," in text.replace("，", ",")
            and marks.read(text) is None
            and not _DOTS.search(text)
        ):
            entry = False  # the text has begun
        if not (entry or glued or _DOTS.search(text)):
            break
        for title in map(squeeze, several):
            if title and not re.fullmatch(r"[\dIVXLC]{1,6}", title):
                seen.setdefault(title, at)
                titles.append(title)
        at += 1
    # The list ran into the text: its last lines may be the first headings of the body, repeated from the list.
    first_title = titles[0] if titles else ""
    for back in range(at - 1, first, -1):
        if squeeze(lines[back].text) == first_title:
            return back, titles
    if len(titles) < 3 or (at < len(lines) and at - first < 3):
        return first - 1, []
    marked = [
        i
        for i in range(max(first, at - 3), at)
        if (mark := marks.read(lines[i].text)) is not None and mark.ordinal == 1
    ]
    if (
        marked
        and not any(_DOTS.search(lines[i].text) for i in range(marked[0], at))
        and squeeze(lines[marked[0]].text) in titles[:-3]
    ):
        return marked[0], titles
    return at, titles
