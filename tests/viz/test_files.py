"""What is written: one page that loads nothing, and the same view for other tools."""

from __future__ import annotations

import io
import json
import os
import re
from html.parser import HTMLParser
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from guihua.cli import cli, main
from tests.viz.world import GOAL, SLUG, WorldStore, small, write
from viz.errors import CannotWrite, SeveralPlans
from viz.formats import dot, gexf, graphml
from viz.layout import lay_out
from viz.model import View
from viz.names import find
from viz.page import embedded, html
from viz.page import write as write_page
from viz.reading import choose, load
from viz.subgraph import goal_view


class _Loads(HTMLParser):
    """Everything in a page that a browser would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.meta: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and given.get("http-equiv"):
            self.meta.append((given["http-equiv"] or "", given.get("content") or ""))
        self.found.extend(value or "" for name, value in attrs if name in ("src", "href", "srcset", "action", "data"))


def test_the_page_loads_nothing(goal: View) -> None:
    page = html(goal, lay_out(goal))
    loads = _Loads()
    loads.feed(page)
    assert loads.found == []
    assert "@import" not in page and "cdnjs" not in page and "jsdelivr" not in page
    assert not re.search(r"url\(\s*['\"]?https?:", page)
    policy = dict(loads.meta)["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-") and "unsafe" not in policy


@given(st.text())
def test_no_text_can_leave_its_block(text: str) -> None:
    block = str(embedded({"label": text}))
    assert json.loads(block) == {"label": text}
    assert not set(block) & set("<>&\u2028\u2029")


def test_the_same_view_gives_the_same_page(goal: View) -> None:
    assert html(goal, lay_out(goal)) == html(goal, lay_out(goal))


def test_paragraphs_are_in_the_page_once(whole: View) -> None:
    page = html(whole, lay_out(whole))
    for passage in whole.network.passages.values():
        if len(passage.text) > 30:
            assert page.count(embedded(passage.text).strip('"')) <= 1


def test_graphml_and_gexf_are_read_back_with_types_and_strength(goal: View) -> None:
    layout = lay_out(goal)
    for read, text in ((nx.read_graphml, graphml(goal, layout)), (nx.read_gexf, gexf(goal, layout))):
        back = read(io.BytesIO(text.encode("utf-8")))
        assert back.number_of_nodes() == len(goal.nodes) and back.number_of_edges() == len(goal.edges)
        star = find(goal.network, GOAL).iri
        assert back.nodes[star]["label"] == GOAL and back.nodes[star]["cls"] == "Goal"
        strengths = {data.get("strength") for _, _, data in back.in_edges(star, data=True)}
        assert strengths == {"Direct", "Contributing"}
    assert "lastmodified" not in gexf(goal, layout), "the same view gives the same file on any day"


def test_dot_quotes_what_would_end_a_string() -> None:
    name = 'a"] ; b [label="x\\'
    store = WorldStore(small(platform=name))
    network = load(store, choose(store, None))
    view = goal_view(network, find(network, GOAL))
    text = dot(view, lay_out(view))
    assert 'label="a\\"] ; b [label=\\"x\\\\"' in text
    assert text.count("style=dashed") == 6


def test_control_characters_do_not_break_xml() -> None:
    store = WorldStore(small(platform="园\x01区\x0b"))
    network = load(store, choose(store, None))
    view = goal_view(network, find(network, GOAL))
    nx.read_graphml(io.BytesIO(graphml(view, lay_out(view)).encode("utf-8")))


def test_a_page_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "图.html"
    write_page(path, "旧")
    with pytest.raises(UnicodeEncodeError):
        write_page(path, "新\ud800")
    assert path.read_text(encoding="utf-8") == "旧"
    assert [entry.name for entry in tmp_path.iterdir()] == ["图.html"]


def test_a_file_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="missing"):
        write_page(tmp_path / "missing" / "page.html", "x")
    with pytest.raises(CannotWrite):
        write_page(tmp_path, "x")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(small(), tmp_path / "data")


def test_the_command_writes_a_page_and_says_so(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "goal.html"
    result = CliRunner().invoke(cli, ["view", "--data", str(data), "--goal", "双百亿", "-o", str(out)])
    assert result.exit_code == 0, result.output
    assert "20 things" in result.output
    assert out.read_bytes().startswith(b"<!DOCTYPE html>")
    if os.name == "posix":
        assert out.stat().st_mode & 0o444 == 0o444, "a picture is for sending around"


@pytest.mark.parametrize("arguments", [
    ["--focus", "溪口新材料产业园", "--hops", "2"], ["--trace", "云溪大学", "双百亿"], ["--place", "东溪镇"],
    ["--industry", "新材料产业"], ["--all"], ["--goal", "双百亿", "--limit", "5", "--layout", "rings"],
])
@pytest.mark.parametrize("ending", ["html", "gexf"])
def test_every_view_is_written_in_the_form_of_its_ending(
    data: Path, tmp_path: Path, arguments: list[str], ending: str
) -> None:
    out = tmp_path / f"view.{ending}"
    result = CliRunner().invoke(cli, ["view", "--data", str(data), *arguments, "-o", str(out)])
    assert result.exit_code == 0, result.output
    assert out.read_text(encoding="utf-8").startswith({"html": "<!DOCTYPE html>", "gexf": "<?xml"}[ending])


def test_of_several_plans_the_one_that_speaks_of_a_thing_is_drawn(data: Path, tmp_path: Path) -> None:
    lines = (data / "graph.nq").read_text(encoding="utf-8")
    other = lines.replace(SLUG, "yunxi-15fyp").replace("溪口新材料产业园", "溪尾新能源基地")
    (data / "graph.nq").write_text(lines + other, encoding="utf-8")
    out = tmp_path / "view.dot"
    run = CliRunner().invoke
    assert run(cli, ["view", "--data", str(data), "--focus", "溪尾新能源基地", "-o", str(out)]).exit_code == 0
    assert "溪尾新能源基地" in out.read_text(encoding="utf-8")
    with pytest.raises(SeveralPlans, match="yunxi-15fyp"):
        run(cli, ["view", "--data", str(data), "--all", "-o", str(out)], catch_exceptions=False)
    assert run(cli, ["view", "--data", str(data), "--all", "--plan", SLUG, "-o", str(out)]).exit_code == 0
    assert "溪口新材料产业园" in out.read_text(encoding="utf-8")


def test_a_stored_querys_answer_is_drawn(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "answer.dot"
    arguments = ["view", "--data", str(data), "--query", "supports", "-p", "goal=双百亿", "-o", str(out)]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    assert out.read_text(encoding="utf-8").count("style=dashed") == 6


@pytest.mark.parametrize(("arguments", "status", "words"), [
    (["--goal", "双百万"], 1, "“双百亿”市"),
    (["--all", "--goal", "双百亿"], 2, "at once"),
    ([], 2, "choose one of"),
    (["--all", "-o", "x.pdf"], 2, "html, graphml, gexf, dot"),
    (["--all", "--plan", "other"], 1, SLUG),
    (["--all", "-o", "no/such/place.html"], 1, "cannot write"),
    (["--goal", "双百亿", "-p", "a=b"], 2, "--query"),
])
def test_what_goes_wrong_is_said_in_one_line(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path,
    arguments: list[str], status: int, words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stopped:
        main(["view", "--data", str(data), *arguments])
    assert stopped.value.code == status
    error = capsys.readouterr().err
    assert words in error and "Traceback" not in error
