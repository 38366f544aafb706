"""What to offer when a question is not understood: stored questions near it, and passages that have its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.answer import Quotation
from queries.names.forms import CJK
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
    """The passages that have most of the words that the question is about."""
    words = topic(question.masked, tuple(m.text for m in question.mentions)) or question.clean
    return dataset.find(words, limit=limit) if CJK.search(words) or len(words) >= 3 else ()
