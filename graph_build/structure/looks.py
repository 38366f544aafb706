"""What the original's formatting says of a block: heading styles, bold, boxes, captions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from graph_build.model import Hint
from graph_build.structure.wraps import Block


class Looks:
    """Answers by place; the hints are sorted once."""

    def __init__(self, hints: Sequence[Hint]) -> None:
        self._by_kind: dict[str, list[Hint]] = {}
        for hint in sorted(hints, key=lambda hint: (hint.start, hint.end)):
            self._by_kind.setdefault(hint.kind, []).append(hint)
        self._starts = {kind: [hint.start for hint in found] for kind, found in self._by_kind.items()}

    def heading(self, block: Block) -> int | None:
        """Level of the heading style that the block is set in."""
        hint = self._over(block, "heading")
        return hint.level or 1 if hint is not None else None

    def bold(self, block: Block) -> bool:
        """Whether all of the block is set in bold."""
        return self._over(block, "bold") is not None

    def caption(self, block: Block) -> bool:
        """Whether the format calls the block a caption."""
        return self._over(block, "caption") is not None

    def box(self, block: Block) -> Hint | None:
        """The box that opens with the block."""
        starts = self._starts.get("box", [])
        at = bisect_right(starts, block.start) - 1
        if at < 0:
            return None
        hint = self._by_kind["box"][at]
        return hint if hint.start <= block.start < hint.end and hint.start >= block.start - 2 else None

    def _over(self, block: Block, kind: str) -> Hint | None:
        """A hint that covers most of the block."""
        starts = self._starts.get(kind)
        if not starts:
            return None
        at = bisect_right(starts, block.start + 3) - 1
        if at < 0:
            return None
        hints = self._by_kind[kind]
        covered, bare = 0, block.end - block.start
        for hint in hints[at : at + block.lines]:  # a title on two lines has a hint for each
            covered += max(0, min(hint.end, block.end) - max(hint.start, block.start))
        bare -= 4 * (block.lines - 1)  # the break and what Markdown writes before the next line
        return hints[at] if covered >= 0.8 * bare else None
