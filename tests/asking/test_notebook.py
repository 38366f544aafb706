"""In a notebook: answers show as tables with quotations, and the tutorial notebook runs as it stands."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import guihua
from queries.dataset import Dataset
from queries.stores import Solutions

NOTEBOOK = Path(__file__).parents[2] / "docs" / "tutorial" / "notebook.ipynb"


@pytest.fixture(scope="module")
def ds(linhai_dataset: Path) -> Iterator[Dataset]:
    with guihua.open(linhai_dataset) as opened:
        yield opened


def test_everything_shows_as_html_and_turns_into_a_table(ds: Dataset) -> None:
    rows = ds.sparql("SELECT ?g ?name WHERE { ?g a gh:Goal ; skos:prefLabel ?name } LIMIT 3")
    assert isinstance(rows, Solutions)
    for shown in (ds, ds.ask("什么支撑双千亿"), ds.query("missed"), rows, ds.trace("吉利汽车", "双千亿")):
        html = shown._repr_html_()
        assert html.startswith("<") and "<script" not in html
    assert list(rows.to_pandas().columns) == ["g", "name"] and len(rows.to_pandas()) == 3
    assert {"label", "strength"} <= set(ds.query("supports", goal="双千亿").to_pandas().columns)
    assert {"from", "relation", "to", "quote"} <= set(ds.trace("吉利汽车", "双千亿").to_pandas().columns)


def test_graph_goes_to_networkx_with_names_and_reasons(ds: Dataset) -> None:
    network = ds.network()
    one, two, why = next(iter(network.edges(data=True)))
    assert network.nodes[one]["label"] and network.nodes[two]["cls"] and why["relation"]


@pytest.mark.slow
def test_tutorial_notebook_runs(linhai_dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import nbformat
    from nbclient import NotebookClient

    (tmp_path / "guihua-data").symlink_to(linhai_dataset, target_is_directory=True)
    root = str(NOTEBOOK.parents[2])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH")))))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    where = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=where).execute()
    shown = str([cell.get("outputs") for cell in notebook.cells])
    assert "培育三大千亿级先进制造业集群" in shown and "guihua-answer" in shown
