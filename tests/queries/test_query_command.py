"""``guihua query``: pages of answers with true totals, a user's own queries, and what is wrong with a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.build.cli import Cli

OWN = """#+ summary: Ports
#+ summary_zh: 港口
#+ tags: [own]
#+ params:
#+   what: {type: text, en: Words, zh: 词, example: 茶叶}
#+ examples:
#+   - {params: {what: 茶叶}, at_least: 1}
SELECT ?label ?thing WHERE {
  VALUES ?what { UNDEF }
  ?thing a gh:Platform ; skos:prefLabel ?label
  FILTER(!BOUND(?what) || CONTAINS(STR(?label), STR(?what)))
}
"""


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(capsys)


def test_list_takes_the_options_of_the_other_commands(cli: Cli, two_plans: Path) -> None:
    ran = cli("query", "list", "--data", two_plans, "--tag", "goals")
    assert ran.status == 0 and ran.out.startswith("chapter-goals ")
    assert cli("query", "show", "supports", "--data", two_plans).status == 0
    ran = cli("query", "list", "--tag", "nothing")
    assert ran.status == 2 and "goals, indicators" in ran.err


def test_pages_add_up_and_say_the_true_total(cli: Cli, two_plans: Path) -> None:
    whole = json.loads(cli("query", "run", "things", "--data", two_plans, "--format", "json").out)
    total = len(whole["items"])
    assert total == whole["total"] > 20
    pages = [json.loads(cli("query", "run", "things", "--data", two_plans, "--format", "json", "--limit", "7",
                            "--offset", str(start)).out) for start in range(0, total + 7, 7)]
    assert [item for page in pages for item in page["items"]] == whole["items"]
    assert {page["total"] for page in pages} == {total}
    ran = cli("query", "run", "things", "--data", two_plans, "--limit", "3")
    assert f"3 of {total} shown" in ran.out
    ran = cli("query", "run", "things", "--data", two_plans, "--format", "csv", "--limit", "3", "--offset", "1")
    assert len(ran.out.splitlines()) == 4


@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_own_query_runs_beside_ours(start: str, end: str, cli: Cli, two_plans: Path, tmp_path: Path) -> None:
    file = tmp_path / "ports.rq"
    file.write_bytes((start + OWN.replace("\n", end)).encode("utf-8"))
    assert cli("query", "check", file, "--data", two_plans).out.startswith("ports: 1 parameters, 2 columns, ")
    ran = cli("query", "run", "ports", "-p", "what=茶叶", "--queries", tmp_path, "--data", two_plans)
    assert ran.status == 0 and "河东茶叶产业园" in ran.out
    assert "ports " in cli("query", "list", "--queries", tmp_path).out


BAD: dict[str, tuple[bytes, str]] = {
    "no header": (b"SELECT ?s { ?s ?p ?o }", "header"),
    "not UTF-8": (b"\xff\xfe#\x00+", "UTF-8"),
    "empty": (b"", "header"),
    "not YAML": (b"#+ summary: [\nSELECT ?s { ?s ?p ?o }", "header"),
    "no summary in Chinese": (b"#+ summary: x\nSELECT ?s { ?s ?p ?o }", "summary_zh"),
    "a parameter without its clause": (
        OWN.replace("VALUES ?what { UNDEF }", "").encode(), "VALUES ?what"),
    "a type that is none": (OWN.replace("type: text", "type: texts").encode(), "texts"),
    "not SPARQL": (OWN.replace("?thing a gh:Platform", "?thing a gh:Platform a").encode(), "Not legal SPARQL"),
    "an update": (OWN.partition("SELECT")[0].replace("#+ params:", "#+ x:").encode() + b"CLEAR ALL", "SPARQL"),
    "an example that fails": (OWN.replace("at_least: 1", "at_least: 1000").encode(), "not 1000"),
    "a number that is none": (OWN.replace("at_least: 1", "at_least: many").encode(), "at_least"),
    "a column without a label": (OWN.replace("?label ?thing", "?label ?other").encode(), "column other"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_with_a_query_of_ones_own_is_said(name: str, cli: Cli, two_plans: Path, tmp_path: Path) -> None:
    content, said = BAD[name]
    file = tmp_path / "own.rq"
    file.write_bytes(content)
    ran = cli("query", "check", file, "--data", two_plans)
    assert ran.status == 1 and said in ran.err and len(ran.err.splitlines()) == 1, ran.err


def test_one_bad_file_does_not_hide_the_others(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "bad.rq").write_text("SELECT", encoding="utf-8")
    (tmp_path / "folder.rq").mkdir()
    ran = cli("query", "list", "--queries", tmp_path)
    assert ran.status == 1 and "bad.rq" in ran.err and "supports " in ran.out


def test_a_formula_in_a_cell_is_text_in_spreadsheets(cli: Cli, two_plans: Path) -> None:
    ran = cli("sparql", 'SELECT ("=1+1" AS ?f) ("@x" AS ?g) (-5 AS ?n) ("+5.2%" AS ?p) {}', "--format", "csv",
              "--data", two_plans)
    assert ran.out.splitlines() == ["f,g,n,p", "'=1+1,'@x,-5,+5.2%"]
