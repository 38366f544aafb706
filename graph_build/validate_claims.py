"""Statements against claims: each asserts what the other states, and quotations lie where they say they do."""

from __future__ import annotations

import pyoxigraph as ox

from ontology.terms import DCTERMS, GH, PROV, RDF

_PREFIXES = f"""PREFIX gh: <{GH}>
PREFIX rdf: <{RDF}>
PREFIX prov: <{PROV}>
PREFIX dcterms: <{DCTERMS}>
"""

RELATIONS = ("advances", "implements", "aimsAt", "develops", "reliesOn", "locatedIn", "partOf", "cooperatesWith",
             "hasTarget", "supports", "measuredBy", "elaborates", "describes")

_CHECKS: tuple[tuple[str, str], ...] = (
    ("a claim whose statement is not asserted", """SELECT ?node { GRAPH ?plan {
        ?node a gh:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
        FILTER NOT EXISTS { ?node gh:strength gh:Contributing } FILTER NOT EXISTS { ?s ?p ?o } } }"""),
    ("a claim whose subject or object the plan does not describe", """SELECT ?node { GRAPH ?plan {
        ?node a gh:Claim ; rdf:subject|rdf:object ?end . FILTER NOT EXISTS { ?end a ?class } } }"""),
    ("a quotation outside the passage that it names", """SELECT ?node { GRAPH ?plan {
        ?node a gh:Evidence ; gh:inPassage ?p ; gh:start ?a ; gh:end ?b . ?p gh:start ?c ; gh:end ?d .
        FILTER (?a < ?c || ?b > ?d) } }"""),
    ("a blank node", "SELECT ?node { GRAPH ?plan { ?node ?p ?o FILTER isBlank(?node) } }"),
)
_UNGROUNDED = """SELECT ?node {{ GRAPH ?plan {{ ?node gh:{relation} ?o .
    FILTER NOT EXISTS {{ ?c rdf:subject ?node ; rdf:predicate gh:{relation} ; rdf:object ?o ; gh:basis ?b .
                         FILTER NOT EXISTS {{ ?c gh:strength gh:Contributing }} }} }} }}"""


def check_claims(store: ox.Store) -> list[tuple[str, str]]:
    """What is wrong: (IRI, what is wrong with it), in order."""
    found: set[tuple[str, str]] = set()
    for problem, query in _CHECKS:
        found |= {(node, problem) for node in _nodes(store, query)}
    for relation in RELATIONS:
        found |= {(node, f"gh:{relation} without a claim")
                  for node in _nodes(store, _UNGROUNDED.format(relation=relation))}
    return sorted(found)


def _nodes(store: ox.Store, query: str) -> set[str]:
    solutions = store.query(_PREFIXES + query)
    assert isinstance(solutions, ox.QuerySolutions)
    return {str(row["node"]).strip("<>") for row in solutions}
