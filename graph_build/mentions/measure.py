"""How often each gazetteer and each grammar rule is right on tagged texts.

    python -m graph_build.mentions.measure TAGGED_DIR

``TAGGED_DIR`` holds texts tagged in line (``推进[[Platform|…]]建设``), one paragraph a line. A find is *exact* where a
tag has its limits and class and *close* where a tag of its class overlaps. It is left out of the count where a tag
``Unsure`` overlaps, or (for the lexicon, which cannot know) where it stands within a longer name.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from graph_build.mentions import grammar
from graph_build.mentions.lexicon import Lexicon
from graph_build.training.corpus import parse_tagged

Find = tuple[int, int, str]


def finds(line: str, lexicon: Lexicon) -> Iterator[tuple[str, Find]]:
    """What every part takes in ``line``: (name of the part, (start, end, class))."""
    for candidate in grammar.candidates(line):
        yield f"grammar: {candidate.rule}", (candidate.start, candidate.end, candidate.cls)
    for match in lexicon.matches(line):
        yield f"lexicon: {match.kind}{' (weak)' if match.weak else ''}", (match.start, match.end, match.cls)


def judge(find: Find, tags: list[Find], *, nested: bool) -> str | None:
    """``exact``, ``close``, ``class``, ``none``; ``None`` where the find does not count."""
    start, end, cls = find
    if find in tags:
        return "exact"
    over = [tag for tag in tags if tag[0] < end and start < tag[1]]
    if any(tag[2] == "Unsure" for tag in over):
        return None
    if nested and any(tag[0] <= start and end <= tag[1] and tag[1] - tag[0] > end - start for tag in over):
        return None
    if not over:
        return "none"
    return "close" if any(tag[2] == cls for tag in over) else "class"


def main(directory: Path) -> None:
    """Print a line for each part: how many finds count, the shares that are exact and at least close."""
    lexicon = Lexicon.load()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(directory.glob("*-*.txt")):
        text, spans = parse_tagged(path.read_text(encoding="utf-8"))
        tags = [(s.start, s.end, s.cls) for s in spans if s.cls not in ("Task", "Target")]
        at = 0
        for line in text.split("\n"):
            here = [(a - at, b - at, cls) for a, b, cls in tags if at <= a and b <= at + len(line)]
            for part, find in finds(line, lexicon):
                verdict = judge(find, here, nested=part.startswith("lexicon"))
                if verdict:
                    counts[part][verdict] += 1
            at += len(line) + 1
    print(f"{'':32}{'finds':>7}{'exact':>7}{'close':>7}")
    for part, tally in sorted(counts.items()):
        n = tally.total()
        print(f"{part:32}{n:7}{tally['exact'] / n:7.2f}{(tally['exact'] + tally['close']) / n:7.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
