"""The stored queries as SHACL examples (``sh:SPARQLExecutable``), in the form that the SIB's SPARQL tools read.

Each query is a node with its text, a comment in each language, keywords (its tags) and, where they are given, the
endpoints that it is for; the prefixes are declared once, on a node that all of them name with ``sh:prefixes``, and
again in each text, so that it runs wherever it is pasted. Descriptions of parameters are ``rdfs:comment`` too; the
clause ``VALUES`` of a needed one holds an example.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyoxigraph as ox

from ontology.terms import DATA, OWL, PREFIXES, RDF, RDFS, SCHEMA, SH, XSD
from queries.catalogue import Catalogue, StoredQuery
from queries.stores.check import check
from queries.stores.http import Address
from queries.stores.text import Form, form_of

BASE = DATA["queries/"]
"""Where the examples' IRIs begin."""
_FORMS: dict[Form, tuple[str, str]] = {
    "SELECT": ("SPARQLSelectExecutable", "select"), "ASK": ("SPARQLAskExecutable", "ask"),
    "CONSTRUCT": ("SPARQLConstructExecutable", "construct"),
}
_DESCRIBE = "https://purl.expasy.org/sparql-examples/ontology#"
_DECLARED = re.compile(r"^PREFIX\s+([\w-]+):", re.MULTILINE | re.IGNORECASE)


def turtle(catalogue: Catalogue, targets: Sequence[str] = ()) -> str:
    """All queries of *catalogue* as one Turtle document, by name.

    :param targets: addresses of endpoints (``schema:target``); credentials in them are left out.
    :raises BadHeader, BadSparql: where a query of the catalogue is not right.
    """
    made: list[ox.Triple] = []
    prefixes = BASE + "prefixes"
    made.append(_link(prefixes, RDF["type"], OWL["Ontology"]))
    made.append(_link(prefixes, OWL["imports"], SH.removesuffix("#")))
    used = {name for query in catalogue for name in _DECLARED.findall(query.sparql) if name in PREFIXES}
    for name in sorted(used):
        node = f"{prefixes}-{name}"
        made += [_link(prefixes, SH["declare"], node), _text(node, SH["prefix"], name),
                 _text(node, SH["namespace"], PREFIXES[name], datatype=XSD["anyURI"])]
    places = [Address.of(target).url for target in targets]
    for query in catalogue:
        made += _example(query, prefixes, places)
    data = ox.serialize(made, format=ox.RdfFormat.TURTLE, prefixes={
        "ex": BASE, "sh": SH, "rdfs": RDFS, "owl": OWL, "xsd": XSD, "schema": SCHEMA, "spex": _DESCRIBE})
    assert data is not None
    return data.decode("utf-8")


def _example(query: StoredQuery, prefixes: str, targets: Sequence[str]) -> list[ox.Triple]:
    check(query.sparql)
    node, form = BASE + query.name, form_of(query.sparql)
    kind, predicate = _FORMS.get(form, ("SPARQLExecutable", None))
    made = [_link(node, RDF["type"], SH["SPARQLExecutable"])]
    if kind != "SPARQLExecutable":
        made.append(_link(node, RDF["type"], SH[kind]))
    made += [
        _link(node, SH["prefixes"], prefixes),
        _text(node, SH[predicate] if predicate else _DESCRIBE + "describe", query.sparql),
        _text(node, RDFS["label"], query.summary, "en"), _text(node, RDFS["label"], query.summary_zh, "zh"),
        _text(node, RDFS["comment"], _comment(query, zh=False), "en"),
        _text(node, RDFS["comment"], _comment(query, zh=True), "zh"),
    ]
    made += [_text(node, SCHEMA["keywords"], tag) for tag in query.tags]
    made += [_link(node, SCHEMA["target"], target) for target in targets]
    return made


def _comment(query: StoredQuery, *, zh: bool) -> str:
    """What the query answers and what its parameters are, in one language."""
    parts = [query.summary_zh + "。" if zh else query.summary + "."]
    if query.description and not zh:
        parts.append(" ".join(query.description.split()))
    parts += [f"?{p.name}：{p.zh}。" if zh else f"?{p.name}: {p.en}." for p in query.parameters]
    return ("" if zh else " ").join(parts)


def _link(subject: str, predicate: str, target: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(target))


def _text(subject: str, predicate: str, text: str, lang: str | None = None, *, datatype: str | None = None) \
        -> ox.Triple:
    value = ox.Literal(text, language=lang) if lang else ox.Literal(
        text, datatype=ox.NamedNode(datatype or XSD["string"]))
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), value)
