"""Builds canonical text piece by piece, and keeps what the pieces were."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from graph_build.model import Cell, CellTable, Hint, Origin
from graph_build.readers.radicals import plain

OriginKind = Literal["line", "page", "paragraph", "element", "cell"]
HintKind = Literal["heading", "bold", "box", "list-item", "caption"]


@dataclass(frozen=True, slots=True)
class CellSource:
    """A cell as a format has it: text and place in the grid."""

    text: str
    row: int
    column: int
    row_span: int = 1
    col_span: int = 1


@dataclass(slots=True)
class Canvas:
    """The text so far. Paragraphs stand on lines of their own; a table's rows do, their cells parted by tabs."""

    parts: list[str] = field(default_factory=list)
    size: int = 0
    origins: list[Origin] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    tables: list[CellTable] = field(default_factory=list)

    def paragraph(self, text: str, origin: OriginKind, label: str) -> tuple[int, int]:
        """Add a paragraph (line breaks in it are kept) and return its span."""
        start = self.size
        text = plain(text)
        self._write(text + "\n")
        self.origins.append(Origin(start, start + len(text), origin, label))
        return start, start + len(text)

    def hint(self, span: tuple[int, int], kind: HintKind, level: int | None = None) -> None:
        """Note what the formatting says of a span."""
        self.hints.append(Hint(span[0], span[1], kind, level))

    def table(self, cells: list[CellSource], label: str) -> tuple[int, int]:
        """Add a table: a line a row, cells parted by tabs, empty cells left empty."""
        start = self.size
        placed: list[Cell] = []
        row = -1
        for cell in sorted(cells, key=lambda one: (one.row, one.column)):
            if row >= 0:
                self._write("\n" if cell.row != row else "\t")
            row = cell.row
            text = plain(" ".join(cell.text.split()))
            placed.append(
                Cell(self.size, self.size + len(text), text, cell.row, cell.column, cell.row_span, cell.col_span)
            )
            self._write(text)
        end = self.size
        self._write("\n")
        self.tables.append(CellTable(start, end, tuple(placed)))
        self.origins.append(Origin(start, end, "cell", label))
        return start, end

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text)

    def text(self) -> str:
        """The canonical text."""
        return "".join(self.parts)
