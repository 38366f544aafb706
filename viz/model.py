"""What a picture is made of: small frozen records read from a plan's graph.

``dataset → Network → subgraph → Layout → page``. Offsets in a :class:`Quote` count code points in the *reading text*
of its place (:attr:`Passage.text`), so that a page can highlight a quotation without the source text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

ThingClass = Literal[
    "Goal", "Strategy", "Task", "Program", "Project", "Platform", "Place", "Organization", "Industry", "Indicator",
    "Target",
]
CLASSES: tuple[ThingClass, ...] = (
    "Goal", "Strategy", "Task", "Program", "Project", "Platform", "Place", "Organization", "Industry", "Indicator",
    "Target",
)
"""In the order of legends."""

RELATIONS: tuple[str, ...] = (
    "supports", "aimsAt", "measuredBy", "advances", "implements", "develops", "reliesOn", "cooperatesWith", "hasTarget",
    "locatedIn", "partOf", "names",
)
"""Relations between things, in the order of legends; ``names`` is no claim of the graph but a shared paragraph."""


@dataclass(frozen=True, slots=True)
class PlanInfo:
    """The plan as a citation names it."""

    iri: str
    slug: str
    label: str
    title: str
    place: str | None = None
    publisher: str | None = None
    number: str | None = None
    issued: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Division:
    """A chapter, section, box or table: where something stands."""

    iri: str
    kind: Literal["Chapter", "Section", "Box", "Table"]
    number: str
    """As printed; empty where the plan prints none."""
    title: str
    order: int
    chapter: str | None
    """IRI of the chapter above; ``None`` for chapters themselves."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph (or a heading, or a table) that quotations stand in."""

    iri: str
    text: str
    order: int
    chapter: str | None
    section: str | None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of evidence."""

    iri: str
    passage: str
    quote: str
    source_start: int
    """Code-point offset in the plan's source text."""
    start: int | None
    """Offset of the quotation in the passage's reading text; ``None`` where it is not found there."""
    end: int | None


@dataclass(frozen=True, slots=True)
class Node:
    """A thing (or a target) with what its panel shows."""

    iri: str
    cls: ThingClass
    label: str
    aliases: tuple[str, ...] = ()
    headline: bool = False
    definition: str | None = None
    facts: tuple[tuple[str, str], ...] = ()
    """Pairs of a key (``code``, ``value``, ``year``…) and its text."""
    observations: tuple[tuple[str, str, str, str, str], ...] = ()
    """Of an indicator: table, role, value as printed with its unit, year, nature."""
    mentions: tuple[str, ...] = ()
    """Evidence IRIs in text order."""
    described: tuple[str, ...] = ()
    """Evidence IRIs of what describes (goal) or elaborates (task) it."""
    order: int = 0
    """Place of the first mention in the plan."""
    chapter: str | None = None
    """Chapter that it belongs to: where it is mentioned first (tasks) or most (all else)."""
    chapters: tuple[str, ...] = ()
    """Every chapter that mentions it, in order."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A claim between two things."""

    iri: str
    source: str
    relation: str
    target: str
    basis: str
    strength: str | None
    confidence: float
    rule: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Network:
    """All that one plan's graph says, ready to be cut and drawn."""

    plan: PlanInfo
    divisions: Mapping[str, Division]
    passages: Mapping[str, Passage]
    quotes: Mapping[str, Quote]
    nodes: Mapping[str, Node]
    edges: tuple[Edge, ...]
    indicator_of: Mapping[str, str] = field(default_factory=dict)
    """Target → the indicator that it is a value of."""

    def chapters(self) -> list[Division]:
        """The chapters in the order of the text."""
        found = (division for division in self.divisions.values() if division.kind == "Chapter")
        return sorted(found, key=lambda division: (division.order, division.iri))


@dataclass(frozen=True, slots=True)
class Cut:
    """What a bounded view left out, and how to see it."""

    left_out: int
    limit: int
    what: str
    """``supporters``, ``neighbours``, ``things``: a key of the page's wordings."""


Kind = Literal["goal", "focus", "trace", "place", "industry", "query", "all"]
"""What a picture is about."""


@dataclass(frozen=True)
class View:
    """A part of a network that one picture shows."""

    network: Network
    kind: Kind
    title: str
    nodes: tuple[str, ...]
    """IRIs, in drawing order."""
    edges: tuple[Edge, ...]
    centre: tuple[str, ...] = ()
    """What the view is about: the goal, the focus, both ends of a trace."""
    lit: tuple[str, ...] = ()
    """Of a trace: the nodes on the ways (all else is drawn dimmed)."""
    lit_edges: tuple[str, ...] = ()
    layers: Mapping[str, int] = field(default_factory=dict)
    """Column of each node where the view fixes it (hops of a trace)."""
    cut: Cut | None = None
    quiet: int = 0
    """How many contributing lines the page hides at first because they would cover all else; the legend shows them."""
