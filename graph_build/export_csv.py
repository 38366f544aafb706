"""The dataset as CSV tables for Excel and pandas: UTF-8 with the byte order mark by which Excel knows it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from graph_build import dataset
from ontology.terms import DCTERMS, GH, PROV, RDF, RDFS, SKOS

_PREFIXES = f"""PREFIX gh: <{GH}> PREFIX skos: <{SKOS}> PREFIX rdf: <{RDF}> PREFIX prov: <{PROV}> PREFIX rdfs: <{RDFS}>
PREFIX dcterms: <{DCTERMS}>
"""

TABLES: dict[str, tuple[tuple[str, ...], str]] = {
    "things.csv": (("iri", "class", "label", "aliases", "mentions", "headline", "code", "plan"), """
        SELECT ?iri ?class ?label (GROUP_CONCAT(DISTINCT ?alias; SEPARATOR="；") AS ?aliases)
               (SAMPLE(?count) AS ?mentions) (SAMPLE(?main) AS ?headline) (SAMPLE(?c) AS ?code) ?plan {
            ?class rdfs:subClassOf gh:Element . ?iri a ?class ; skos:prefLabel ?label ; gh:inPlan ?plan .
            OPTIONAL { ?iri skos:altLabel ?alias } OPTIONAL { GRAPH ?plan { ?iri gh:mentionCount ?count } }
            OPTIONAL { ?iri gh:headline ?main } OPTIONAL { ?iri gh:code ?c }
        } GROUP BY ?iri ?class ?label ?plan"""),
    "claims.csv": (("iri", "subject", "relation", "object", "basis", "strength", "confidence", "rule", "quote", "start",
                    "end", "subject_iri", "object_iri", "plan"), """
        SELECT ?iri ?subject ?relation ?object ?basis ?strength ?confidence ?rule ?quote ?start ?end
               ?subject_iri ?object_iri ?plan {
            ?iri a gh:Claim ; rdf:subject ?subject_iri ; rdf:predicate ?relation ; rdf:object ?object_iri ;
                gh:basis ?basis ; gh:confidence ?confidence ; gh:inPlan ?plan ; prov:wasDerivedFrom ?e .
            ?e gh:quote ?quote ; gh:start ?start ; gh:end ?end .
            OPTIONAL { ?iri gh:rule ?rule } OPTIONAL { ?iri gh:strength ?strength }
            OPTIONAL { ?subject_iri skos:prefLabel|gh:text ?subject }
            OPTIONAL { ?object_iri skos:prefLabel ?object } }"""),
    "targets.csv": (("iri", "subject", "comparator", "value", "unit", "normalized_value", "normalized_unit", "year",
                     "printed", "quote", "plan"), """
        SELECT ?iri ?subject ?comparator ?value ?unit ?normalized_value ?normalized_unit ?year ?printed ?quote ?plan {
            ?iri a gh:Target ; gh:subjectLabel ?subject ; gh:comparator ?comparator ; gh:value ?value ;
                gh:valueText ?printed ; gh:inPlan ?plan ; gh:mention/gh:quote ?quote .
            OPTIONAL { ?iri gh:unitLabel ?unit } OPTIONAL { ?iri gh:year ?year }
            OPTIONAL { ?iri gh:normalizedValue ?normalized_value ; gh:normalizedUnit ?normalized_unit } }"""),
    "observations.csv": (("table", "row", "indicator", "unit", "nature", "category", "role", "year", "printed", "value",
                          "cumulative", "confidence", "iri", "indicator_iri", "plan"), """
        SELECT ?table ?row ?indicator ?unit ?nature ?category ?role ?year ?printed ?value ?cumulative ?confidence
               ?iri ?indicator_iri ?plan {
            ?iri a gh:Observation ; gh:ofIndicator ?indicator_iri ; gh:table ?table ; gh:row ?row ; gh:role ?role ;
                gh:valueText ?printed ; gh:cumulative ?cumulative ; gh:confidence ?confidence ; gh:inPlan ?plan .
            ?indicator_iri skos:prefLabel ?indicator .
            OPTIONAL { ?iri gh:unitLabel ?unit } OPTIONAL { ?iri gh:nature ?nature } OPTIONAL { ?iri gh:year ?year }
            OPTIONAL { ?iri gh:value ?value } OPTIONAL { ?iri gh:indicatorCategory ?category } }"""),
    "mentions.csv": (("label", "class", "start", "end", "quote", "rule", "confidence", "chapter", "section", "iri",
                      "evidence", "plan"), """
        SELECT ?label ?class ?start ?end ?quote ?rule ?confidence ?chapter ?section ?iri ?evidence ?plan {
            ?class rdfs:subClassOf gh:Element . ?iri a ?class ; skos:prefLabel ?label ; gh:mention ?evidence .
            ?evidence gh:start ?start ; gh:end ?end ; gh:quote ?quote ; gh:inPassage ?p . ?p gh:inPlan ?plan
            OPTIONAL { ?evidence gh:rule ?rule } OPTIONAL { ?evidence gh:confidence ?confidence }
            OPTIONAL { ?p gh:inChapter/skos:prefLabel ?chapter }
            OPTIONAL { ?p gh:inSection/skos:prefLabel ?section } }"""),
    "passages.csv": (("order", "kind", "number", "chapter", "section", "text", "start", "end", "iri", "plan"), """
        SELECT ?order ?kind ?number ?chapter ?section ?text ?start ?end ?iri ?plan {
            ?iri a gh:Passage ; gh:order ?order ; gh:kind ?kind ; gh:text ?text ; gh:start ?start ; gh:end ?end ;
                gh:inPlan ?plan .
            OPTIONAL { ?iri gh:number ?number } OPTIONAL { ?iri gh:inChapter/skos:prefLabel ?chapter }
            OPTIONAL { ?iri gh:inSection/skos:prefLabel ?section } }"""),
}
_TERMS = frozenset({"class", "relation", "basis", "strength", "comparator", "nature", "role"})
"""Columns whose values are terms of the ontology, shown by their local names."""
_NUMBER = re.compile(r"[+-]?\d[\d.,]*%?")


def tables(directory: Path) -> dict[str, Callable[[IO[bytes]], None]]:
    """The tables of the dataset at *directory*: by file name, what writes it."""
    store = dataset.open_store(directory)
    return {name: _Table(store, *TABLES[name]) for name in TABLES}


class _Table:
    """One table: a query whose rows are written in order."""

    def __init__(self, store: ox.Store, columns: tuple[str, ...], query: str) -> None:
        self._store, self._columns, self._query = store, columns, query

    def __call__(self, file: IO[bytes]) -> None:
        solutions = self._store.query(_PREFIXES + self._query, use_default_graph_as_union=True)
        assert isinstance(solutions, ox.QuerySolutions)
        rows = {tuple(self._cell(column, row[column]) for column in self._columns) for row in solutions}
        ordered = sorted(rows, key=_order)
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(self._columns)
        writer.writerows(ordered)
        text.detach()

    def _cell(self, column: str, term: object) -> str:
        if term is None:
            return ""
        assert isinstance(term, (ox.NamedNode, ox.Literal))
        value = term.value
        if column in _TERMS:
            return value.removeprefix(GH)
        # A spreadsheet would run a text that begins like a formula.
        return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t") and not _NUMBER.fullmatch(value) else value


def _order(row: tuple[str, ...]) -> tuple[tuple[float, str], ...]:
    """Numbers by size, words by code point."""
    return tuple((float(cell), "") if cell.isascii() and cell.isdecimal() else (float("inf"), cell) for cell in row)
