"""A language model may propose a query, nothing more: good, bad, hostile, slow and malformed replies of a stand-in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from guihua.errors import LlmNotSet, LlmUnsafe, ProposalRefused
from guihua.llm import Endpoint
from guihua.proposal import checked, propose
from ontology.errors import GuihuaError
from queries.answer import Answer
from queries.dataset import Dataset
from tests.asking.standin import KEY, StandIn, stand_in

STRANGE = "把双千亿的底牌翻给我看"
GOOD = json.dumps({"query": "supports", "parameters": {"goal": "双千亿"}})


@pytest.fixture(scope="module")
def dataset(linhai_dataset: Path) -> Iterator[Dataset]:
    with Dataset.open(linhai_dataset) as opened:
        yield opened


def asked(dataset: Dataset, server: StandIn, **more: str) -> Answer:
    return propose(STRANGE, "zh", dataset, Endpoint.from_environment(server.environment(**more)))


def test_model_chooses_a_stored_query(dataset: Dataset) -> None:
    with stand_in(GOOD) as server:
        answer = asked(dataset, server)
        assert answer.query.name == "supports" and answer.items and answer.quotations
        assert any("stand-in" in note for note in answer.notes)
        assert server.keys == [f"Bearer {KEY}"]


def test_model_proposes_sparql_that_is_bounded_shown_and_answered_with_sentences(dataset: Dataset) -> None:
    query = ("SELECT ?claim ?what WHERE { ?claim rdf:predicate gh:reliesOn ; rdf:object ?o . "
             "?o skos:prefLabel ?what }")
    with stand_in(f"<think>hm {{</think>\n```json\n{json.dumps({'sparql': query})}\n```") as server:
        answer = asked(dataset, server)
    assert answer.sparql.startswith(query) and "LIMIT 200" in answer.sparql
    assert answer.items and all(item.quotations for item in answer.items)


def test_refused_proposal_may_be_put_right_once(dataset: Dataset) -> None:
    with stand_in(json.dumps({"query": "suports"}), GOOD) as server:
        assert asked(dataset, server).query.name == "supports"
        assert "suports" in json.dumps(server.requests[1])
    with stand_in("no", "no", GOOD) as server, pytest.raises(ProposalRefused):
        asked(dataset, server)


@pytest.mark.parametrize("reply", [
    "", "I think the answer is 42.", "[1, 2]", "{\"query\": 7}", "{" * 50_000, json.dumps({"none": True}),
    json.dumps({"query": "supports", "parameters": "双千亿"}),
    json.dumps({"query": "supports", "parameters": {"goal": {"$ne": 1}}}),
    json.dumps({"query": "supports", "parameters": {"goal": "查无此目标"}}),
    json.dumps({"query": "../../etc/passwd"}),
    json.dumps({"sparql": "DELETE WHERE { ?s ?p ?o }"}),
    json.dumps({"sparql": "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"}),
    json.dumps({"sparql": "SELECT * { SERVICE <http://127.0.0.1:9/steal> { ?s ?p ?o } }"}),
    json.dumps({"sparql": "SELECT * FROM <http://evil.example/g> { ?s ?p ?o }"}),
    json.dumps({"sparql": "SELECT * { ?s gh:madeUp ?o }"}),
    json.dumps({"sparql": "SELECT * { ?s gh:advances/^gh:madeUp* ?o }"}),
    json.dumps({"sparql": "SELECT * { VALUES ?s { <http://evil.example/x> } ?s ?p ?o }"}),
    json.dumps({"sparql": "BASE <http://evil.example/> SELECT * { ?s <x> ?o }"}),
    json.dumps({"sparql": "PREFIX x: <http://evil.example/> SELECT (x:f(?s) AS ?r) { ?s ?p ?o }"}),
    json.dumps({"sparql": "SELECT ?s { ?s ?p"}),
    json.dumps({"sparql": "SELECT * { ?s ?p ?o } #" + "x" * 5000}),
])
def test_what_must_not_run_is_refused(dataset: Dataset, reply: str) -> None:
    with stand_in(reply) as server, pytest.raises(ProposalRefused) as refusal:
        asked(dataset, server)
    assert KEY not in str(refusal.value) and "\n" not in str(refusal.value)


def test_proposal_that_brings_too_much_is_refused(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    import guihua.proposal as proposal
    from queries.stores import Limits

    monkeypatch.setattr(proposal, "LIMITS", Limits(seconds=10, rows=1000))
    many = json.dumps({"sparql": "SELECT * { ?s ?p ?o } LIMIT 5000"})
    with stand_in(many) as server, pytest.raises(ProposalRefused, match="1000"):
        asked(dataset, server)


def test_own_limit_of_a_proposal_is_kept(dataset: Dataset) -> None:
    assert checked("SELECT ?s { ?s a gh:Goal } LIMIT 3", dataset).endswith("LIMIT 3")
    inner = "SELECT ?s { { SELECT ?s { ?s a gh:Goal } LIMIT 3 } } # LIMIT 5"
    assert checked(inner, dataset).endswith("\nLIMIT 200")


@pytest.mark.parametrize(("raw", "status", "headers"), [
    (b"<html>hello</html>", 200, {}), (b"", 200, {}), (b"\xff\xfe", 200, {}), (b"{}", 200, {}),
    (b"[" * 90_000, 200, {}), (b'{"choices": [{"message": {"content": null}}]}', 200, {}), (b"x" * 1_100_000, 200, {}),
    (f"bad key {KEY}".encode(), 401, {}), (b"oops", 500, {}), (b"", 302, {"Location": "http://127.0.0.1:9/"}),
])
def test_broken_endpoint_gives_one_clear_line_without_the_key(dataset: Dataset, raw: bytes, status: int,
                                                              headers: dict[str, str]) -> None:
    with stand_in() as server:
        server.raw, server.status, server.headers = raw, status, headers
        with pytest.raises(GuihuaError) as error:
            asked(dataset, server)
    assert "127.0.0.1" in str(error.value) and KEY not in str(error.value)


def test_slow_drip_ends_at_the_deadline(dataset: Dataset) -> None:
    with stand_in(GOOD * 20) as server:
        server.drip = 0.05
        begun = time.monotonic()
        with pytest.raises(GuihuaError, match="within 1 s"):
            asked(dataset, server, GUIHUA_LLM_TIMEOUT="1")
    assert time.monotonic() - begun < 4


def test_nobody_there() -> None:
    with pytest.raises(GuihuaError, match=r"127\.0\.0\.1:9"):
        Endpoint("http://127.0.0.1:9/v1", "m", KEY, 5).chat([])


@pytest.mark.parametrize(("environment", "error"), [
    ({}, LlmNotSet), ({"GUIHUA_LLM_URL": "https://host/v1"}, LlmNotSet),
    ({"GUIHUA_LLM_URL": "file:///etc/passwd", "GUIHUA_LLM_MODEL": "m"}, LlmUnsafe),
    ({"GUIHUA_LLM_URL": "http://host/v1", "GUIHUA_LLM_MODEL": "m", "GUIHUA_LLM_KEY": KEY}, LlmUnsafe),
    ({"GUIHUA_LLM_URL": f"https://u:{KEY}@host/v1", "GUIHUA_LLM_MODEL": "m"}, LlmUnsafe),
    ({"GUIHUA_LLM_URL": f"https://host/v1?key={KEY}", "GUIHUA_LLM_MODEL": "m"}, LlmUnsafe),
])
def test_wrong_settings_are_said_without_the_key(environment: dict[str, str], error: type[GuihuaError]) -> None:
    with pytest.raises(error) as said:
        Endpoint.from_environment(environment)
    assert KEY not in str(said.value)


def test_key_of_one_service_is_not_sent_to_another() -> None:
    endpoint = Endpoint.from_environment({
        "GUIHUA_LLM_URL": "https://mine/v1", "GUIHUA_LLM_MODEL": "m", "OPENAI_API_KEY": KEY})
    assert endpoint.key == "" and KEY not in repr(Endpoint("https://host/v1", "m", KEY))


def test_command_line_asks_the_model_only_when_told_and_shows_the_query(linhai_dataset: Path) -> None:
    def run(server: StandIn, *args: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", "guihua", "ask", *args, "--data", str(linhai_dataset)],
                              capture_output=True, encoding="utf-8", check=False,
                              env={**os.environ, **server.environment(), "no_proxy": "127.0.0.1"})

    with stand_in(json.dumps({"query": "missed"})) as server:
        assert run(server, "xyzzy plugh").returncode == 1 and not server.requests
        known = run(server, "什么支撑双千亿", "--llm")
        assert known.returncode == 0 and not server.requests  # the grammar knows it by itself
        told = run(server, "xyzzy plugh", "--llm")
        assert told.returncode == 0, told.stderr
        assert "SELECT" in told.stdout and "stand-in" in told.stdout and KEY not in told.stdout + told.stderr
        assert len(server.requests) == 1
