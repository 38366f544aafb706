"""More text from the tagged text: the same sentences with other names of the same class in them.

The tagger is to learn how names stand in sentences, not which names the training texts happen to hold.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph_build.training.corpus import CLASSES, Document, Span


def swapped(documents: Sequence[Document], *, share: float = 0.5, seed: int = 1) -> Iterator[Document]:
    """Each document once more, with that *share* of its names replaced by names of the same class and build."""
    names: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for document in documents:
        for span in document.spans:
            text = document.text[span.start : span.end]
            if span.cls in CLASSES and "\n" not in text:
                names[span.cls, text[0] in "“《"].append(text)
    rng = random.Random(seed)
    for document in documents:
        inner = [s for s in document.spans if s.cls in CLASSES]
        outer = [s for s in document.spans if s.cls not in CLASSES]
        parts: list[str] = []
        spans: list[Span] = []
        moved: list[tuple[int, int]] = []
        at = length = 0
        for span in inner:
            if span.start < at:
                continue
            text = document.text[span.start : span.end]
            pool = names[span.cls, text[0] in "“《"]
            if pool and "\n" not in text and rng.random() < share:
                text = rng.choice(pool)
            parts += (document.text[at : span.start], text)
            length += span.start - at
            spans.append(Span(length, length + len(text), span.cls))
            length += len(text)
            moved.append((span.end, length - span.end))
            at = span.end
        parts.append(document.text[at:])
        spans += [_shifted(s, moved) for s in outer]
        spans.sort(key=lambda s: (s.start, -s.end))
        name = f"{document.name}~{seed}"
        yield Document(name, "".join(parts), tuple(spans), document.gold, document.place_code)


def _shifted(span: Span, moved: Sequence[tuple[int, int]]) -> Span:
    """A span after the names before its two ends have changed their length."""

    def shift(at: int) -> int:
        found = 0
        for end, by in moved:
            if end > at:
                break
            found = by
        return at + found

    return Span(shift(span.start), shift(span.end), span.cls)
