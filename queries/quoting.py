"""The sentences behind any nodes of a graph: for results that are not a stored query's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from queries.answer import Quotation
from queries.plans import holder
from queries.stores import Iri, Limits

if TYPE_CHECKING:
    from queries.dataset import Dataset


def quotations_of(dataset: Dataset, nodes: Sequence[Iri], *, each: int = 2,
                  limits: Limits | None = None) -> dict[Iri, tuple[Quotation, ...]]:
    """For each of *nodes* the sentences of its evidence: of a claim, of a thing that is named, of evidence itself.

    :param each: how many for a node at most.
    """
    if not nodes:
        return {}
    values = " ".join(node.n3() for node in dict.fromkeys(nodes))
    found: dict[Iri, list[Quotation]] = {}
    for row in dataset.store.select(
            "SELECT ?node ?evidence ?passage ?quote ?start ?end ?chapter ?section WHERE { VALUES ?node { " + values +
            " } { ?node prov:wasDerivedFrom ?evidence } UNION { ?node gh:mention ?evidence } "
            "UNION { ?node gh:quote ?q . BIND(?node AS ?evidence) } "
            "?evidence gh:quote ?quote ; gh:start ?start ; gh:end ?end ; gh:inPassage ?passage . "
            "OPTIONAL { ?passage gh:inChapter ?c . ?c skos:prefLabel ?chapter } "
            "OPTIONAL { ?passage gh:inSection ?s . ?s skos:prefLabel ?section } } ORDER BY STR(?node) ?start",
            limits=limits):
        node, evidence, passage = row["node"], row["evidence"], row["passage"]
        if not (isinstance(node, Iri) and isinstance(evidence, Iri) and isinstance(passage, Iri)):
            continue
        quotes = found.setdefault(node, [])
        if len(quotes) < each:
            quote = str(row["quote"].python())
            plan = holder(passage, dataset.plans) if len(dataset.plans) > 1 else None
            quotes.append(Quotation(
                quote=quote, sentence=quote, start=int(row["start"].python()), end=int(row["end"].python()),
                chapter=str(row["chapter"].python()) if "chapter" in row else None,
                section=str(row["section"].python()) if "section" in row else None, passage=passage,
                evidence=evidence, plan=plan.short if plan else None))
    return {node: tuple(quotes) for node, quotes in found.items()}
