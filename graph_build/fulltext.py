"""The search index of a dataset, made of its graph: passages cut into words, and the pinyin of names."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from graph_build import dataset
from ontology import search_index
from ontology.search_index import Passage
from ontology.terms import GH, SKOS

_PASSAGES = f"""
PREFIX gh: <{GH}> PREFIX skos: <{SKOS}>
SELECT ?passage ?plan ?start ?end ?chapter ?section ?text WHERE {{
  ?passage a gh:Passage ; gh:inPlan ?plan ; gh:start ?start ; gh:end ?end ; gh:text ?text .
  OPTIONAL {{ ?passage gh:inChapter ?c . ?c skos:prefLabel ?chapter }}
  OPTIONAL {{ ?passage gh:inSection ?s . ?s skos:prefLabel ?section }}
}} ORDER BY STR(?plan) ?start STR(?passage)"""
_NAMES = f"""
PREFIX gh: <{GH}> PREFIX skos: <{SKOS}>
SELECT DISTINCT ?form WHERE {{
  {{ ?thing gh:mentionCount ?n ; skos:prefLabel ?form }} UNION {{ ?thing skos:altLabel ?form }}
  UNION {{ ?thing a gh:Target ; gh:subjectLabel ?form }}
}}"""


def write(directory: Path) -> None:
    """Write the search index of the dataset at *directory*, whose store must be there."""
    store = dataset.open_store(directory)
    connection = sqlite3.connect(directory / search_index.NAME)
    try:
        # The directory takes its place only when all is written: no journal is needed beside it.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        search_index.create(connection, _passages(store), (_text(row["form"]) for row in _rows(store, _NAMES)))
    finally:
        connection.close()


def _passages(store: ox.Store) -> Iterator[Passage]:
    seen: set[str] = set()
    for row in _rows(store, _PASSAGES):
        iri = _text(row["passage"])
        if iri not in seen:
            seen.add(iri)
            yield Passage(iri, _text(row["plan"]), int(_text(row["start"])), int(_text(row["end"])),
                          _text(row["chapter"]) or None, _text(row["section"]) or None, _text(row["text"]))


def _rows(store: ox.Store, query: str) -> ox.QuerySolutions:
    found = store.query(query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return found


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""
