"""JSON-LD for people: short names, one context, and the very same quads when it is expanded."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import rdflib

from graph_build import dataset
from graph_build.export import export
from ontology.terms import GH


def test_jsonld_is_compact_and_says_the_same(small_dataset: Path, tmp_path: Path) -> None:
    (path,) = export(small_dataset, "jsonld", tmp_path / "out.jsonld")
    text = path.read_text(encoding="utf-8")
    document = json.loads(text)
    assert document["@context"]["gh"] == GH and document["@context"]["gh:confidence"]["@type"] == "xsd:decimal"
    nodes = [node for graph in document["@graph"] for node in graph["@graph"]]
    evidence = next(node for node in nodes if node.get("@type") == "gh:Evidence" and "gh:confidence" in node)
    assert evidence["@id"].startswith("id:qingchuan/evidence/") and isinstance(evidence["gh:start"], int)
    assert isinstance(evidence["gh:quote"], str) and isinstance(evidence["gh:inPassage"], str)
    assert text.count(GH) < 30
    assert set(ox.parse(path=str(path), format=ox.RdfFormat.JSON_LD)) == set(dataset.open_store(small_dataset))


def test_other_readers_of_jsonld_see_every_statement(small_dataset: Path, tmp_path: Path) -> None:
    (path,) = export(small_dataset, "jsonld", tmp_path / "out.jsonld")
    read = rdflib.Dataset()
    read.parse(str(path), format="json-ld")
    assert sum(1 for _ in read.quads()) == len(dataset.open_store(small_dataset))
