"""Extraction → RDF: everything that was read from one plan, as the N-Quads of its named graph.

The graph is what ``docs/reference/ontology.md`` describes. It holds no blank nodes, and the same extraction gives the
same lines whatever the order of its parts, the locale, the hash seed or the number of processes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph_build.emit_document import emit_document
from graph_build.emit_names import Names, short_hash
from graph_build.emit_numbers import Rows, emit_observation_cells, emit_table_rows, emit_target
from graph_build.emit_quads import Counts, Graph
from graph_build.model import Claim, Evidence, Extraction, HeadlineGoal, Thing
from ontology.terms import DATA, DCTERMS, GH, PROV, RDF, SKOS

_MENTION, _QUOTE, _RULE, _CONFIDENCE = GH["mention"], GH["quote"], GH["rule"], GH["confidence"]
_IN_PASSAGE, _START, _END = GH["inPassage"], GH["start"], GH["end"]
_EVIDENCE, _CLAIM = GH["Evidence"], GH["Claim"]


@dataclass(frozen=True)
class Emitted:
    """One plan's statements."""

    graph: str
    """IRI of the named graph, which is the plan's own."""
    lines: list[str]
    """N-Quads, sorted by code point, each with its line end."""
    counts: Counts
    doubts: tuple[str, ...]
    """What could not be said, for the report: rows without a thing, claims with an end or ground that is not there."""


def quads(
    extraction: Extraction,
    *,
    base: str = DATA,
    builder_version: str = "0",
    shared_labels: Mapping[str, str] | None = None,
) -> Emitted:
    """The named graph of one plan.

    :param base: start of all data IRIs; ends in ``/``.
    :param builder_version: version of guihua, kept on the plan node.
    :param shared_labels: preferred label of each thing that several plans name differently, by its key.
    """
    emitter = _Emitter(extraction, base)
    emit_document(emitter.graph, emitter.names, builder_version)
    emitter.things(shared_labels or {})
    emitter.numbers()
    emitter.claims()
    graph = emitter.graph
    return Emitted(emitter.names.root, graph.lines(), graph.counts(), tuple(sorted(set(emitter.doubts))))


class _Emitter:
    """The state that the parts of one graph share: the graph, the names, the doubts."""

    def __init__(self, extraction: Extraction, base: str) -> None:
        self.extraction = extraction
        self.text = extraction.plan.source.text
        self.names = Names(
            extraction.plan, base,
            targets=frozenset(t.key for t in extraction.targets),
            things=frozenset(t.key for t in extraction.things),
        )
        self.graph = Graph(self.names.root)
        self.doubts: list[str] = []
        self._quoted: dict[tuple[str, int, int, str], str | None] = {}

    def evidence(self, evidence: Evidence, owner: str = "") -> str | None:
        """Add a quotation; its IRI, or ``None`` (and a doubt) when no part of the plan holds it."""
        key = evidence.passage, evidence.start, evidence.end, owner
        if key not in self._quoted:
            self._quoted[key] = self._quote(evidence, owner)
        return self._quoted[key]

    def _quote(self, evidence: Evidence, owner: str) -> str | None:
        iri = self.names.evidence(evidence, owner)
        holder = self.names.holder(evidence.passage)
        if iri is None or holder is None or not 0 <= evidence.start < evidence.end <= len(self.text):
            self.doubts.append(f"evidence {evidence.start}–{evidence.end} has no place in the plan")
            return None
        graph = self.graph
        graph.type(iri, _EVIDENCE)
        graph.link(iri, _IN_PASSAGE, holder[0])
        graph.integer(iri, _START, evidence.start)
        graph.integer(iri, _END, evidence.end)
        graph.text(iri, _QUOTE, self.text[evidence.start:evidence.end])
        return iri

    def things(self, shared_labels: Mapping[str, str]) -> None:
        for thing in self.extraction.things:
            iri = self.names.thing(thing.key)
            self._thing(thing, iri, shared_labels.get(thing.key, thing.label))
        for goal in self.extraction.headline:
            self._headline(goal)

    def _thing(self, thing: Thing, iri: str, label: str) -> None:
        graph = self.graph
        graph.type(iri, GH[thing.cls])
        graph.text(iri, SKOS["prefLabel"], label, "zh")
        for alias in {thing.label, *thing.aliases} - {label}:
            graph.text(iri, SKOS["altLabel"], alias, "zh")
        graph.text(iri, GH["code"], thing.code)
        graph.text(iri, SKOS["definition"], thing.definition, "zh")
        if thing.headline:
            graph.boolean(iri, GH["headline"], True)
        graph.link(iri, GH["inPlan"], self.names.root)
        # Two rules may take one span for one thing: the surer one speaks for it.
        best: dict[str, tuple[float, str]] = {}
        for mention in thing.mentions:
            at = self.evidence(mention.evidence, thing.key)
            if at is not None:
                graph.link(iri, _MENTION, at)
                best[at] = max(best.get(at, (0.0, "")), (round(mention.confidence, 3), mention.rule))
        for at, (confidence, rule) in best.items():
            graph.text(at, _RULE, rule or None)
            graph.decimal(at, _CONFIDENCE, confidence)
        graph.integer(iri, GH["mentionCount"], len(best))

    def _headline(self, headline: HeadlineGoal) -> None:
        """The sentences that say what a headline goal consists of, and its year, on the goal itself."""
        label, place = headline.mention.label, headline.mention.evidence
        goals = [thing for thing in self.extraction.things if thing.cls == "Goal"]
        goal = next((g for g in goals if any(m.evidence == place for m in g.mentions)), None) or next(
            (g for g in goals if label in (g.label, *g.aliases)), None)
        if goal is None:
            self.doubts.append(f"no goal for the headline {label}")
            return
        self.graph.year(self.names.thing(goal.key), GH["year"], headline.year)
        for evidence in headline.description:
            self.graph.link(self.names.thing(goal.key), GH["description"], self.evidence(evidence))

    def numbers(self) -> None:
        rows = Rows.of(self.extraction.things)
        for target in self.extraction.targets:
            iri = emit_target(self.graph, self.names, target, rows.by_name.get(("Indicator", target.subject)))
            self.graph.link(iri, _MENTION, self.evidence(target.evidence, f"target/{target.key}"))
        for table, _ in self.extraction.plan.tables():
            self.doubts += table.doubts
            self.doubts += emit_table_rows(self.graph, self.names, table, rows)
            for observation, evidence in emit_observation_cells(self.names, table, rows):
                self.graph.link(observation, _MENTION, self.evidence(
                    evidence, observation.removeprefix(self.names.root)))

    def claims(self) -> None:
        best: dict[str, tuple[float, str, str]] = {}
        for claim in self.extraction.claims:
            self._claim(claim, best)
        for iri, (confidence, rule, strength) in best.items():
            self.graph.decimal(iri, _CONFIDENCE, confidence)
            self.graph.text(iri, _RULE, rule or None)
            self.graph.link(iri, GH["strength"], GH[strength] if strength else None)

    def _claim(self, claim: Claim, best: dict[str, tuple[float, str, str]]) -> None:
        """Add one ground of one statement; the same ground found by two rules is one claim, the surer rule's."""
        graph, names = self.graph, self.names
        subject, object_ = names.end(claim.subject), names.end(claim.object)
        grounds = sorted({iri for e in claim.evidence if (iri := self.evidence(e)) is not None})
        if subject is None or object_ is None or not grounds:
            missing = "subject" if subject is None else "object" if object_ is None else "evidence"
            said = f"{claim.subject} {claim.predicate} {claim.object}"
            self.doubts.append(f"claim {said}: its {missing} is not in the plan")
            return
        predicate = GH[claim.predicate]
        iri = names.part("claim", short_hash(
            claim.subject, claim.predicate, claim.object, claim.basis, claim.strength or "",
            *(ground.removeprefix(names.root) for ground in grounds)))
        graph.type(iri, _CLAIM)
        graph.type(iri, RDF["Statement"])
        graph.link(iri, RDF["subject"], subject)
        graph.link(iri, RDF["predicate"], predicate)
        graph.link(iri, RDF["object"], object_)
        graph.link(iri, GH["basis"], GH[claim.basis])
        graph.link(iri, GH["inPlan"], names.root)
        for ground in grounds:
            graph.link(iri, PROV["wasDerivedFrom"], ground)
        if claim.reviewer:
            self._signature(iri, claim.reviewer, claim.reviewed)
        if claim.strength != "Contributing":
            graph.link(subject, predicate, object_)
        best[iri] = max(best.get(iri, (0.0, "", "")), (round(claim.confidence, 3), claim.rule, claim.strength or ""))

    def _signature(self, claim: str, reviewer: str, date: str | None) -> None:
        agent = self.names.part("reviewer", short_hash(reviewer))
        self.graph.type(agent, PROV["Agent"])
        self.graph.text(agent, SKOS["prefLabel"], reviewer)
        self.graph.link(claim, PROV["wasAttributedTo"], agent)
        self.graph.date(claim, DCTERMS["date"], date)
