"""A found table becomes the model's table."""

from __future__ import annotations

import re

from graph_build.model import Passage, SourceText, Table
from graph_build.structure import marks
from graph_build.structure.keys import Keys
from graph_build.tabular.draft import TableDraft


def read(draft: TableDraft, source: SourceText, keys: Keys) -> Table:
    """Read a table found in the lines of a text."""
    caption = draft.caption.text if draft.caption is not None else ""
    mark = marks.read(caption)
    number = mark.number if mark is not None and mark.scheme in {"table", "annex"} else None
    title = caption[mark.end :] if mark is not None and number is not None else caption
    notes = tuple(
        Passage(keys.of("note", block.text), block.start, block.end, block.text, block.offsets, "note")
        for block in draft.notes
    )
    cells = tuple((line.text,) for line in draft.cells)
    key = keys.of("table", number or "", title, "" if title else cells[0][0])
    return Table(key, number, re.sub(r"\s+", " ", title).strip(), draft.start, draft.end, "other", notes=notes, cells=cells)
