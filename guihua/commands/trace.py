"""``guihua trace``: the way from a thing to a goal."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from guihua.commands._data import data_options, open_dataset

if TYPE_CHECKING:
    from ontology.errors import Lang
    from queries.trace import Trace


@click.command(name="trace")
@click.argument("start", metavar="FROM")
@click.argument("goal", metavar="TO")
@click.option("--ways", type=click.IntRange(1, 20), default=3, show_default=True, help="How many ways to show.")
@click.option("--hops", type=click.IntRange(1, 6), default=4, show_default=True, help="How long a way may be.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@data_options
@click.pass_context
def command(ctx: click.Context, start: str, goal: str, ways: int, hops: int, format_: str, data: str,
            endpoint: str | None) -> None:
    """Show how the thing FROM leads to the goal TO, hop by hop, with the sentence for each hop.

    \b
    guihua trace 吉利汽车 双千亿
    guihua trace 头门港 港产城湾一体化发展开放市 --ways 5
    """
    from queries.rendering.ways import to_dict, to_text

    found: Trace = open_dataset(data, endpoint).trace(start, goal, ways=ways, hops=hops)
    lang: Lang = "zh" if any("\u4e00" <= c <= "\u9fff" for c in start + goal) else "en"
    if ctx.obj is not None and ctx.obj["lang"] == "zh":
        lang = "zh"
    if format_ == "json":
        click.echo(json.dumps(to_dict(found), ensure_ascii=False, indent=1))
    else:
        click.echo(to_text(found, lang))
    if not found.ways:
        sys.exit(1)
