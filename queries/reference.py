"""The page ``docs/reference/queries.md``, made from the headers of the stored queries.

    python -m queries.reference > docs/reference/queries.md
"""

from __future__ import annotations

import sys

from queries.catalogue import Catalogue, StoredQuery


def page(catalogue: Catalogue) -> str:
    """All stored queries as one Markdown page, by name."""
    parts = ["# Stored queries", "", "Made from the headers of `queries/stored/*.rq` by `python -m queries.reference`.",
             "`guihua query show NAME` prints one with its SPARQL; `guihua query run NAME -p parameter=value` runs it."]
    return "\n".join([*parts, *(line for query in catalogue for line in _section(query))]) + "\n"


def _section(query: StoredQuery) -> list[str]:
    lines = ["", f"## {query.name}", "", f"{query.summary}. {query.summary_zh}。", "",
             f"Tags: {', '.join(query.tags)}."]
    if query.parameters:
        lines += ["", "| parameter | what | 说明 | kind | needed |", "| --- | --- | --- | --- | --- |"]
    for p in query.parameters:
        kind = " / ".join(p.choices or p.classes) or p.type
        lines.append(f"| `{p.name}` | {p.en} | {p.zh} | {kind} | {'yes' if p.required else ''} |")
    return lines


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write(page(Catalogue()))
