"""``guihua outline``: a document's structure as it was read."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.tree import Tree

    from graph_build.model import Division, Passage, Plan, SourceText, Table

_KINDS = {
    "chapter": ("chapter", "chapters"),
    "section": ("section", "sections"),
    "subsection": ("subsection", "subsections"),
    "box": ("box", "boxes"),
    "annex": ("annex", "annexes"),
    "front": ("notice", "notices"),
    "table": ("table", "tables"),
    "passage": ("passage", "passages"),
}


@click.command()
@click.argument("source", metavar="SOURCE", type=click.Path(allow_dash=True))
@click.option("--encoding", help="Encoding of a text or HTML source; detected when not given.")
@click.option("--name", help="File name to go by when SOURCE is - (its suffix tells the format).")
@click.option("--depth", type=click.IntRange(min=1), help="Show divisions down to this level only.")
@click.option("--passages", is_flag=True, help="Show the first words of every passage, too.")
def command(source: str, encoding: str | None, name: str | None, depth: int | None, passages: bool) -> None:
    """Print a document's structure as it was read.

    Look at it before a build: titles, levels, boxes and tables should be those that a reader sees in the document.

    \b
    guihua outline data/linhai-14fyp.txt
    guihua outline plan.pdf --depth 2
    curl -s https://example.org/plan.html | guihua outline - --name plan.html
    """
    from graph_build.outline import outline
    from graph_build.readers import read

    text = read(source, name=name, encoding=encoding)
    for warning in text.warnings:
        click.echo(warning, err=True)
    plan = outline(text)
    if sys.stdout.isatty():
        from rich.console import Console

        console = Console()
        console.print(_tree(plan, depth, passages))
        console.print(f"{_facts(plan, text)}\n{_counts(plan)}", markup=False, highlight=False)
        return
    for line in _lines(plan, depth, passages):
        click.echo(line)
    click.echo(_facts(plan, text))
    click.echo(_counts(plan))


def _lines(plan: Plan, depth: int | None, passages: bool) -> Iterator[str]:
    """Title, then a line for each node, two spaces in for each level."""
    yield plan.metadata.title
    for node, path in plan.walk():
        if depth is None or len(path) < depth:
            said = _label(node, passages)
            if said:
                yield "  " * (len(path) + 1) + said


def _tree(plan: Plan, depth: int | None, passages: bool) -> Tree:
    from rich.text import Text
    from rich.tree import Tree

    tree = Tree(Text(plan.metadata.title, style="bold"))
    branches = [tree]
    for node, path in plan.walk():
        said = _label(node, passages) if depth is None or len(path) < depth else ""
        if said:
            del branches[len(path) + 1 :]
            style = {"Division": "", "Table": "cyan"}.get(type(node).__name__, "dim")
            branches.append(branches[-1].add(Text(said, style=style, overflow="ellipsis", no_wrap=True)))
    return tree


def _label(node: Division | Passage | Table, passages: bool) -> str:
    from graph_build.model import Division, Table

    if isinstance(node, Division):
        mark = {"box": "▣ ", "annex": "⊞ ", "front": "✉ "}.get(node.kind, "")
        return mark + " ".join(part for part in (node.number, node.title) if part)
    if isinstance(node, Table):
        rows = len(node.indicators) or len(node.projects) or len(node.cells)
        said = " ".join(part for part in (node.number, node.title) if part)
        return f"▦ {said} ({node.kind}, {rows} {'row' if rows == 1 else 'rows'})"
    if not passages:
        return _run_in(node)
    first = node.text[:40] + ("…" if len(node.text) > 40 else "")
    return f"{node.number} {first}" if node.number else first


def _run_in(passage: Passage) -> str:
    """The heading that opens a paragraph: （一）建设产业体系。加快…"""
    numbered = re.fullmatch(r"[（(]?[一二三四五六七八九十]{1,3}[)）]?", passage.number or "")
    title, stop, rest = passage.text.partition("。")
    return f"{passage.number} {title} …" if numbered and stop and rest and len(title) <= 50 else ""


def _facts(plan: Plan, text: SourceText) -> str:
    about = plan.metadata
    period = f"{about.period_start}–{about.period_end}" if about.period_start else None
    place = (
        f"{about.place} ({', '.join(part for part in (about.place_level, about.place_code) if part)})"
        if about.place
        else None
    )
    said = (
        about.kind,
        place,
        period,
        about.issuer,
        about.document_number,
        about.issued,
        f"{text.media_type}, {text.encoding}",
    )
    return " · ".join(part for part in said if part)


def _counts(plan: Plan) -> str:
    from graph_build.model import Division

    counts = Counter(
        node.kind if isinstance(node, Division) else type(node).__name__.lower() for node, _ in plan.walk()
    )
    return ", ".join(f"{counts[kind]} {_KINDS[kind][counts[kind] != 1]}" for kind in _KINDS if counts[kind])
