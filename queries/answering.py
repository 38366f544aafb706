"""Running a stored query with its bound parameters, and making an answer of what comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ontology.errors import Lang
from ontology.terms import GH
from queries.answer import Answer, Ground, Item, Quotation, items
from queries.binding import Bound
from queries.catalogue import Column, StoredQuery
from queries.plans import holder
from queries.sentences import sentence
from queries.stores import Iri, Limits, Solutions, literal

if TYPE_CHECKING:
    from queries.dataset import Dataset


def run(dataset: Dataset, query: StoredQuery, bound: Bound, *, question: str, lang: Lang,
        notes: Sequence[str] = (), also: Sequence[str] = (), limits: Limits | None = None) -> Answer:
    """Run *query* on *dataset* and make an answer of its rows."""
    sparql = query.bind(bound.terms)
    solutions = dataset.store.select(sparql, limits=limits)
    found = _with_plans(items(query, solutions), dataset)
    answer = Answer(question=question, lang=lang, query=query, parameters=bound.shown, sparql=sparql, items=found,
                    solutions=solutions, readings=bound.readings, notes=tuple(notes), also=tuple(also),
                    total=len(found))
    return _with_sentence(answer)


def _with_plans(found: tuple[Item, ...], dataset: Dataset) -> tuple[Item, ...]:
    """The items with the plan of each quotation, where there is more than one plan."""
    if len(dataset.plans) < 2:
        return found

    def told(quotation: Quotation) -> Quotation:
        plan = holder(quotation.passage, dataset.plans)
        return quotation if plan is None else replace(quotation, plan=plan.short)

    return tuple(replace(item, grounds=tuple(replace(ground, quotations=tuple(told(q) for q in ground.quotations))
                                             for ground in item.grounds)) for item in found)


def traced(dataset: Dataset, query: StoredQuery, bound: Bound, *, question: str, lang: Lang,
           also: Sequence[str] = ()) -> Answer:
    """The ways between the two things of the stored query ``trace``, each hop an item of the answer."""
    from queries.trace import between

    begin, end = bound.readings
    found = between(dataset, begin, end, ways=3)
    hops = [(number, hop) for number, way in enumerate(found.ways, 1) for hop in way.hops]
    made = tuple(Item(
        label=hop.sentence(lang), cls=None, thing=hop.source.iri, facts={"way": number, "relation": hop.relation},
        links={"from": hop.source.iri, "to": hop.target.iri},
        grounds=(Ground(hop.claim, hop.basis, hop.strength, None, hop.confidence, hop.quotations),),
    ) for number, hop in hops)
    columns = (Column("way", "number", "Way", "路径"), Column("relation", "term", "Relation", "关系"))
    opening = ""
    if found.ways:
        best = found.ways[0]
        opening = (" → ".join([best.hops[0].source.label, *(hop.target.label for hop in best.hops)])
                   + ("：" if lang == "zh" else ": ")
                   + ("，" if lang == "zh" else ", ").join(hop.sentence(lang) for hop in best.hops)
                   + ("。" if lang == "zh" else "."))
    solutions = Solutions(
        ("way", "from", "relation", "to", "claim"),
        tuple((literal(n), h.source.iri, Iri(GH[h.relation]), h.target.iri, h.claim) for n, h in hops))
    made = _with_plans(made, dataset)
    answer = Answer(question=question, lang=lang, query=replace(query, columns=columns), parameters=bound.shown,
                    sparql=query.bind(bound.terms), items=made, solutions=solutions, sentence=opening,
                    readings=bound.readings, also=tuple(also), total=len(made))
    return answer if opening else _with_sentence(answer)


def _with_sentence(answer: Answer) -> Answer:
    return replace(answer, sentence=sentence(answer))
