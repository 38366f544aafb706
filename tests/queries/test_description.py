"""What a dataset and an endpoint say of themselves is so: VoID, DCAT, SPARQL service description, prefixes."""

from __future__ import annotations

import pyoxigraph as ox
import rdflib

from ontology.terms import PREFIXES
from queries.dataset import Dataset
from queries.stores.service import SD, description, write


def test_partitions_of_void_count_what_is_there(small: Dataset) -> None:
    parts = small.store.select(
        "SELECT ?plan ?class ?property ?n WHERE { ?subset dcterms:subject ?plan . "
        "{ ?subset void:classPartition ?part . ?part void:class ?class ; void:entities ?n } UNION "
        "{ ?subset void:propertyPartition ?part . ?part void:property ?property ; void:triples ?n } }").python()
    kinds = {"class" in part for part in parts}
    assert kinds == {True, False} and len(parts) > 100
    for part in parts:
        graph = f"GRAPH <{part['plan']}>"
        counted = (f"SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ {graph} {{ ?s a <{part['class']}> }} }}"
                   if "class" in part
                   else f"SELECT (COUNT(*) AS ?n) WHERE {{ {graph} {{ ?s <{part['property']}> ?o }} }}")
        assert small.store.select(counted).python()[0]["n"] == part["n"], part


def test_void_counts_the_triples_of_each_plan_and_dcat_names_the_file(small: Dataset) -> None:
    for row in small.store.select("SELECT ?plan ?n WHERE { ?s dcterms:subject ?plan ; void:triples ?n }").python():
        found = small.store.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{row['plan']}> {{ ?s ?p ?o }} }}")
        assert found.python()[0]["n"] == row["n"]
    assert small.store.ask('ASK { ?d a dcat:Dataset, void:Dataset ; dcat:distribution/dcterms:title "graph.nq" }')


def test_service_description_names_graphs_formats_and_prefixes(small: Dataset) -> None:
    triples = description(small.store, "http://localhost:8642/sparql")
    graph = rdflib.Graph().parse(data=write(triples, ox.RdfFormat.TURTLE), format="turtle")
    sd = rdflib.Namespace(SD)
    service = graph.value(predicate=rdflib.RDF.type, object=sd.Service)
    assert graph.value(service, sd.endpoint) == rdflib.URIRef("http://localhost:8642/sparql")
    assert (service, sd.feature, sd.UnionDefaultGraph) in graph
    named = {str(name) for name in graph.objects(predicate=sd.name)}
    assert named == {str(row["g"]) for row in small.store.select(
        "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }").python()}
    sh = rdflib.Namespace(PREFIXES["sh"])
    assert {str(p) for p in graph.objects(predicate=sh.prefix)} == set(PREFIXES)
