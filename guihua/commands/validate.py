"""``guihua validate``: does a dataset hold to its own rules."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from graph_build.validate import Finding, Report


@click.command()
@click.argument("directory", metavar="[DIR]", type=click.Path(path_type=Path), default="guihua-data",
                envvar="GUIHUA_DATA")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How to print the report.")
@click.option("--no-shapes", is_flag=True, help="Leave out the SHACL shapes, which take most of the time.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True,
              help="How many findings of one kind the text report lists.")
@click.pass_context
def command(ctx: click.Context, directory: Path, form: str, no_shapes: bool, limit: int) -> None:
    """Check shapes and evidence of a dataset.

    Every quotation must equal its slice of the source text, whose SHA-256 must match; every statement must have a
    claim and every claim its evidence; the graph must hold to the SHACL shapes. Exit status 1 when anything fails.

    \b
    guihua validate guihua-data
    guihua validate --format json > report.json
    """
    from graph_build.validate import validate
    from guihua.commands._status import status

    with status() as show:
        report = validate(directory, show, shapes=not no_shapes)
    if form == "json":
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        click.echo(_text(report, limit, (ctx.obj or {}).get("lang") == "zh"))
    if not report.valid:
        sys.exit(1)


def _line(finding: Finding, zh: bool) -> str:
    """One finding: which check, which node, what is wrong, and the value that is."""
    from graph_build.validate_words import CHECKS, chinese

    value = finding.value[:60]
    if zh:
        said = f"  {CHECKS[finding.check]}：{finding.node}：{chinese(finding.problem)}"
        return said + (f"（现为：{value}）" if value else "")
    return f"  {finding.check}: {finding.node}: {finding.problem}" + (f" (is: {value})" if value else "")


def _text(report: Report, limit: int, zh: bool) -> str:
    from graph_build.validate_words import CHECKS, chinese

    plans, found = len(report.plans), len(report.findings)
    if zh:
        head = f"{report.directory}：{plans} 份规划，{report.statements} 条陈述，{report.quotations} 处引文："
        lines = [head + (f"发现 {found} 处问题" if found else "有效")]
    else:
        head = (f"{report.directory}: {plans} plan{'s' * (plans != 1)}, {report.statements} statements, "
                f"{report.quotations} quotations: ")
        lines = [head + (f"{found} finding{'s' * (found != 1)}" if found else "valid")]
    shown: Counter[tuple[str, str]] = Counter()
    kinds = Counter((f.check, f.shape or f.problem) for f in report.findings)
    for finding in report.findings:
        kind = (finding.check, finding.shape or finding.problem)
        shown[kind] += 1
        if shown[kind] <= limit:
            lines.append(_line(finding, zh))
        elif shown[kind] == limit + 1:
            more = kinds[kind] - limit
            lines.append(f"  {CHECKS[finding.check]}：……另有 {more} 处：{chinese(finding.problem)}" if zh else
                         f"  {finding.check}: … {more} more: {finding.problem}")
    return "\n".join(lines)
