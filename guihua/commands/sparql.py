"""``guihua sparql``: any query."""

from __future__ import annotations

import json
from pathlib import Path

import click

from guihua.commands._data import data_options, open_dataset
from guihua.commands._output import print_rows


@click.command(name="sparql")
@click.argument("query", required=False)
@click.option("-f", "--file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
              help="Read the query from a file (- for standard input).")
@click.option("--format", "format_", type=click.Choice(["table", "json", "csv", "markdown", "turtle"]), default=None,
              help="How to print: table (default) for SELECT, turtle for CONSTRUCT and DESCRIBE.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=30.0, show_default=True,
              help="Seconds after which to give up.")
@click.option("--max-rows", type=click.IntRange(min=1), default=500_000, show_default=True,
              help="Give up on a larger result.")
@data_options
def command(query: str | None, file: Path | None, format_: str | None, timeout: float, max_rows: int, data: str,
            endpoint: str | None) -> None:
    """Run any SPARQL 1.1 QUERY, read-only, over the union of all graphs.

    The prefixes of our namespaces (gh:, skos:, prov:, dcterms: …) need no declaration.

    \b
    guihua sparql 'SELECT ?label WHERE { ?goal a gh:Goal ; skos:prefLabel ?label } LIMIT 5'
    guihua sparql -f question.rq --format csv
    """
    from queries.rendering.rows import to_json, to_turtle
    from queries.stores import Limits, Solutions

    if (query is None) == (file is None):
        raise click.UsageError("give either QUERY or -f FILE")
    if file is not None:
        with click.open_file(str(file), encoding="utf-8") as stream:
            query = stream.read()
    assert query is not None
    dataset = open_dataset(data, endpoint)
    found = dataset.sparql(query, limits=Limits(seconds=timeout, rows=max_rows))
    if isinstance(found, Solutions):
        print_rows(found, format_ if format_ and format_ != "turtle" else "table")
    elif isinstance(found, bool):
        click.echo(json.dumps({"head": {}, "boolean": found}) if format_ == "json" else str(found).lower())
    elif format_ in (None, "turtle"):
        click.echo(to_turtle(found), nl=False)
    else:
        rows = Solutions(("subject", "predicate", "object"), tuple(tuple(t) for t in found))
        if format_ == "json":
            click.echo(to_json(rows))
        else:
            print_rows(rows, format_)
