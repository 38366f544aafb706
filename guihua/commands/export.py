"""``guihua export``: the graph for other tools."""

from __future__ import annotations

from pathlib import Path

import click

_FORMATS = ("ttl", "nq", "trig", "jsonld", "graphml", "gexf", "csv")


@click.command()
@click.option("--to", "form", type=click.Choice(_FORMATS), help="Format; told from PATH's ending when not given.")
@click.option("--data", "directory", type=click.Path(path_type=Path), default="guihua-data", envvar="GUIHUA_DATA",
              show_default=True, help="Dataset directory to read.")
@click.argument("path", type=click.Path(path_type=Path))
def command(form: str | None, directory: Path, path: Path) -> None:
    """Write the graph for other tools.

    \b
    ttl      all plans and the ontology, for Protégé
    nq       all named graphs, as they are; trig, jsonld: the same in other syntaxes
    graphml  things and relations as a network, for yEd, Cytoscape, networkx
    gexf     the same, for Gephi
    csv      a directory of tables for Excel and pandas

    PATH is a file (- for standard output), or for csv a directory.

    \b
    guihua export --to gexf linhai.gexf
    guihua export --to csv tables/
    """
    from graph_build.export import FORMATS, export

    wanted = form or path.suffix.lower().lstrip(".")
    chosen = next((name for name in FORMATS if name == wanted), None)
    if chosen is None:
        raise click.UsageError(f"say the format with --to: {', '.join(_FORMATS)}")
    if chosen == "csv" and str(path) == "-":
        raise click.UsageError("csv writes several tables: give a directory")
    for written in export(directory, chosen, None if str(path) == "-" else path):
        click.echo(written)
