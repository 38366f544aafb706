"""``guihua export``: the graph for other tools."""

from __future__ import annotations

from pathlib import Path

import click

_FORMATS = ("ttl", "nq", "trig", "jsonld", "graphml", "gexf", "csv", "shacl")


@click.command()
@click.option("--to", "form", type=click.Choice(_FORMATS), help="Format; told from PATH's ending when not given.")
@click.option("--data", "directory", type=click.Path(path_type=Path), default="guihua-data", envvar="GUIHUA_DATA",
              show_default=True, help="Dataset directory to read.")
@click.option("--target", "targets", multiple=True, metavar="URL",
              help="shacl: address of a SPARQL endpoint that the queries are for.")
@click.option("--queries", "folders", multiple=True, metavar="DIR",
              type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="shacl: a folder with stored queries of your own, beside ours.")
@click.argument("path", type=click.Path(path_type=Path))
def command(form: str | None, directory: Path, targets: tuple[str, ...], folders: tuple[Path, ...],
            path: Path) -> None:
    """Write the graph for other tools.

    \b
    ttl      all plans and the ontology, for Protégé
    nq       all named graphs, as they are; trig, jsonld: the same in other syntaxes
    graphml  things and relations as a network, for yEd, Cytoscape, networkx
    gexf     the same, for Gephi
    csv      a directory of tables for Excel and pandas
    shacl    the stored queries as SHACL examples (sh:SPARQLExecutable), in Turtle

    PATH is a file (- for standard output), or for csv a directory.

    \b
    guihua export --to gexf linhai.gexf
    guihua export --to csv tables/
    guihua export --to shacl examples.ttl --target https://example.org/sparql
    """
    wanted = form or path.suffix.lower().lstrip(".")
    if wanted not in _FORMATS:
        raise click.UsageError(f"say the format with --to: {', '.join(_FORMATS)}")
    if wanted == "csv" and str(path) == "-":
        raise click.UsageError("csv writes several tables: give a directory")
    if wanted == "shacl":
        _queries(path, targets, folders)
        return
    from graph_build.export import FORMATS, export

    chosen = next(name for name in FORMATS if name == wanted)
    for written in export(directory, chosen, None if str(path) == "-" else path):
        click.echo(written)


def _queries(path: Path, targets: tuple[str, ...], folders: tuple[Path, ...]) -> None:
    import sys

    from graph_build.export import replace
    from queries.catalogue import STORED, Catalogue
    from queries.examples_shacl import turtle

    text = turtle(Catalogue((*folders, STORED)), targets).encode("utf-8")
    if str(path) == "-":
        sys.stdout.buffer.write(text)
        return
    replace(path, lambda file: file.write(text))
    click.echo(path)
