"""Tables that came out one cell a line, an empty line for every empty cell: each cell's column can be counted."""

from __future__ import annotations

from collections.abc import Sequence

from graph_build.model import Cell, IndicatorRow
from graph_build.tabular import cells, grid
from graph_build.tabular.cells import Token
from graph_build.tabular.grid import Grid
from graph_build.tabular.heads import Column


def read(tokens: Sequence[Token], columns: Sequence[Column]) -> tuple[IndicatorRow, ...]:
    """The rows, or none where the cells do not fall under heads that they can stand under.

    :param tokens: the cells below the heads, each with the number of empty ones before it.
    """
    slots: list[Token | None] = []
    for at, token in enumerate(tokens):
        if token.empties < 0:
            return ()
        slots.extend([None] * (token.empties if at else 0))
        slots.append(token)
    width = len(columns)
    slots.extend([None] * (-len(slots) % width))
    return read_rows([slots[at : at + width] for at in range(0, len(slots), width)], columns)


def read_rows(rows: Sequence[Sequence[Token | None]], columns: Sequence[Column]) -> tuple[IndicatorRow, ...]:
    """The rows, given cell by cell, or none where the cells cannot stand under their heads."""
    if any(len(row) != len(columns) for row in rows):
        return ()
    if len(rows) < 2 or not all(_fits(row, columns) for row in rows):
        return ()
    places = tuple(
        tuple(
            None if token is None else Cell(token.start, token.end, token.text, number, column)
            for column, token in enumerate(row)
        )
        for number, row in enumerate(rows)
    )
    return grid.rows_under(Grid(places), 0, columns, [column.head for column in columns])


def _fits(row: Sequence[Token | None], columns: Sequence[Column]) -> bool:
    """Whether every cell can stand in its column."""
    for token, column in zip(row, columns, strict=True):
        if token is None:
            if column.kind == "name":
                return False
            continue
        text = token.text
        if column.kind == "nature" and cells.nature(text) is None and not cells.is_none(text):
            return False
        if column.kind != "nature" and cells.nature(text) is not None:
            return False
        if column.kind == "serial" and not text.strip(".、． ").isdigit():
            return False
        if column.kind == "name" and (cells.is_value(text) or cells.is_unit(text)):
            return False
        if column.kind == "unit" and cells.is_value(text):
            return False
        if column.kind == "value" and not (
            cells.is_value(text) or cells.is_none(text) or cells.is_said(text) or len(text) <= 24
        ):
            return False
    return True
