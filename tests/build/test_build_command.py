"""``guihua build``: what it writes, that it writes it whole or not at all, and what it says when it cannot."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph_build import dataset, dataset_build
from ontology.terms import DATA, GH, SKOS
from tests.build.cli import PINGWU, PLANS, QINGCHUAN, Cli, contents, names, run_process


def _store(directory: Path) -> ox.Store:
    return dataset.open_store(directory)


def _ask(directory: Path, pattern: str) -> bool:
    answer = _store(directory).query(
        f"PREFIX gh: <{GH}> PREFIX skos: <{SKOS}> ASK {{ {pattern} }}", use_default_graph_as_union=True)
    return bool(answer)


def test_dataset_holds_graph_text_store_and_report(cli: Cli, tmp_path: Path) -> None:
    ran = cli("build", QINGCHUAN, "-o", tmp_path / "data")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(f"{tmp_path / 'data'}: 1 plan, ")
    files = contents(tmp_path / "data")
    assert {"graph.nq", "report.json", "sources/qingchuan.txt"} <= set(files)
    assert files["sources/qingchuan.txt"] == QINGCHUAN.read_bytes()
    assert len(_store(tmp_path / "data")) == files["graph.nq"].count(b"\n")
    report = json.loads(files["report.json"])
    assert report["evidence"]["checked"] > 20
    assert report["evidence"]["wrong"] == []
    (plan,) = report["plans"]
    assert plan["classes"]["Task"] >= 2
    assert plan["relations"]["advances"] >= 1
    assert {"read", "outline", "mentions", "relations"} <= set(plan["seconds"])
    assert {"emit", "store", "evidence"} <= set(report["seconds"]["stages"])
    assert names(tmp_path) == {"data"}


def test_graph_says_what_the_plan_says(small_dataset: Path) -> None:
    assert _ask(small_dataset, """?t a gh:Task ; skos:prefLabel "打造茶叶产业集群"@zh ; gh:advances ?p .
        ?p skos:prefLabel "河东茶叶产业园"@zh .
        ?t gh:mention/gh:inPassage/gh:inSection/skos:prefLabel "壮大特色产业"@zh""")
    assert _ask(small_dataset, '?t a gh:Target ; gh:value 30 ; gh:unitLabel "万亩" ; gh:normalizedValue 300000')


def test_same_bytes_whatever_seed_locale_order_and_number_of_processes(tmp_path: Path) -> None:
    runs = [
        ((QINGCHUAN, PINGWU, "--jobs", "1"), {"PYTHONHASHSEED": "1", "LC_ALL": "C"}),
        ((PLANS, "--jobs", "2"), {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"}),
    ]
    graphs = set()
    for number, (args, env) in enumerate(runs):
        ran = run_process("build", *args, "-o", tmp_path / str(number), env=env)
        assert ran.returncode == 0, ran.stderr
        graphs.add((tmp_path / str(number) / "graph.nq").read_bytes())
    assert len(graphs) == 1


def test_thing_that_two_plans_name_is_one_node_with_one_label(cli: Cli, tmp_path: Path) -> None:
    assert cli("build", QINGCHUAN, PINGWU, "-o", tmp_path / "data", "--jobs", "1").status == 0
    found = _store(tmp_path / "data").query(f"""PREFIX gh: <{GH}> PREFIX skos: <{SKOS}>
        SELECT ?thing (COUNT(DISTINCT ?plan) AS ?plans) (COUNT(DISTINCT ?label) AS ?labels) {{
            ?thing a gh:Strategy ; gh:inPlan ?plan ; skos:prefLabel ?label
            FILTER CONTAINS(?label, "乡村振兴") }} GROUP BY ?thing""", use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    ((thing, plans, labels),) = [tuple(row) for row in found]
    assert isinstance(thing, ox.NamedNode) and isinstance(plans, ox.Literal) and isinstance(labels, ox.Literal)
    assert (plans.value, labels.value) == ("2", "1")
    assert thing.value.startswith(f"{DATA}strategy/")


def test_preferred_labels_of_shared_things_are_settled_by_use() -> None:
    assert dataset_build.shared_labels([]) == {}


def test_base_option_moves_every_data_iri(cli: Cli, tmp_path: Path) -> None:
    assert cli("build", QINGCHUAN, "-o", tmp_path / "data", "--base", "http://example.org/p/").status == 0
    text = (tmp_path / "data" / "graph.nq").read_text(encoding="utf-8")
    assert DATA not in text
    assert "<http://example.org/p/qingchuan>" in text


def test_explain_says_which_rule_took_each_span(cli: Cli, tmp_path: Path) -> None:
    assert cli("build", QINGCHUAN, "-o", tmp_path / "data", "--explain").status == 0
    with (tmp_path / "data" / "explain.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(r for r in rows if (r["class"], r["text"], r["outcome"]) == ("Platform", "河东茶叶产业园", "taken"))
    text = QINGCHUAN.read_text(encoding="utf-8")
    assert text[int(row["start"]):int(row["end"])] == "河东茶叶产业园"
    assert row["rule"]
    assert "壮大特色产业" in row["where"]


def test_quiet_says_nothing(cli: Cli, tmp_path: Path) -> None:
    ran = cli("build", QINGCHUAN, "-o", tmp_path / "data", "--quiet")
    assert (ran.status, ran.out, ran.err) == (0, "", "")


def test_source_given_twice_is_read_once(cli: Cli, tmp_path: Path) -> None:
    ran = cli("build", QINGCHUAN, QINGCHUAN.parent / ".." / "plans" / "qingchuan.txt", "-o", tmp_path / "data")
    assert (ran.status, ran.out.split(", ")[0]) == (0, f"{tmp_path / 'data'}: 1 plan")


# What is wrong with the arguments, and words of the line that says so. The dataset that stands there must not change.
Make = Callable[[Path], list[str | Path]]


def _file(name: str, data: bytes) -> Make:
    def make(folder: Path) -> list[str | Path]:
        (folder / name).write_bytes(data)
        return [folder / name]
    return make


def _twins(folder: Path) -> list[str | Path]:
    (folder / "a").mkdir()
    (folder / "b").mkdir()
    for where in ("a", "b"):
        shutil.copy(QINGCHUAN, folder / where / "qingchuan.txt")
    return [folder / "a" / "qingchuan.txt", folder / "b" / "qingchuan.txt"]


def _empty_folder(folder: Path) -> list[str | Path]:
    (folder / "nothing").mkdir()
    return [folder / "nothing"]


_POEM = "床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n"
_ENGLISH = "It was the best of times, it was the worst of times, it was the age of wisdom.\n" * 20
BAD: dict[str, tuple[Make, str]] = {
    "missing file": (lambda folder: [folder / "no-such-plan.txt"], "no-such-plan.txt"),
    "empty file": (_file("empty.txt", b""), "empty.txt"),
    "only space": (_file("space.txt", " \n\t\n　\n".encode()), "space.txt"),
    "binary file": (_file("binary.txt", bytes(range(256)) * 40), "binary.txt"),
    "wrong encoding": (lambda folder: [QINGCHUAN, "--encoding", "gb18030"], "gb18030"),
    "no such encoding": (lambda folder: [QINGCHUAN, "--encoding", "klingon"], "klingon"),
    "poem": (_file("poem.txt", _POEM.encode()), "poem.txt"),
    "English page": (_file("english.txt", _ENGLISH.encode()), "english.txt"),
    "two sources of one name": (_twins, "qingchuan"),
    "directory without plans": (_empty_folder, "nothing"),
    "good plan beside a bad one": (lambda folder: [PINGWU, *_file("empty.txt", b"")(folder)], "empty.txt"),
    "bad base": (lambda folder: [QINGCHUAN, "--base", "not an iri"], "not an iri"),
    "base without end": (lambda folder: [QINGCHUAN, "--base", "http://example.org/x"], "http://example.org/x"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_gives_one_line_and_leaves_the_dataset(
    case: str, cli: Cli, tmp_path: Path, small_dataset: Path
) -> None:
    make, words = BAD[case]
    (tmp_path / "in").mkdir()
    data = tmp_path / "out" / "guihua-data"
    shutil.copytree(small_dataset, data)
    before = contents(data)
    ran = cli("build", *make(tmp_path / "in"), "-o", data, "--jobs", "1")
    assert ran.status == 1
    assert ran.out == ""
    assert ran.err.startswith("Error: ") and ran.err.count("\n") == 1
    assert words in ran.err
    assert contents(data) == before
    assert names(tmp_path / "out") == {"guihua-data"}


def test_folder_is_built_without_what_is_no_plan_in_it(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    for plan in (QINGCHUAN, PINGWU):
        shutil.copy(plan, folder)
    (folder / "poem.txt").write_text(_POEM, encoding="utf-8")
    shutil.copy(QINGCHUAN, folder / "qingchuan.md")
    ran = cli("build", folder, "-o", tmp_path / "data", "--jobs", "1")
    assert ran.status == 0
    assert "2 plans" in ran.out and "2 left out" in ran.out
    assert "poem.txt" in ran.err and "qingchuan.md" in ran.err
    report = json.loads((tmp_path / "data" / "report.json").read_text(encoding="utf-8"))
    assert len(report["plans"]) == 2 and len(report["leftOut"]) == 2
    strict = cli("build", folder, "-o", tmp_path / "other", "--on-error", "stop", "--jobs", "1")
    assert strict.status == 1 and not (tmp_path / "other").exists()


def test_named_source_that_cannot_be_built_is_left_out_when_asked(cli: Cli, tmp_path: Path) -> None:
    poem = tmp_path / "poem.txt"
    poem.write_text(_POEM, encoding="utf-8")
    ran = cli("--lang", "zh", "build", poem, PINGWU, "-o", tmp_path / "data", "--on-error", "skip", "--jobs", "1")
    assert ran.status == 0 and "未收入 1 份" in ran.out and ran.err.startswith("未收入：")
    alone = cli("build", poem, "-o", tmp_path / "none", "--on-error", "skip")
    assert alone.status == 1 and not (tmp_path / "none").exists()


def test_later_build_finds_only_what_is_new(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    find = dataset_build.read_and_extract

    def counted(
        source: dataset_build.Source, encoding: str | None, watch: Callable[[str], None] | None = None
    ) -> dataset_build.Outcome:
        read.append(source.name)
        return find(source, encoding, watch)

    monkeypatch.setattr(dataset_build, "read_and_extract", counted)
    monkeypatch.setattr("graph_build.dataset_cache.program", lambda: "one state of the program")
    folder, kept = tmp_path / "plans", tmp_path / "kept"
    folder.mkdir()
    shutil.copy(QINGCHUAN, folder)
    build: list[str | Path] = ["build", folder, "--cache", kept, "--jobs", "1", "-o"]
    assert cli(*build, tmp_path / "one").status == 0
    shutil.copy(PINGWU, folder)
    assert cli(*build, tmp_path / "two").status == 0
    assert [Path(name).name for name in read] == ["qingchuan.txt", "pingwu.txt"]
    for entry in kept.iterdir():
        entry.write_bytes(b"half an entry")
    assert cli(*build, tmp_path / "three").status == 0
    assert len(read) == 4
    assert (tmp_path / "three" / "graph.nq").read_bytes() == (tmp_path / "two" / "graph.nq").read_bytes()


def test_errors_come_in_chinese_when_asked(cli: Cli, tmp_path: Path) -> None:
    ran = cli("--lang", "zh", "build", tmp_path / "没有.txt", "-o", tmp_path / "data")
    assert ran.status == 1
    assert ran.err.startswith("错误：") and "没有.txt" in ran.err


@pytest.mark.parametrize("place", ["a file", "below a file", "a user's directory"])
def test_place_that_cannot_be_written_is_refused(place: str, cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "thesis.txt").write_text("mine", encoding="utf-8")
    target = {"a file": "file", "below a file": "file/data", "a user's directory": "folder"}[place]
    before = contents(tmp_path)
    ran = cli("build", QINGCHUAN, "-o", tmp_path / target)
    assert ran.status == 1 and ran.err.count("\n") == 1
    assert target.split("/")[0] in ran.err and "Traceback" not in ran.err
    assert contents(tmp_path) == before


@pytest.mark.parametrize("stage", ["write_graph", "write_store", "write_report"])
def test_interruption_or_full_disk_leaves_the_earlier_dataset(
    stage: str, cli: Cli, tmp_path: Path, small_dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "guihua-data"
    shutil.copytree(small_dataset, data)
    before = contents(data)
    full = OSError(28, "No space left on device")
    for error, words in ((KeyboardInterrupt(), "interrupted"), (full, "No space left")):
        def fail(*args: object, error: BaseException = error) -> None:
            raise error

        monkeypatch.setattr(dataset, stage, fail)
        ran = cli("build", PINGWU, "-o", data)
        assert ran.status == 1
        assert words in ran.err and ran.err.count("\n") == 1
        assert contents(data) == before
        assert names(tmp_path) == {"guihua-data"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.slow
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_signal_ends_a_build_cleanly(sent: signal.Signals, tmp_path: Path) -> None:
    many = "\n\n".join(f"推进第{n}项工作。加快建设第{n}号产业园，发展茶叶产业。" for n in range(4000))
    (tmp_path / "long.txt").write_text(QINGCHUAN.read_text(encoding="utf-8") + many, encoding="utf-8")
    data = tmp_path / "guihua-data"
    process = subprocess.Popen([sys.executable, "-m", "guihua", "build", tmp_path / "long.txt", "-o", data],
                               stderr=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
    deadline = time.monotonic() + 30
    while not list(tmp_path.glob(".guihua-data-new-*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(sent)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (1, "", f"Error: interrupted; nothing was written to {data}.\n")
    assert names(tmp_path) == {"long.txt"}


def test_earlier_dataset_is_replaced_whole(cli: Cli, tmp_path: Path, small_dataset: Path) -> None:
    data = tmp_path / "guihua-data"
    shutil.copytree(small_dataset, data)
    (data / "notes.txt").write_text("left from before", encoding="utf-8")
    assert cli("build", PINGWU, "-o", data).status == 0
    assert names(data) == {"graph.nq", "report.json", "search.sqlite", "sources", "store"}
    assert names(data / "sources") == {"pingwu.txt"}
    assert names(tmp_path) == {"guihua-data"}


def test_replacing_works_where_directories_cannot_be_exchanged(
    tmp_path: Path, small_dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dataset, "_exchange", lambda one, other: False)
    data = tmp_path / "guihua-data"
    shutil.copytree(small_dataset, data)
    with dataset.replacing(data) as new:
        (new / "graph.nq").write_text("", encoding="utf-8")
        (new / "report.json").write_text("{}", encoding="utf-8")
    assert names(data) == {"graph.nq", "report.json"}
    assert names(tmp_path) == {"guihua-data"}


def test_dataset_set_aside_by_a_killed_build_comes_back(cli: Cli, tmp_path: Path, small_dataset: Path) -> None:
    shutil.copytree(small_dataset, tmp_path / ".guihua-data-old-x1")
    ran = cli("build", tmp_path / "missing.txt", "-o", tmp_path / "guihua-data")
    assert ran.status == 1
    assert contents(tmp_path / "guihua-data") == contents(small_dataset)


def test_unfinished_datasets_of_long_ago_are_cleared_away(cli: Cli, tmp_path: Path) -> None:
    old, young = tmp_path / ".guihua-data-new-old", tmp_path / ".guihua-data-new-young"
    old.mkdir()
    young.mkdir()
    os.utime(old, (1, 1))
    assert cli("build", QINGCHUAN, "-o", tmp_path / "guihua-data").status == 0
    assert names(tmp_path) == {"guihua-data", young.name}


def test_report_of_a_broken_quotation_is_not_written(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were a stage to place evidence wrongly, nothing of it would reach a reader."""
    write = dataset.write_source
    monkeypatch.setattr(dataset, "write_source", lambda new, slug, text: write(new, slug, "x" + text))
    ran = cli("build", QINGCHUAN, "-o", tmp_path / "data")
    assert ran.status == 1 and "do not match the text" in ran.err
    assert names(tmp_path) == set()


def _decision(verdict: str, reviewer: str) -> str:
    return json.dumps({
        "plan": "qingchuan", "subject": ["Task", "打造茶叶产业集群"], "predicate": "advances",
        "object": ["Platform", "河东茶叶产业园"], "quote": "加快建设河东茶叶产业园", "verdict": verdict,
        "reviewer": reviewer, "date": "2026-01-31"}, ensure_ascii=False) + "\n"


def test_reviewers_decisions_are_signed_and_outlive_a_rebuild(cli: Cli, tmp_path: Path) -> None:
    data, decisions = tmp_path / "data", tmp_path / "mine.jsonl"
    decisions.write_text(_decision("accept", "李娜"), encoding="utf-8")
    assert cli("build", QINGCHUAN, "-o", data, "--review", decisions).status == 0
    pattern = """?c gh:confidence ?sure ; <http://www.w3.org/ns/prov#wasAttributedTo> ?who .
        ?who skos:prefLabel "李娜" FILTER (?sure = 1)"""
    assert _ask(data, pattern)
    assert cli("build", QINGCHUAN, "-o", data).status == 0
    assert _ask(data, pattern)
    decisions.write_text(_decision("reject", "王强"), encoding="utf-8")
    assert cli("build", QINGCHUAN, "-o", data, "--review", decisions).status == 0
    assert not _ask(data, '?t gh:advances ?p . ?p skos:prefLabel "河东茶叶产业园"@zh')
    assert cli("validate", data).status == 0


def test_unreadable_decisions_are_one_clear_line(cli: Cli, tmp_path: Path) -> None:
    ran = cli("build", QINGCHUAN, "-o", tmp_path / "data", "--review", tmp_path / "none.jsonl")
    assert ran.status == 1 and "none.jsonl" in ran.err and ran.err.count("\n") == 1
    assert names(tmp_path) == set()


def test_summary_comes_in_chinese_when_asked(cli: Cli, tmp_path: Path) -> None:
    assert "1 份规划" in cli("--lang", "zh", "build", QINGCHUAN, "-o", tmp_path / "data").out
    assert cli("--lang", "zh", "validate", "--no-shapes", tmp_path / "data").out.endswith("有效\n")


@pytest.mark.parametrize("denied", ["sources", "place"])
def test_directory_without_permission_is_one_clear_line(
    denied: str, cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "place").mkdir()
    shutil.copy(QINGCHUAN, tmp_path / "sources")
    listed = Path.iterdir

    def refuse(path: Path) -> Iterator[Path]:
        if path.name == denied:
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    ran = cli("build", tmp_path / "sources", "-o", tmp_path / "place")
    assert ran.status == 1 and ran.err.count("\n") == 1
    assert denied in ran.err and "Permission denied" in ran.err
