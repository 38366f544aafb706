"""What to offer when a question is not understood: stored questions near it, and passages that have its words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ontology.errors import Lang
from queries.answer import Quotation
from queries.names.forms import CJK
from queries.names.index import NameIndex
from queries.words.lists import lines
from queries.words.question import MARK, Question
from queries.words.residue import chunks, topic

if TYPE_CHECKING:
    from queries.dataset import Dataset


def nearest_questions(question: Question, dataset: Dataset, limit: int = 4) -> tuple[str, ...]:
    """Names of the stored queries that come nearest to the question: by their wordings, then by their descriptions."""
    from rapidfuzz import fuzz

    from queries.words.intents import INTENTS

    def likeness(name: str) -> float:
        stored = dataset.catalogue.get(name)
        text = stored.summary_zh if question.lang == "zh" else stored.summary.casefold()
        return fuzz.token_set_ratio(question.clean, text) if question.lang == "en" else fuzz.partial_ratio(
            question.clean, text)

    # A wording that fits once some stretch of the question is taken for a name is nearer than any description.
    versions = [question.masked, *(question.masked.replace(chunk, MARK, 1) for chunk in chunks(question.masked))]
    near = {intent.query: max((weight for weight, pattern in intent.cues for version in versions
                               if weight > 0 and pattern.search(version)), default=0.0) for intent in INTENTS}
    known = [name for name in dataset.catalogue.names() if name in _examples()]
    return tuple(sorted(known, key=lambda n: (-near.get(n, 0.0), -likeness(n), n))[:limit])


@lru_cache
def _examples() -> dict[str, tuple[str, str]]:
    """For each stored query a wording in Chinese and one in English, with classes in braces."""
    found = {}
    for line in lines("examples.txt"):
        name, zh, en = line.split("\t")
        found[name] = zh, en
    return found


def example(name: str, lang: Lang, names: NameIndex) -> str:
    """A question that the stored query *name* answers, about a thing of the dataset; empty where there is none."""
    if name not in _examples():
        return ""
    text = _examples()[name][0 if lang == "zh" else 1]
    for cls in re.findall(r"\{(\w+)\}", text):
        known = [thing for thing in names.things if thing.cls == cls]
        if not known:
            return ""
        best = min(known, key=lambda t: (not t.headline, -t.mentions, len(t.label), t.iri))
        text = text.replace("{" + cls + "}", best.label)
    return text


def examples(lang: Lang, names: NameIndex) -> tuple[str, ...]:
    """A question for each stored query that the dataset has things for."""
    return tuple(text for name in _examples() if (text := example(name, lang, names)))


def passages(question: Question, dataset: Dataset, limit: int = 3) -> tuple[Quotation, ...]:
    """The passages that have most of the words that the question is about."""
    words = topic(question.masked, tuple(m.text for m in question.mentions)) or question.clean
    return dataset.find(words, limit=limit) if CJK.search(words) or len(words) >= 3 else ()
