"""The property graph: things as nodes with label, class and weight, relations as edges with their grounds.

It is a directed multigraph: one edge for each relation between two things, keyed by the relation's name. For Gephi
(GEXF), yEd and Cytoscape (GraphML) and networkx.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import IO

import networkx as nx
import pyoxigraph as ox

from graph_build import dataset
from graph_build.emit_names import short_hash
from ontology.terms import GH, PROV, RDF, RDFS, SKOS

_PREFIXES = f"PREFIX gh: <{GH}> PREFIX skos: <{SKOS}> PREFIX rdf: <{RDF}> PREFIX prov: <{PROV}> PREFIX rdfs: <{RDFS}>\n"
_NODES = """SELECT ?node ?class ?label ?plan ?headline ?chapter {
    ?class rdfs:subClassOf gh:Element . ?node a ?class ; skos:prefLabel ?label .
    OPTIONAL { ?node gh:inPlan ?plan } OPTIONAL { ?node gh:headline ?headline }
    OPTIONAL { ?node gh:mention/gh:inPassage/gh:inChapter/skos:prefLabel ?chapter } }"""
_MENTIONS = "SELECT ?node (COUNT(DISTINCT ?m) AS ?count) { ?node gh:mention ?m } GROUP BY ?node"
_ALIASES = "SELECT ?node ?alias { ?node skos:altLabel ?alias ; gh:mention ?m }"
_EDGES = """SELECT ?claim ?s ?p ?o ?basis ?strength ?confidence ?quote {
    ?claim a gh:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; gh:basis ?basis ;
        gh:confidence ?confidence ; prov:wasDerivedFrom ?e . ?e gh:quote ?quote
    OPTIONAL { ?claim gh:strength ?strength } }"""


def network(store: ox.Store) -> nx.MultiDiGraph:
    """The network of all plans in *store*.

    Node attributes: ``label``, ``class``, ``aliases`` (joined by ；), ``plan``, ``chapters``, ``headline``, ``weight``
    (number of mentions). Edge attributes: ``id``, ``relation``, ``label``, ``strength``, ``basis``, ``confidence``
    (the surest claim's), ``grounds`` (number of claims), ``weight`` (sum of the claims' confidences), ``quotes``
    (joined by ⏎).
    Nodes and edges come in order of their IRIs.
    """
    graph = nx.MultiDiGraph(name="guihua")
    _add_nodes(graph, store)
    _add_edges(graph, store)
    return graph


def _add_nodes(graph: nx.MultiDiGraph, store: ox.Store) -> None:
    facts: dict[str, dict[str, set[str]]] = {}
    for row in _rows(store, _NODES):
        sets = facts.setdefault(row["node"], {})
        for name in ("class", "label", "plan", "headline", "chapter"):
            if row.get(name):
                sets.setdefault(name, set()).add(row[name])
    aliases: dict[str, set[str]] = {}
    for row in _rows(store, _ALIASES):
        aliases.setdefault(row["node"], set()).add(row["alias"])
    mentions = {row["node"]: int(row["count"]) for row in _rows(store, _MENTIONS)}
    for iri, sets in sorted(facts.items()):
        plans = " ".join(sorted(map(_local, sets.get("plan", ()))))
        graph.add_node(
            iri, label=min(sets["label"]), **{"class": _local(min(sets["class"]))},
            aliases="；".join(sorted(aliases.get(iri, set()))), plan=plans,
            chapters="；".join(sorted(sets.get("chapter", ()))), headline="headline" in sets,
            weight=mentions.get(iri, 0))


def _add_edges(graph: nx.MultiDiGraph, store: ox.Store) -> None:
    claims: dict[str, dict[str, str]] = {}
    quotes: dict[str, set[str]] = {}
    for row in _rows(store, _EDGES):
        claims[row["claim"]] = row
        quotes.setdefault(row["claim"], set()).add(row["quote"])
    edges: dict[tuple[str, str, str], list[str]] = {}
    for iri, row in claims.items():
        if row["s"] in graph and row["o"] in graph:
            edges.setdefault((row["s"], _local(row["p"]), row["o"]), []).append(iri)
    for (subject, relation, object_), grounds in sorted(edges.items()):
        rows = [claims[iri] for iri in sorted(grounds)]
        confidences = [float(row["confidence"]) for row in rows]
        strengths = {_local(row["strength"]) for row in rows if row.get("strength")}
        said = sorted(set().union(*(quotes[iri] for iri in grounds)))
        graph.add_edge(
            subject, object_, key=relation, id=f"{relation}-{short_hash(subject, object_)}", relation=relation,
            label=relation,
            strength="Direct" if "Direct" in strengths else "Contributing" if strengths else "",
            basis=" ".join(sorted({_local(row["basis"]) for row in rows})), confidence=max(confidences),
            grounds=len(rows), weight=round(sum(confidences), 3), quotes="⏎".join(said))


def _rows(store: ox.Store, query: str) -> list[dict[str, str]]:
    solutions = store.query(_PREFIXES + query, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    return [{name: row[name].value for name in names if row[name] is not None} for row in solutions]


def _local(iri: str) -> str:
    return re.split(r"[/#]", iri.rstrip("/#"))[-1]


def _printable(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """*graph* without the control characters that XML cannot hold."""
    bad = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
    for _, attributes in graph.nodes(data=True):
        attributes.update({k: bad.sub("�", v) for k, v in attributes.items() if isinstance(v, str)})
    for *_, attributes in graph.edges(data=True):
        attributes.update({k: bad.sub("�", v) for k, v in attributes.items() if isinstance(v, str)})
    return graph


def write_graphml(directory: Path, file: IO[bytes]) -> None:
    """The network as GraphML."""
    nx.write_graphml(_printable(network(dataset.open_store(directory))), file, edge_id_from_attribute="id")


def write_gexf(directory: Path, file: IO[bytes]) -> None:
    """The network as GEXF 1.2 without the date of writing, so that the same dataset gives the same file."""
    buffer = io.BytesIO()
    nx.write_gexf(_printable(network(dataset.open_store(directory))), buffer)
    file.write(re.sub(rb' lastmodifieddate="[^"]*"', b"", buffer.getvalue(), count=1))
