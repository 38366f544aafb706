"""Tables that frame text: a 专栏 is often set as a table of one column, or of a label and a text a row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph_build.readers.canvas import CellSource
from graph_build.tabular.regions import is_head

_LONG = 30
_FIGURE = re.compile(r"[\[［]?[≥≤<>]?\s*\d[\d.,]*\s*[%％]?[\]］]?|(?:预期|约束)性?")


def is_box(cells: Sequence[CellSource]) -> bool:
    """Whether a table's cells are paragraphs that a frame stands around, and no rows of a table.

    :param cells: in reading order.
    """
    filled = [cell for cell in cells if cell.text.strip()]
    if not filled:
        return False
    columns = max(cell.column + cell.col_span for cell in cells)
    if columns == 1:
        return True
    if len(filled) <= 2 and any(len(cell.text) > 80 for cell in filled):
        return True
    rows: dict[int, list[CellSource]] = {}
    for cell in filled:
        rows.setdefault(cell.row, []).append(cell)
    kept = list(rows.values())
    if len(kept[0]) == 1 and len(kept[0][0].text) <= 60:
        kept = kept[1:]  # the box's title, over all columns
    if not kept or max(map(len, kept)) > 3 or max(map(len, kept)) == 1:
        return bool(kept) and max(map(len, kept)) == 1
    first = [re.sub(r"\s", "", cell.text) for cell in kept[0]]
    if len(first) > 1 and all(len(text) <= 12 for text in first) and any(map(is_head, first)):
        return False
    inner = [cell for row in kept for cell in row]
    if any(_FIGURE.fullmatch(cell.text.strip()) for cell in inner):
        return False
    # A label and a text a row: the last column runs on.
    ends = [row[-1].text for row in kept]
    return sum(len(text) >= _LONG and re.search(r"[，。；]", text) is not None for text in ends) >= 0.7 * len(ends)
