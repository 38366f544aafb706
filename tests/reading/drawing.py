"""Draws a plan's outline as text, for golden files that a person can read against the original.

``python -m tests.reading.drawing`` writes them anew; read the difference before you keep it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from graph_build.model import Division, Plan, Table
from graph_build.outline import outline
from graph_build.readers import read

GOLDEN = Path(__file__).parent / "golden"
ROOT = Path(__file__).parent.parent.parent
LINHAI = ROOT / "data" / "linhai-14fyp.txt"
CORPUS = Path(os.environ.get("GUIHUA_SHARED", ROOT.parent / "shared")) / "corpus"


def corpus_files() -> list[Path]:
    """The documents of the shared corpus, if it is here."""
    return sorted(
        path
        for folder in ("plans", "reports-2026", "originals")
        for path in (CORPUS / folder).glob("*")
        if path.is_file()
    )


def draw(plan: Plan, *, passages: bool) -> Iterator[str]:
    """Metadata, tree and counts, a line each.

    :param passages: whether to show the beginnings of passages and the rows of tables.
    """
    about = plan.metadata
    yield f"title: {about.title}"
    for name in (
        "place",
        "place_code",
        "place_level",
        "period_start",
        "period_end",
        "kind",
        "issuer",
        "document_number",
        "index_number",
        "issued",
        "published",
        "approved_by",
    ):
        if getattr(about, name) is not None:
            yield f"{name}: {getattr(about, name)}"
    for node, path in plan.walk():
        indent = "  " * len(path)
        if isinstance(node, Division):
            yield f"{indent}[{node.kind} {node.level}] {node.number or '-'} | {node.title}"
        elif isinstance(node, Table):
            size = f"({len(node.cells)} cells, {len(node.notes)} notes)"
            yield f"{indent}<{node.kind}> {node.number or '-'} | {node.title} {size}"
            for row in node.indicators if passages else ():
                values = "; ".join(
                    f"{v.role} {v.year} {v.text}{' cumulative' if v.cumulative else ''}" for v in row.values
                )
                said = (row.serial, row.category, row.parent, row.name, row.unit, row.nature, values)
                yield f"{indent}  {' | '.join(part or '-' for part in said)} | {row.confidence:g}"
        elif passages:
            yield f"{indent}{node.kind} {node.number or '-'} | {node.text[:18]} ({len(node.text)})"
    counts = Counter(
        node.kind if isinstance(node, Division) else f"{type(node).__name__} {node.kind}" for node, _ in plan.walk()
    )
    yield "counts: " + ", ".join(f"{kind} {number}" for kind, number in sorted(counts.items()))
    tables = [table for table, _ in plan.tables()]
    indicators, projects = sum(len(t.indicators) for t in tables), sum(len(t.projects) for t in tables)
    yield f"rows: {indicators} indicators, {projects} projects, {len(plan.definitions)} definitions"


def drawn(path: Path) -> str:
    """The drawing of the document at *path*."""
    return "\n".join(draw(outline(read(path)), passages=path == LINHAI)) + "\n"


def golden_of(path: Path) -> Path:
    """The golden file of a document."""
    return GOLDEN / (f"{path.stem}.txt" if path == LINHAI else f"corpus/{path.name}.txt")


if __name__ == "__main__":
    for document in [LINHAI, *corpus_files()]:
        golden = golden_of(document)
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(drawn(document), encoding="utf-8", newline="\n")
