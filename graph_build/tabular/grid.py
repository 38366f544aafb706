"""Tables whose cells the format keeps apart (HTML, Word, PDF): each figure has its column, nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph_build.model import Cell, CellTable, IndicatorRow, ProjectRow, Value
from graph_build.structure import marks
from graph_build.tabular import cells as kinds
from graph_build.tabular import heads, projects
from graph_build.tabular.heads import Column


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's cells by row and column; a merged cell stands in every place it covers."""

    places: tuple[tuple[Cell | None, ...], ...]

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.places[0]) if self.places else 0

    def text(self, row: int, column: int) -> str:
        """The text at a place, without space."""
        cell = self.places[row][column]
        return kinds.squeeze(cell.text) if cell is not None else ""


def of(table: CellTable) -> Grid:
    """The grid of *table*; columns that are empty throughout are left out."""
    rows = max((cell.row + cell.row_span for cell in table.cells), default=0)
    columns = max((cell.column + cell.col_span for cell in table.cells), default=0)
    places: list[list[Cell | None]] = [[None] * columns for _ in range(rows)]
    for cell in table.cells:
        for row in range(cell.row, min(rows, cell.row + cell.row_span)):
            for column in range(cell.column, min(columns, cell.column + cell.col_span)):
                places[row][column] = cell
    full = [c for c in range(columns) if any((here := row[c]) is not None and here.text.strip() for row in places)]
    kept = [
        tuple(row[c] for c in full) for row in places if any(here is not None and here.text.strip() for here in row)
    ]
    return Grid(tuple(kept))


def title_row(grid: Grid) -> Cell | None:
    """A cell over the whole first row: the table's title, kept inside its frame."""
    if len(grid.places) < 2 or grid.width < 2:
        return None
    first = {id(cell) for cell in grid.places[0] if cell is not None and cell.text.strip()}
    cell = next((cell for cell in grid.places[0] if cell is not None and cell.text.strip()), None)
    return cell if len(first) == 1 and cell is not None and cell.col_span > 1 and len(cell.text) <= 60 else None


def _head_height(grid: Grid, first: int) -> int:
    """Index of the first row that is no head."""
    at = first
    tall = max(
        (
            cell.row + cell.row_span - min(c.row for c in grid.places[first] if c is not None)
            for cell in grid.places[first]
            if cell is not None
        ),
        default=1,
    )
    while at < len(grid.places):
        texts = [grid.text(at, column) for column in range(grid.width)]
        figures = [text for text in texts if kinds.is_value(text) and not re.fullmatch(r"(?:19|20)\d{2}", text)]
        if figures or any(kinds.nature(text) for text in texts):
            break
        if at >= first + max(1, min(tall, 4)):
            break
        at += 1
    return max(at, first + 1)


def read_indicators(grid: Grid, first: int, period_end: int | None) -> tuple[IndicatorRow, ...]:
    """The indicator rows of a grid whose heads begin in row *first*; none where it is no indicator table."""
    if first >= len(grid.places):
        return ()
    begin = _head_height(grid, first)
    titles = [_head(grid, first, begin, column) for column in range(grid.width)]
    columns = heads.columns(titles, period_end)
    have = {column.kind for column in columns}
    if "name" not in have or "value" not in have:
        return ()
    rows = rows_under(grid, begin, columns, titles)
    return rows if have & {"nature", "unit"} or heads.tells_units(columns, [row.unit for row in rows]) else ()


def rows_under(grid: Grid, begin: int, columns: Sequence[Column], titles: Sequence[str]) -> tuple[IndicatorRow, ...]:
    """The indicator rows of *grid* from row *begin* on; none where hardly any row has figures.

    :param titles: the whole heads: a column with the same head as the names' gives the groups.
    """
    name_at = max(i for i, column in enumerate(columns) if column.kind == "name")
    parents = [i for i in range(name_at) if titles[i] == titles[name_at]]
    rows: list[IndicatorRow] = []
    above: dict[int, str] = {}
    across: str | None = None
    for at in range(begin, len(grid.places)):
        said = line_across(grid, at)
        if said is not None and not said.text.startswith(("注", "说明", "备注")):
            mark = marks.read(kinds.squeeze(said.text))
            across = kinds.squeeze(said.text)[mark.end if mark is not None else 0 :]
            continue
        row = _row(grid, at, columns, name_at, parents, above, len(rows) + 1)
        if row is not None:
            rows.append(row if row.category or across is None else replace(row, category=across))
    return tuple(rows) if sum(bool(row.values) for row in rows) * 2 >= len(rows) > 0 else ()


def line_across(grid: Grid, row: int) -> Cell | None:
    """The only cell of a row, over all its columns: a category's title or a note."""
    first = next((cell for cell in grid.places[row] if cell is not None and cell.text.strip()), None)
    if first is None or not all(cell is first or cell is None or not cell.text.strip() for cell in grid.places[row]):
        return None
    return first if first.col_span > 1 or sum(cell is not None for cell in grid.places[row]) > 1 else None


def _head(grid: Grid, first: int, begin: int, column: int) -> str:
    parts: list[str] = []
    for row in range(first, begin):
        text = grid.text(row, column)
        if text and (not parts or parts[-1] != text):
            parts.append(text)
    return " ".join(parts)


def _row(
    grid: Grid,
    at: int,
    columns: Sequence[Column],
    name_at: int,
    parents: Sequence[int],
    above: dict[int, str],
    number: int,
) -> IndicatorRow | None:
    cell = grid.places[at][name_at]
    if cell is None or not cell.text.strip() or kinds.is_value(cell.text):
        return None
    if all(other is cell or other is None for other in grid.places[at]):
        return None  # a line across the table: a category's title or a note
    name, unit = kinds.split_unit(cell.text.strip())
    said: dict[str, str] = {}
    values: list[Value] = []
    parent = None
    for i, column in enumerate(columns):
        here = grid.places[at][i]
        text = grid.text(at, i)
        if i in parents:
            text = text or above.get(i, "") if here is None else text
            above[i] = text
            if text and here is not cell:
                parent = text
            continue
        if column.kind in {"category", "serial"}:
            # A merged cell that a format gives only once (PDF) leaves its lower places without a cell.
            text = text if here is not None else above.get(i, "")
            above[i] = text
        if column.kind == "value" and here is not None and text and not kinds.is_none(text) and column.role is not None:
            parsed = kinds.parse(here.text)
            aim = any(value.role == "PlannedTarget" for value in values)
            role = (
                "PlannedTarget"
                if column.role == "PlannedGrowth" and column.flow and not column.growth and not aim
                else column.role
            )
            values.append(
                Value(
                    role,
                    parsed.text.strip(),
                    here.start + parsed.start,
                    here.start + parsed.start + len(parsed.text),
                    parsed.year or column.year,
                    parsed.cumulative,
                    parsed.value,
                )
            )
        elif column.kind != "value":
            said.setdefault(column.kind, text)
    if said.get("unit") and not kinds.is_none(said["unit"]):
        unit = said["unit"]
    return IndicatorRow(
        number,
        name,
        cell.start,
        cell.end,
        unit,
        kinds.nature(said.get("nature", "")),
        tuple(values),
        said.get("category") or None,
        parent,
        said.get("serial") or None,
        said.get("note") or None,
    )


def read_projects(grid: Grid, first: int) -> tuple[ProjectRow, ...]:
    """The projects of a grid whose heads begin in row *first*; none where it lists no projects."""
    if first >= len(grid.places):
        return ()
    begin = _head_height(grid, first)
    cols = [
        projects.columns([_head(grid, first, begin, column).replace(" ", "")])[0]
        if _head(grid, first, begin, column)
        else ("other", "")
        for column in range(grid.width)
    ]
    kind_of = [kind for kind, _ in cols]
    if not projects.is_list(kind_of):
        return ()
    name_at = kind_of.index("name")
    money = next((head for kind, head in cols if kind == "investment"), "")
    rows: list[ProjectRow] = []
    for at in range(begin, len(grid.places)):
        cell = grid.places[at][name_at]
        if (
            cell is None
            or not cell.text.strip()
            or all(other is cell or other is None or not other.text.strip() for other in grid.places[at])
        ):
            continue
        made = projects.from_cells(
            cell,
            {kind: grid.text(at, i) for i, kind in reversed(list(enumerate(kind_of))) if kind != "other"},
            money,
            len(rows) + 1,
        )
        if made is not None:
            rows.append(made)
    return tuple(rows)
