"""``guihua ask``: a question in words, or a shell for many."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from guihua.commands._data import data_options, open_dataset
from guihua.commands._output import answer_options, print_answer

if TYPE_CHECKING:
    from guihua.shell import Reply
    from ontology.errors import Lang
    from queries.dataset import Dataset


@click.command(name="ask")
@click.argument("question", nargs=-1)
@click.option("--plan", metavar="NAME", help="Ask this plan alone: part of its title, or its area.")
@data_options
@answer_options
@click.pass_context
def command(ctx: click.Context, question: tuple[str, ...], plan: str | None, data: str, endpoint: str | None,
            format_: str, limit: int | None, offset: int, show_sparql: bool) -> None:
    """Answer a QUESTION in words, Chinese or English, with the sentences that say so.

    Without a QUESTION: a shell, where questions follow one another (:help says how).

    \b
    guihua ask "什么支撑双千亿"
    guihua ask "what supports 双千亿"
    guihua ask --format json "头门港有哪些项目"
    guihua ask
    """
    from queries.errors import NotUnderstood

    dataset = open_dataset(data, endpoint)
    if not question:
        _shell(ctx, dataset, plan, format_)
    try:
        answer = dataset.ask(" ".join(question), plan=plan)
    except NotUnderstood as error:
        from guihua.shell import helpful

        click.echo(helpful(error, dataset), err=True)
        sys.exit(error.exit_status)
    print_answer(answer, format_, limit=limit, offset=offset, show_sparql=show_sparql)
    if not answer.items:
        sys.exit(1)


def _shell(ctx: click.Context, dataset: Dataset, plan: str | None, format_: str) -> None:
    from guihua.shell import Session
    from guihua.shell_prompt import run

    def show(reply: Reply) -> None:
        if reply.answer is not None:
            print_answer(reply.answer, format_, limit=0, offset=0, show_sparql=False)
        if reply.text:
            click.echo(reply.text)
        if reply.answer is not None or reply.text:
            click.echo()

    lang: Lang = "zh" if ctx.obj is not None and ctx.obj["lang"] == "zh" else "en"
    session = Session(dataset, lang, plan)
    if sys.stdin.isatty() and sys.stdout.isatty():
        titles = "；".join(p.title for p in dataset.plans[:3])
        click.echo(f"{titles}\n" + (":help 说明，:quit 退出" if lang == "zh" else ":help for help, :quit to leave"))
    sys.exit(run(session, show))
