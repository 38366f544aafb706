"""The lines that a PDF page draws, and the grids they make.

A table's borders come as strokes, as thin filled bars, or as the sides of rectangles, whole or a piece for each cell.
All become rules: level or upright stretches, pieces of one line joined. Rules that touch make a grid. Within it two
places belong to one cell when no rule parts them, so a merged cell needs no corners of its own. A side that was not
drawn (a row that the page's end cuts, a table without outer borders) is closed where the rules across it end. What is
no rectangle is no cell but the ground between tables, within the frame of a printed web page, say.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2

NEAR = 3.0
"""Points within which two places are the same: thickness of the thickest rule."""
_MAX_RULES = 4000
_MAX_COLUMNS, _MAX_ROWS = 64, 300
_MAX_SEGMENTS = 400
"""Segments of one path that are looked at: what has more is a drawing."""

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Rule:
    """A stretch of a line: at ``at`` from ``first`` to ``last``, in points from the page's upper left corner."""

    upright: bool
    at: float
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a page's own coordinates lie on the page as it is shown: its corner, its size, its quarter turns."""

    left: float
    bottom: float
    width: float
    height: float
    turns: int

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> Sheet:
        """The sheet of *page*."""
        left, bottom, right, top = page.get_cropbox()
        return cls(left, bottom, right - left, top - bottom, (page.get_rotation() // 90) % 4)

    @property
    def shown_height(self) -> float:
        """Height of the page as it is shown."""
        return self.width if self.turns % 2 else self.height

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Distances from the left and from the upper edge of the page as it is shown."""
        x, y = x - self.left, y - self.bottom
        if self.turns == 1:
            return y, x
        if self.turns == 2:
            return self.width - x, y
        if self.turns == 3:
            return self.height - y, self.width - x
        return x, self.height - y


@dataclass(frozen=True, slots=True)
class Frame:
    """A grid: the places where its columns and rows begin and end, and for each place the number of its cell."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]
    """Rows of cell numbers; the same number in several places is one merged cell, -1 is outside."""

    def cell_at(self, x: float, y: float) -> int | None:
        """The cell that holds a point."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if not (0 <= row < len(self.cells) and 0 <= column < len(self.cells[0])):
            return None
        number = self.cells[row][column]
        return number if number >= 0 else None


def rules_of(page: pypdfium2.PdfPage, sheet: Sheet) -> list[Rule]:
    """The rules of *page*; none where it draws so many lines that it is a map or a chart."""
    found: list[Rule] = []
    for line in _lines(page):
        (x0, y0), (x1, y1) = sheet.place(line[0], line[1]), sheet.place(line[2], line[3])
        if abs(x0 - x1) <= NEAR < abs(y0 - y1):
            found.append(Rule(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1)))
        elif abs(y0 - y1) <= NEAR < abs(x0 - x1):
            found.append(Rule(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        if len(found) > 20 * _MAX_RULES:
            return []
    return _joined(found)


def _lines(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """Straight stretches in the page's own coordinates, those within forms included."""
    from pypdfium2 import raw

    identity: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    stack = [
        (raw.FPDFPage_GetObject(page, at), identity, 0) for at in range(min(raw.FPDFPage_CountObjects(page), 60_000))
    ]
    while stack:
        thing, outer, depth = stack.pop()
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < 4:
            own = _times(_matrix(thing), outer)
            stack += [
                (raw.FPDFFormObj_GetObject(thing, at), own, depth + 1)
                for at in range(min(raw.FPDFFormObj_CountObjects(thing), 60_000))
            ]
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            for x0, y0, x1, y1 in _stretches(thing):
                yield (*_moved(outer, x0, y0), *_moved(outer, x1, y1))


def _stretches(path: object) -> Iterator[tuple[float, float, float, float]]:
    """The straight stretches of a painted path; of a thin bar the line in its middle."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, fill, stroke) or not (fill.value or stroke.value):
        return
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if raw.FPDFPageObj_GetBounds(path, left, bottom, right, top):
        x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
        if x1 - x0 <= NEAR < y1 - y0:
            yield (x0 + x1) / 2, y0, (x0 + x1) / 2, y1
            return
        if y1 - y0 <= NEAR < x1 - x0:
            yield x0, (y0 + y1) / 2, x1, (y0 + y1) / 2
            return
        if y1 - y0 <= NEAR:
            return
    count = raw.FPDFPath_CountSegments(path)
    if not 0 < count <= _MAX_SEGMENTS:
        return
    own = _matrix(path)
    x, y = ctypes.c_float(), ctypes.c_float()
    begun = last = (0.0, 0.0)
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = _moved(own, x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begun = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield (*last, *here)
        last = here
        if raw.FPDFPathSegment_GetClose(segment):
            yield (*here, *begun)
            last = begun


def _matrix(thing: object) -> Matrix:
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, matrix):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _moved(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First *m*, then *n* (PDF 32000-1, 8.3.4)."""
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """*rules* with neighbours on one line put at one place, and those that touch made one."""
    out: list[Rule] = []
    for upright in (True, False):
        own = sorted((rule for rule in rules if rule.upright is upright), key=lambda rule: (rule.at, rule.first))
        groups: list[list[Rule]] = []
        for rule in own:
            if groups and rule.at - groups[-1][0].at <= NEAR:
                groups[-1].append(rule)
            else:
                groups.append([rule])
        for group in groups:
            at = sum(rule.at for rule in group) / len(group)
            line: list[Rule] = []
            for rule in sorted(group, key=lambda rule: (rule.first, rule.last)):
                if line and rule.first <= line[-1].last + NEAR:
                    line[-1] = Rule(upright, at, line[-1].first, max(line[-1].last, rule.last))
                else:
                    line.append(Rule(upright, at, rule.first, rule.last))
            out += line
    return out if len(out) <= _MAX_RULES else []


def frames_of(rules: Sequence[Rule]) -> list[Frame]:
    """The grids that touching rules make, from top to bottom."""
    found = [frame for group in _touching(rules) for frame in _frames(group)]
    return sorted(found, key=lambda frame: (frame.ys[0], frame.xs[0]))


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Groups of rules that hang together."""
    upright = [i for i, rule in enumerate(rules) if rule.upright]
    level = sorted((i for i, rule in enumerate(rules) if not rule.upright), key=lambda i: rules[i].at)
    heights = [rules[i].at for i in level]
    root = list(range(len(rules)))

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for i in upright:
        v = rules[i]
        for k in range(bisect_left(heights, v.first - NEAR), bisect_right(heights, v.last + NEAR)):
            h = rules[level[k]]
            if h.first - NEAR <= v.at <= h.last + NEAR:
                root[find(i)] = find(level[k])
    groups: dict[int, list[Rule]] = {}
    for i, rule in enumerate(rules):
        groups.setdefault(find(i), []).append(rule)
    return [groups[key] for key in sorted(groups)]


def _frames(rules: Sequence[Rule]) -> Iterator[Frame]:
    """The tables of a group of rules: cells side by side."""
    upright = [rule for rule in rules if rule.upright]
    level = [rule for rule in rules if not rule.upright]
    if not upright or not level:
        return
    level, upright = [*level, *_closing(upright)], [*upright, *_closing(level)]
    xs = _steps([rule.at for rule in upright])
    ys = _steps([rule.at for rule in level])
    width, height = len(xs) - 1, len(ys) - 1
    if not 1 <= width <= _MAX_COLUMNS or not 1 <= height <= _MAX_ROWS:
        return
    number = _regions(width, height, _walls(upright, xs, ys), _walls(level, ys, xs))
    boxes: dict[int, list[int]] = {}
    sizes: Counter[int] = Counter()
    for row, numbers in enumerate(number):
        for column, region in enumerate(numbers):
            sizes[region] += 1
            box = boxes.setdefault(region, [row, column, row, column])
            box[:] = [min(box[0], row), min(box[1], column), max(box[2], row), max(box[3], column)]
    whole = {region for region, (a, b, c, d) in boxes.items() if sizes[region] == (c - a + 1) * (d - b + 1)}
    for group in _side_by_side(number, whole):
        columns = sorted({at for region in group for at in (boxes[region][1], boxes[region][3] + 1)})
        rows = sorted({at for region in group for at in (boxes[region][0], boxes[region][2] + 1)})
        places = {region: at for at, region in enumerate(sorted(group))}
        cells = tuple(
            tuple(places.get(number[row][column], -1) for column in columns[:-1]) for row in rows[:-1]
        )
        yield Frame(tuple(xs[at] for at in columns), tuple(ys[at] for at in rows), cells)


def _regions(
    width: int, height: int, walls: set[tuple[int, int]], floors: set[tuple[int, int]]
) -> list[list[int]]:
    """For each place the number of the region that it belongs to: places that no rule parts."""
    number = [[-1] * width for _ in range(height)]
    count = 0
    for row in range(height):
        for column in range(width):
            if number[row][column] >= 0:
                continue
            stack = [(row, column)]
            number[row][column] = count
            while stack:
                r, c = stack.pop()
                for r2, c2, free in (
                    (r, c + 1, (c + 1, r) not in walls),
                    (r, c - 1, (c, r) not in walls),
                    (r + 1, c, (r + 1, c) not in floors),
                    (r - 1, c, (r, c) not in floors),
                ):
                    if free and 0 <= r2 < height and 0 <= c2 < width and number[r2][c2] < 0:
                        number[r2][c2] = count
                        stack.append((r2, c2))
            count += 1
    return number


def _side_by_side(number: Sequence[Sequence[int]], whole: set[int]) -> list[set[int]]:
    """Groups of the regions *whole* that lie side by side."""
    beside: dict[int, set[int]] = {region: set() for region in sorted(whole)}
    for row, numbers in enumerate(number):
        for column, region in enumerate(numbers):
            for r, c in ((row, column + 1), (row + 1, column)):
                if r < len(number) and c < len(numbers):
                    other = number[r][c]
                    if other != region and region in whole and other in whole:
                        beside[region].add(other)
                        beside[other].add(region)
    groups: list[set[int]] = []
    seen: set[int] = set()
    for region in beside:
        if region in seen:
            continue
        group, stack = set(), [region]
        while stack:
            here = stack.pop()
            if here not in group:
                group.add(here)
                stack += beside[here]
        seen |= group
        groups.append(group)
    return groups


def _closing(rules: Sequence[Rule]) -> list[Rule]:
    """Rules across the ends of parallel *rules* that begin or stop at one height: the side that was not drawn."""
    out: list[Rule] = []
    for which in ("first", "last"):
        ends = sorted((getattr(rule, which), rule.at) for rule in rules)
        group: list[tuple[float, float]] = []
        for end in [*ends, (float("inf"), 0.0)]:
            if group and end[0] - group[0][0] > NEAR:
                if len(group) > 1:
                    places = [at for _, at in group]
                    out.append(Rule(not rules[0].upright, group[0][0], min(places), max(places)))
                group = []
            group.append(end)
    return out


def _steps(places: Sequence[float]) -> tuple[float, ...]:
    """Places of a grid's lines; what lies near one another is one line."""
    out: list[float] = []
    for place in sorted(places):
        if not out or place - out[-1] > NEAR:
            out.append(place)
    return tuple(out)


def _walls(rules: Sequence[Rule], at: Sequence[float], along: Sequence[float]) -> set[tuple[int, int]]:
    """Pairs (line, step): between which steps a rule stands on which line."""
    found: set[tuple[int, int]] = set()
    for rule in rules:
        line = min(range(len(at)), key=lambda i: abs(at[i] - rule.at))
        first = bisect_left(along, rule.first - NEAR)
        while first + 1 < len(along) and along[first + 1] <= rule.last + NEAR:
            found.add((line, first))
            first += 1
    return found
