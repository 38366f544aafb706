"""An answer as Markdown."""

from __future__ import annotations

import re

from queries.answer import Answer
from queries.rendering.layout import place, reading_lines, table


def to_markdown(answer: Answer, *, show_sparql: bool = False) -> str:
    """The sentence, a table, numbered quotations; what Markdown would read as markup is escaped."""
    lines = [f"**{_escape(answer.sentence)}**", ""] if answer.sentence else []
    made = table(answer)
    if made.rows:
        lines += ["| " + " | ".join(_escape(c) for c in made.header) + " |", "|" + " --- |" * len(made.header)]
        lines += ["| " + " | ".join(_escape(c) for c in row) + " |" for row in made.rows]
        lines.append("")
    if len(answer.items) < answer.total:
        lines += [f"({len(answer.items)} / {answer.total})", ""]
    lines += [f"{n}. “{_escape(q.sentence)}” — {_escape(place(q, answer.lang))}"
              for n, q in enumerate(made.quotations, 1)]
    lines += ["", *(f"*{_escape(line)}*  " for line in reading_lines(answer))]
    if show_sparql:
        lines += ["", "```sparql", answer.sparql.rstrip(), "```"]
    return "\n".join(lines)


def _escape(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>|#])", r"\\\1", " ".join(text.split()))
