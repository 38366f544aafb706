"""``guihua validate``: every way in which a dataset can be wrong is found, named and counted."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from graph_build import dataset
from graph_build.validate import Report, validate
from graph_build.validate_words import chinese
from ontology.terms import GH
from tests.build.cli import QINGCHUAN, Cli


def test_fresh_dataset_is_valid(cli: Cli, small_dataset: Path) -> None:
    ran = cli("validate", small_dataset)
    assert (ran.status, ran.err) == (0, "")
    assert re.fullmatch(r".*: 1 plan, \d+ statements, \d+ quotations: valid\n", ran.out)


def test_report_as_json(cli: Cli, small_dataset: Path) -> None:
    ran = cli("validate", small_dataset, "--format", "json")
    report = json.loads(ran.out)
    assert (ran.status, report["valid"], report["findings"]) == (0, True, [])
    assert report["plans"] == ["https://w3id.org/guihua/id/qingchuan"]


def test_dataset_may_be_named_by_the_environment(
    cli: Cli, small_dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIHUA_DATA", str(small_dataset))
    assert cli("validate", "--no-shapes").status == 0


@pytest.mark.parametrize("what", ["missing", "empty directory", "not N-Quads"])
def test_what_is_no_dataset_is_one_clear_line(what: str, cli: Cli, tmp_path: Path) -> None:
    if what != "missing":
        (tmp_path / "data").mkdir()
    if what == "not N-Quads":
        (tmp_path / "data" / "graph.nq").write_text("this is no graph\n", encoding="utf-8")
        (tmp_path / "data" / "report.json").write_text("{}", encoding="utf-8")
    ran = cli("validate", tmp_path / "data")
    assert ran.status == 1
    assert ran.err.startswith("Error: ") and ran.err.count("\n") == 1 and "data" in ran.err


Edit = Callable[[str], str]


def _drop(first: str, predicate: str) -> Edit:
    """Take one statement with *predicate* away, of the first subject whose IRI contains *first*."""
    def edit(graph: str) -> str:
        found = re.search(rf"^<[^>]*{first}[^>]*> <{re.escape(predicate)}> .*\n", graph, re.MULTILINE)
        assert found is not None
        return graph.replace(found.group(), "", 1)
    return edit


def _swap(pattern: str, new: str) -> Edit:
    def edit(graph: str) -> str:
        changed, count = re.subn(pattern, new, graph, count=1, flags=re.MULTILINE)
        assert count == 1
        return changed
    return edit


_GH = re.escape(GH)
WRONG: dict[str, tuple[Edit, str, str]] = {
    "quotation of other words": (_swap(rf'(<{_GH}quote> ")', r"\1又"), "evidence", "where the text says"),
    "quotation moved": (_swap(rf'(/evidence/[^>]*> <{_GH}start> "\d*)', r"\g<1>0"), "evidence", "where the text says"),
    "quotation without its words": (_drop("/evidence/", GH["quote"]), "evidence", "has no start, end or quotation"),
    "text that is not this one": (_swap(rf'(<{_GH}sourceSha256> ")....', r"\g<1>0000"), "evidence", "SHA-256"),
    "claim whose statement is gone": (_drop("/task/", GH["advances"]), "claims", "statement is not asserted"),
    "claim without evidence": (_drop("/claim/", "http://www.w3.org/ns/prov#wasDerivedFrom"), "shapes", "has evidence"),
    "claim without a kind of ground": (_drop("/claim/", GH["basis"]), "shapes", "one kind of ground"),
    "thing without a mention": (
        lambda graph: re.sub(rf"^<[^>]*/organization/[^>]*> <{_GH}mention> .*\n", "", graph, flags=re.MULTILINE),
        "shapes", "is mentioned somewhere"),
    "thing with two names": (
        _swap(r'^(<[^>]*/platform/[^>]*> <[^>]*#prefLabel> )"([^"]*)"(.*\n)', r'\1"\2"\3\1"\2二"\3'),
        "shapes", "one preferred label"),
    "relation to the wrong kind of thing": (
        _swap(rf"^(<[^>]*/task/[^>]*>) (<{_GH}advances>) <[^>]*>", rf"\1 <{GH}develops> \1"), "shapes", "Industry"),
    "confidence above one": (_swap(rf'(/claim/[^>]*> <{_GH}confidence> )"[^"]*"', r'\1"1.5"'), "shapes", "0 and 1"),
    "blank node": (_swap(r"^<[^>]*/passage/[^>]*>", "_:b"), "claims", "a blank node"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_dataset_is_found_out(case: str, small_dataset: Path, tmp_path: Path) -> None:
    edit, check, words = WRONG[case]
    data = tmp_path / "data"
    shutil.copytree(small_dataset, data)
    graph = data / dataset.GRAPH
    graph.write_text(edit(graph.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    shutil.rmtree(data / dataset.STORE)
    dataset.write_store(data)
    report = validate(data)
    assert not report.valid
    assert [f for f in report.findings if f.check == check and words in f.problem], report.findings
    for finding in report.findings:
        assert re.search("[一-鿿]", chinese(finding.problem)), finding.problem


def _broken(small: Path, folder: Path) -> Path:
    data = folder / "data"
    shutil.copytree(small, data)
    (data / dataset.SOURCES / "qingchuan.txt").write_text("别的文字", encoding="utf-8")
    return data


def test_text_report_lists_a_few_of_each_kind_and_counts_the_rest(
    cli: Cli, small_dataset: Path, tmp_path: Path
) -> None:
    ran = cli("validate", _broken(small_dataset, tmp_path), "--no-shapes", "--limit", "1")
    assert ran.status == 1
    assert "evidence: " in ran.out and " findings" in ran.out.splitlines()[0]


def test_findings_come_in_chinese_when_asked(cli: Cli, small_dataset: Path, tmp_path: Path) -> None:
    ran = cli("--lang", "zh", "validate", _broken(small_dataset, tmp_path), "--no-shapes", "--limit", "1")
    assert ran.status == 1
    assert "引文：" in ran.out and "原文此处为" in ran.out and "另有" in ran.out
    assert "says" not in ran.out


def test_missing_source_is_said(small_dataset: Path, tmp_path: Path) -> None:
    data = _broken(small_dataset, tmp_path)
    (data / dataset.SOURCES / "qingchuan.txt").unlink()
    assert [f.problem for f in validate(data, shapes=False).findings] == ["its text sources/qingchuan.txt is missing"]


def test_store_that_lags_behind_the_graph_is_said(small_dataset: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(small_dataset, data)
    with (data / dataset.GRAPH).open("a", encoding="utf-8") as graph:
        graph.write("<urn:x:s> <urn:x:p> <urn:x:o> <urn:x:g> .\n")
    assert [f.check for f in validate(data, shapes=False).findings] == ["store"]


def test_source_name_cannot_lead_out_of_the_dataset(small_dataset: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(small_dataset, data)
    graph = data / dataset.GRAPH
    text = graph.read_text(encoding="utf-8")
    graph.write_text(text.replace('"qingchuan.txt"', '"../sources/qingchuan.txt"'), encoding="utf-8", newline="\n")
    assert any("is missing" in f.problem for f in validate(data, shapes=False).findings)


def test_linhai_is_valid(linhai_dataset: Path) -> None:
    report = validate(linhai_dataset)
    assert report.findings == []
    assert isinstance(report, Report)
    assert report.quotations > 2000


def test_edited_text_beside_a_plan_is_read_as_it_is(small_dataset: Path) -> None:
    assert (small_dataset / dataset.SOURCES / "qingchuan.txt").read_bytes() == QINGCHUAN.read_bytes()
