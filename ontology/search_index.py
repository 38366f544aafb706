"""The search index of a dataset: its form, which the builder writes and those who ask read.

One SQLite file: passages as words for full-text search (FTS5 knows no Chinese word boundaries, so the text is cut into
words beforehand), and the Hanyu Pinyin of all names, which takes longer to work out than to read.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

NAME = "search.sqlite"
VERSION = "1"
"""Changes with the tables or the way of cutting: an index of another version is not read."""

_SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE names (form TEXT PRIMARY KEY, spelt TEXT NOT NULL, initials TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE passages (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, plan TEXT NOT NULL, start INTEGER NOT NULL,
  stop INTEGER NOT NULL, chapter TEXT, section TEXT, text TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (body, content='', tokenize='unicode61');
"""
_PUNCTUATION = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as the index keeps it."""

    iri: str
    plan: str
    start: int
    stop: int
    chapter: str | None
    section: str | None
    text: str


def plain(name: str) -> str:
    """A name as names are compared: one width, one case, no punctuation or spaces."""
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", name).casefold())


def segment(text: str) -> list[str]:
    """The words of a Chinese text, long words together with the short ones inside them; punctuation left out."""
    import rjieba

    return [word for word in rjieba.cut_for_search(text.casefold()) if _WORD.search(word)]


def spelling(form: str) -> tuple[str, str]:
    """The Hanyu Pinyin of a name without tones, joined, and its initials: ``("toumengang", "tmg")``."""
    import pypinyin

    # As people type it on a keyboard without ü: zhanlue, though lv stays lv.
    syllables = [s.replace("lve", "lue").replace("nve", "nue") for s in pypinyin.lazy_pinyin(form)]
    return "".join(syllables), "".join(s[:1] for s in syllables)


def create(connection: sqlite3.Connection, passages: Iterable[Passage], forms: Iterable[str]) -> None:
    """Make the tables in an empty database and fill them.

    :param forms: all names.
    """
    connection.executescript(_SCHEMA)
    with connection:
        connection.execute("INSERT INTO about VALUES ('version', ?)", (VERSION,))
        for number, passage in enumerate(passages, 1):
            connection.execute("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (
                number, passage.iri, passage.plan, passage.start, passage.stop, passage.chapter, passage.section,
                passage.text))
            connection.execute("INSERT INTO words (rowid, body) VALUES (?, ?)", (
                number, " ".join(segment(passage.text))))
        for form in sorted({plain(form) for form in forms} - {""}):
            connection.execute("INSERT INTO names VALUES (?, ?, ?)", (form, *spelling(form)))
