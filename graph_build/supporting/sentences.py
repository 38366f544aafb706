"""Sentences and clauses of a passage as offsets, and as evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph_build.model import Evidence, Passage

_END = re.compile(r"[。；;！!？?]|$")
_CLAUSE = re.compile(r"[^，,。；;！!？?：:]+")


def sentences(text: str) -> list[tuple[int, int]]:
    """Sentences as half-open offsets, their closing mark included; empty ones left out."""
    out: list[tuple[int, int]] = []
    start = 0
    for m in _END.finditer(text):
        if m.end() > start and text[start : m.end()].strip():
            out.append((start, m.end()))
        start = m.end()
    return out


def clauses(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Clauses between commas and stops as half-open offsets."""
    for m in _CLAUSE.finditer(text, start, len(text) if end is None else end):
        if m.group().strip():
            yield m.span()


def evidence(passage: Passage, start: int, end: int) -> Evidence:
    """The reading offsets ``[start, end)`` of ``passage`` as evidence, without the space around them."""
    text = passage.text
    while start < end - 1 and text[start].isspace():
        start += 1
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return Evidence(passage.key, *passage.span(start, end))


def sentence_of(passage: Passage, part: Evidence) -> Evidence:
    """The sentence of ``passage`` that holds ``part``; ``part`` itself where none does."""
    for a, b in sentences(passage.text):
        found = evidence(passage, a, b)
        if found.start <= part.start and part.end <= found.end:
            return found
    return part


def whole(passage: Passage) -> Evidence:
    """All of ``passage`` as evidence."""
    return evidence(passage, 0, len(passage.text))
