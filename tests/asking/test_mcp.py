"""An assistant asks through the Model Context Protocol: over the real pipe, with the official client."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult, TextContent

from queries.dataset import Dataset


def told(result: CallToolResult) -> dict[str, object]:
    assert not result.is_error, result.content
    assert isinstance(result.structured_content, dict)
    return result.structured_content


def refusal(result: CallToolResult) -> str:
    assert result.is_error
    return "".join(part.text for part in result.content if isinstance(part, TextContent))


def with_server(data: Path, talk: Callable[[Client], Awaitable[None]]) -> None:
    """Start ``guihua mcp`` as an assistant's program does and talk to it."""

    async def run() -> None:
        command = StdioServerParameters(command=sys.executable, args=["-m", "guihua", "mcp", "--data", str(data)])
        async with Client(command, read_timeout_seconds=30) as client:
            await talk(client)

    asyncio.run(run())


def test_assistant_asks_over_the_pipe_and_gets_quotations(linhai_dataset: Path) -> None:
    source = next((linhai_dataset / "sources").glob("*.txt")).read_text(encoding="utf-8")

    async def talk(client: Client) -> None:
        names = {tool.name for tool in (await client.list_tools()).tools}
        assert {"ask", "list_queries", "run_query", "sparql", "find_passages", "evidence", "trace", "plans"} <= names
        answer = told(await client.call_tool("ask", {"question": "什么支撑双千亿", "limit": 5}))
        assert answer["query"] == "supports" and len(answer["items"]) == 5  # type: ignore[arg-type]
        for item in answer["items"]:  # type: ignore[attr-defined]
            assert item["grounds"]
            for ground in item["grounds"]:
                assert ground["quotations"]
                assert all(source[q["start"]:q["end"]] == q["quote"] for q in ground["quotations"])
        assert "培育三大千亿级先进制造业集群" in json.dumps(answer, ensure_ascii=False)

    with_server(linhai_dataset, talk)


def in_process(data: Path, talk: Callable[[Client], Awaitable[None]]) -> None:
    from guihua.mcp_server import server

    async def run() -> None:
        with Dataset.open(data) as dataset:
            async with Client(server(dataset)) as client:
                await talk(client)

    asyncio.run(run())


def test_tools_read_the_graph_in_every_way(linhai_dataset: Path) -> None:
    async def talk(client: Client) -> None:
        queries = told(await client.call_tool("list_queries", {}))["queries"]
        assert any(q["name"] == "missed" for q in queries)  # type: ignore[attr-defined]
        run = told(await client.call_tool("run_query", {"name": "supports", "parameters": {"goal": "双千亿"}}))
        assert run["total"] > 5  # type: ignore[operator]
        passages = told(await client.call_tool("find_passages", {"words": "冷链物流"}))["passages"]
        assert any("冷链" in p["quote"] for p in passages)  # type: ignore[attr-defined]
        ways = told(await client.call_tool("trace", {"start": "吉利汽车", "goal": "双千亿"}))["ways"]
        assert ways[0]["hops"][0]["quotations"]  # type: ignore[index]
        grounds = told(await client.call_tool("evidence", {"about": "头门港", "limit": 3}))
        assert len(grounds["items"]) == 3  # type: ignore[arg-type]
        assert len(told(await client.call_tool("plans", {}))["plans"]) == 1  # type: ignore[arg-type]

    in_process(linhai_dataset, talk)


def test_rows_of_sparql_bring_the_sentences_of_their_claims(linhai_dataset: Path) -> None:
    async def talk(client: Client) -> None:
        found = told(await client.call_tool("sparql", {
            "query": "SELECT * { ?claim rdf:predicate gh:reliesOn ; rdf:object/skos:prefLabel ?name } LIMIT 3"}))
        quotations = found["quotations"]
        assert isinstance(quotations, dict)
        assert all(quotations[row["claim"]][0]["quote"] for row in found["rows"])  # type: ignore[attr-defined]
        assert told(await client.call_tool("sparql", {"query": "ASK { ?s a gh:Goal }"}))["answer"] is True
        many = told(await client.call_tool("sparql", {"query": "SELECT * { ?s ?p ?o } LIMIT 5000"}))
        assert many["total"] == 5000 and len(many["rows"]) == 500  # type: ignore[arg-type]

    in_process(linhai_dataset, talk)


@pytest.mark.parametrize(("tool", "arguments", "said"), [
    ("ask", {"question": "今天天气怎么样"}, "可以这样问"),
    ("run_query", {"name": "suports"}, "supports"),
    ("run_query", {"name": "supports", "parameters": {"gaol": "双千亿"}}, "goal"),
    ("run_query", {"name": "supports", "parameters": {"goal": "查无此目标"}}, "查无此目标"),
    ("sparql", {"query": "DELETE WHERE { ?s ?p ?o }"}, "only reads"),
    ("sparql", {"query": "SELECT ?x WHERE { ?x"}, "Not legal SPARQL"),
    ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}, "SERVICE"),
    ("trace", {"start": "火星基地二号", "goal": "双千亿"}, "火星基地二号"),
    ("ask", {"question": "什么支撑双千亿", "plan": "火星"}, "火星"),
])
def test_assistant_is_told_what_is_wrong(linhai_dataset: Path, tool: str, arguments: dict[str, object],
                                         said: str) -> None:
    async def talk(client: Client) -> None:
        assert said in refusal(await client.call_tool(tool, arguments))

    in_process(linhai_dataset, talk)


def test_without_a_dataset_the_reason_is_on_the_terminal(tmp_path: Path) -> None:
    run = subprocess.run([sys.executable, "-m", "guihua", "mcp", "--data", str(tmp_path / "none")], input="",
                         capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 1 and "guihua build" in run.stderr and not run.stdout


def test_without_the_sdk_it_is_said_what_to_install(linhai_dataset: Path) -> None:
    hidden = "import sys; sys.modules['mcp'] = None; from guihua.cli import main; main()"
    run = subprocess.run([sys.executable, "-c", hidden, "mcp", "--data", str(linhai_dataset)], input="",
                         capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 1 and "guihua[mcp]" in run.stderr and "Traceback" not in run.stderr
