"""Takes a plan that was read apart into the parts of a document, so that it can be written in another format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from graph_build.model import Division, IndicatorRow, Passage, Plan, Table, Value
from graph_build.tabular.heads import Role
from tests.reading.making import Part

_HEADS: dict[Role, str] = {
    "Baseline": "{}年",
    "PlannedTarget": "规划目标{}年",
    "PlannedGrowth": "规划目标年均增长",
    "Actual": "完成情况{}年",
    "ActualGrowth": "完成情况年均增长",
}


def parts_of(plan: Plan) -> tuple[Part, ...]:
    """The parts of *plan* in order, each with the words that its source prints, numbers included."""
    notice = tuple(node for node in plan.children if isinstance(node, Division) and node.kind == "front")
    rest = tuple(node for node in plan.children if node not in notice)
    return (*_parts(plan, notice, 1), Part("title", plan.metadata.title), *_parts(plan, rest, 1))


def _parts(plan: Plan, nodes: tuple[Division | Passage | Table, ...], level: int) -> Iterator[Part]:
    for node in nodes:
        if isinstance(node, Passage):
            yield Part("paragraph", _line(plan, node))
        elif isinstance(node, Table):
            yield from _table(plan, node)
        elif node.kind == "box":
            tables = [child for child in node.children if isinstance(child, Table)]
            rows = [_heading(plan, node)]
            rows += [_line(plan, child) for child in node.children if isinstance(child, Passage)]
            if tables:
                yield Part("paragraph", rows[0])
                for table in tables:
                    yield from _table(plan, table, captioned=True)
                yield from (Part("paragraph", row) for row in rows[1:])
            else:
                yield Part("box", rows=tuple((row,) for row in rows))
        else:
            # The notice that sends a plan out is set in the letter's own way, without heading styles.
            said = _heading(plan, node)
            yield Part("paragraph", said) if node.kind == "front" else Part("heading", said, level)
            yield from _parts(plan, node.children, level + 1)


def _heading(plan: Plan, node: Division) -> str:
    return "".join(plan.source.text[node.heading_start : node.heading_end].split("\n"))


def _line(plan: Plan, node: Passage) -> str:
    """A passage with its number, as its block prints it."""
    text = plan.source.text
    start = max(text.rfind("\n", 0, node.start), text.rfind("\x0c", 0, node.start)) + 1
    return text[start : node.start].strip() + node.text


def _table(plan: Plan, table: Table, *, captioned: bool = False) -> Iterator[Part]:
    if not captioned:
        yield Part("caption", f"{table.number or ''} {table.title}".strip())
    if table.kind == "indicators":
        yield Part("table", rows=_indicators(table.indicators))
    else:
        width = max(map(len, table.cells))
        yield Part("table", rows=tuple((*row, *[""] * (width - len(row))) for row in table.cells))
    yield from (Part("paragraph", note.text) for note in table.notes)


def _indicators(rows: tuple[IndicatorRow, ...]) -> tuple[tuple[str, ...], ...]:
    """A table of the rows: a column for each role and its usual year, empty cells where a row has none."""
    years = {role: Counter(v.year for row in rows for v in row.values if v.role == role) for role in _HEADS}
    usual = {role: found.most_common(1)[0][0] for role, found in years.items() if found}
    out = [("序号", "类别", "指标", "指标", "单位", *(_HEADS[role].format(usual[role]) for role in usual), "属性")]
    natures = {"Expected": "预期性", "Binding": "约束性", None: ""}
    for row in rows:
        cells = {value.role: _shown(value, usual[value.role]) for value in row.values}
        lead = (row.serial or "", row.category or "", row.parent or row.name, row.name, row.unit or "")
        out.append((*lead, *(cells.get(role, "") for role in usual), natures[row.nature]))
    return tuple(out)


def _shown(value: Value, usual: int | None) -> str:
    """A value as a cell prints it: with its year, where that is not its column's."""
    return value.text if value.year in {usual, None} else f"{value.year}年{value.text}"
