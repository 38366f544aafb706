"""Asking on the command line: formats, and one clear line for whatever goes wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


def guihua(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "guihua", *args], capture_output=True, encoding="utf-8", check=False)


def test_json_has_every_thing_with_its_quotations(linhai_dataset: Path) -> None:
    run = guihua("ask", "什么支撑双千亿", "--format", "json", "--data", str(linhai_dataset))
    assert run.returncode == 0, run.stderr
    answer = json.loads(run.stdout)
    assert "培育三大千亿级先进制造业集群" in run.stdout and "sparql" in run.stdout.lower()
    assert isinstance(answer, dict)


@pytest.mark.parametrize("form", ["csv", "markdown", "table"])
def test_answer_comes_in_the_form_that_is_asked_for(linhai_dataset: Path, form: str) -> None:
    run = guihua("ask", "森林覆盖率", "--format", form, "--data", str(linhai_dataset))
    assert run.returncode == 0 and "≥68.4" in run.stdout


def test_trace_gives_a_sentence_for_each_hop(linhai_dataset: Path) -> None:
    run = guihua("trace", "吉利汽车", "双千亿", "--data", str(linhai_dataset))
    assert run.returncode == 0
    assert "汽车机械产业以吉利汽车为龙头" in run.stdout


@pytest.mark.parametrize(("args", "said"), [
    (("ask", "什么支撑双千亿", "--data", "no-such-place"), "no-such-place"),
    (("sparql", "SELECT ?x WHERE { ?x"), ""),
    (("sparql", "DELETE WHERE { ?s ?p ?o }"), ""),
    (("sparql", "PREFIX x: <http://x/> SELECT (x:f(?s) AS ?y) { ?s a gh:Goal }"), "custom function <http://x/f>"),
    (("sparql", "SELECT * { ?s ?p ?o . ?a ?b ?c }", "--max-rows", "100"), "100 rows"),
    (("query", "run", "suports"), "supports"),
    (("query", "run", "supports", "-p", "goal=查无此目标"), "查无此目标"),
    (("ask", "今天天气怎么样"), "今天天气"),
    (("sparql", "ASK { ?s ?p ?o }", "--endpoint", "http://127.0.0.1:9/query"), "127.0.0.1:9"),
])
def test_what_goes_wrong_is_said_without_a_traceback(linhai_dataset: Path, args: tuple[str, ...], said: str) -> None:
    if not {"--data", "--endpoint"} & set(args):
        args = (*args, "--data", str(linhai_dataset))
    run = guihua(*args)
    assert run.returncode == (2 if "suports" in args else 1)
    assert "Traceback" not in run.stderr + run.stdout
    assert said in run.stderr + run.stdout
