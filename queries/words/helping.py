"""What to offer when a question is not understood: stored questions near it, and passages that have its words."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from queries.answer import Quotation
from queries.names.forms import CJK
from queries.stores import Iri
from queries.words.question import Question
from queries.words.residue import topic

if TYPE_CHECKING:
    from queries.dataset import Dataset


def nearest_questions(question: Question, dataset: Dataset, limit: int = 4) -> tuple[str, ...]:
    """Names of the stored queries whose descriptions share most with the question."""
    from rapidfuzz import fuzz

    def likeness(name: str) -> float:
        stored = dataset.catalogue.get(name)
        text = stored.summary_zh if question.lang == "zh" else stored.summary.casefold()
        return fuzz.token_set_ratio(question.clean, text) if question.lang == "en" else fuzz.partial_ratio(
            question.clean, text)

    return tuple(sorted(dataset.catalogue.names(), key=lambda n: (-likeness(n), n))[:limit])


def passages(question: Question, dataset: Dataset, limit: int = 3) -> tuple[Quotation, ...]:
    """The passages that share most pairs of characters with what the question is about."""
    words = topic(question.masked, tuple(m.text for m in question.mentions)) or question.clean
    wanted = {a + b for a, b in pairwise(words) if CJK.match(a) and CJK.match(b)}
    wanted |= set(re.findall(r"[a-z0-9&]{3,}", words))
    if not wanted:
        return ()
    found = []
    for row in dataset.store.select("SELECT ?passage ?text ?start ?end ?chapter WHERE { ?passage a gh:Passage ; "
                                    "gh:text ?text ; gh:start ?start ; gh:end ?end . OPTIONAL { ?passage gh:inChapter "
                                    "?in . ?in skos:prefLabel ?chapter } }"):
        text = str(row["text"].python())
        folded = text.casefold()
        score = sum(gram in folded for gram in wanted)
        if score >= max(1, len(wanted) // 2):
            found.append((-score, int(row["start"].python()), row))
    found.sort(key=lambda f: f[:2])
    made = []
    for _, start, row in found[:limit]:
        text = str(row["text"].python())
        passage = row["passage"]
        made.append(Quotation(quote=text, sentence=text if len(text) <= 120 else text[:119] + "…", start=start,
                              end=int(row["end"].python()),
                              chapter=str(row["chapter"].python()) if "chapter" in row else None,
                              passage=passage if isinstance(passage, Iri) else None))
    return tuple(made)
