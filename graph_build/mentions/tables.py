"""Mentions that tables make: an Indicator for every row of an indicator table, a Project for every row of a list.

Their evidence is the row's name cell, in the table. ``rule`` starts with ``table-``: a name that stands in a table is
the name that the plan itself gives to the thing.
"""

from __future__ import annotations

from graph_build.model import Evidence, Mention, Plan


def find(plan: Plan) -> tuple[Mention, ...]:
    """One mention per indicator row and per project row of ``plan``, in reading order."""
    out: list[Mention] = []
    for table, _ in plan.tables():
        for row in table.indicators:
            evidence = Evidence(table.key, row.start, row.end)
            out.append(Mention("Indicator", row.name, evidence, "table-indicator-row", row.confidence))
        for project in table.projects:
            evidence = Evidence(table.key, project.start, project.end)
            out.append(Mention("Project", project.name, evidence, "table-project-row", project.confidence))
    return tuple(out)
