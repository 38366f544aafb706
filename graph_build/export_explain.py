"""Which rule took or refused each span: the table that ``guihua build --explain`` writes."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from graph_build.model import Extraction, Passage

NAME = "explain.csv"
COLUMNS = ("plan", "start", "end", "text", "outcome", "class", "label", "rule", "confidence", "where", "passage")


def rows(extraction: Extraction) -> list[tuple[str, ...]]:
    """One row for each span that was taken for a thing or a target or refused, in text order."""
    text, slug = extraction.plan.source.text, extraction.plan.source.slug
    places = {passage.key: (passage, " › ".join(f"{d.number or ''} {d.title}".strip() for d in path))
              for passage, path in extraction.plan.texts()}
    found: set[tuple[int, int, str, str, str, str, str, str]] = set()
    for thing in extraction.things:
        for m in thing.mentions:
            found.add((m.evidence.start, m.evidence.end, "taken", thing.cls, thing.label, m.rule,
                       f"{m.confidence:.2f}", m.evidence.passage))
    for t in extraction.targets:
        found.add((t.evidence.start, t.evidence.end, "taken", "Target", f"{t.subject} {t.value_text}{t.unit}", t.rule,
                   f"{t.confidence:.2f}", t.evidence.passage))
    for r in extraction.refusals:
        found.add((r.evidence.start, r.evidence.end, "refused", r.cls or "", r.text, r.rule, "", r.evidence.passage))
    nowhere: tuple[Passage | None, str] = (None, "")
    result: list[tuple[str, ...]] = []
    for start, end, outcome, cls, label, rule, confidence, key in sorted(found):
        passage, where = places.get(key, nowhere)
        result.append((slug, str(start), str(end), text[start:end], outcome, cls, label, rule, confidence, where,
                       passage.text if passage else ""))
    return result


def write(path: Path, extractions: Sequence[Extraction]) -> None:
    """Write the table as CSV, with the byte order mark by which Excel knows UTF-8."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for extraction in extractions:
            writer.writerows(rows(extraction))
