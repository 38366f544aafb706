"""What a reviewer is shown: the statements of a dataset with their grounds, the least certain first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_build.model import THING_CLASSES, Predicate
from graph_build.review import PREDICATES, Decision, End, Statement
from ontology.terms import GH
from queries.stores.base import Value

if TYPE_CHECKING:
    from queries.stores.base import Store, Term

_QUERY = """
SELECT ?claim ?plan ?confidence ?p ?sClass ?sLabel ?oClass ?oLabel ?basis ?rule ?chapter ?section ?quote ?start
WHERE {
  ?claim a gh:Claim ; gh:confidence ?confidence ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
         gh:basis ?basis ; gh:inPlan ?plan ; prov:wasDerivedFrom ?e .
  FILTER (?confidence < %s)
  FILTER NOT EXISTS { ?claim prov:wasAttributedTo ?somebody }
  OPTIONAL { ?claim gh:rule ?rule }
  ?s a ?sClass ; skos:prefLabel ?sLabel . VALUES ?sClass { %s }
  ?o a ?oClass ; skos:prefLabel ?oLabel . VALUES ?oClass { %s }
  ?e gh:quote ?quote ; gh:start ?start ; gh:inPassage ?at .
  OPTIONAL { ?at gh:inChapter/skos:prefLabel ?chapter }
  OPTIONAL { ?at gh:inSection/skos:prefLabel ?section }
}
"""


@dataclass(frozen=True, slots=True)
class Reviewable:
    """One claim to decide on."""

    plan: str
    """Slug."""
    statement: Statement
    confidence: float
    basis: str
    rule: str
    where: str
    """Chapter and section."""
    quote: str
    """The claim's first quotation."""

    def said(self) -> str:
        """The statement on one line."""
        return (f"{self.statement.subject.label} [{self.statement.subject.cls}] — {self.statement.predicate} → "
                f"{self.statement.object.label} [{self.statement.object.cls}]")


def reviewable(
    store: Store, below: float, relation: str | None = None, decided: Iterable[Decision] = ()
) -> list[Reviewable]:
    """The claims less certain than *below* on which nobody has decided, the least certain first.

    :param decided: decisions that are taken and not yet built in.
    """
    classes = " ".join(f"gh:{cls}" for cls in (*THING_CLASSES, "Target"))
    done = {(d.plan, d.statement) for d in decided}
    first: dict[str, tuple[int, Reviewable]] = {}
    for row in store.select(_QUERY % (f"{below:.6f}", classes, classes)):
        item, start = _item(row), int(_text(row, "start"))
        if item is None or (relation is not None and item.statement.predicate != relation):
            continue
        if (item.plan, item.statement) in done:
            continue
        claim = _text(row, "claim")
        if claim not in first or start < first[claim][0]:
            first[claim] = (start, item)
    ranked = sorted(first.items(), key=lambda entry: (entry[1][1].confidence, entry[1][0], entry[0]))
    return [item for _, (_, item) in ranked]


def _item(row: Mapping[str, Term]) -> Reviewable | None:
    predicate: Predicate | None = next((p for p in PREDICATES if GH[p] == _text(row, "p")), None)
    if predicate is None:
        return None
    where = " › ".join(part for part in (_text(row, "chapter"), _text(row, "section")) if part)
    return Reviewable(
        _text(row, "plan").rsplit("/", 1)[-1],
        Statement(End(_local(row, "sClass"), _text(row, "sLabel")), predicate,
                  End(_local(row, "oClass"), _text(row, "oLabel"))),
        float(_text(row, "confidence")), _local(row, "basis"), _text(row, "rule"), where, _text(row, "quote"))


def _text(row: Mapping[str, Term], name: str) -> str:
    term = row.get(name)
    if term is None:
        return ""
    return term.text if isinstance(term, Value) else str(term.python())


def _local(row: Mapping[str, Term], name: str) -> str:
    return _text(row, name).removeprefix(GH)
