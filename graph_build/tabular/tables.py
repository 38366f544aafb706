"""A found table becomes the model's table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from graph_build.model import CellTable, IndicatorRow, Passage, ProjectRow, Table
from graph_build.structure import marks
from graph_build.structure.keys import Keys
from graph_build.structure.lines import Line
from graph_build.tabular import cells, counted, grid, heads, indicators
from graph_build.tabular import projects as project_lists
from graph_build.tabular.cells import Token
from graph_build.tabular.draft import TableDraft
from graph_build.tabular.regions import is_head, places_of, words_of


def read(draft: TableDraft, keys: Keys, period_end: int | None) -> Table:
    """Read a table found in the lines of a text.

    :param period_end: last year of the plan's period, for heads that name a single year.
    """
    caption = draft.caption.text if draft.caption is not None else ""
    mark = marks.read(caption)
    number = mark.number if mark is not None and mark.scheme in {"table", "annex", "box"} else None
    title = caption[mark.end :] if mark is not None and number is not None else caption
    period_end = heads.period_of(title) or period_end
    notes = tuple(
        Passage(keys.of("note", block.text), block.start, block.end, block.text, block.offsets, "note")
        for block in draft.notes
    )
    if draft.grid is not None:
        return _from_grid(draft, draft.grid, number, title, notes, keys, period_end)
    shown = tuple((line.text,) for line in draft.cells)
    key = keys.of("table", number or "", title, "" if title else shown[0][0])
    if draft.rows:
        return _from_rows(draft, number, title, notes, key, keys, period_end)
    tokens = _tokens(draft.cells)
    begin = _first_row(tokens)
    columns = heads.flat([token.text for token in tokens[:begin]], period_end)
    kinds = {column.kind for column in columns}
    rows: tuple[IndicatorRow, ...] = ()
    projects: tuple[ProjectRow, ...] = ()
    doubts: tuple[str, ...] = ()
    if "name" in kinds and "value" in kinds:
        rows = counted.read(tokens[begin:], columns)
        if not rows:
            rows, doubts = indicators.read(tokens[begin:], columns)
        if not kinds & {"nature", "unit"} and not heads.tells_units(columns, [row.unit for row in rows]):
            rows, doubts = (), ()
    if sum(bool(row.values) for row in rows) * 2 < len(rows):
        rows, doubts = (), ()
    if not rows:
        projects = project_lists.read(tokens)
    texts = () if rows or projects else _lines_told(tokens[:begin], tokens[begin:], keys)
    return _table(draft, key, number, title, rows, projects, notes, shown, doubts, texts)


def _table(
    draft: TableDraft,
    key: str,
    number: str | None,
    title: str,
    rows: tuple[IndicatorRow, ...],
    projects: tuple[ProjectRow, ...],
    notes: tuple[Passage, ...],
    shown: tuple[tuple[str, ...], ...],
    doubts: tuple[str, ...],
    texts: tuple[Passage, ...],
) -> Table:
    """The table of a draft: of indicators, of projects or of something else, by what was read in it."""
    kind: Literal["indicators", "projects", "other"] = "indicators" if rows else "projects" if projects else "other"
    plain = re.sub(r"\s+", " ", title).strip()
    return Table(key, number, plain, draft.start, draft.end, kind, rows, projects, notes, shown, doubts, texts)


def _from_rows(
    draft: TableDraft,
    number: str | None,
    title: str,
    notes: tuple[Passage, ...],
    key: str,
    keys: Keys,
    period_end: int | None,
) -> Table:
    lines = [[Token(word, at, at + len(word), -1) for word, at in words_of(line)] for line in draft.cells]
    columns = heads.columns(heads.merged([token.text for token in lines[0]]), period_end)
    rows: tuple[IndicatorRow, ...] = ()
    doubts: tuple[str, ...] = ()
    kinds = {column.kind for column in columns}
    if "name" in kinds and "value" in kinds:
        rows = counted.read_rows(_tabbed(draft.cells[1:], len(columns)), columns)
    if not rows and "name" in kinds and "value" in kinds:
        rows, doubts = indicators.read_drafts(indicators.lines_as_rows(lines[1:], columns), columns)
    if not kinds & {"nature", "unit"} and not any(row.unit for row in rows):
        rows, doubts = (), ()
    shown = tuple(tuple(token.text for token in line) for line in lines)
    texts = () if rows else _lines_told(lines[0], [token for line in lines[1:] for token in line], keys)
    return _table(draft, key, number, title, rows, (), notes, shown, doubts, texts)


def _tabbed(lines: Sequence[Line], width: int) -> list[list[Token | None]]:
    """The cells of rows copied with a tab between any two; rows of another length where tabs do not part them."""
    out: list[list[Token | None]] = []
    for line in lines:
        row = [Token(text, at, at + len(text)) if text else None for text, at in places_of(line)]
        out.append([*row, *[None] * (width - len(row))] if "\t" in line.text else row)
    return out


def _from_grid(
    draft: TableDraft,
    table: CellTable,
    number: str | None,
    title: str,
    notes: tuple[Passage, ...],
    keys: Keys,
    period_end: int | None,
) -> Table:
    cells_of = grid.of(table)
    inside = grid.title_row(cells_of)
    first = 1 if inside is not None else 0
    if inside is not None and not title:
        mark = marks.read(inside.text)
        number = mark.number if mark is not None and mark.scheme in {"table", "annex"} else number
        title = inside.text[mark.end :] if mark is not None and number is not None else inside.text
        period_end = heads.period_of(title) or period_end
    notes += tuple(
        Passage(keys.of("note", cell.text), cell.start, cell.end, cell.text, None, "note")
        for row in range(first, len(cells_of.places))
        if (cell := grid.line_across(cells_of, row)) is not None
        and re.match(r"(?:注|说明|备注)\s*\d?\s*[:：]", cell.text)
    )
    rows = grid.read_indicators(cells_of, first, period_end)
    listed = () if rows else grid.read_projects(cells_of, first)
    shown = tuple(tuple("" if cell is None else cell.text for cell in row) for row in cells_of.places)
    key = keys.of("table", number or "", title, "" if title else "|".join(shown[0]) if shown else "")
    texts = () if rows or listed else _texts(cells_of, first, notes, keys)
    return _table(draft, key, number, title, rows, listed, notes, shown, (), texts)


_TELLING = re.compile(
    "任务|措施|举措|内容|事项|场景|方案|责任|单位|部门|重点|要求|做法|工作|政策|步骤|项目|工程|目标|说明"
)
"""Heads of columns that hold words about what is done and by whom."""
_HAN = re.compile(r"[\u4e00-\u9fff]")


def _lines_told(titles: Sequence[Token], body: Sequence[Token], keys: Keys) -> tuple[Passage, ...]:
    """The same of a table in lines of text, whose columns are not known."""
    if not any(len(token.text) <= 16 and _TELLING.search(token.text) for token in titles):
        return ()
    return tuple(
        Passage(keys.of("passage", token.text), token.start, token.end, token.text, None, "item")
        for token in body
        if len(_HAN.findall(token.text)) >= 6
    )


def _texts(cells_of: grid.Grid, first: int, notes: tuple[Passage, ...], keys: Keys) -> tuple[Passage, ...]:
    """The cells that say something in words, under the head of a table that tells of tasks or measures.

    A table without such a head (measured values, lists of villages) stays cells: its words name rows and columns.
    """
    heads_of = [cells_of.text(first, column) for column in range(cells_of.width)] if cells_of.places[first:] else []
    telling = {column for column, head in enumerate(heads_of) if len(head) <= 16 and _TELLING.search(head)}
    if not telling:
        return ()
    taken = {note.start for note in notes}
    found: dict[int, Passage] = {}
    for row in cells_of.places[first + 1 :]:
        for column, cell in enumerate(row):
            if cell is None or cell.start in found or cell.start in taken:
                continue
            letters = len(_HAN.findall(cell.text))
            if letters >= (4 if column in telling else 12):
                found[cell.start] = Passage(
                    keys.of("passage", cell.text), cell.start, cell.end, cell.text, None, "item"
                )
    return tuple(found[start] for start in sorted(found))


def _tokens(lines: Sequence[Line]) -> list[Token]:
    """The lines as cells; where blank lines stand for empty cells, they are counted.

    Between two filled cells a text has a fixed number of blank lines; an empty cell adds one line and one such gap.
    """
    gaps = [line.blank_before for line in lines[1:]]
    usual = min(gaps, default=0)
    shows = any(gap > usual for gap in gaps) and all((gap - usual) % (usual + 1) == 0 for gap in gaps)
    out: list[Token] = []
    for at, line in enumerate(lines):
        empties = (line.blank_before - usual) // (usual + 1) if shows and at else (0 if shows else -1)
        out.append(Token(line.text, line.start, line.end, empties))
    return out


def _first_row(tokens: Sequence[Token]) -> int:
    """Index of the first cell that is no head.

    Where rows are numbered, all before number one is head, but for the category that stands before the number.
    """
    serial = next((at for at, token in enumerate(tokens[:40]) if cells.is_serial(token.text, 1)), None)
    if serial is None:
        at = 0
        while at < len(tokens) and (
            is_head(tokens[at].text) or re.fullmatch(r"[（(].{1,14}[)）]|情况|目标|指标|属性", tokens[at].text)
        ):
            at += 1
        return at
    begin = serial
    mark = marks.read(tokens[serial - 1].text) if serial > 1 else None
    if mark is not None and mark.scheme in {"cn", "cn-paren"}:
        return serial - 1  # （一）经济发展 over the first rows
    texts = [cells.squeeze(token.text) for token in tokens[:serial]]
    numbered = next((i for i, text in enumerate(texts) if re.fullmatch(r"序号|编号|序", text)), -1)
    if any(heads.kind_of(text) == "category" for text in texts[: max(numbered, 0)]):
        while (
            begin > 1
            and not is_head(tokens[begin - 1].text)
            and serial - begin < 2
            and heads.kind_of(texts[begin - 1]) == "other"
        ):
            begin -= 1
    return begin
