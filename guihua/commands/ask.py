"""``guihua ask``: a question in words, or a shell for many."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from guihua.commands._data import data_options, open_dataset
from guihua.commands._output import answer_options, print_answer

if TYPE_CHECKING:
    from guihua.shell import Reply
    from ontology.errors import Lang
    from queries.answer import Answer
    from queries.dataset import Dataset
    from queries.errors import NotUnderstood


@click.command(name="ask")
@click.argument("question", nargs=-1)
@click.option("--plan", metavar="NAME", help="Ask this plan alone: part of its title, or its area.")
@click.option("--llm", is_flag=True, help="Let a language model put a question that is not understood as a query: any "
              "OpenAI-compatible endpoint (GUIHUA_LLM_URL, GUIHUA_LLM_MODEL, GUIHUA_LLM_KEY).")
@data_options
@answer_options
@click.pass_context
def command(ctx: click.Context, question: tuple[str, ...], plan: str | None, llm: bool, data: str, endpoint: str | None,
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
    proposer = _proposer(dataset) if llm else None
    if not question:
        _shell(ctx, dataset, plan, format_, proposer)
    try:
        answer = dataset.ask(" ".join(question), plan=plan)
    except NotUnderstood as error:
        if proposer is None:
            from guihua.shell import helpful

            click.echo(helpful(error, dataset), err=True)
            sys.exit(error.exit_status)
        answer = proposer(error)
        show_sparql = True
    print_answer(answer, format_, limit=limit, offset=offset, show_sparql=show_sparql)
    if not answer.items:
        sys.exit(1)


def _proposer(dataset: Dataset) -> Callable[[NotUnderstood], Answer]:
    """What asks the language model that the environment names; the model itself is asked only when it is needed."""
    from guihua.llm import Endpoint
    from guihua.proposal import propose

    endpoint = Endpoint.from_environment()
    return lambda error: propose(error.question, error.lang, dataset, endpoint)


def _shell(ctx: click.Context, dataset: Dataset, plan: str | None, format_: str,
           proposer: Callable[[NotUnderstood], Answer] | None) -> None:
    from guihua.shell import Session
    from guihua.shell_prompt import run

    def show(reply: Reply) -> None:
        if reply.answer is not None:
            print_answer(reply.answer, format_, limit=0, offset=0, show_sparql=reply.proposed)
        if reply.text:
            click.echo(reply.text)
        if reply.answer is not None or reply.text:
            click.echo()

    lang: Lang = "zh" if ctx.obj is not None and ctx.obj["lang"] == "zh" else "en"
    session = Session(dataset, lang, plan, proposer)
    if sys.stdin.isatty() and sys.stdout.isatty():
        titles = "；".join(p.title for p in dataset.plans[:3])
        click.echo(f"{titles}\n" + (":help 说明，:quit 退出" if lang == "zh" else ":help for help, :quit to leave"))
    sys.exit(run(session, show))
