"""The dataset's own description (VoID, DCAT, PROV), and the ontology's graphs that travel with the data.

The description holds no date: a dataset of the same sources is the same bytes whenever it is built.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from graph_build.emit_names import short_hash
from graph_build.emit_quads import Counts, Graph
from ontology import resources
from ontology.terms import DATA, DCAT, DCTERMS, FOAF, GH, OWL, PROV, RDF, VOID


@dataclass(frozen=True)
class PlanGraph:
    """What the description needs to know of one plan's graph."""

    iri: str
    title: str
    slug: str
    lines: Sequence[str]
    counts: Counts


def description(plans: Sequence[PlanGraph], *, base: str = DATA, builder_version: str = "0") -> list[str]:
    """N-Quads of the graph ``<base>dataset``: what the dataset holds, by graph, class and property."""
    iri = base + "dataset"
    graph = Graph(iri)
    for cls in (VOID["Dataset"], DCAT["Dataset"], PROV["Entity"]):
        graph.type(iri, cls)
    titles = "；".join(plan.title for plan in plans)
    graph.text(iri, DCTERMS["title"], f"guihua: {titles}", "zh")
    graph.text(iri, DCTERMS["description"],
               "A knowledge graph of Chinese plan documents in which every statement is tied to its sentence.", "en")
    graph.text(iri, DCTERMS["description"], "中国规划文件的知识图谱，每条陈述都与原文语句相连。", "zh")
    graph.link(iri, DCTERMS["conformsTo"], resources.ONTOLOGY_IRI)
    graph.text(iri, OWL["versionInfo"], resources.version())
    graph.text(iri, GH["builderVersion"], builder_version)
    graph.text(iri, VOID["uriSpace"], base)
    graph.link(iri, VOID["vocabulary"], resources.ONTOLOGY_IRI)
    graph.link(iri, VOID["feature"], "http://www.w3.org/ns/formats/N-Quads")
    for plan in plans[:1]:
        graph.link(iri, VOID["exampleResource"], plan.iri)
    graph.link(iri, FOAF["homepage"], "https://w3id.org/guihua")
    distribution = f"{iri}/distribution/nq"
    graph.link(iri, DCAT["distribution"], distribution)
    graph.type(distribution, DCAT["Distribution"])
    graph.text(distribution, DCTERMS["title"], "graph.nq", None)
    graph.link(distribution, DCAT["mediaType"], "https://www.iana.org/assignments/media-types/application/n-quads")
    for plan in plans:
        subset = f"{iri}/plan/{plan.slug}"
        graph.link(iri, VOID["subset"], subset)
        graph.type(subset, VOID["Dataset"])
        graph.text(subset, DCTERMS["title"], plan.title, "zh")
        graph.link(subset, DCTERMS["subject"], plan.iri)
        graph.text(subset, VOID["uriSpace"], plan.iri + "/")
        _partitions(graph, subset, plan.counts)
    _partitions(graph, iri, plans[0].counts if len(plans) == 1 else _union(plans))
    return graph.lines()


def _union(plans: Sequence[PlanGraph]) -> Counts:
    """The statements of all plans, each counted once, though several plans may make it of a thing that they share."""
    triples = {line[:line.rindex(" <")] for plan in plans for line in plan.lines}
    split = [triple.split(" ", 2) for triple in triples]
    return Counts(len(triples), Counter(o[1:-1] for _, p, o in split if p == f"<{RDF['type']}>"),
                  Counter(p[1:-1] for _, p, _ in split))


def _partitions(graph: Graph, subset: str, counts: Counts) -> None:
    graph.integer(subset, VOID["triples"], counts.triples)
    graph.integer(subset, VOID["classes"], len(counts.classes))
    graph.integer(subset, VOID["properties"], len(counts.properties))
    for kind, found, number in (("class", counts.classes, VOID["entities"]),
                                ("property", counts.properties, VOID["triples"])):
        for term, count in found.items():
            part = f"{subset}/{kind}/{_local(term)}"
            graph.link(subset, VOID[f"{kind}Partition"], part)
            graph.type(part, VOID["Dataset"])
            graph.link(part, VOID[kind], term)
            graph.integer(part, number, count)


def _local(term: str) -> str:
    """A readable name for a term in the IRI of its partition; foreign terms get a hash, since names may meet."""
    if term.startswith(GH):
        return term.removeprefix(GH)
    return f"{term.replace('#', '/').rsplit('/', 1)[1]}-{short_hash(term)[:6]}"


def ontology_graphs() -> list[str]:
    """N-Quads of the ontology, the alignments and the shapes, each in the graph that bears its own IRI."""
    lines: list[str] = []
    for iri, turtle in resources.graphs().items():
        triples = ox.parse(turtle, format=ox.RdfFormat.TURTLE, base_iri=iri)
        graph = ox.NamedNode(iri)
        data = ox.serialize(
            (ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples), format=ox.RdfFormat.N_QUADS)
        assert data is not None
        lines += data.decode("utf-8").splitlines(keepends=True)
    return sorted(lines)
