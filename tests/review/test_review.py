"""A researcher brings a graph to publication quality by deciding on its least certain statements."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph_build import dataset_build, review
from graph_build.errors import BadDecision
from graph_build.model import Claim, Extraction
from graph_build.pipeline import extract
from graph_build.readers import read
from graph_build.review import Decision, End, Statement
from graph_build.validate import validate
from guihua.commands.review import command
from guihua.review_list import reviewable
from queries.stores import open_store

PLAN = """云江县国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要

一、加快构建现代产业体系

(一)做强产业平台。

培育新材料产业集群。依托云江经济开发区,大力发展新材料产业,加快推进云江新材料产业园建设。

完善综合交通网络。加快推进云江大桥建设,对接融入长三角一体化。

二、建设幸福美好家园

(一)办好人民满意的教育。

促进教育优质均衡发展。加快推进云江第一小学建设,深化与浙江大学合作。
"""


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract(read(PLAN.encode(), name="yunjiang.txt"))


def statement_of(extraction: Extraction, claim: Claim) -> Statement:
    ends = {t.key: End(t.cls, t.label) for t in extraction.things}
    return Statement(ends[claim.subject], claim.predicate, ends[claim.object])


def quote_of(extraction: Extraction, claim: Claim) -> str:
    evidence = claim.evidence[0]
    return extraction.plan.source.text[evidence.start:evidence.end]


def some_claim(extraction: Extraction) -> Claim:
    named = {t.key for t in extraction.things}
    return next(c for c in extraction.claims if c.subject in named and c.object in named and c.evidence
                and c.predicate in ("advances", "develops"))


def decided(
    extraction: Extraction, claim: Claim, verdict: review.Verdict, correction: Statement | None = None
) -> Decision:
    return Decision(extraction.plan.source.slug, statement_of(extraction, claim), quote_of(extraction, claim), verdict,
                    "李娜", "2026-11-25", correction)


def test_accepted_statement_is_certain_and_signed(extraction: Extraction) -> None:
    claim = some_claim(extraction)
    after, lost = review.apply(extraction, [decided(extraction, claim, "accept")])
    signed = [c for c in after.claims if c.reviewer]
    assert not lost and signed
    assert all((c.confidence, c.reviewer, c.reviewed) == (1.0, "李娜", "2026-11-25") for c in signed)
    assert len(after.claims) == len(extraction.claims)


def test_rejected_statement_is_gone_and_no_other(extraction: Extraction) -> None:
    claim = some_claim(extraction)
    after, lost = review.apply(extraction, [decided(extraction, claim, "reject")])
    gone = [c for c in extraction.claims if c not in after.claims]
    assert not lost and gone
    assert {(c.subject, c.predicate, c.object) for c in gone} == {(claim.subject, claim.predicate, claim.object)}


def test_corrected_statement_keeps_its_quotation(extraction: Extraction) -> None:
    claim = some_claim(extraction)
    was = statement_of(extraction, claim)
    better = Statement(was.subject, "reliesOn", was.object)
    after, lost = review.apply(extraction, [decided(extraction, claim, "correct", better)])
    new = [c for c in after.claims if c.rule == "review"]
    assert not lost
    assert [(c.subject, c.predicate, c.object, c.evidence) for c in new] == [
        (claim.subject, "reliesOn", claim.object, claim.evidence)]
    assert claim not in after.claims


def test_decisions_hold_when_the_text_before_them_changes(extraction: Extraction) -> None:
    claim = some_claim(extraction)
    longer = PLAN.replace("一、加快构建", "序言\n\n云江县地处山区，风景秀丽。\n\n一、加快构建", 1)
    moved = extract(read(longer.encode(), name="yunjiang.txt"))
    after, lost = review.apply(moved, [decided(extraction, claim, "accept")])
    assert not lost
    assert [c for c in after.claims if c.reviewer]


def test_statement_the_builder_missed_is_added_on_the_reviewers_word(extraction: Extraction) -> None:
    claim = some_claim(extraction)
    without = Extraction(extraction.plan, extraction.things, extraction.targets, ())
    after, lost = review.apply(without, [decided(extraction, claim, "accept")])
    assert not lost
    assert [(c.subject, c.predicate, c.object, c.rule) for c in after.claims] == [
        (claim.subject, claim.predicate, claim.object, "review")]


def test_decision_on_what_is_no_longer_there_is_reported(extraction: Extraction) -> None:
    claim = some_claim(extraction)
    lost_decision = Decision(extraction.plan.source.slug, Statement(End("Task", "不在文中的任务"), "advances", End(
        "Project", "不在文中的项目")), quote_of(extraction, claim), "accept", "李娜", "2026-11-25")
    after, lost = review.apply(extraction, [lost_decision])
    assert after.claims == extraction.claims
    assert len(lost) == 1 and "不在文中的任务" in lost[0]


def test_overlay_file_comes_back_as_it_was(extraction: Extraction, tmp_path: Path) -> None:
    claim = some_claim(extraction)
    better = Statement(End("Task", "甲"), "supports", End("Goal", "“乙”"))
    decisions = (decided(extraction, claim, "correct", better),)
    review.save(tmp_path / "r.jsonl", decisions)
    assert review.load(tmp_path / "r.jsonl") == decisions


def test_later_verdict_on_the_same_statement_replaces_the_earlier(extraction: Extraction) -> None:
    claim = some_claim(extraction)
    both = review.merged([decided(extraction, claim, "accept")], [decided(extraction, claim, "reject")])
    assert [d.verdict for d in both] == ["reject"]


@pytest.mark.parametrize("line", ['{"verdict": "accept"}', "no json", '["a"]', json.dumps(
    {"plan": "p", "subject": ["Task", "a"], "predicate": "likes", "object": ["Goal", "b"], "quote": "q",
     "verdict": "accept", "reviewer": "r", "date": "2026-11-25"})])
def test_broken_overlay_names_file_and_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "review.jsonl"
    path.write_text("\n" + line + "\n", encoding="utf-8")
    with pytest.raises(BadDecision) as error:
        review.load(path)
    assert error.value.fields["line"] == 2 and error.value.fields["path"] == path


def build(tmp_path: Path) -> Path:
    source = tmp_path / "yunjiang.txt"
    source.write_text(PLAN, encoding="utf-8")
    dataset_build.build(dataset_build.sources_of([source]), tmp_path / "data")
    return tmp_path / "data"


def test_spreadsheet_round_trip_ends_in_the_graph(tmp_path: Path) -> None:
    data, sheet = build(tmp_path), tmp_path / "doubtful.csv"
    run = CliRunner().invoke(command, [str(data), "--below", "1", "--to-csv", str(sheet)])
    assert run.exit_code == 0, run.output
    rows = list(csv.DictReader(io.StringIO(sheet.read_text(encoding="utf-8-sig"))))
    assert rows
    first = (rows[0]["subject"], rows[0]["predicate"], rows[0]["object"])
    rows[0]["verdict"] = "reject"
    for row in rows[1:]:
        row["verdict"] = "accept"
    with sheet.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    run = CliRunner().invoke(command, [str(data), "--reviewer", "李娜", "--from-csv", str(sheet)])
    assert run.exit_code == 0, run.output

    rebuilt = build(tmp_path)
    store = open_store(rebuilt)
    left = {(i.statement.subject.label, i.statement.predicate, i.statement.object.label)
            for i in reviewable(store, 1.01)}
    assert first not in left
    signed = store.select("SELECT ?who { ?c a gh:Claim ; prov:wasAttributedTo/skos:prefLabel ?who }")
    assert signed.rows and {row["who"].python() for row in signed} == {"李娜"}
    store.close()
    assert validate(rebuilt).valid
    assert (rebuilt / review.NAME).is_file(), "decisions outlive the build"


def test_list_in_a_pipe_shows_statement_and_sentence(tmp_path: Path) -> None:
    run = CliRunner().invoke(command, [str(build(tmp_path)), "--below", "1"])
    assert run.exit_code == 0
    assert "→" in run.output and "“" in run.output


def test_decisions_need_a_name(tmp_path: Path) -> None:
    sheet = tmp_path / "s.csv"
    sheet.write_text("plan,verdict\n", encoding="utf-8")
    run = CliRunner().invoke(command, [str(tmp_path), "--from-csv", str(sheet)])
    assert run.exit_code == 2 and "--reviewer" in run.output
