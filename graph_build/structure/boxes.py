"""Where a 专栏 ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph_build.structure import marks
from graph_build.structure.looks import Looks
from graph_build.structure.marks import Mark
from graph_build.structure.wraps import Block
from graph_build.tabular.draft import TableDraft

Item = Block | TableDraft


def end(items: Sequence[Item], read: Sequence[Mark | None], headings: frozenset[int], at: int, looks: Looks) -> int:
    """Index after the last block of the box that opens at *at*.

    A format that frames boxes says so. Plain text does not show where a box ends: it ends before the next heading or
    box; before that, its first block tells what it is made of. Numbered items run on while the numbers do, labelled
    items (“一极引领：…”) while the labels do; otherwise it is one paragraph, or labels on lines of their own with the
    paragraphs under them.
    """
    title = items[at]
    hint = looks.box(title) if isinstance(title, Block) else None
    if hint is None and at + 1 < len(items) and isinstance(below := items[at + 1], Block):
        hint = looks.box(below)
    if hint is not None:
        stop = at + 1
        while stop < len(items) and items[stop].start < hint.end:
            stop += 1
        return stop
    limit = at + 1
    while limit < len(items):
        mark = read[limit]
        if mark is not None and (
            mark.scheme in {"box", "part", "chapter", "section", "cn", "named"}
            or (limit in headings and mark.scheme in {"cn-paren", "annex"})
        ):
            break
        limit += 1
    first = items[at + 1] if at + 1 < limit else None
    if not isinstance(first, Block):
        return min(at + 2, limit)  # a table
    mark = read[at + 1]
    stop = at + 2
    if mark is not None and mark.scheme in {"num", "num-paren", "circled", "cn-paren", "dash", "bullet", "is"}:
        expected = (mark.ordinal or 0) + 1
        while stop < limit:
            after = read[stop]
            if (
                after is not None
                and after.scheme == mark.scheme
                and (after.ordinal is None or after.ordinal == expected)
            ):
                expected += 1
                stop += 1
            elif after is not None and mark.rank < after.rank < 99:
                stop += 1
            else:
                break
        return stop
    if labelled(first.text):
        while stop < limit and isinstance(item := items[stop], Block) and labelled(item.text):
            stop += 1
        return stop
    if label_line(first.text):
        return limit
    return stop


def labelled(text: str) -> bool:
    """Whether *text* is an item with a label: ``一极引领：以…``."""
    return bool(re.match(r"[^，。；：:,]{2,16}[:：](?=.)", text))


def label_line(text: str) -> bool:
    """Whether *text* is a label on a line of its own, as the first column of a boxed table becomes in plain text."""
    return len(text) <= 24 and not text.endswith(("。", "：", ":", "；")) and marks.read(text) is None
