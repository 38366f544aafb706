"""IRIs and places in the text: the names by which one plan's statements speak of its parts.

A part's IRI depends on its own words only, so that it stays when the plan is rebuilt, when rules improve and when the
text elsewhere changes. Evidence is named by the passage that holds it and by where it lies *within* that passage.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from graph_build.emit_quads import ascii_path
from graph_build.model import Division, Evidence, Passage, Plan, Table
from ontology.terms import DATA


def short_hash(*parts: object) -> str:
    """Twelve hexadecimal digits of the SHA-256 of *parts*, kept apart by a character that no text holds."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8")).hexdigest()[:12]


@dataclass
class Names:
    """IRIs of one plan under *base*, and the passages, divisions and tables that keys name."""

    plan: Plan
    base: str = DATA
    targets: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    _holders: dict[str, tuple[str, int]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.root = self.base + ascii_path(self.plan.source.slug)
        for node, _ in self.plan.walk():
            start = node.heading_start if isinstance(node, Division) else node.start
            self._holders[node.key] = self.node(node), start
            if isinstance(node, Table):
                self._holders.update((note.key, (self.node(note), note.start)) for note in node.passages)

    def part(self, kind: str, key: str) -> str:
        """IRI of a part of the plan: ``…/passage/<key>``."""
        return f"{self.root}/{kind}/{ascii_path(key)}"

    def node(self, node: Division | Passage | Table) -> str:
        """IRI of a node of the outline."""
        if isinstance(node, Passage):
            return self.part("passage", node.key)
        return self.part("division" if isinstance(node, Division) else "table", node.key)

    def holder(self, key: str) -> tuple[str, int] | None:
        """IRI and first offset of the passage, division or table that holds a piece of evidence."""
        return self._holders.get(key)

    def thing(self, key: str) -> str:
        """IRI of a thing; its key is the whole local part, since some things are shared between plans."""
        return self.base + ascii_path(key)

    def end(self, key: str) -> str | None:
        """IRI of a claim's subject or object: a thing, a target, a passage, a division or a table."""
        if key in self.things:
            return self.thing(key)
        if key in self.targets:
            return self.part("target", key)
        held = self.holder(key)
        return held[0] if held else None

    def evidence(self, evidence: Evidence, owner: str = "") -> str | None:
        """IRI of a piece of evidence; ``None`` when nothing in the plan holds it.

        Evidence of a mention has an *owner*, since it also says which rule took the span for which thing.
        """
        held = self.holder(evidence.passage)
        if held is None:
            return None
        first = held[1]
        return self.part("evidence", short_hash(
            owner, evidence.passage, evidence.start - first, evidence.end - first))
