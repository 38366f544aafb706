"""How answers are printed: the options that all commands with answers share."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

if TYPE_CHECKING:
    from queries.answer import Answer
    from queries.stores import Solutions

P = ParamSpec("P")
R = TypeVar("R")
FORMATS = ("table", "json", "csv", "markdown")


def output_options(command: Callable[P, R]) -> Callable[P, R]:
    """Add ``--format``, as parameter ``format_``."""
    return click.option("--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True,
                        help="How to print: a table on a terminal (plain text in a pipe), or for other tools.")(command)


def answer_options(command: Callable[P, R]) -> Callable[P, R]:
    """Add ``--format``, ``--limit``, ``--offset`` and ``--show-sparql``."""
    command = click.option("--show-sparql", is_flag=True, help="Print the query that was run.")(command)
    command = click.option("--offset", type=click.IntRange(min=0), default=0,
                           help="Leave out the first N things (csv: rows).")(command)
    command = click.option("--limit", type=click.IntRange(min=0), default=None,
                           help="Show at most N things (csv: rows); 0 for all (default: 20 in a table).")(command)
    return output_options(command)


def print_answer(answer: Answer, format_: str, *, limit: int | None, offset: int, show_sparql: bool) -> None:
    """Print an answer as asked for."""
    if limit is None:
        limit = 20 if format_ == "table" else 0
    page = answer.page(offset, limit or None)
    if format_ == "json":
        from queries.rendering.json import to_dict

        click.echo(json.dumps(to_dict(page), ensure_ascii=False, indent=1))
    elif format_ == "csv":
        # Of a table of rows, rows are what is counted.
        rows = answer.solutions.rows[offset:offset + limit if limit else None]
        print_rows(replace(answer.solutions, rows=rows), "csv")
    elif format_ == "markdown":
        from queries.rendering.markdown import to_markdown

        click.echo(to_markdown(page, show_sparql=show_sparql))
    elif sys.stdout.isatty():
        from queries.rendering.terminal import show

        show(page, show_sparql=show_sparql)
    else:
        from queries.rendering.terminal import plain

        click.echo(plain(page, show_sparql=show_sparql))


def print_rows(solutions: Solutions, format_: str) -> None:
    """Print the rows of a SPARQL result as asked for."""
    from queries.rendering import rows

    if format_ == "csv":
        # RFC 4180 ends lines with CR LF; click would turn that into CR CR LF on Windows.
        # What is printed here is opened in spreadsheets; the SPARQL protocol at /sparql gives cells as they are.
        sys.stdout.write(rows.to_spreadsheet(solutions).replace("\r\n", "\n"))
    elif format_ == "json":
        click.echo(rows.to_json(solutions))
    elif format_ == "markdown":
        click.echo(rows.to_markdown(solutions))
    elif sys.stdout.isatty():
        _show(solutions)
    else:
        click.echo(rows.to_text(solutions))


def _show(solutions: Solutions) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, header_style="dim", pad_edge=False)
    for name in solutions.variables:
        grid.add_column(Text(name), overflow="fold")
    for row in solutions.rows:
        grid.add_row(*(Text("" if term is None else term.short()) for term in row))
    Console(highlight=False).print(grid)
