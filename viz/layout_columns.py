"""Columns from left to right: tasks → programs, projects, platforms → indicators, targets → the goal.

Chapters are horizontal bands in the order of the text; within a band tasks keep that order and the other columns
follow the tasks that they are tied to (one barycentre sweep), which keeps lines short. Supporters that only contribute
stand left of the direct ones. Columns are split into as many sub-columns as let names be largest on a page. Lines that
leave a band to the right run below its names in a street, so that none crosses a name and a chapter's support is seen
as one strand.
Traces take their columns from the hops instead.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from viz.layout import FONT, LINE, Layout, Region, Spot, width_of, wrap
from viz.model import View
from viz.subgraph import captions

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
GUTTER = 26.0
"""Room right of a sub-column's names, in which lines turn down into the street."""
LABEL = LABEL_EMS * FONT * 1.3 + 36
"""Room of a thing and its name: names are a little larger than at zoom 1 when a picture is fitted to a screen."""
CELL = LABEL + GUTTER
LANE, STREET = 3.2, 42.0
"""Pitch of lines in a street, and how wide one gets at most."""
PAGE, BESIDE_PANEL = (1030.0, 680.0), (640.0, 680.0)
"""A screen's room for the picture, in pixels, alone and beside the open panel (as traces open): sub-columns
and rows are chosen so that names are largest there."""
LOOSEST = 1.7
"""How far rows may be spread to fill a page."""


@dataclass(frozen=True)
class _Content:
    """What stands where, whatever the sizes: worked out once, laid out several times."""

    view: View
    names: Mapping[str, str]
    column: Mapping[str, int]
    cells: Mapping[str | None, Sequence[Sequence[str]]]
    """Chapter → what stands in each of the three columns of its band."""
    streets: Mapping[str | None, int]
    """Chapter → how many lines leave its band to the right."""
    behind: tuple[Sequence[str], Sequence[str]]
    """Measures, and what the view is about."""
    lines: Mapping[str, tuple[str, ...]]


def columns(view: View) -> Layout:
    """Positions of *view* in columns."""
    if view.kind == "trace":
        return _hops(view)
    content = _content(view)
    sizes = {split: _size(_bands(content, split, ROUTE, ROW)) for split in range(1, 7)}
    split = max(sizes, key=lambda split: (_zoom(sizes[split]), -split))
    width, height = sizes[split]
    # Room that the page has anyway goes to the rows, or to the lines between the columns.
    more = _size(_bands(content, split, ROUTE, ROW + 1))[1] - height
    row = ROW + min((LOOSEST - 1) * ROW, max(0.0, (width * PAGE[1] / PAGE[0] - height) / max(more, 0.1)))
    route = ROUTE + min(3 * ROUTE, max(0.0, height * PAGE[0] / PAGE[1] - width) / 4)
    return _bands(content, split, route, row)


def _content(view: View) -> _Content:
    nodes, names = view.network.nodes, captions(view)
    column = {iri: _column(view, iri) for iri in view.nodes}
    middle = [iri for iri in view.nodes if column[iri] < 3]
    chapters = [chapter.iri for chapter in view.network.chapters()]
    home = _homes(view, middle, column, chapters)
    by_cell: dict[tuple[str | None, int], list[str]] = defaultdict(list)
    for iri in middle:
        by_cell[home[iri], column[iri]].append(iri)
    leaving: Counter[str | None] = Counter()
    for edge in view.edges:
        for one, other in ((edge.source, edge.target), (edge.target, edge.source)):
            if column[one] < 3 <= column[other]:
                leaving[home[one]] += 1
    cells = {}
    ties = _ties(view, column)
    for chapter in (*chapters, None):
        own = [by_cell.get((chapter, c), []) for c in range(3)]
        if any(own):
            cells[chapter] = (*own[:2], _near_tasks(own, ties))
    measures = sorted((iri for iri in view.nodes if column[iri] == 3),
                      key=lambda iri: (nodes[iri].cls == "Goal", nodes[iri].order, iri))
    return _Content(
        view, names, column, cells, leaving, (measures, [iri for iri in view.nodes if column[iri] == 4]),
        {iri: wrap(names[iri], LABEL_EMS, 2 if column[iri] < 3 else 3) for iri in view.nodes},
    )


def _zoom(size: tuple[float, float]) -> float:
    """How large a picture of *size* is drawn on a page."""
    return min(PAGE[0] / size[0], PAGE[1] / size[1])


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


def _bands(content: _Content, split: int, route: float, pitch: float) -> Layout:
    """Every column in at most *split* sub-columns, rows *pitch* apart."""
    bands = content.cells
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
    if any(content.streets.values()) and content.behind[0]:
        x += 1.4 * ROUTE  # the streets turn here into the row that measures leave free
    y = 0.0
    for chapter, cells in bands.items():
        street = min(STREET, LANE * content.streets.get(chapter, 0))
        height = rows[chapter] * pitch + 2 * MARGIN + street
        for c, cell in enumerate(cells):
            per_sub = max(1, ceil(len(cell) / max(1, ceil(len(cell) / rows[chapter]))))
            for i, iri in enumerate(cell):
                sub, row = divmod(i, per_sub)
                free = (rows[chapter] - min(per_sub, len(cell))) * pitch / 2
                spots[iri] = Spot(
                    starts[c] + sub * CELL, y + MARGIN + free + (row + 0.5) * pitch, "right", content.lines[iri],
                )
        division = content.view.network.divisions.get(chapter or "")
        regions.append(Region(
            "band", division.title if division else "", -150, y, edge_of_bands + 150, height,
            division.number if division else "", street,
        ))
        y += height + 6
    height = max(y - 6, pitch)
    x = max(x, 0.0)
    for c, group in zip((3, 4), content.behind, strict=True):
        starts.append(x)
        x = _pillar(spots, content.lines, group, x, height, route, c == 4)
    held = set(content.column.values())
    for c, title in enumerate(TITLES):
        if c in held:
            named = title if content.view.kind == "goal" or c > 1 else "tasks"
            regions.append(Region("column", named, starts[c], -34, 0, 0))
    return Layout("columns", spots, tuple(regions), (LABEL, pitch))


def _pillar(
    spots: dict[str, Spot], lines: Mapping[str, tuple[str, ...]], group: Sequence[str], x: float, height: float,
    route: float, last: bool,
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
            x + sub * CELL, height / 2 + (slot - middle) * pitch, "right", lines[iri],
        )
    return x + subs * CELL + route


def _ties(view: View, column: Mapping[str, int]) -> Mapping[str, Sequence[str]]:
    """For each thing of the middle column the tasks that it is tied to."""
    found: dict[str, list[str]] = defaultdict(list)
    for edge in view.edges:
        for one, other in ((edge.source, edge.target), (edge.target, edge.source)):
            if column[one] < 2 and column[other] == 2:
                found[other].append(one)
    return found


def _near_tasks(cells: Sequence[Sequence[str]], ties: Mapping[str, Sequence[str]]) -> list[str]:
    """The middle column in the mean order of the tasks that each thing is tied to."""
    row = {iri: float(i) for cell in cells[:2] for i, iri in enumerate(cell)}

    def mean(iri: str) -> float:
        near = [row[task] for task in ties.get(iri, ()) if task in row]
        return sum(near) / len(near) if near else float(len(row))

    return sorted(cells[2], key=mean)


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
    """Width and height of a picture with its names, at zoom 1."""
    spots = layout.spots.values()
    left = min([spot.x for spot in spots] + [region.x for region in layout.regions])
    right = max(spot.x + 24 + 1.3 * FONT * max((width_of(line) for line in spot.lines), default=0) for spot in spots)
    ys = [spot.y for spot in spots] + [region.y + region.height for region in layout.regions]
    return right - left, max(ys) - min(ys) + 70


def _hops(view: View) -> Layout:
    """A trace: one column a hop, ways in the middle, what is only beside them below."""
    layout = _hops_with(view, ROW)
    width, height = _size(layout)
    return _hops_with(view, ROW * min(LOOSEST, max(1.0, width * BESIDE_PANEL[1] / BESIDE_PANEL[0] / height)))


def _hops_with(view: View, row: float) -> Layout:
    nodes, names = view.network.nodes, captions(view)
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
        pitch = max(row, min(3 * row, tallest * row / len(group)))
        x = layer * (LABEL + 1.6 * ROUTE)
        # The ways stand around the middle line; what is beside them follows below.
        ways = sum(iri in lit for iri in group)
        for i, iri in enumerate(group):
            offset = (i - (ways - 1) / 2) * pitch + (LINE if i >= ways else 0)
            spots[iri] = Spot(x, offset, "right", wrap(names[iri], LABEL_EMS, 2))
    return Layout("columns", spots, tuple(regions))
