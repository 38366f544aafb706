"""``guihua query``: the stored queries."""

from __future__ import annotations

from pathlib import Path

import click

from guihua.commands._data import data_options, open_dataset
from guihua.commands._output import answer_options, print_answer
from ontology.errors import Lang

_FOLDERS = click.option("--queries", "folders", multiple=True, metavar="DIR",
                        type=click.Path(exists=True, file_okay=False, path_type=Path),
                        help="A folder with stored queries of your own, beside ours.")


@click.group(name="query")
def command() -> None:
    """List, show, run and check the stored queries.

    \b
    guihua query list
    guihua query show supports
    guihua query run supports -p goal=双千亿
    """


@command.command(name="list")
@click.option("--tag", help="Only queries with this tag.")
@_FOLDERS
@data_options
@click.pass_context
def list_(ctx: click.Context, tag: str | None, folders: tuple[Path, ...], data: str, endpoint: str | None) -> None:
    """List the stored queries, which are the same whatever the dataset; --data and --endpoint change nothing.

    A file that is no stored query is said and left out.

    \b
    guihua query list --tag goals
    """
    from queries.catalogue import STORED, Catalogue
    from queries.errors import BadHeader

    lang: Lang = "zh" if ctx.obj is not None and ctx.obj["lang"] == "zh" else "en"
    catalogue, found, bad = Catalogue((*folders, STORED)), [], False
    for name in catalogue.names():
        try:
            query = catalogue.get(name)
        except BadHeader as error:
            click.echo(error.render(lang), err=True)
            bad = True
            continue
        if tag is None or tag in query.tags:
            found.append(query)
    if not found and tag is not None:
        tags = sorted({t for q in catalogue.names() if not bad for t in catalogue.get(q).tags})
        raise click.BadParameter(f"no query has the tag {tag!r}; tags: {', '.join(tags)}", param_hint="--tag")
    width = max((len(q.name) for q in found), default=0)
    for query in found:
        summary = query.summary_zh if lang == "zh" else query.summary
        click.echo(f"{query.name:{width}}  {summary}  [{', '.join(query.tags)}]")
    if bad:
        ctx.exit(1)


@command.command(name="show")
@click.argument("name")
@_FOLDERS
@data_options
def show(name: str, folders: tuple[Path, ...], data: str, endpoint: str | None) -> None:
    """Show the stored query NAME: what it answers, its parameters, its SPARQL.

    \b
    guihua query show supports
    """
    from queries.catalogue import STORED, Catalogue

    query = Catalogue((*folders, STORED)).get(name)
    click.echo(f"{query.name}: {query.summary}\n{query.summary_zh}\n")
    if query.description:
        click.echo(query.description + "\n")
    for parameter in query.parameters:
        kind = "|".join(parameter.choices) or "/".join(parameter.classes) or parameter.type
        needed = " (required)" if parameter.required else ""
        click.echo(f"  -p {parameter.name}=…  {parameter.en} / {parameter.zh} [{kind}]{needed}"
                   + (f", for example {parameter.example}" if parameter.example else ""))
    click.echo("\n" + query.sparql)


@command.command(name="run")
@click.argument("name")
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="KEY=VALUE",
              help="A parameter's value: the name of a thing, a number, words.")
@_FOLDERS
@data_options
@answer_options
@click.pass_context
def run(ctx: click.Context, name: str, parameters: tuple[str, ...], folders: tuple[Path, ...], data: str,
        endpoint: str | None, format_: str, limit: int | None, offset: int, show_sparql: bool) -> None:
    """Run the stored query NAME.

    \b
    guihua query run supports -p goal=双千亿
    guihua query run find -p words=冷链 -p words=物流 --format csv
    """
    values: dict[str, list[str]] = {}
    for parameter in parameters:
        key, equals, value = parameter.partition("=")
        if not equals:
            raise click.BadParameter(f"{parameter!r} is not KEY=VALUE", param_hint="-p")
        values.setdefault(key, []).append(value)
    lang = "zh" if ctx.obj is not None and ctx.obj["lang"] == "zh" else "en"
    answer = open_dataset(data, endpoint, folders).query(name, values, lang="zh" if lang == "zh" else "en")
    print_answer(answer, format_, limit=limit, offset=offset, show_sparql=show_sparql)


@command.command(name="check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@data_options
def check(file: Path, data: str, endpoint: str | None) -> None:
    """Check a stored query of your own: its header, its SPARQL, and that it runs on the dataset.

    \b
    guihua query check my-queries/ports.rq
    """
    from queries.binding import bind
    from queries.catalogue import read
    from queries.stores.check import check as check_sparql

    query = read(file)
    check_sparql(query.sparql)
    dataset = open_dataset(data, endpoint)
    rows = len(dataset.store.select(query.sparql))
    for example in query.examples:
        found = len(dataset.store.select(query.bind(bind(query, example.parameters, dataset).terms)))
        if found < example.at_least:
            raise click.ClickException(f"{query.name}: {found} rows with {dict(example.parameters)}, "
                                       f"not {example.at_least}")
    click.echo(f"{query.name}: {len(query.parameters)} parameters, {len(query.columns)} columns, {rows} rows as it is, "
               f"{len(query.examples)} examples")
