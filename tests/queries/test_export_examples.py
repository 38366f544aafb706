"""``guihua export --to shacl``: the stored queries as other SPARQL tools read examples, and they run."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from ontology.terms import PREFIXES, SH
from queries.catalogue import Catalogue
from queries.dataset import Dataset
from queries.examples import refreshed
from tests.build.cli import Cli

NAMESPACES = {"sh": rdflib.Namespace(SH), "rdfs": rdflib.RDFS, "schema": rdflib.Namespace("https://schema.org/")}


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(capsys)


def test_examples_are_found_and_run_as_the_tools_do(linhai_dataset: Path, tmp_path: Path, cli: Cli) -> None:
    path = tmp_path / "examples.ttl"
    ran = cli("export", "--to", "shacl", "--target", "https://me:secret@example.org/sparql", path)
    assert (ran.status, ran.err) == (0, "") and "secret" not in path.read_text(encoding="utf-8")
    graph = rdflib.Graph().parse(path)
    found = graph.query("SELECT ?example ?text WHERE { ?example a sh:SPARQLExecutable, sh:SPARQLSelectExecutable ; "
                        "sh:select ?text ; sh:prefixes/sh:declare [] ; schema:target <https://example.org/sparql> ; "
                        "schema:keywords ?word }",
                        initNs=NAMESPACES)
    texts = {str(row[0]).rpartition("/")[2]: str(row[1]) for row in found}  # type: ignore[index]
    assert set(texts) == set(Catalogue().names())
    store = ox.Store.read_only(str(linhai_dataset / "store"))
    for name, text in texts.items():
        rows = store.query(text, use_default_graph_as_union=True)
        assert isinstance(rows, ox.QuerySolutions)
        assert next(rows, None) is not None or name == "compare", name


def test_prefixes_are_declared_once_and_right(tmp_path: Path, cli: Cli) -> None:
    cli("export", "--to", "shacl", tmp_path / "examples.ttl")
    graph = rdflib.Graph().parse(tmp_path / "examples.ttl")
    declared = {str(row[0]): str(row[1]) for row in graph.query(  # type: ignore[index]
        "SELECT ?prefix ?namespace WHERE { ?declaration sh:prefix ?prefix ; sh:namespace ?namespace }",
        initNs=NAMESPACES)}
    assert declared["gh"] == PREFIXES["gh"] and all(PREFIXES[name] == iri for name, iri in declared.items())
    comments = list(graph.query("SELECT ?e WHERE { ?e sh:select ?t ; rdfs:comment ?c } GROUP BY ?e "
                                "HAVING (COUNT(DISTINCT LANG(?c)) != 2)", initNs=NAMESPACES))
    assert comments == []


def test_own_queries_are_among_them(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "ports.rq").write_text(
        "#+ summary: 'Ports with \"quotes\"'\n#+ summary_zh: 港口\n#+ tags: [own]\n"
        "SELECT ?thing WHERE { ?thing a gh:Platform }\n",
        encoding="utf-8", newline="\n")
    ran = cli("export", "--to", "shacl", "--queries", tmp_path, tmp_path / "out.ttl")
    assert ran.status == 0, ran.err
    assert "ex:ports" in (tmp_path / "out.ttl").read_text(encoding="utf-8")


def test_every_query_file_gives_rows_as_it_stands(linhai_dataset: Path) -> None:
    with Dataset.open(linhai_dataset) as dataset:
        stale = [query.name for query in Catalogue()
                 if refreshed(query, dataset) != query.path.read_text(encoding="utf-8")]
        assert stale == [], "run: python -m queries.examples DATASET-OF-THE-SAMPLE-PLAN"
        empty = [query.name for query in Catalogue() if not len(dataset.store.select(query.sparql))]
    assert empty == ["compare"]  # which needs a second plan
