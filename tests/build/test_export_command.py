"""``guihua export``: the same graph in other tools' formats, the same bytes each time."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

from graph_build import dataset
from graph_build.export import FORMATS, export
from ontology.terms import GH
from tests.build.cli import PLANS, Cli, contents, names


def _graph(directory: Path) -> set[ox.Quad]:
    return set(dataset.open_store(directory))


@pytest.mark.parametrize("form", FORMATS)
def test_export_is_written_named_and_repeatable(form: str, cli: Cli, small_dataset: Path, tmp_path: Path) -> None:
    for run in ("one", "two"):
        (tmp_path / run).mkdir()
        ran = cli("export", "--to", form, "--data", small_dataset, tmp_path / run / f"out.{form}")
        assert (ran.status, ran.err) == (0, "")
        assert ran.out.startswith(str(tmp_path / run / f"out.{form}"))
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert names(tmp_path / "one") == {f"out.{form}"}


def test_quads_come_back_from_nquads_trig_and_jsonld(small_dataset: Path, tmp_path: Path) -> None:
    wanted = _graph(small_dataset)
    for form, parsed in (("nq", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG), ("jsonld", ox.RdfFormat.JSON_LD)):
        (path,) = export(small_dataset, form, tmp_path / f"out.{form}")  # type: ignore[arg-type]
        assert set(ox.parse(path=str(path), format=parsed)) == wanted, form


def test_turtle_opens_elsewhere_with_the_ontology_and_without_housekeeping(
    small_dataset: Path, tmp_path: Path
) -> None:
    export(small_dataset, "ttl", tmp_path / "out.ttl")
    graph = rdflib.Graph().parse(tmp_path / "out.ttl")
    assert (rdflib.URIRef(GH["Task"]), rdflib.RDF.type, rdflib.OWL.Class) in graph
    assert graph.value(predicate=rdflib.RDF.type, object=rdflib.URIRef(GH["Plan"])) is not None
    assert not list(graph.subjects(rdflib.RDF.type, rdflib.URIRef("http://rdfs.org/ns/void#Dataset")))
    assert dict(graph.namespaces())["gh"] == rdflib.URIRef(GH)


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_network_has_typed_nodes_and_weighted_relations(form: str, small_dataset: Path, tmp_path: Path) -> None:
    export(small_dataset, form, tmp_path / "out")  # type: ignore[arg-type]
    graph = nx.read_graphml(tmp_path / "out") if form == "graphml" else nx.read_gexf(tmp_path / "out")
    by_label = {data["label"]: (node, data) for node, data in graph.nodes(data=True)}
    task, about = by_label["打造茶叶产业集群"]
    platform, _ = by_label["河东茶叶产业园"]
    assert about["class"] == "Task" and "建设绿色产业体系" in about["chapters"]
    relations = {data["relation"]: data for data in graph.get_edge_data(task, platform).values()}
    assert "河东茶叶产业园" in relations["advances"]["quotes"]
    assert relations["advances"]["weight"] > 0
    ids = re.findall(r'<edge [^>]*\bid="([^"]*)"', (tmp_path / "out").read_text(encoding="utf-8"))
    assert len(ids) == len(set(ids)) == graph.number_of_edges()


def test_tables_open_in_excel_and_pandas(small_dataset: Path, tmp_path: Path) -> None:
    export(small_dataset, "csv", tmp_path / "tables")
    assert names(tmp_path / "tables") == {
        "things.csv", "claims.csv", "targets.csv", "observations.csv", "mentions.csv", "passages.csv"}
    rows: dict[str, list[dict[str, str]]] = {}
    for path in (tmp_path / "tables").iterdir():
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows[path.stem] = list(csv.DictReader(file))
    (claim,) = [r for r in rows["claims"] if (r["subject"], r["relation"], r["object"])
                == ("打造茶叶产业集群", "advances", "河东茶叶产业园")]
    text = (small_dataset / "sources" / "qingchuan.txt").read_text(encoding="utf-8")
    assert text[int(claim["start"]):int(claim["end"])] == claim["quote"]
    assert {r["class"] for r in rows["things"]} >= {"Task", "Platform", "Goal", "Target"}
    assert [int(r["order"]) for r in rows["passages"]] == sorted(int(r["order"]) for r in rows["passages"])
    assert any(r["value"] == "30" and r["unit"] == "万亩" for r in rows["targets"])


def test_text_that_looks_like_a_formula_does_not_run(tmp_path: Path, small_dataset: Path) -> None:
    from graph_build.export_csv import _Table

    cell = _Table(dataset.open_store(small_dataset), (), "")._cell
    assert cell("label", ox.Literal("=1+1")) == "'=1+1"
    assert cell("label", ox.Literal("@SUM(A1)")) == "'@SUM(A1)"
    assert cell("printed", ox.Literal("-0.5")) == "-0.5"
    assert cell("label", ox.Literal("临海")) == "临海"


def test_format_is_told_from_the_ending(cli: Cli, small_dataset: Path, tmp_path: Path) -> None:
    assert cli("export", "--data", small_dataset, tmp_path / "out.gexf").status == 0
    ran = cli("export", "--data", small_dataset, tmp_path / "out.xyz")
    assert ran.status == 2 and "--to" in ran.err


@pytest.mark.parametrize("case", ["no dataset", "into a directory", "below a file"])
def test_export_that_cannot_be_is_one_clear_line(case: str, cli: Cli, small_dataset: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    data = tmp_path / "none" if case == "no dataset" else small_dataset
    target = {"no dataset": "x.ttl", "into a directory": "folder", "below a file": "file/x.ttl"}[case]
    before = contents(tmp_path)
    ran = cli("export", "--to", "ttl", "--data", data, tmp_path / target)
    assert ran.status == 1
    assert ran.err.startswith("Error: ") and ran.err.count("\n") == 1
    assert contents(tmp_path) == before


def test_failed_export_leaves_the_earlier_file(
    cli: Cli, small_dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import graph_build.export as exporting

    def fail(directory: Path, file: object) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "out.ttl").write_text("earlier", encoding="utf-8")
    monkeypatch.setattr(exporting, "write_turtle", fail)
    ran = cli("export", "--to", "ttl", "--data", small_dataset, tmp_path / "out.ttl")
    assert ran.status == 1 and "No space left" in ran.err
    assert contents(tmp_path) == {"out.ttl": b"earlier"}


def test_thing_of_two_plans_weighs_the_mentions_of_both(cli: Cli, tmp_path: Path) -> None:
    assert cli("build", PLANS, "-o", tmp_path / "data", "--jobs", "1").status == 0
    export(tmp_path / "data", "graphml", tmp_path / "out.graphml")
    graph = nx.read_graphml(tmp_path / "out.graphml")
    shared = [data for _, data in graph.nodes(data=True) if data["plan"] == "pingwu qingchuan"]
    assert shared
    assert all(data["weight"] >= 2 for data in shared)
