"""The ways from a thing to a goal: hop by hop along the plan's statements, a sentence for each.

A statement may be walked along its direction (a task *supports* a goal) or, where that makes sense of how means lead
to ends, against it (a platform helps the task that *advances* it). A hop costs ``-log(confidence)`` plus a toll: little
for direct support, more for contributing support and for walking against a statement, most for relations that say
little about ends. The best ways are the cheapest (Yen's algorithm, ``networkx.shortest_simple_paths``).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import networkx

from ontology.errors import Lang
from ontology.terms import GH
from queries.answer import NameReading, Quotation
from queries.binding import read_name
from queries.errors import NameNotFound
from queries.names.index import Named
from queries.stores import Iri, Value
from queries.vocabulary import say

if TYPE_CHECKING:
    import pandas

    from queries.dataset import Dataset

# What a hop costs besides its doubt: (along the statement, against it); None where a way may not go.
_TOLL: dict[str, tuple[float, float | None]] = {
    "supports": (0.2, None), "aimsAt": (0.4, None), "advances": (0.9, 0.5), "implements": (0.9, 0.7),
    "develops": (0.8, 0.7), "reliesOn": (1.1, 0.6), "locatedIn": (1.2, 1.2), "partOf": (0.7, 0.9),
    "cooperatesWith": (1.1, 0.6), "hasTarget": (0.6, 0.8), "measuredBy": (1.3, 0.5),
}
_CONTRIBUTING = 0.8
_QUOTES_PER_HOP = 2


@dataclass(frozen=True, slots=True)
class Hop:
    """One statement on a way."""

    source: Named
    relation: str
    """Local name of the relation, as the statement has it."""
    target: Named
    forward: bool
    """Whether the way goes as the statement says (from its subject to its object)."""
    claim: Iri
    basis: str
    strength: str | None
    confidence: float
    quotations: tuple[Quotation, ...] = ()

    def sentence(self, lang: Lang) -> str:
        """The hop in words."""
        one, two = (self.source, self.target) if self.forward else (self.target, self.source)
        told = say(self.relation, lang)
        if self.relation == "supports" and self.strength == "Contributing":
            told = say("Contributing", "zh") + told if lang == "zh" else "contributes to"
        return f"{one.label}{told}{two.label}" if lang == "zh" else f"{one.label} {told} {two.label}"


@dataclass(frozen=True, slots=True)
class Way:
    """Hops from the start to the goal."""

    hops: tuple[Hop, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Trace:
    """The ways found between two things, best first."""

    start: NameReading
    goal: NameReading
    ways: tuple[Way, ...]

    def _repr_html_(self) -> str:
        """How a notebook shows them: a list for each way, the sentences below each hop; all text escaped."""
        from html import escape

        from queries.rendering.layout import place

        lines = []
        for way in self.ways:
            names = " → ".join([way.hops[0].source.label, *(hop.target.label for hop in way.hops)])
            hops = "".join(f"<li>{escape(hop.sentence('zh'))}" + "".join(
                f"<br><q>{escape(q.sentence)}</q> <small>{escape(place(q, 'zh'))}</small>" for q in hop.quotations)
                + "</li>" for hop in way.hops)
            lines.append(f"<p><strong>{escape(names)}</strong></p><ol>{hops}</ol>")
        return "".join(lines) or "<p>规划中没有这样的路径。</p>"

    def to_pandas(self) -> pandas.DataFrame:
        """A row for each hop: the way's number, from, relation, to, basis, strength, confidence, first quotation.

        :raises ImportError: without pandas.
        """
        import pandas

        rows = [(number, hop.source.label, hop.relation, hop.target.label, hop.basis, hop.strength, hop.confidence,
                 hop.quotations[0].quote if hop.quotations else None)
                for number, way in enumerate(self.ways, 1) for hop in way.hops]
        return pandas.DataFrame(rows, columns=[
            "way", "from", "relation", "to", "basis", "strength", "confidence", "quote"])

    def __str__(self) -> str:
        return "\n".join(" → ".join(hop.sentence("zh") for hop in way.hops) for way in self.ways)


def trace(dataset: Dataset, start: str, goal: str, *, ways: int = 5, hops: int = 4) -> Trace:
    """Find the ways from *start* to *goal*.

    :param ways: how many at most.
    :param hops: how long one may be.
    :raises NameNotFound: one of the two is not in the graph.
    """
    begin = read_name(start, (), dataset)
    try:
        end = read_name(goal, ("Goal",), dataset)
    except NameNotFound:
        end = read_name(goal, (), dataset)
    return between(dataset, begin, end, ways=ways, hops=hops)


def between(dataset: Dataset, begin: NameReading, end: NameReading, *, ways: int = 5, hops: int = 4) -> Trace:
    """The ways between two names that have been read."""
    graph = dataset.roads
    found: list[Way] = []
    for source in begin.chosen:
        for target in end.chosen:
            found.extend(islice(_ways(graph, source.thing, target.thing, hops), ways))
    found.sort(key=lambda way: (way.cost, [hop.claim for hop in way.hops]))
    kept = found[:ways]
    quotes = _quotations(dataset, [hop.claim for way in kept for hop in way.hops])
    return Trace(begin, end, tuple(
        Way(tuple(_quoted(hop, quotes) for hop in way.hops), way.cost) for way in kept))


def network(dataset: Dataset) -> networkx.DiGraph:
    """The graph that ways are looked for in: for each pair of things the cheapest statement that joins them."""
    graph = networkx.DiGraph()
    names = dataset.names
    sparql = dataset.catalogue.get("network").bind({})
    for row in dataset.store.select(sparql):
        one, two, claim = row["thing"], row["object"], row["claim"]
        if not (isinstance(one, Iri) and isinstance(two, Iri) and isinstance(claim, Iri)):
            continue
        source, target = names.get(one), names.get(two)
        if source is None or target is None:
            continue
        relation = str(row["relation"].python()).removeprefix(GH)
        along, against = _TOLL.get(relation, (None, None))
        if along is None:
            continue
        confidence = row["confidence"].python()
        certainty = min(1.0, max(0.01, float(confidence) if isinstance(confidence, int | float) else 0.5))
        strength = str(row["strength"].python()).removeprefix(GH) if "strength" in row else None
        hop = Hop(source, relation, target, True, claim, str(row["basis"].python()).removeprefix(GH), strength,
                  certainty)
        doubt = -math.log(certainty) + (_CONTRIBUTING if strength == "Contributing" else 0.0)
        _join(graph, source, target, hop, along + doubt)
        if against is not None:
            back = Hop(target, relation, source, False, claim, hop.basis, strength, certainty)
            _join(graph, target, source, back, against + doubt)
    return graph


def _join(graph: networkx.DiGraph, source: Named, target: Named, hop: Hop, cost: float) -> None:
    known = graph.get_edge_data(source.iri, target.iri)
    if known is None or (cost, hop.claim) < (known["cost"], known["hop"].claim):
        graph.add_edge(source.iri, target.iri, cost=cost, hop=Hop(
            source, hop.relation, target, hop.forward, hop.claim, hop.basis, hop.strength, hop.confidence))


def _ways(graph: networkx.DiGraph, source: Named, target: Named, hops: int) -> Iterator[Way]:
    if source.iri == target.iri or source.iri not in graph or target.iri not in graph:
        return
    near = _within(graph, source.iri, target.iri, hops)
    try:
        for path in islice(networkx.shortest_simple_paths(near, source.iri, target.iri, weight="cost"), 60):
            if len(path) - 1 <= hops:
                edges = [near.edges[a, b] for a, b in pairwise(path)]
                yield Way(tuple(edge["hop"] for edge in edges), sum(edge["cost"] for edge in edges))
    except networkx.NetworkXNoPath:
        return


def _within(graph: networkx.DiGraph, source: Iri, target: Iri, hops: int) -> networkx.DiGraph:
    """Only what lies on a way of at most *hops* hops, so that the search stays small."""
    ahead = networkx.single_source_shortest_path_length(graph, source, cutoff=hops)
    back = networkx.single_source_shortest_path_length(graph.reverse(copy=False), target, cutoff=hops)
    return graph.subgraph([n for n in ahead if n in back and ahead[n] + back[n] <= hops] + [source, target])


def _quotations(dataset: Dataset, claims: list[Iri]) -> dict[Iri, list[Quotation]]:
    found: dict[Iri, list[Quotation]] = {}
    if not claims:
        return found
    values = " ".join(claim.n3() for claim in sorted(set(claims)))
    for row in dataset.store.select(
            "SELECT ?claim ?quote ?start ?end ?chapter ?section ?passage ?evidence WHERE { VALUES ?claim { " + values +
            " } ?claim prov:wasDerivedFrom ?evidence . ?evidence gh:quote ?quote ; gh:start ?start ; gh:end ?end ; "
            "gh:inPassage ?passage . OPTIONAL { ?passage gh:inChapter ?c . ?c skos:prefLabel ?chapter } "
            "OPTIONAL { ?passage gh:inSection ?s . ?s skos:prefLabel ?section } } ORDER BY STR(?claim) ?start"):
        claim, quote, passage, evidence = row["claim"], row["quote"], row["passage"], row["evidence"]
        start, end = row["start"].python(), row["end"].python()
        if isinstance(claim, Iri) and isinstance(quote, Value) and isinstance(passage, Iri):
            found.setdefault(claim, []).append(Quotation(
                quote=quote.text, sentence=quote.text, start=start if isinstance(start, int) else None,
                end=end if isinstance(end, int) else None,
                chapter=str(row["chapter"].python()) if "chapter" in row else None,
                section=str(row["section"].python()) if "section" in row else None, passage=passage,
                evidence=evidence if isinstance(evidence, Iri) else None))
    return found


def _quoted(hop: Hop, quotes: dict[Iri, list[Quotation]]) -> Hop:
    return Hop(hop.source, hop.relation, hop.target, hop.forward, hop.claim, hop.basis, hop.strength, hop.confidence,
               tuple(quotes.get(hop.claim, ())[:_QUOTES_PER_HOP]))
