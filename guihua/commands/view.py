"""``guihua view``: a part of the graph as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from guihua.commands._data import data_options, open_dataset

if TYPE_CHECKING:
    from queries.dataset import Dataset
    from viz.layout import Layout
    from viz.model import Network, Node, PlanInfo, View


@click.command()
@click.option("--goal", metavar="NAME", help="What supports a goal, by chapter and strength.")
@click.option("--focus", metavar="NAME", help="What a thing touches, within --hops.")
@click.option("--hops", type=click.IntRange(1, 4), default=1, show_default=True, help="How far --focus goes.")
@click.option("--trace", nargs=2, metavar="FROM TO", help="The ways from one thing to another.")
@click.option("--place", metavar="NAME", help="What is planned at a place and its parts.")
@click.option("--industry", metavar="NAME", help="Who and what develops an industry.")
@click.option("--query", metavar="NAME", help="The things that a stored query finds.")
@click.option("-p", "parameters", multiple=True, metavar="KEY=VALUE", help="A parameter of --query.")
@click.option("--all", "everything", is_flag=True, help="The whole plan.")
@click.option("--plan", metavar="SLUG", help="Which plan, where the dataset holds several.")
@click.option("--limit", type=click.IntRange(1), help="How many things at most; what is left out is said.")
@click.option("--layout", "style", type=click.Choice(["columns", "rings", "chapters"]),
              help="Columns left to right, rings around the middle, or chapters as communities.")
@click.option("--format", "form", type=click.Choice(["html", "graphml", "gexf", "dot"]),
              help="Told from the file's ending when not given.")
@click.option("--page-lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True,
              help="Language of the page at first; the reader can switch.")
@data_options
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write; - for standard output.")
@click.pass_context
def command(
    ctx: click.Context, goal: str | None, focus: str | None, hops: int, trace: tuple[str, str] | None,
    place: str | None, industry: str | None, query: str | None, parameters: tuple[str, ...], everything: bool,
    plan: str | None, limit: int | None, style: str | None, form: str | None, page_lang: str, data: str,
    endpoint: str | None, output: Path | None,
) -> None:
    """Write the network as one HTML file that works offline.

    \b
    guihua view --goal 双千亿 -o goal.html
    guihua view --focus 头门港 --hops 2 -o port.html
    guihua view --trace 吉利汽车 双千亿 -o way.html
    guihua view --all -o plan.html
    guihua view --goal 双千亿 -o goal.gexf
    """
    wanted = [name for name, given in (
        ("--goal", goal), ("--focus", focus), ("--trace", trace), ("--place", place), ("--industry", industry),
        ("--query", query), ("--all", everything),
    ) if given]
    if len(wanted) != 1:
        raise click.UsageError(
            "choose one of --goal, --focus, --trace, --place, --industry, --query, --all"
            + (f"; not {' and '.join(wanted)} at once" if wanted else "")
        )
    if parameters and not query:
        raise click.UsageError("-p belongs to --query")
    ending = output.suffix.lower().lstrip(".") if output and str(output) != "-" else ""
    form = form or {"htm": "html", "gv": "dot", "": "html"}.get(ending, ending)
    from viz.errors import UnknownFormat
    from viz.formats import FORMATS

    if form not in FORMATS:
        raise UnknownFormat(name=form, formats=", ".join(FORMATS))

    from viz import reading, subgraph
    from viz.layout import Style, lay_out
    from viz.names import find

    dataset = open_dataset(data, endpoint)
    named = goal or focus or place or industry or (trace[1] if trace else None)
    network = reading.load(dataset.store, _plan(dataset, plan, named))
    view: View
    if goal:
        view = subgraph.goal_view(network, _prefer(network, goal, "Goal"), limit)
    elif focus:
        view = subgraph.focus_view(network, find(network, focus), hops, limit)
    elif trace:
        view = subgraph.trace_view(network, find(network, trace[0]), _prefer(network, trace[1], "Goal"), limit)
    elif place:
        view = subgraph.place_view(network, _prefer(network, place, "Place"), limit)
    elif industry:
        view = subgraph.industry_view(network, _prefer(network, industry, "Industry"), limit)
    elif query:
        view = subgraph.nodes_view(network, query, _found(dataset, query, parameters), limit)
    else:
        view = subgraph.all_view(network, limit)

    styles: dict[str, Style] = {"columns": "columns", "rings": "rings", "chapters": "chapters"}
    layout = lay_out(view, styles[style] if style else None)
    text = _render(view, layout, form, page_lang)
    if output is None:
        output = Path(f"{network.plan.slug}-{view.kind}.{form}")
    if str(output) == "-":
        click.echo(text, nl=False)
        return
    from viz.page import write

    write(output, text)
    _report(ctx, output, view)


def _prefer(network: Network, name: str, cls: str) -> Node:
    """The thing called *name*, one of class *cls* where there is one (a port may be a place or a platform)."""
    from viz.errors import UnknownThing
    from viz.names import find

    try:
        return find(network, name, (cls,))
    except UnknownThing:
        return find(network, name)


def _found(dataset: Dataset, name: str, parameters: tuple[str, ...]) -> list[str]:
    """IRIs in the rows of the stored query *name*, in the order of its rows."""
    from queries.stores import Iri

    values: dict[str, list[str]] = {}
    for text in parameters:
        key, mark, value = text.partition("=")
        if not mark:
            raise click.UsageError(f"-p wants KEY=VALUE, not {text}")
        values.setdefault(key, []).append(value)
    rows = dataset.query(name, values).solutions
    return [term.value for row in rows for term in row.values() if isinstance(term, Iri)]


def _plan(dataset: Dataset, slug: str | None, named: str | None) -> PlanInfo:
    """The plan to draw: the one that is named, the only one, or the only one that speaks of the thing that is named.

    :raises SeveralPlans: naming those that would do.
    """
    from viz.errors import SeveralPlans
    from viz.reading import choose, holding, plans

    try:
        return choose(dataset.store, slug)
    except SeveralPlans:
        found = dataset.names.look_up(named) if named else ()
        if not found:
            raise
        holders = holding(dataset.store, found[0].thing.iri.value, plans(dataset.store))
        if len(holders) == 1:
            return holders[0]
        raise SeveralPlans(plans="、".join(plan.slug for plan in holders)) from None


def _render(view: View, layout: Layout, form: str, lang: str) -> str:
    if form == "html":
        from guihua import __version__
        from viz.page import html

        return html(view, layout, lang=lang, version=__version__)
    from viz import formats

    return {"graphml": formats.graphml, "gexf": formats.gexf, "dot": formats.dot}[form](view, layout)


def _report(ctx: click.Context, output: Path, view: View) -> None:
    """Say what was written, and what was left out, on standard error."""
    zh = (ctx.obj or {}).get("lang") == "zh"
    things, relations = len(view.nodes), len(view.edges)
    click.echo(f"{output}：{things} 个事物，{relations} 条关系" if zh
               else f"{output}: {things} things, {relations} relations", err=True)
    if view.cut:
        more = view.cut.left_out + things
        click.echo(f"另有 {view.cut.left_out} 个未画出；--limit {more} 可全部显示" if zh
                   else f"{view.cut.left_out} more left out; --limit {more} shows them", err=True)
