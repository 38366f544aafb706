"""The graph handed to other libraries: rdflib, networkx."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx

from ontology.terms import GH, XSD
from queries.stores import Blank, Iri, Limits, Store, Term

if TYPE_CHECKING:
    import rdflib

    from queries.dataset import Dataset


_ALL = Limits(seconds=600.0, rows=100_000_000, bytes=4 * 1024 ** 3)


def to_rdflib(store: Store) -> rdflib.Dataset:
    """A copy of the whole graph as an ``rdflib.Dataset`` with the union as its default graph."""
    import rdflib

    from queries.stores.memory import MemoryStore

    if isinstance(store, MemoryStore):
        return store.dataset
    dataset = rdflib.Dataset(default_union=True)
    for row in store.select("SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }", limits=_ALL):
        graph = dataset.graph(rdflib.URIRef(str(row["g"].python())))
        graph.add((_node(row["s"]), _node(row["p"]), _node(row["o"])))
    return dataset


def _node(term: Term) -> rdflib.URIRef | rdflib.BNode | rdflib.Literal:
    import rdflib

    if isinstance(term, Iri):
        return rdflib.URIRef(term.value)
    if isinstance(term, Blank):
        return rdflib.BNode(term.label)
    if term.lang:
        return rdflib.Literal(term.text, lang=term.lang)
    datatype = None if term.datatype == XSD["string"] else rdflib.URIRef(term.datatype)
    return rdflib.Literal(term.text, datatype=datatype)


def to_networkx(dataset: Dataset) -> networkx.MultiDiGraph:
    """The statements between named things; nodes are IRIs with ``label``, ``cls``, edges carry the statement."""
    graph = networkx.MultiDiGraph()
    for thing in dataset.names.things:
        graph.add_node(thing.iri.value, label=thing.label, cls=thing.cls, mentions=thing.mentions,
                       headline=thing.headline)
    for row in dataset.store.select(dataset.catalogue.get("network").bind({})):
        one, two = row["thing"], row["object"]
        if not (isinstance(one, Iri) and isinstance(two, Iri)) or one.value not in graph or two.value not in graph:
            continue
        said = {name: str(row[name].python()).removeprefix(GH) for name in ("relation", "strength", "basis")
                if name in row}
        graph.add_edge(one.value, two.value, key=str(row["claim"].python()),
                       confidence=row["confidence"].python(), **said)
    return graph
