"""``guihua tables``: a document's indicator and project tables as they were read."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from graph_build.model import IndicatorRow, Plan, ProjectRow, Table

_ROLES = ("Baseline", "PlannedTarget", "PlannedGrowth", "Actual", "ActualGrowth")
_INDICATOR_HEADS = (
    "table",
    "row",
    "serial",
    "category",
    "group",
    "indicator",
    "unit",
    "baseline",
    "baseline_year",
    "target",
    "target_year",
    "planned_growth",
    "actual",
    "actual_year",
    "actual_growth",
    "nature",
    "note",
    "confidence",
)
_PROJECT_HEADS = (
    "table",
    "row",
    "project",
    "content",
    "investment",
    "investment_unit",
    "period",
    "place",
    "organization",
    "confidence",
)


@click.command()
@click.argument("source", metavar="SOURCE", type=click.Path(allow_dash=True))
@click.option("--encoding", help="Encoding of a text or HTML source; detected when not given.")
@click.option("--name", help="File name to go by when SOURCE is - (its suffix tells the format).")
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV: the indicators, or with --projects the projects.")
@click.option("--projects", is_flag=True, help="Show project lists instead of indicator tables.")
def command(source: str, encoding: str | None, name: str | None, as_csv: bool, projects: bool) -> None:
    """Print a document's indicator tables as they were read.

    A confidence below 1 says that the layout did not settle which column a figure belongs to; what is doubtful is
    printed under the table.

    \b
    guihua tables data/linhai-14fyp.txt
    guihua tables plan.docx --csv > indicators.csv
    guihua tables plan.txt --projects --csv > projects.csv
    """
    from graph_build.outline import outline
    from graph_build.readers import read

    text = read(source, name=name, encoding=encoding)
    for warning in text.warnings:
        click.echo(warning, err=True)
    plan = outline(text)
    if as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(_PROJECT_HEADS if projects else _INDICATOR_HEADS)
        for table, row in _rows(plan, projects):
            writer.writerow((_name(table), *row))
        return
    shown = [table for table, _ in plan.tables() if (table.projects if projects else table.indicators)]
    if not shown:
        click.echo("No project lists." if projects else "No indicator tables.")
    for table in shown:
        _print(table, projects)


def _rows(plan: Plan, projects: bool) -> Iterator[tuple[Table, Sequence[str]]]:
    for table, _ in plan.tables():
        if projects:
            yield from ((table, _project(project)) for project in table.projects)
        else:
            yield from ((table, _indicator(indicator)) for indicator in table.indicators)


def _name(table: Table) -> str:
    return table.number or table.title


def _indicator(row: IndicatorRow) -> Sequence[str]:
    said = {role: "; ".join(value.text for value in row.values if value.role == role) for role in _ROLES}
    years = {
        role: next((str(value.year) for value in row.values if value.role == role and value.year), "")
        for role in _ROLES
    }
    return (
        str(row.row),
        row.serial or "",
        row.category or "",
        row.parent or "",
        row.name,
        row.unit or "",
        said["Baseline"],
        years["Baseline"],
        said["PlannedTarget"],
        years["PlannedTarget"],
        said["PlannedGrowth"],
        said["Actual"],
        years["Actual"],
        said["ActualGrowth"],
        row.nature or "",
        row.note or "",
        f"{row.confidence:g}",
    )


def _project(row: ProjectRow) -> Sequence[str]:
    return (
        str(row.row),
        row.name,
        row.content or "",
        "" if row.investment is None else f"{row.investment:.12g}",
        row.investment_unit or "",
        row.period or "",
        row.place or "",
        row.organization or "",
        f"{row.confidence:g}",
    )


def _print(table: Table, projects: bool) -> None:
    heads = (_PROJECT_HEADS if projects else _INDICATOR_HEADS)[1:]
    rows = [_project(row) for row in table.projects] if projects else [_indicator(row) for row in table.indicators]
    # Columns that no row fills are left out; years stand with their values.
    filled = [i for i in range(len(heads)) if any(row[i] for row in rows)]
    title = " ".join(part for part in (table.number, table.title) if part)
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.table import Table as Grid
        from rich.text import Text

        grid = Grid(*(heads[i] for i in filled), title=Text(title), title_justify="left")
        for row in rows:
            grid.add_row(*(Text(row[i]) for i in filled))
        Console().print(grid)
    else:
        click.echo(title)
        click.echo("\t".join(heads[i] for i in filled))
        for row in rows:
            click.echo("\t".join(row[i] for i in filled))
    for note in table.notes:
        click.echo(note.text)
    for doubt in table.doubts:
        click.echo(f"? {doubt}")
    click.echo()
