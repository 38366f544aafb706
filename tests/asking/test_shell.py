"""The shell: questions in a row, follow-ups, commands; through a pipe, prompt_toolkit's input and a real terminal."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from guihua.shell import Reply, Session
from guihua.shell_prompt import NameCompleter, history, run
from queries.dataset import Dataset


@pytest.fixture(scope="module")
def dataset(linhai_dataset: Path) -> Iterator[Dataset]:
    with Dataset.open(linhai_dataset) as opened:
        yield opened


@pytest.fixture
def session(dataset: Dataset) -> Session:
    return Session(dataset, "zh")


def test_answer_is_followed_up_by_its_grounds_and_by_one_of_its_things(session: Session) -> None:
    answer = session.respond("什么支撑双千亿").answer
    assert answer is not None and answer.query.name == "supports"
    for asked in ("依据是什么", "凭什么", "why", "evidence"):
        told = session.respond(asked).text
        assert "1. 培育三大千亿级先进制造业集群" in told and "现代化经济体系逐步形成" in told
    second = session.last.items[1] if session.last else None
    assert second is not None and second.thing is not None
    for asked in ("展开 2", "展开第2项", "expand 2", "2"):
        told = session.respond(asked).text
        assert second.label in told and second.thing.value in told and "1. " not in told
    assert session.respond("展开 999").failed


def test_same_question_about_another_name_or_year(session: Session) -> None:
    session.respond("什么支撑双千亿")
    other = session.respond("那美好生活标杆市呢").answer
    assert other is not None and other.query.name == "supports" and other.parameters["goal"] == ("美好生活标杆市",)
    assert "美好生活标杆市" in other.question
    back = session.respond("what about 双千亿?").answer
    assert back is not None and "“双千亿”市" in back.parameters["goal"]
    session.respond("森林覆盖率目标")
    year = session.respond("那2025年呢").answer
    assert year is not None and year.parameters["in"] == ("2025",) and "68.4" in year.sentence


def test_pronoun_stands_for_the_name_asked_about_last(session: Session) -> None:
    session.respond("临海国际医药小镇有哪些产业")
    lies = session.respond("它在哪里").answer
    assert lies is not None and lies.parameters["platform"] == ("临海国际医药小镇",)
    english = session.respond("what goals does it serve").answer
    assert english is not None and english.query.name == "goals-of"
    assert english.parameters["what"] == ("临海国际医药小镇",)


def test_long_answer_goes_on_page_by_page(session: Session) -> None:
    first = session.respond("什么支撑美好生活标杆市")
    assert first.answer is not None and len(first.answer.items) == 20 and "更多" in first.text
    more = session.respond("更多").answer
    assert more is not None and more.items[0] not in first.answer.items
    while "更多" in session.respond("更多").text:
        pass
    assert session.respond("更多").answer is None


def test_answer_is_exported_in_each_form(session: Session, tmp_path: Path) -> None:
    assert session.respond(f":export {tmp_path / 'a.md'}").failed  # nothing was asked yet
    session.respond("什么支撑双千亿")
    for form in ("md", "csv", "json", "html"):
        target = tmp_path / f"answer.{form}"
        assert not session.respond(f":export {target}").failed
        assert "培育三大千亿级先进制造业集群" in target.read_text(encoding="utf-8")
    assert len(json.loads((tmp_path / "answer.json").read_text(encoding="utf-8"))["items"]) > 20
    assert session.respond(f":export {tmp_path}/a.docx").failed
    assert session.respond(f":export {tmp_path}/none/a.md").failed


@pytest.mark.parametrize("line", [
    "", "   ", ":", ":nothing", "：帮助", ":lang fr", ":plan 火星", "展开 0", "那呢", "why", "今天天气怎么样", "“",
    "{}", "%s", ":export", ":find", ":sparql", "\x00", "x" * 3000, "那火星呢",
])
def test_no_line_breaks_the_shell(session: Session, line: str) -> None:
    assert isinstance(session.respond(line), Reply)
    session.respond("什么支撑双千亿")
    assert isinstance(session.respond(line), Reply)


def test_commands_find_passages_show_the_query_and_change_the_language(session: Session) -> None:
    assert "冷链" in session.respond(":find 冷链").text
    session.respond("什么支撑双千亿")
    assert "SELECT" in session.respond(":sparql").text
    assert "English" in session.respond(":lang en").text
    assert "what about" in session.respond(":help").text
    assert session.respond(":quit").done and session.respond("退出").done


def completions(session: Session, text: str) -> list[str]:
    return [c.text for c in NameCompleter(session).get_completions(Document(text), CompleteEvent())]


def test_names_commands_and_questions_are_completed(session: Session) -> None:
    assert "头门港" in completions(session, "介绍头门")
    assert "头门港" in completions(session, "介绍toumeng")
    assert ":export " in completions(session, ":e")
    assert any(text.startswith("什么支撑") for text in completions(session, "什么支"))
    session.respond("什么支撑双千亿")
    assert "依据是什么" in completions(session, "")


def test_shell_keeps_history_and_survives_interrupts(session: Session) -> None:
    said: list[Reply] = []
    past = InMemoryHistory()
    with create_pipe_input() as keys:
        keys.send_text("什么支撑双千亿\r" "xyz\x03" "展开 1\r" "\x04")
        assert run(session, said.append, input_=keys, output=DummyOutput(), past=past) == 0
    assert said[0].answer is not None and "1. " in said[1].text
    assert past.get_strings() == ["什么支撑双千亿", "展开 1"]


def test_history_is_private_and_optional(tmp_path: Path) -> None:
    kept = tmp_path / "state" / "history"
    history(kept).append_string("什么支撑双千亿")
    assert "双千亿" in kept.read_text(encoding="utf-8")
    if sys.platform != "win32":
        assert kept.stat().st_mode & 0o077 == 0
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert isinstance(history(tmp_path / "file" / "below"), InMemoryHistory)


def shell(data: Path, lines: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "guihua", "ask", "--data", str(data)], input=lines,
                          capture_output=True, encoding="utf-8", check=False)


def test_lines_of_a_pipe_are_answered_one_by_one(linhai_dataset: Path) -> None:
    done = shell(linhai_dataset, "什么支撑双千亿\n展开 1\n:quit\n今天天气怎么样\n")
    assert done.returncode == 0 and "培育三大千亿级先进制造业集群" in done.stdout and not done.stderr
    assert shell(linhai_dataset, "今天天气怎么样\n").returncode == 1
    assert shell(linhai_dataset, "").returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_on_a_real_terminal(linhai_dataset: Path, tmp_path: Path) -> None:
    import os

    import pexpect  # type: ignore[import-untyped]

    child = pexpect.spawn(sys.executable, ["-m", "guihua", "--lang", "zh", "ask", "--data", str(linhai_dataset)],
                          encoding="utf-8", timeout=30, dimensions=(40, 160),
                          env={**os.environ, "GUIHUA_HISTORY": str(tmp_path / "history"), "TERM": "xterm",
                               "PROMPT_TOOLKIT_NO_CPR": "1"})
    child.expect("规划>")
    child.send("什么支撑双千亿\r")
    child.expect("直接支撑")
    child.expect("规划>")
    child.send("展开 1\r")
    child.expect("https://w3id.org/guihua/id/linhai-14fyp/task/")
    child.expect("规划>")
    child.send("\x04")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert "什么支撑双千亿" in (tmp_path / "history").read_text(encoding="utf-8")
