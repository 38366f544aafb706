"""The ontology: complete in both languages, without blank nodes, consistent under OWL RL, and what the graph uses."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from graph_build import dataset
from graph_build.emit_dataset import ontology_graphs
from ontology import document, resources
from ontology.terms import GH

GOLDEN = Path(__file__).parent.parent / "build" / "golden" / "small.nq"
_ERROR = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    """The ontology's own graph."""
    return rdflib.Graph().parse(data=resources.read("guihua.ttl"), format="turtle")


def _terms(graph: rdflib.Graph) -> set[str]:
    return {str(s) for s in graph.subjects(RDFS.isDefinedBy, rdflib.URIRef(resources.ONTOLOGY_IRI))}


def _used(lines: list[str]) -> set[str]:
    """Terms of ours that N-Quads lines use, outside of literals."""
    return {GH + name for line in lines for name in re.findall(rf"<{re.escape(GH)}([^>]*)>", line.split(' "')[0])}


def test_every_term_has_label_and_definition_in_both_languages(ontology: rdflib.Graph) -> None:
    terms = _terms(ontology)
    assert len(terms) > 120
    for term in terms:
        for predicate in (RDFS.label, SKOS.definition):
            values = ontology.objects(rdflib.URIRef(term), predicate)
            languages = Counter(getattr(value, "language", None) for value in values)
            assert languages == {"zh": 1, "en": 1}, (term, predicate)


def test_every_subject_of_ours_is_defined(ontology: rdflib.Graph) -> None:
    assert {str(s) for s in ontology.subjects() if str(s).startswith(GH)} == _terms(ontology)


def test_labels_tell_terms_of_one_kind_apart(ontology: rdflib.Graph) -> None:
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        for language in ("zh", "en"):
            values = [v for term in ontology.subjects(RDF.type, kind) for v in ontology.objects(term, RDFS.label)]
            labels = Counter(str(value) for value in values if getattr(value, "language", "") == language)
            assert [label for label, count in labels.items() if count > 1] == []


@pytest.mark.parametrize("name", ["guihua.ttl", "shapes.ttl", "alignments.ttl"])
def test_files_hold_no_blank_nodes(name: str) -> None:
    for triple in ox.parse(resources.read(name), format=ox.RdfFormat.TURTLE):
        assert not isinstance(triple.subject, ox.BlankNode) and not isinstance(triple.object, ox.BlankNode)


def test_version_is_in_all_files_and_in_the_data(linhai_dataset: Path) -> None:
    version = resources.version()
    for name in ("guihua.ttl", "shapes.ttl", "alignments.ttl"):
        assert f'owl:versionInfo "{version}"'.encode() in resources.read(name)
    text = (linhai_dataset / dataset.GRAPH).read_text(encoding="utf-8")
    assert f'/id/dataset> <http://www.w3.org/2002/07/owl#versionInfo> "{version}"' in text
    assert text.count(f"> <{GH}builderVersion> \"") == 2  # of the plan, of the dataset


def test_graph_and_shapes_use_only_terms_of_the_ontology(ontology: rdflib.Graph, linhai_dataset: Path) -> None:
    defined = _terms(ontology)
    graph = (linhai_dataset / dataset.GRAPH).read_text(encoding="utf-8").splitlines()
    assert _used(graph) - defined == set()
    assert _used(GOLDEN.read_text(encoding="utf-8").splitlines()) - defined == set()


def test_every_property_is_used_somewhere(ontology: rdflib.Graph, linhai_dataset: Path) -> None:
    """A property that nothing uses is a promise that nothing keeps."""
    lines = GOLDEN.read_text(encoding="utf-8").splitlines()
    lines += (linhai_dataset / dataset.GRAPH).read_text(encoding="utf-8").splitlines()
    used = {line.split(" ")[1][1:-1] for line in lines}
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    properties = {str(p) for kind in kinds for p in ontology.subjects(RDF.type, kind)}
    # What only project lists, glossaries, tables' notes and paged formats give, and what all relations share.
    rare = {GH[name] for name in ("content", "period", "responsible", "siteLabel", "origin", "approvedBy", "note",
                                  "code", "relatesTo", "placeCode", "indexNumber")}
    assert properties - used - rare == set()


def _with_ontology(lines: str) -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in ("guihua.ttl", "alignments.ttl"):
        graph.parse(data=resources.read(name), format="turtle")
    triples = (quad.triple for quad in ox.parse(lines.encode("utf-8"), format=ox.RdfFormat.N_QUADS)
               if isinstance(quad, ox.Quad))
    return graph.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")


def _contradictions(graph: rdflib.Graph) -> list[str]:
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return [str(message) for message in graph.objects(None, _ERROR)]


def test_ontology_and_graph_are_consistent_under_owl_rl() -> None:
    assert _contradictions(_with_ontology(GOLDEN.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("case", ["a goal that is a place", "a passage that is evidence", "a place that advances"])
def test_reasoner_would_see_a_contradiction(case: str) -> None:
    """The check above can fail: each of these is found."""
    lines = GOLDEN.read_text(encoding="utf-8")
    graph = _with_ontology(lines)
    first, statement = {
        "a goal that is a place": ("Goal", (RDF.type, rdflib.URIRef(GH["Place"]))),
        "a passage that is evidence": ("Passage", (RDF.type, rdflib.URIRef(GH["Evidence"]))),
        "a place that advances": ("Place", (rdflib.URIRef(GH["advances"]), rdflib.URIRef("https://example.org/x"))),
    }[case]
    subject = next(graph.subjects(RDF.type, rdflib.URIRef(GH[first])))
    graph.add((subject, *statement))
    assert _contradictions(graph)


@pytest.mark.slow
def test_linhai_is_consistent_under_owl_rl(linhai_dataset: Path) -> None:
    """The statements themselves: evidence and claims about them hold nothing more to contradict, slowly."""
    plan = "<https://w3id.org/guihua/id/linhai-14fyp> .\n"
    silent = ("/evidence/", "/claim/", *(f" <{GH[name]}> " for name in ("text", "order", "start", "end")))
    with (linhai_dataset / dataset.GRAPH).open(encoding="utf-8") as file:
        lines = [line for line in file if line.endswith(plan) and not any(name in line for name in silent)]
    assert len(lines) > 5_000
    assert _contradictions(_with_ontology("".join(lines))) == []


def test_graphs_that_travel_with_the_data_are_ours() -> None:
    graphs = {line.rsplit("<", 1)[1].split(">")[0] for line in ontology_graphs()}
    assert graphs == {resources.ONTOLOGY_IRI, resources.ALIGNMENTS_IRI, resources.SHAPES_IRI}


def test_reference_page_is_current() -> None:
    """Run ``python -m ontology.document`` after a change of the ontology."""
    assert document.PAGE.read_text(encoding="utf-8") == document.page()
