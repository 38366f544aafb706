"""``guihua ask``: a question in words."""

from __future__ import annotations

import sys

import click

from guihua.commands._data import data_options, open_dataset
from guihua.commands._output import answer_options, print_answer


@click.command(name="ask")
@click.argument("question", nargs=-1, required=True)
@data_options
@answer_options
def command(question: tuple[str, ...], data: str, endpoint: str | None, format_: str, limit: int | None, offset: int,
            show_sparql: bool) -> None:
    """Answer a QUESTION in words, Chinese or English, with the sentences that say so.

    \b
    guihua ask "什么支撑双千亿"
    guihua ask "what supports 双千亿"
    guihua ask --format json "头门港有哪些项目"
    """
    from queries.errors import NotUnderstood

    dataset = open_dataset(data, endpoint)
    try:
        answer = dataset.ask(" ".join(question))
    except NotUnderstood as error:
        _help(error)
        sys.exit(error.exit_status)
    print_answer(answer, format_, limit=limit, offset=offset, show_sparql=show_sparql)
    if not answer.items:
        sys.exit(1)


def _help(error: object) -> None:
    """Say that the question is not understood, and what may help."""
    from queries.catalogue import Catalogue
    from queries.errors import NotUnderstood
    from queries.rendering.layout import place

    assert isinstance(error, NotUnderstood)
    zh = error.lang == "zh"
    click.echo(error.render("zh" if zh else "en"), err=True)
    catalogue = Catalogue()
    click.echo("可以这样问：" if zh else "Questions that can be asked:", err=True)
    for name in error.nearest:
        stored = catalogue.get(name)
        click.echo(f"  {stored.summary_zh if zh else stored.summary}  (guihua query show {name})", err=True)
    if error.passages:
        click.echo("相关段落：" if zh else "Passages with its words:", err=True)
        for quotation in error.passages:
            click.echo(f"  “{quotation.sentence}” – {place(quotation, error.lang)}", err=True)
