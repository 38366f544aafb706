"""Where the projects of a list lie: its column of places says so for each row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph_build.model import Claim, Evidence, Mention, Plan, ProjectRow, Table, Thing

RULE = "row-place"
"""Rule of a Place mention that a list's column of places makes."""
_APART = re.compile(r"[、,，/／;；\s]+")
_PLACE = re.compile(r"(?![各全有相多跨])[一-鿿]{2,12}(?:省|市|县|区|旗|镇|乡|街道|村|岛|州|新区|开发区)")
_SURE = 0.95


def mentions(plan: Plan) -> tuple[Mention, ...]:
    """A Place mention for every place that a project list gives for a row, in reading order."""
    out = [mention for table, _ in plan.tables() for row in table.projects for mention in _of_row(plan, table, row)]
    return tuple(dict.fromkeys(out))


def claims(plan: Plan, things: Sequence[Thing]) -> Iterator[Claim]:
    """``locatedIn`` for every row with a place."""
    if not any(row.place for table, _ in plan.tables() for row in table.projects):
        return
    at = {(m.evidence, t.cls): t for t in things if t.cls in ("Project", "Place") for m in t.mentions}
    seen: set[tuple[str, str]] = set()
    for table, _ in plan.tables():
        for row in table.projects:
            named = Evidence(table.key, row.start, row.end)
            project = at.get((named, "Project"))
            for mention in _of_row(plan, table, row):
                place = at.get((mention.evidence, "Place"))
                if project is None or place is None or (project.key, place.key) in seen:
                    continue
                seen.add((project.key, place.key))
                yield Claim(project.key, "locatedIn", place.key, "Explicit", (named, mention.evidence),
                            "located-row", round(_SURE * row.confidence, 4))


def _of_row(plan: Plan, table: Table, row: ProjectRow) -> Iterator[Mention]:
    for name in _APART.split(row.place or ""):
        if not _PLACE.fullmatch(name):
            continue
        text = plan.source.text
        start = text.find(name, row.end, min(table.end, row.end + 200))
        if start < 0:  # one cell for several rows stands before them
            start = text.rfind(name, table.start, row.start)
        if start >= 0:
            yield Mention("Place", name, Evidence(table.key, start, start + len(name)), RULE, 0.9 * row.confidence)
