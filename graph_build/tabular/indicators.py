"""Cells in reading order become indicator rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from graph_build.model import IndicatorRow, Value
from graph_build.structure import marks
from graph_build.tabular import cells
from graph_build.tabular.align import align
from graph_build.tabular.cells import Number, Token
from graph_build.tabular.heads import Column


@dataclass(slots=True)
class RowDraft:
    """The cells of one row, before its serial number and after it."""

    serial: str | None = None
    before: list[Token] = field(default_factory=list)
    after: list[Token] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Figure:
    """A value cell with its place."""

    number: Number
    start: int
    end: int


def segment(tokens: Sequence[Token], columns: Sequence[Column]) -> list[RowDraft]:
    """Cut the cells into rows: at the serial numbers, after the natures, or where words follow figures."""
    kinds = [column.kind for column in columns]
    serials = "serial" in kinds
    ends_in_nature = (
        "nature" in kinds
        and all(kind in {"note", "other"} for kind in kinds[kinds.index("nature") + 1 :])
        and "note" not in kinds
    )
    rows: list[RowDraft] = []
    row = RowDraft()
    expected = 1
    for at, token in enumerate(tokens):
        following = tokens[at + 1].text if at + 1 < len(tokens) else ""
        opens = (
            serials
            and cells.is_serial(token.text, expected)
            and bool(following)
            and not cells.is_value(following)
            and cells.nature(following) is None
        )
        filled = any(cells.is_value(t.text) or cells.nature(t.text) for t in row.after)
        if opens and (filled or row.serial is None):
            if filled:
                moved: list[Token] = []
                while row.after and _words(row.after[-1].text) and "category" in kinds and not ends_in_nature:
                    moved.insert(0, row.after.pop())
                rows.append(row)
                row = RowDraft(token.text.strip(), moved)
            else:
                row = RowDraft(token.text.strip(), row.before + row.after)
            expected += 1
            continue
        ended = bool(row.after) and cells.nature(row.after[-1].text) is not None and cells.nature(token.text) is None
        if (ended and ends_in_nature) or (not serials and not ends_in_nature and filled and _words(token.text)):
            rows.append(row)
            row = RowDraft()
        row.after.append(token)
    if row.after or row.before:
        rows.append(row)
    return rows


def _words(text: str) -> bool:
    return not (
        cells.is_value(text)
        or cells.is_none(text)
        or cells.nature(text)
        or cells.is_unit(text)
        or cells.is_said(text)
        or cells.year_alone(text)
    )


def lines_as_rows(lines: Sequence[Sequence[Token]], columns: Sequence[Column]) -> list[RowDraft]:
    """Rows that stand one a line: a number that opens a line is its serial, a line without figures a category."""
    serials = any(column.kind == "serial" for column in columns)
    rows: list[RowDraft] = []
    before: list[Token] = []
    for line in lines:
        if not any(cells.is_value(token.text) or cells.nature(token.text) for token in line):
            before = list(line)
            continue
        at = next((i for i, token in enumerate(line[:2]) if serials and token.text.strip(".、．").isdigit()), None)
        rows.append(
            RowDraft(line[at].text, [*before, *line[:at]], list(line[at + 1 :]))
            if at is not None
            else RowDraft(None, before, list(line))
        )
        before = []
    return rows


def read(tokens: Sequence[Token], columns: Sequence[Column]) -> tuple[tuple[IndicatorRow, ...], tuple[str, ...]]:
    """The rows of an indicator table whose cells stand one a line, and what is doubtful in them."""
    return read_drafts(segment(tokens, columns), columns)


def read_drafts(
    drafts: Sequence[RowDraft], columns: Sequence[Column]
) -> tuple[tuple[IndicatorRow, ...], tuple[str, ...]]:
    """The rows of an indicator table, and what is doubtful in them."""
    drafts = [_ordered(draft, columns) for draft in drafts]
    filled = _filled(drafts, columns)
    rows: list[IndicatorRow] = []
    doubts: list[str] = []
    category = parent = serial = None
    for at, draft in enumerate(drafts):
        if draft.before and not all(cells.is_none(token.text) for token in draft.before):
            category = "".join(cells.squeeze(token.text) for token in draft.before)
            mark = marks.read(category)
            category = category[mark.end :] if mark is not None and mark.scheme in {"cn", "cn-paren"} else category
        if draft.serial is not None:
            serial, parent = draft.serial, None
        grouped = (
            draft.serial is not None
            and at + 1 < len(drafts)
            and drafts[at + 1].serial is None
            and "serial" in [c.kind for c in columns]
        )
        names, unit_tokens, tail = _parts(draft.after, columns)
        if not names:
            if draft.after:
                doubts.append(f"row {len(rows) + 1}: no name among {' '.join(t.text for t in draft.after)[:40]}")
            continue
        unsure = 1.0
        if grouped and len(names) > 1:
            parent = "".join(cells.squeeze(token.text) for token in names[:-1])
            names = names[-1:]
        elif len(names) > 1 and _category_after_serial(columns):
            category = "".join(cells.squeeze(token.text) for token in names[:-1])
            names = names[-1:]
        elif len(names) > 1:
            unsure = 0.9
        whole = "".join(token.text.strip() for token in names)
        name, unit = cells.split_unit(whole)
        if unit_tokens:
            unit = "".join(cells.squeeze(token.text) for token in unit_tokens)
        figures, nature, note = _figures(tail, columns)
        values, sure = _values(figures, columns, name, unit, filled)
        confidence = round(min(unsure, sure), 2)
        if confidence < 0.9:
            told = ", ".join(f"{value.text} as {value.role}" for value in values)
            doubts.append(f"row {len(rows) + 1} {name}: {told} (confidence {confidence})")
        rows.append(
            IndicatorRow(
                len(rows) + 1,
                name,
                names[0].start,
                names[-1].end,
                unit if unit not in {"-", "—", "/"} else None,
                nature,
                tuple(values),
                category,
                parent,
                serial,
                note,
                confidence,
            )
        )
    return tuple(rows), tuple(doubts)


def _ordered(draft: RowDraft, columns: Sequence[Column]) -> RowDraft:
    """The row with its nature after its figures, where the table has natures before them."""
    kinds = [column.kind for column in columns]
    if "nature" not in kinds or "value" not in kinds or kinds.index("nature") > kinds.index("value"):
        return draft
    at = next((i for i, token in enumerate(draft.after) if cells.nature(token.text) is not None), None)
    if at is None:
        return draft
    return RowDraft(draft.serial, draft.before, [*draft.after[:at], *draft.after[at + 1 :], draft.after[at]])


def _category_after_serial(columns: Sequence[Column]) -> bool:
    kinds = [column.kind for column in columns]
    return "serial" in kinds and "category" in kinds and kinds.index("category") > kinds.index("serial")


def _parts(tokens: Sequence[Token], columns: Sequence[Column]) -> tuple[list[Token], list[Token], list[Token]]:
    """The tokens of the name, of the unit, and all that stands after them."""
    first = 0
    while first < len(tokens) and _leads(tokens, first):
        first += 1
    lead = list(tokens[:first])
    unit: list[Token] = []
    if any(column.kind == "unit" for column in columns):
        for size in (1, 2, 3):
            # The unit closes the lead, unless words that are a value (按上级任务) follow it.
            for stop in range(len(lead), max(size, len(lead) - 3), -1):
                joined = "".join(token.text for token in lead[stop - size : stop])
                if (
                    stop - size >= 1
                    and cells.is_unit(joined)
                    and all(cells.is_said(token.text) for token in lead[stop:])
                ):
                    if not unit or len(unit) < size:
                        unit = lead[stop - size : stop]
                        tail_from = stop
                    break
        if unit:
            return lead[: lead.index(unit[0])], unit, [*lead[tail_from:], *tokens[first:]]
    said: list[Token] = []
    has_figures = any(cells.is_value(token.text) for token in tokens[first:])
    while (
        len(lead) > 1
        and not has_figures
        and cells.is_said(lead[-1].text)
        and not lead[-1].text.rstrip().endswith((")", "）"))
    ):
        said.insert(0, lead.pop())
    return lead, [], [*said, *tokens[first:]]


def _leads(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token belongs to the row's words before its figures."""
    text = tokens[at].text
    if cells.nature(text) is not None or cells.is_value(text):
        return False
    if cells.is_none(text):
        return False
    return not (cells.year_alone(text) is not None and at + 1 < len(tokens) and cells.is_value(tokens[at + 1].text))


def _figures(
    tail: Sequence[Token], columns: Sequence[Column]
) -> tuple[list[list[Figure] | None], cells.Nature | None, str | None]:
    """The value cells (a cell may hold several lines), the nature, and words of a notes column."""
    figures: list[list[Figure] | None] = []
    nature: cells.Nature | None = None
    note: list[str] = []
    year: tuple[int, Token] | None = None
    seen_nature = False
    has_note = any(column.kind == "note" for column in columns)
    for token in tail:
        kind = cells.nature(token.text)
        if kind is not None:
            nature, seen_nature = kind, True
            continue
        if seen_nature and has_note:
            note.append(token.text.strip())
            continue
        figures.extend([None] * max(0, token.empties))
        alone = cells.year_alone(token.text)
        if alone is not None:
            year = (alone, token)
            continue
        if cells.is_none(token.text):
            figures.append(None)
            continue
        number = cells.parse(token.text)
        if year is not None and number.year is None:
            number = Number(number.text, number.start, number.value, year[0], number.cumulative)
        year = None
        at = token.start + token.text.index(number.text, number.start) if number.text in token.text else token.start
        figures.append([Figure(number, at, at + len(number.text))])
    count = sum(column.kind == "value" for column in columns)
    return _folded(figures, count), nature, " ".join(note) or None


def _folded(figures: list[list[Figure] | None], count: int) -> list[list[Figure] | None]:
    """Where a row has more figures than columns, lines that look alike (设市区≥25, 县级市≥20) are one cell."""
    while len(figures) > count:
        pairs = [
            (len(before) + len(here), -at)
            for at, (before, here) in enumerate(pairwise(figures))
            if before and here and _shape(before[-1].number.text) == _shape(here[0].number.text) == "labelled"
        ]
        if not pairs:
            break
        # The shortest pair first, from the right: the lines are dealt out evenly.
        at = -min(pairs)[1]
        figures[at : at + 2] = [(figures[at] or []) + (figures[at + 1] or [])]
    return figures


def _shape(text: str) -> str:
    return "labelled" if text[:1] > "\u3400" and any(c.isdigit() for c in text) else "plain"


def _filled(drafts: Sequence[RowDraft], columns: Sequence[Column]) -> dict[int, float]:
    """How often the rows fill each value column, after a first reading of each row by itself."""
    places = [column for column in columns if column.kind == "value"]
    counts = dict.fromkeys(range(len(places)), 0.0)
    total = 0.0
    for draft in drafts:
        _, unit, tail = _parts(draft.after, columns)
        figures, _, _ = _figures(tail, columns)
        if figures:
            share = "".join(token.text for token in unit) == "%"
            reading = align([cell[0].number if cell else None for cell in figures], places, share=share)
            total += reading.confidence
            for place in reading.places:
                counts[place] += reading.confidence
    return {place: count / total for place, count in counts.items()} if total >= 3 else {}


def _values(
    figures: Sequence[list[Figure] | None],
    columns: Sequence[Column],
    name: str,
    unit: str | None,
    filled: Mapping[int, float],
) -> tuple[list[Value], float]:
    places = [column for column in columns if column.kind == "value"]
    share = unit in {"%", "％", "‰"} or name.endswith(("比重", "占比", "率", "比例", "比"))
    reading = align([cell[0].number if cell else None for cell in figures], places, share=share, filled=filled)
    laid = list(zip(figures, reading.places, strict=False))
    aim = any(cell and places[place].role == "PlannedTarget" for cell, place in laid)
    values: list[Value] = []
    for cell, place in laid:
        column = places[place]
        role = column.role
        if role == "PlannedGrowth" and column.flow and not column.growth and not aim:
            # 年均/累计 without a level beside it states the aim itself.
            role = "PlannedTarget"
        for figure in cell or []:
            if role is not None:
                number = figure.number
                values.append(
                    Value(
                        role,
                        number.text.strip(),
                        figure.start,
                        figure.end,
                        number.year or column.year,
                        number.cumulative,
                        number.value,
                    )
                )
    return values, reading.confidence
