"""Running a stored query with its bound parameters, and making an answer of what comes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ontology.errors import Lang
from queries.answer import Answer, items
from queries.binding import Bound
from queries.catalogue import StoredQuery
from queries.sentences import sentence
from queries.stores import Limits

if TYPE_CHECKING:
    from queries.dataset import Dataset


def run(dataset: Dataset, query: StoredQuery, bound: Bound, *, question: str, lang: Lang,
        notes: Sequence[str] = (), also: Sequence[str] = (), limits: Limits | None = None) -> Answer:
    """Run *query* on *dataset* and make an answer of its rows."""
    sparql = query.bind(bound.terms)
    solutions = dataset.store.select(sparql, limits=limits)
    found = items(query, solutions)
    answer = Answer(question=question, lang=lang, query=query, parameters=bound.shown, sparql=sparql, items=found,
                    solutions=solutions, readings=bound.readings, notes=tuple(notes), also=tuple(also),
                    total=len(found))
    return _with_sentence(answer)


def _with_sentence(answer: Answer) -> Answer:
    from dataclasses import replace

    return replace(answer, sentence=sentence(answer))
