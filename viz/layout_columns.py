"""Columns from left to right: tasks → programs, projects, platforms → indicators, targets → the goal.

Chapters are horizontal bands in the order of the text; within a band tasks keep that order and the other columns
follow the tasks that they are tied to (one barycentre sweep), which keeps lines short. Supporters that only contribute
stand left of the direct ones. Columns are split into sub-columns until the picture's shape is near that of a page.
Traces take their columns from the hops instead.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from math import ceil

from viz.layout import FONT, LINE, Layout, Region, Spot, wrap
from viz.model import Node, View

COLUMN_OF: Mapping[str, int] = {
    "Task": 1, "Strategy": 2, "Program": 2, "Project": 2, "Platform": 2, "Industry": 2, "Organization": 2, "Place": 2,
    "Indicator": 3, "Target": 3, "Goal": 4,
}
"""Column 0 is for tasks that contribute; the last column for what the view is about."""
TITLES = ("contributing", "direct", "means", "measures", "about")

ROW = 40.0
"""Pitch of rows: two lines of a label and some air."""
ROUTE = 64.0
"""Room for lines between columns."""
MARGIN = 12.0
LABEL_EMS = 11.0
CELL = LABEL_EMS * FONT * 1.3 + 36
"""Width of a sub-column: labels are a little larger than at zoom 1 when a whole picture is fitted to a screen."""
PAGE = 1.55
"""Wanted width by height."""


def columns(view: View) -> Layout:
    """Positions of *view* in columns."""
    if view.kind == "trace":
        return _hops(view)
    column = {iri: _column(view, iri) for iri in view.nodes}
    shapes = {split: _shape(_bands(view, column, split, ROUTE)) for split in range(1, 7)}
    split = min(shapes, key=lambda split: (abs(shapes[split] - PAGE), split))
    layout = _bands(view, column, split, ROUTE)
    if shapes[split] < PAGE:
        # Room that the page has anyway goes to the lines between the columns.
        height = _size(layout)[1]
        layout = _bands(view, column, split, ROUTE + min(3 * ROUTE, (PAGE - shapes[split]) * height / 4))
    return layout


def _column(view: View, iri: str) -> int:
    node = view.network.nodes[iri]
    if iri in view.centre:
        return 4
    if node.cls == "Goal":
        return 3
    if node.cls != "Task" or view.kind != "goal":
        return COLUMN_OF[node.cls]
    direct = any(
        edge.source == iri and edge.target in view.centre and edge.strength != "Contributing" for edge in view.edges
    )
    return 1 if direct else 0


def _bands(view: View, column: Mapping[str, int], split: int, route: float) -> Layout:
    nodes = view.network.nodes
    middle = [iri for iri in view.nodes if column[iri] < 3]
    chapters = [chapter.iri for chapter in view.network.chapters()]
    bands: dict[str | None, list[list[str]]] = {}
    home = _homes(view, middle, column, chapters)
    for chapter in (*chapters, None):
        cells = [[iri for iri in middle if column[iri] == c and home[iri] == chapter] for c in range(3)]
        if any(cells):
            cells[2] = _near_tasks(view, cells)
            bands[chapter] = cells

    # The widest column sets the number of rows; each column then takes the sub-columns that it needs for them.
    rows = {chapter: max(1, *(ceil(len(cell) / split) for cell in cells)) for chapter, cells in bands.items()}
    subs = [max((ceil(len(cells[c]) / rows[ch]) for ch, cells in bands.items()), default=0) for c in range(3)]
    spots: dict[str, Spot] = {}
    regions: list[Region] = []
    x = 0.0
    starts: list[float] = []
    for c in range(3):
        starts.append(x)
        x += subs[c] * CELL + (route if subs[c] else 0)
    edge_of_bands = x - route * 0.7
    y = 0.0
    for chapter, cells in bands.items():
        height = rows[chapter] * ROW + 2 * MARGIN
        for c, cell in enumerate(cells):
            per_sub = max(1, ceil(len(cell) / max(1, ceil(len(cell) / rows[chapter]))))
            for i, iri in enumerate(cell):
                sub, row = divmod(i, per_sub)
                free = (rows[chapter] - min(per_sub, len(cell))) * ROW / 2
                spots[iri] = Spot(
                    starts[c] + sub * CELL, y + MARGIN + free + (row + 0.5) * ROW, "right",
                    wrap(nodes[iri].label, LABEL_EMS, 2),
                )
        division = view.network.divisions.get(chapter or "")
        regions.append(Region(
            "band", division.title if division else "", -150, y, edge_of_bands + 150, height,
            division.number if division else "",
        ))
        y += height + 6
    height = max(y - 6, ROW)
    x = max(x, 0.0)
    last = [[iri for iri in view.nodes if column[iri] == c] for c in (3, 4)]
    for c, group in zip((3, 4), last, strict=True):
        if c == 3:
            group = sorted(group, key=lambda iri: (nodes[iri].cls == "Goal", nodes[iri].order, iri))
        starts.append(x)
        x = _pillar(spots, nodes, group, x, height, route, c == 4)
    for c, title in enumerate(TITLES):
        if any(column[iri] == c for iri in view.nodes):
            regions.append(Region("column", title if view.kind == "goal" or c > 1 else "tasks", starts[c], -34, 0, 0))
    return Layout("columns", spots, tuple(regions), (CELL, ROW))


def _pillar(
    spots: dict[str, Spot], nodes: Mapping[str, Node], group: Sequence[str], x: float, height: float, route: float,
    last: bool,
) -> float:
    """Stand *group* in as many sub-columns as the height needs, evenly; the x after it."""
    if not group:
        return x
    per = max(1, int(height // ROW) - (0 if last else 1))
    subs = ceil(len(group) / per)
    per = ceil(len(group) / subs)
    for i, iri in enumerate(group):
        sub, row = divmod(i, per)
        count = min(per, len(group) - sub * per)
        # Lines run into what the view is about along the middle: measures leave that row free.
        slots = count if last else count + 1
        slot = row if last or row < ceil(count / 2) else row + 1
        pitch = min(height / slots, 3 * ROW)
        middle = (slots - 1) / 2 if last or count % 2 == 0 else ceil(count / 2)
        spots[iri] = Spot(
            x + sub * CELL, height / 2 + (slot - middle) * pitch, "right", wrap(nodes[iri].label, LABEL_EMS, 3),
        )
    return x + subs * CELL + route


def _near_tasks(view: View, cells: Sequence[Sequence[str]]) -> list[str]:
    """The middle column in the mean order of the tasks that each thing is tied to."""
    row = {iri: float(i) for cell in cells[:2] for i, iri in enumerate(cell)}
    ties: dict[str, list[float]] = defaultdict(list)
    for edge in view.edges:
        for one, other in ((edge.source, edge.target), (edge.target, edge.source)):
            if one in row:
                ties[other].append(row[one])
    order = {iri: i for i, iri in enumerate(cells[2])}
    return sorted(cells[2], key=lambda iri: (
        sum(ties[iri]) / len(ties[iri]) if ties[iri] else len(row), order[iri],
    ))


def _homes(
    view: View, middle: Sequence[str], column: Mapping[str, int], chapters: Sequence[str]
) -> Mapping[str, str | None]:
    """The band of each node: a task's chapter; of other things the chapter of most tasks that they are tied to."""
    nodes = view.network.nodes
    own = {iri: nodes[iri].chapter if nodes[iri].chapter in chapters else None for iri in middle}
    tied: dict[str, Counter[str | None]] = defaultdict(Counter)
    for edge in view.edges:
        for one, other in ((edge.source, edge.target), (edge.target, edge.source)):
            if column.get(one, 4) < 2 and column.get(other) == 2:
                tied[other][own[one]] += 1
    # Counter keeps the order of insertion, which is that of the edges: ties are settled the same way every time.
    return {iri: tied[iri].most_common(1)[0][0] if iri in tied else own[iri] for iri in middle}


def _size(layout: Layout) -> tuple[float, float]:
    xs = [spot.x for spot in layout.spots.values()]
    ys = [spot.y for spot in layout.spots.values()]
    return max(xs) - min(xs) + 320, max(ys) - min(ys) + 120


def _shape(layout: Layout) -> float:
    width, height = _size(layout)
    return width / height


def _hops(view: View) -> Layout:
    """A trace: one column a hop, ways in the middle, what is only beside them below."""
    nodes = view.network.nodes
    layers: dict[int, list[str]] = defaultdict(list)
    for iri in view.nodes:
        layers[view.layers.get(iri, 1)].append(iri)
    lit = set(view.lit)
    before: dict[str, list[str]] = defaultdict(list)
    for edge in view.edges:
        before[edge.source].append(edge.target)
        before[edge.target].append(edge.source)
    tallest = max(len(group) for group in layers.values())
    spots: dict[str, Spot] = {}
    regions: list[Region] = []
    for layer in sorted(layers):
        def rank(iri: str, placed: Mapping[str, Spot] = spots) -> tuple[bool, float, int, str]:
            ys = [placed[other].y for other in before[iri] if other in placed]
            return iri not in lit, sum(ys) / len(ys) if ys else 0.0, nodes[iri].order, iri

        group = sorted(layers[layer], key=rank)
        pitch = max(ROW, min(3 * ROW, tallest * ROW / len(group)))
        x = layer * (CELL + 2 * ROUTE)
        # The ways stand around the middle line; what is beside them follows below.
        ways = sum(iri in lit for iri in group)
        for i, iri in enumerate(group):
            offset = (i - (ways - 1) / 2) * pitch + (LINE if i >= ways else 0)
            spots[iri] = Spot(x, offset, "right", wrap(nodes[iri].label, LABEL_EMS, 2))
    return Layout("columns", spots, tuple(regions))
