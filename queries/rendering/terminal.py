"""An answer for a terminal: by rich where somebody looks, plain text in a pipe."""

from __future__ import annotations

from queries.answer import Answer
from queries.rendering.layout import Table, place, reading_lines, table


def plain(answer: Answer, *, show_sparql: bool = False) -> str:
    """The answer as plain lines: sentence, table with tabs, numbered quotations."""
    lines = [answer.sentence, ""] if answer.sentence else []
    made = table(answer)
    if made.rows:
        lines.append("\t".join(made.header))
        lines.extend("\t".join(row) for row in made.rows)
        lines.append("")
    lines.extend(_cut(answer))
    lines.extend(f"[{n}] “{q.sentence}” – {place(q, answer.lang)}" for n, q in enumerate(made.quotations, 1))
    lines += ["", *reading_lines(answer)]
    if show_sparql:
        lines += ["", answer.sparql.rstrip()]
    return "\n".join(lines)


def show(answer: Answer, *, show_sparql: bool = False) -> None:
    """Print the answer on the terminal."""
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    console = Console(highlight=False)
    if answer.sentence:
        console.print(Text(answer.sentence, style="bold"))
    made: Table = table(answer)
    if made.rows:
        grid = RichTable(box=None, header_style="dim", pad_edge=False)
        for name in made.header:
            grid.add_column(Text(name), overflow="fold")
        for row in made.rows:
            grid.add_row(*(Text(cell) for cell in row))
        console.print(grid)
    for line in _cut(answer):
        console.print(Text(line, style="dim"))
    for number, quotation in enumerate(made.quotations, 1):
        console.print(Text.assemble((f"[{number}] ", "cyan"), f"“{quotation.sentence}” ",
                                    (place(quotation, answer.lang), "dim")))
    for line in reading_lines(answer):
        console.print(Text(line, style="dim"))
    if show_sparql:
        console.print(Text(answer.sparql.rstrip()))


def _cut(answer: Answer) -> list[str]:
    if len(answer.items) >= answer.total:
        return []
    if answer.lang == "zh":
        return [f"（显示 {len(answer.items)} / {answer.total} 项；--limit 0 显示全部）"]
    return [f"({len(answer.items)} of {answer.total} shown; --limit 0 shows all)"]
