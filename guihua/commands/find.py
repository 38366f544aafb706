"""``guihua find``: passages by their words."""

from __future__ import annotations

import json
import sys

import click

from guihua.commands._data import data_options, open_dataset


@click.command(name="find")
@click.argument("words", nargs=-1, required=True)
@click.option("--plan", metavar="NAME", help="Only in this plan: part of its title, or its area.")
@click.option("--limit", type=click.IntRange(1, 500), default=10, show_default=True, help="How many passages at most.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@data_options
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...], plan: str | None, limit: int, format_: str, data: str,
            endpoint: str | None) -> None:
    """Find the passages with these WORDS, those that have most and rarest of them first.

    \b
    guihua find 冷链物流
    guihua find 养老 护理 --limit 3
    """
    from ontology.errors import Lang
    from queries.rendering.json import quotation_dict
    from queries.rendering.layout import place

    text = " ".join(words)
    found = open_dataset(data, endpoint).find(text, plan=plan, limit=limit)
    chinese = any("\u4e00" <= c <= "\u9fff" for c in text) or (ctx.obj is not None and ctx.obj["lang"] == "zh")
    lang: Lang = "zh" if chinese else "en"
    if format_ == "json":
        click.echo(json.dumps([quotation_dict(q) for q in found], ensure_ascii=False, indent=1))
    else:
        for number, quotation in enumerate(found, 1):
            click.echo(f"[{number}] “{quotation.sentence}” – {place(quotation, lang)}")
    if not found:
        click.echo(f"没有段落提到“{text}”。" if lang == "zh" else f"No passage mentions “{text}”.", err=True)
        sys.exit(1)
