"""The shell on a terminal: a line to type in, with history and completion; plain lines where there is no terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from guihua.shell import Reply, Session
from queries.names.forms import squash

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

    from queries.names.index import NameIndex

_COMMANDS = (":help", ":export ", ":find ", ":sparql", ":plan ", ":lang ", ":quit")
_FOLLOW_UPS = {"zh": ("依据是什么", "展开 1", "更多"), "en": ("why", "expand 1", "more")}
_MOST = 15
_LONGEST = 24
"""Characters before the cursor that may begin a name."""


class NameCompleter(Completer):
    """Completes commands, whole questions, and the name that is being typed, also from its pinyin."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """What may come next, the likeliest first."""
        text = document.text_before_cursor
        if text.startswith((":", "：")):
            yield from (Completion(c, -len(text)) for c in _COMMANDS if c.startswith(":" + text[1:]))
            return
        seen = set()
        for candidate, length in (*self._questions(text), *self._names(text)):
            if candidate not in seen:
                seen.add(candidate)
                yield Completion(candidate, -length)

    def _questions(self, text: str) -> list[tuple[str, int]]:
        from queries.words.helping import examples

        if not text:
            return [(word, 0) for word in _FOLLOW_UPS[self._session.lang]] if self._session.last else []
        known = (*examples("zh", self._session.dataset.names), *examples("en", self._session.dataset.names))
        return [(question, len(text)) for question in known if question.lower().startswith(text.lower())]

    def _names(self, text: str) -> list[tuple[str, int]]:
        names: NameIndex = self._session.dataset.names
        for length in range(min(len(text), _LONGEST), 0, -1):
            tail = text[-length:]
            wanted = squash(tail)
            if not wanted or tail != tail.strip() or (wanted.isascii() and len(wanted) < 3):
                continue
            if found := _beginning(wanted, names):
                return [(label, length) for label in found[:_MOST]]
        return []


def _beginning(wanted: str, names: NameIndex) -> list[str]:
    """The names that begin with *wanted*, or whose pinyin does; the ones that the text names most first."""
    found: dict[str, int] = {}
    for thing in names.things:
        for form in (thing.label, *thing.aliases):
            plain = squash(form)
            if plain.startswith(wanted) or (wanted.isascii() and names.spelling(plain)[0].startswith(wanted)):
                found[form] = max(found.get(form, 0), thing.mentions)
    return sorted(found, key=lambda form: (-found[form], len(form), form))


def history(path: Path | None = None) -> History:
    """What was typed before, kept in the user's own directory; in memory only where that cannot be written."""
    file = path or Path(os.environ.get("GUIHUA_HISTORY") or Path(click.get_app_dir("guihua")) / "history")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(file))


def run(session: Session, show: Callable[[Reply], None], *, lines: Iterable[str] | None = None,
        input_: Input | None = None, output: Output | None = None, past: History | None = None) -> int:
    """Ask and answer until the user leaves.

    :param lines: read these instead of a terminal; without a terminal, standard input.
    :param input_: the terminal to read from, and *output* the one to write to; the user's when left out.
    :returns: the exit status: of lines that are read, 1 when one of them had no answer.
    """
    if lines is None and input_ is None and not (sys.stdin.isatty() and sys.stdout.isatty()):
        lines = sys.stdin
    if lines is not None:
        failed = False
        for line in lines:
            reply = session.respond(line)
            failed = failed or reply.failed
            if reply.done:
                break
            show(reply)
        return 1 if failed else 0
    prompt: PromptSession[str] = PromptSession(
        history=past or history(), completer=NameCompleter(session), complete_while_typing=False, input=input_,
        output=output)
    while True:
        try:
            reply = session.respond(prompt.prompt("规划> " if session.lang == "zh" else "guihua> "))
        except KeyboardInterrupt:
            continue  # Ctrl-C gives up the line or the question, not the shell
        except EOFError:
            return 0
        if reply.done:
            return 0
        show(reply)
