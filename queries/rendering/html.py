"""An answer as an HTML fragment, for notebooks."""

from __future__ import annotations

from html import escape

from queries.answer import Answer
from queries.rendering.layout import place, reading_lines, table

MOST = 50
"""Things that are shown; :meth:`~queries.answer.Answer.to_pandas` and the JSON have all."""


def to_html(answer: Answer) -> str:
    """The sentence, a table, numbered quotations; every text is escaped."""
    made = table(answer.page(0, MOST))
    head = "".join(f"<th>{escape(name)}</th>" for name in made.header)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in made.rows)
    quotations = "".join(
        f"<li><q>{escape(q.sentence)}</q> <small>{escape(place(q, answer.lang))}</small></li>" for q in made.quotations)
    notes = "".join(f"<br>{escape(line)}" for line in reading_lines(answer))
    left = len(answer.items) - MOST
    if left > 0:
        notes = f"<br>… {left} {'项未显示' if answer.lang == 'zh' else 'more'}" + notes
    return (f"<div class=\"guihua-answer\"><p><strong>{escape(answer.sentence)}</strong></p>"
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
            f"<ol>{quotations}</ol><small>{notes}</small></div>")
