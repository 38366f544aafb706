"""``guihua build``: plans in, a dataset directory out."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Literal

import click

from guihua import __version__

if TYPE_CHECKING:
    from graph_build.dataset_build import Built

_STAGES: dict[str, tuple[str, str]] = {
    "read": ("reading", "读取"), "outline": ("outline", "结构"), "tasks": ("tasks", "任务"),
    "mentions": ("names", "名称"), "goals": ("goals", "目标"), "things": ("things", "事物"),
    "targets": ("numbers", "量化目标"), "relations": ("relations", "关系"), "support": ("supports", "支撑"),
    "emit": ("graph", "图谱"), "write": ("writing", "写入"), "store": ("store", "存储"),
    "evidence": ("evidence", "依据"),
}


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…", type=click.Path(path_type=Path))
@click.option("-o", "--output", "directory", type=click.Path(path_type=Path), default="guihua-data",
              envvar="GUIHUA_DATA", show_default=True, help="Dataset directory to write.")
@click.option("--encoding", help="Encoding of text and HTML sources; detected when not given.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to use; one per processor when not given.")
@click.option("--base", help="IRI that all data IRIs begin with.  [default: https://w3id.org/guihua/id/]")
@click.option("--explain", is_flag=True, help="Also write explain.csv: which rule took or refused each span.")
@click.option("--review", "reviews", multiple=True, metavar="FILE", type=click.Path(path_type=Path),
              help="Apply review decisions of this file too; those in the dataset's own review.jsonl always hold.")
@click.option("--on-error", type=click.Choice(["stop", "skip"]), help="What a source that cannot be built does: stop "
              "the build, or be left out.  [default: stop for files named, skip for files of a directory]")
@click.option("--cache", metavar="DIR", type=click.Path(path_type=Path, file_okay=False),
              help="Keep what is found in each source there; a later build finds only what is new or changed.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@click.pass_context
def command(
    ctx: click.Context, sources: tuple[Path, ...], directory: Path, encoding: str | None, jobs: int | None,
    base: str | None, explain: bool, reviews: tuple[Path, ...],
    on_error: Literal["stop", "skip"] | None, cache: Path | None, quiet: bool,
) -> None:
    """Read plans and write a dataset directory.

    A SOURCE is a .txt, .md, .html, .docx or .pdf file, a directory of such files, or - for standard input. The
    dataset (graph.nq, sources/, store/, report.json) replaces the one that stands at its place only when all of it
    is ready.

    \b
    guihua build data/linhai-14fyp.txt
    guihua build plans/ -o plans-data --jobs 2 --cache plans-found
    """
    zh = (ctx.obj or {}).get("lang") == "zh"
    from guihua.commands._status import status

    try:
        with _terminable(), status(quiet) as show:
            show("guihua…")
            from graph_build import dataset_build as building
            from graph_build.errors_build import BadBase
            from ontology.terms import DATA

            if base is not None and not _is_base(base):
                raise BadBase(base=base)
            options = building.Options(encoding, base or DATA, jobs, explain, __version__, reviews, on_error, cache)
            built = building.build(building.sources_of(sources), directory, options, lambda source, stage: show(
                f"{Path(source).name}: {_STAGES.get(stage, (stage, stage))[zh]}"))
    except KeyboardInterrupt:
        from graph_build.errors_build import Interrupted

        raise Interrupted(path=directory) from None
    for left in built.left_out:
        reason = left.error.render("zh" if zh else "en")
        click.echo(f"未收入：{reason}" if zh else f"Left out: {reason}", err=True)
    if not quiet:
        click.echo(_summary(built, zh))
        if explain:
            click.echo(directory / "explain.csv")


def _is_base(base: str) -> bool:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(base)
        return (base.isascii() and base.isprintable() and not set(base) & set(' <>"{}|\\^`')
                and parts.scheme in ("http", "https") and bool(parts.hostname) and base[-1] in "/#")
    except ValueError:
        return False


@contextmanager
def _terminable() -> Iterator[None]:
    """Let a polite request to end (``kill``, a closed terminal) clean up as Ctrl-C does."""
    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    names = [s for s in ("SIGTERM", "SIGHUP") if hasattr(signal, s)]
    before = {getattr(signal, name): signal.signal(getattr(signal, name), interrupt) for name in names}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _summary(built: Built, zh: bool) -> str:
    """One line: where the dataset is and what it holds."""
    plans = built.report["plans"]
    assert isinstance(plans, list)
    things = sum(sum(plan["classes"].values()) for plan in plans)
    doubts = sum(len(plan["doubts"]) for plan in plans)
    triples, quotations = built.report["triples"], built.evidence.checked
    if zh:
        line = f"{built.directory}：{len(plans)} 份规划，{things} 个事物，{triples} 条陈述，核对引文 {quotations} 处"
        line += f"，未收入 {len(built.left_out)} 份" if built.left_out else ""
        return line + (f"，存疑 {doubts} 处（见 report.json）" if doubts else "")
    line = (f"{built.directory}: {len(plans)} plan{'s' * (len(plans) != 1)}, {things} things, {triples} statements, "
            f"{quotations} quotations checked")
    line += f", {len(built.left_out)} left out" if built.left_out else ""
    return line + (f", {doubts} doubts (see report.json)" if doubts else "")
