"""A SPARQL service description: what an endpoint over a store offers, for tools that ask before they query.

Terms: https://www.w3.org/TR/sparql11-service-description/; prefixes as SHACL declares them (``sh:declare``).
"""

from __future__ import annotations

import pyoxigraph as ox

from ontology.terms import DCTERMS, PREFIXES, RDF, SH, VOID, XSD
from queries.stores.base import Iri, Store

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = """SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } }
GROUP BY ?graph ORDER BY STR(?graph)"""


def description(store: Store, endpoint: str, *, results: tuple[str, ...] = _RESULTS) -> tuple[ox.Triple, ...]:
    """The description of *store* served at the address *endpoint*.

    :param results: local names of the result formats (http://www.w3.org/ns/formats/) that the endpoint writes.
    """
    service, data, default = endpoint + "#service", endpoint + "#dataset", endpoint + "#default"
    made = [_link(service, RDF["type"], SD + "Service"), _link(service, SD + "endpoint", endpoint),
            _link(service, SD + "supportedLanguage", SD + "SPARQL11Query"),
            _link(service, SD + "feature", SD + "UnionDefaultGraph"),
            _link(service, SD + "defaultDataset", data), _link(data, RDF["type"], SD + "Dataset"),
            _link(data, SD + "defaultGraph", default), _link(default, RDF["type"], SD + "Graph")]
    made += [_link(service, SD + "resultFormat", _FORMATS + name) for name in results]
    for row in store.select(_GRAPHS):
        graph = row["graph"]
        if not isinstance(graph, Iri):
            continue
        named = f"{endpoint}#graph-{graph.value.rpartition('/')[2]}"
        made += [_link(data, SD + "namedGraph", named), _link(named, RDF["type"], SD + "NamedGraph"),
                 _link(named, SD + "name", graph.value), _link(named, SD + "graph", named + "-content"),
                 _link(named + "-content", RDF["type"], SD + "Graph"),
                 _text(named + "-content", VOID["triples"], str(row["triples"].python()), XSD["integer"])]
        if graph.value.endswith("/dataset"):
            made.append(_link(default, DCTERMS["source"], graph.value))  # where VoID says more
    for prefix, namespace in PREFIXES.items():
        node = f"{endpoint}#prefix-{prefix}"
        made += [_link(service, SH["declare"], node), _text(node, SH["prefix"], prefix, XSD["string"]),
                 _text(node, SH["namespace"], namespace, XSD["anyURI"])]
    return tuple(made)


def write(triples: tuple[ox.Triple, ...], form: ox.RdfFormat) -> bytes:
    """The description in an RDF syntax."""
    data = ox.serialize(triples, format=form, prefixes={
        "sd": SD, "void": VOID, "sh": SH, "dcterms": DCTERMS, "xsd": XSD})
    assert data is not None
    return data


def _link(subject: str, predicate: str, target: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(target))


def _text(subject: str, predicate: str, text: str, datatype: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), ox.Literal(text, datatype=ox.NamedNode(datatype)))
