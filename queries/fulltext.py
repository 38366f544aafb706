"""Passages found by their words, and the pinyin of names: the search index of a dataset.

A dataset directory has it as a file; for any other store it is made in memory when it is first needed.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from ontology import search_index
from ontology.search_index import Passage, segment
from queries.answer import Quotation
from queries.names.forms import sound
from queries.plans import PlanOf
from queries.stores import Iri, Store
from queries.words.lists import words as words_of

_SENTENCE = re.compile(r"[^。！？；;!?]*[。！？；;!?]?")
# Words that say nothing of what is looked for.
_COMMON = words_of("common.txt")
_LONGEST = 300
"""Characters of a search that are looked at."""
_SHOWN = 140
"""Characters of a passage that an excerpt shows at most."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that has words of the search."""

    passage: Passage
    excerpt: str
    """The part of it that has most of the words."""
    share: float
    """How many of the words it has, 0 to 1."""


class SearchIndex:
    """The search index of one dataset."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = Lock()

    @classmethod
    def of(cls, store: Store, names: Iterable[str] = ()) -> SearchIndex:
        """The index beside the store if there is one that can be read, else one made of what the store has."""
        file = Path(store.description) / search_index.NAME
        try:
            if file.is_file():
                found = cls(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True,
                                            check_same_thread=False))
                if found._version() == search_index.VERSION:
                    return found
        except (OSError, sqlite3.Error, ValueError):
            pass  # damaged, or of another version: the graph has all that it is made of
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        search_index.create(connection, _passages(store), names)
        return cls(connection)

    def _version(self) -> str:
        row = self._connection.execute("SELECT value FROM about WHERE key = 'version'").fetchone()
        return str(row[0]) if row else ""

    def spellings(self) -> Mapping[str, tuple[str, str]]:
        """The pinyin of each name's compared form, and its initials."""
        with self._lock:
            rows = self._connection.execute("SELECT form, spelt, initials FROM names").fetchall()
        return {form: (spelt, initials) for form, spelt, initials in rows}

    def find(self, text: str, *, plans: Sequence[Iri] = (), limit: int = 10, share: float = 0.5) -> tuple[Hit, ...]:
        """The passages that have the words of *text*, those that have most and rarest of them first.

        Ranked by BM25 (Robertson & Zaragoza 2009, as SQLite's FTS5 has it); the words side by side count once more.

        :param plans: only in these plans.
        :param share: leave out passages that have less than this share of the words.
        """
        words = [word for word in dict.fromkeys(segment(sound(text[:_LONGEST]))) if word not in _COMMON]
        if not words:
            return ()
        quoted = [f'"{word}"' for word in words if '"' not in word]
        match = " OR ".join(quoted) + (f' OR "{" ".join(words)}"' if len(words) > 1 else "")
        with self._lock:
            rows = self._connection.execute(
                "SELECT p.iri, p.plan, p.start, p.stop, p.chapter, p.section, p.text FROM words "
                "JOIN passages p ON p.id = words.rowid WHERE words MATCH ? ORDER BY bm25(words), p.id LIMIT ?",
                (match, 20 * limit if plans else 8 * limit)).fetchall()
        wanted = {plan.value for plan in plans}
        hits = []
        for row in rows:
            passage = Passage(*row)
            folded = passage.text.casefold()
            had = sum(len(word) for word in words if word in folded) / sum(map(len, words))
            if had >= share and (not wanted or passage.plan in wanted):
                hits.append(Hit(passage, _excerpt(passage.text, words), had))
        # Whoever has all the words goes before whoever has only the rarest of them.
        hits.sort(key=lambda hit: -round(hit.share, 1))
        return tuple(hits[:limit])

    def close(self) -> None:
        """Give up the file."""
        self._connection.close()


def quotation_of(hit: Hit, plans: Sequence[PlanOf]) -> Quotation:
    """A passage that was found, as answers quote passages."""
    passage = hit.passage
    plan = next((p.short for p in plans if p.iri.value == passage.plan), None) if len(plans) > 1 else None
    return Quotation(quote=passage.text, sentence=hit.excerpt, start=passage.start, end=passage.stop,
                     chapter=passage.chapter, section=passage.section, passage=Iri(passage.iri), plan=plan)


def _passages(store: Store) -> Iterable[Passage]:
    seen: set[str] = set()
    for row in store.select(
            "SELECT ?passage ?plan ?start ?end ?chapter ?section ?text WHERE { ?passage a gh:Passage ; gh:inPlan "
            "?plan ; gh:start ?start ; gh:end ?end ; gh:text ?text . OPTIONAL { ?passage gh:inChapter ?c . ?c "
            "skos:prefLabel ?chapter } OPTIONAL { ?passage gh:inSection ?s . ?s skos:prefLabel ?section } } "
            "ORDER BY STR(?plan) ?start STR(?passage)"):
        value = {name: term.python() for name, term in row.items()}
        iri = str(value["passage"])
        if iri not in seen:
            seen.add(iri)
            yield Passage(iri, str(value["plan"]), int(value["start"]), int(value["end"]),
                          str(value["chapter"]) if "chapter" in value else None,
                          str(value["section"]) if "section" in value else None, str(value["text"]))


def _excerpt(text: str, words: Sequence[str]) -> str:
    """The sentence with most of the words, cut where it is long."""
    sentences = [m.group().strip() for m in _SENTENCE.finditer(text) if m.group().strip()] or [text]
    best = max(sentences, key=lambda s: sum(len(word) for word in words if word in s.casefold()))
    if len(best) <= _SHOWN:
        return best
    at = min((best.casefold().find(word) for word in words if word in best.casefold()), default=0)
    begin = max(0, min(at - 40, len(best) - _SHOWN))
    return ("…" if begin else "") + best[begin:begin + _SHOWN] + ("…" if begin + _SHOWN < len(best) else "")
