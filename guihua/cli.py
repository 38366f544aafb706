"""The front door. Commands live in :mod:`guihua.commands`, one module each, imported only when called."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from typing import Any

import click

from guihua import __version__

COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("guihua.commands.build", "Read plans and write a dataset directory."),
    "ask": ("guihua.commands.ask", "Answer a question in words, Chinese or English."),
    "find": ("guihua.commands.find", "Find passages by their words."),
    "query": ("guihua.commands.query", "List, show and run the stored queries."),
    "sparql": ("guihua.commands.sparql", "Run any SPARQL 1.1 query, read-only."),
    "trace": ("guihua.commands.trace", "Show the way from a thing to a goal, hop by hop."),
    "view": ("guihua.commands.view", "Write the network as one HTML file."),
    "serve": ("guihua.commands.serve", "Serve text, network and tables as pages on this machine."),
    "mcp": ("guihua.commands.mcp", "Let an assistant ask the graph (Model Context Protocol)."),
    "validate": ("guihua.commands.validate", "Check shapes and evidence of a dataset."),
    "review": ("guihua.commands.review", "Accept, reject or correct the least certain statements."),
    "export": ("guihua.commands.export", "Write the graph for other tools."),
    "publish": ("guihua.commands.publish", "Put the graphs on a SPARQL server, each replaced in one step."),
    "outline": ("guihua.commands.outline", "Print a document's structure as it was read."),
    "tables": ("guihua.commands.tables", "Print a document's indicator tables as they were read."),
}


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is called, so that ``--help`` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="guihua")
@click.option("--lang", type=click.Choice(["en", "zh"]), default="en", envvar="GUIHUA_LANG", show_default=True,
              help="Language of messages and errors.")
@click.pass_context
def cli(ctx: click.Context, lang: str) -> None:
    """Ask Chinese plan documents, and see the sentence behind every answer.

    \b
    guihua build plan.txt
    guihua ask "什么支撑双千亿"
    guihua view --goal 双千亿 -o goal.html
    """
    ctx.obj = {"lang": lang}


def main(argv: list[str] | None = None) -> Any:
    """Run the command line; our own errors become one line and their exit status."""
    for stream in (sys.stdout, sys.stderr):
        # Windows consoles and pipes default to a legacy code page that cannot hold Chinese.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    from ontology.errors import GuihuaError

    # Imports and answers make many objects that live to the end: look for cycles among them less often.
    gc.set_threshold(50_000, 20, 20)
    args = sys.argv[1:] if argv is None else argv
    try:
        return cli.main(args=args, prog_name="guihua")
    except GuihuaError as error:
        lang = "zh" if "zh" in _lang_of(args) else "en"
        click.echo(("错误：" if lang == "zh" else "Error: ") + error.render("zh" if lang == "zh" else "en"), err=True)
        sys.exit(error.exit_status)
    except BrokenPipeError:
        # The reader of our pipe went away (``| head``): nobody is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _lang_of(args: list[str]) -> str:
    """The message language that *args* or the environment ask for, before click has parsed them."""
    for i, arg in enumerate(args):
        if arg == "--lang" and i + 1 < len(args):
            return args[i + 1]
        if arg.startswith("--lang="):
            return arg.partition("=")[2]
    return os.environ.get("GUIHUA_LANG", "en")
