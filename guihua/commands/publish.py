"""``guihua publish``: a dataset's graphs on a SPARQL server."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="publish")
@click.option("--endpoint", metavar="URL", required=True, envvar="GUIHUA_ENDPOINT",
              help="The server's query address (env GUIHUA_ENDPOINT).")
@click.option("--update-endpoint", metavar="URL", envvar="GUIHUA_UPDATE_ENDPOINT",
              help="Its update address; worked out from --endpoint when not given.")
@click.option("--graph-store", metavar="URL", help="Its Graph Store Protocol address, to use PUT instead of updates.")
@click.option("--plan", "plans", multiple=True, metavar="SLUG",
              help="Only this plan's graph, by slug or IRI; by default all graphs, the ontology's too.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=600.0, show_default=True,
              help="Seconds after which to give up on one graph.")
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and send nothing.")
@click.option("--data", metavar="DIR", envvar="GUIHUA_DATA", default="guihua-data", show_default=True,
              type=click.Path(path_type=Path), help="Dataset directory that “guihua build” wrote (env GUIHUA_DATA).")
@click.pass_context
def command(ctx: click.Context, endpoint: str, update_endpoint: str | None, graph_store: str | None,
            plans: tuple[str, ...], timeout: float, dry_run: bool, data: Path) -> None:
    """Put the dataset's graphs on a SPARQL server, each in the place of the one that is there.

    Each graph is replaced by one update request: on servers that run it as a transaction (Oxigraph, Virtuoso) readers
    see the old graph or the new one. Graphs that the dataset does not have are left alone. Credentials come from
    GUIHUA_USER and GUIHUA_PASSWORD, from ~/.netrc, or from the address.

    \b
    guihua publish --endpoint http://localhost:7878/query
    guihua publish --endpoint https://example.org/sparql --update-endpoint https://example.org/sparql-auth
    """
    from queries.stores import Limits
    from queries.stores.publishing import Publisher, choose, graphs_of

    if update_endpoint and graph_store:
        raise click.UsageError("give either --update-endpoint or --graph-store")
    zh = (ctx.obj or {}).get("lang") == "zh"
    chosen = choose(graphs_of(data), plans)
    if dry_run:
        for graph in chosen:
            click.echo(f"{graph.iri}  {len(graph.triples)} {'条陈述' if zh else 'statements'}")
        return
    publisher = Publisher(endpoint, update=update_endpoint, graph_store=graph_store, limits=Limits(seconds=timeout))
    publisher.check()
    click.echo(("发布到 " if zh else "Publishing to ") + publisher.target, err=True)
    for graph in chosen:
        seconds = publisher.replace(graph)
        words = "条陈述" if zh else "statements"
        click.echo(f"{graph.iri}  {len(graph.triples)} {words}, {seconds:.1f} s")
