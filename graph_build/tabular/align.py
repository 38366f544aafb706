"""Which column each figure of a row belongs to, where the layout has lost the empty cells.

The figures keep their order, so a row of n figures under m columns has at most m-over-n readings. Each reading is
scored by what is known of such tables: square brackets mean a sum over the period; a level lies near the other levels
of its row; growth between two levels can be computed; a row of a plan's table states an aim; a percentage seldom has
a growth rate of its own. The margin between the best reading and the next gives the confidence.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from graph_build.tabular.cells import Number
from graph_build.tabular.heads import Column


@dataclass(frozen=True, slots=True)
class Reading:
    """Column index for each figure, and how sure that is."""

    places: tuple[int, ...]
    confidence: float


def align(
    figures: Sequence[Number | None],
    columns: Sequence[Column],
    *,
    share: bool,
    filled: Mapping[int, float] | None = None,
) -> Reading:
    """Lay *figures* under *columns* (value columns only), keeping their order.

    :param figures: the row's values; ``None`` for a printed dash.
    :param share: whether the indicator is a share or rate itself (比重, 率, %).
    :param filled: for each column, the share of the table's rows that fill it, as far as known.
    """
    n, m = len(figures), len(columns)
    if n >= m:
        return Reading(tuple(range(m)), 1.0 if n == m else 0.6)
    scored = sorted(
        (
            (_score(figures, columns, places, share) - _gaps(places, columns, filled or {}), tuple(-p for p in places))
            for places in combinations(range(m), n)
        ),
        reverse=True,
    )
    best = tuple(-p for p in scored[0][1])
    told = _roles(columns, best)
    rival = next((score for score, places in scored[1:] if _roles(columns, tuple(-p for p in places)) != told), None)
    margin = math.inf if rival is None else scored[0][0] - rival
    return Reading(best, 1.0 if margin >= 1.5 else round(0.6 + 0.3 * max(0.0, margin) / 1.5, 2))


def _gaps(places: Sequence[int], columns: Sequence[Column], filled: Mapping[int, float]) -> float:
    """What it costs to leave columns empty that the other rows fill."""
    return sum(2.5 * filled[p] ** 2 for p in range(len(columns)) if p in filled and p not in places)


def _roles(columns: Sequence[Column], places: Sequence[int]) -> tuple[tuple[object, object], ...]:
    """What a reading says: a sole aim is the aim, in whichever column it stands."""
    return tuple(
        ("aim", columns[p].flow and columns[p].growth)
        if columns[p].role in {"PlannedTarget", "PlannedGrowth"}
        else (columns[p].role, columns[p].year)
        for p in places
    )


def _score(figures: Sequence[Number | None], columns: Sequence[Column], places: Sequence[int], share: bool) -> float:
    score = 0.0
    levels: list[float] = []
    by_place: dict[int, Number] = {}
    for figure, place in zip(figures, places, strict=True):
        column = columns[place]
        if figure is None:
            continue
        by_place[place] = figure
        if figure.cumulative:
            score += 1.0 if column.flow else -3.0
        elif column.flow:
            if column.growth and share:
                score -= 1.5
            if figure.value is not None and abs(figure.value) > 40:
                score -= 2.0
        elif figure.value is not None:
            levels.append(figure.value)
        if figure.year is not None:
            score += -2.0 if column.flow else (1.5 if column.role in {"Actual", "Baseline"} else -1.0)
        if figure.value is None and not figure.cumulative:
            score += 0.5 if column.role in {"PlannedTarget", "PlannedGrowth"} else -1.0
    if len(levels) > 1:
        middle = sorted(levels)[len(levels) // 2 if len(levels) > 2 else 0]
        for level in levels:
            score -= (
                3.0
                if level * middle <= 0 and level != middle
                else min(3.0, abs(math.log(abs(level / middle))))
                if middle and level
                else 0.0
            )
    score += _growth_fits(by_place, columns)
    present = {columns[place].role for place in by_place}
    flows = {columns[place].flow for place in by_place if columns[place].role in {"PlannedTarget", "PlannedGrowth"}}
    have = {column.role for column in columns}
    score -= 1.0 * ("Baseline" in have and "Baseline" not in present)
    score -= 1.5 * (not present & {"PlannedTarget", "PlannedGrowth"})
    score -= 0.5 * ("PlannedTarget" in have and False not in flows)
    score -= 1.0 * (bool(have & {"Actual", "ActualGrowth"}) and not present & {"Actual", "ActualGrowth"})
    score -= 0.7 * ("Actual" in have and "Actual" not in present)
    score -= 0.3 * (
        len(have & {"PlannedGrowth", "ActualGrowth"}) == 2
        and ("PlannedGrowth" in present) != ("ActualGrowth" in present)
    )
    return score


def _growth_fits(by_place: dict[int, Number], columns: Sequence[Column]) -> float:
    """A bonus where a growth figure is what the levels beside it come to."""
    bonus = 0.0
    base = next(
        (figure for place, figure in by_place.items() if columns[place].role == "Baseline" and figure.value), None
    )
    if base is None or not base.value or base.value <= 0:
        return 0.0
    for rate_role, level_role in (("PlannedGrowth", "PlannedTarget"), ("ActualGrowth", "Actual")):
        rate = next(
            (figure for place, figure in by_place.items() if columns[place].role == rate_role and columns[place].flow),
            None,
        )
        level = next(
            (
                figure
                for place, figure in by_place.items()
                if columns[place].role == level_role and not columns[place].flow
            ),
            None,
        )
        if rate is None or level is None or rate.value is None or not level.value or level.value <= 0:
            continue
        yearly = ((level.value / base.value) ** 0.2 - 1) * 100
        if abs(rate.value - yearly) < 1.2 or abs(rate.value - (level.value - base.value)) < 0.06 * abs(base.value):
            bonus += 1.5
    return bonus
