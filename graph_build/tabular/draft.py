"""A table between finding and reading."""

from __future__ import annotations

from dataclasses import dataclass

from graph_build.model import CellTable
from graph_build.structure.lines import Line
from graph_build.structure.wraps import Block


@dataclass(frozen=True, slots=True)
class TableDraft:
    """The lines of a table found in the text."""

    caption: Block | None
    cells: tuple[Line, ...]
    notes: tuple[Block, ...]
    start: int
    end: int
    grid: CellTable | None = None
    """The cells, where the format keeps them apart; ``cells`` is empty then."""
    rows: bool = False
    """Whether each line is a row, its cells parted by space."""
    annexed: bool = False
    """Whether it is an annex of the document (附表1) and not part of the section before it."""
