"""Evidence against the text: every quotation equals its slice, every text has the SHA-256 that its plan states."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from graph_build import dataset
from ontology.terms import GH

_PLANS = f"""PREFIX gh: <{GH}>
SELECT ?plan ?file ?sha {{ GRAPH ?plan {{ ?plan a gh:Plan ; gh:sourceText ?file ; gh:sourceSha256 ?sha }} }}
ORDER BY ?plan"""
_START, _END, _QUOTE = (ox.NamedNode(GH[name]) for name in ("start", "end", "quote"))
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_EVIDENCE = ox.NamedNode(GH["Evidence"])


@dataclass
class EvidenceReport:
    """How many quotations were compared, and what is wrong with which."""

    checked: int = 0
    wrong: list[tuple[str, str]] = field(default_factory=list)
    """(IRI, what is wrong), in order of IRI."""

    def as_json(self) -> dict[str, object]:
        """The report as plain values."""
        return {"checked": self.checked, "wrong": [{"node": iri, "problem": problem} for iri, problem in self.wrong]}


def check_evidence(directory: Path) -> EvidenceReport:
    """Compare what the dataset's store says with the texts that lie beside it, as a reader would find both."""
    return check_store(ox.Store.read_only(str(directory / dataset.STORE)), directory / dataset.SOURCES)


def check_store(store: ox.Store, sources: Path) -> EvidenceReport:
    """Compare the quotations in *store* with the texts in the directory *sources*."""
    report = EvidenceReport()
    solutions = store.query(_PLANS)
    assert isinstance(solutions, ox.QuerySolutions)
    for plan, file, sha in ((row["plan"], row["file"].value, row["sha"].value) for row in solutions):
        path = sources / file
        if Path(file).name != file or not path.is_file():
            report.wrong.append((plan.value, f"its text sources/{file} is missing"))
            continue
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != sha:
            report.wrong.append((plan.value, f"sources/{file} is not the text that the graph was built from (SHA-256)"))
        _check_plan(store, plan, data.decode("utf-8", errors="replace"), report)
    report.wrong.sort()
    return report


def _check_plan(store: ox.Store, plan: ox.NamedNode, text: str, report: EvidenceReport) -> None:
    starts, ends, quotes = (_values(store, predicate, plan) for predicate in (_START, _END, _QUOTE))
    for quad in store.quads_for_pattern(None, _TYPE, _EVIDENCE, plan):
        node = str(quad.subject)[1:-1]
        report.checked += 1
        start, end, quote = starts.get(node), ends.get(node), quotes.get(node)
        if start is None or end is None or quote is None:
            report.wrong.append((node, "has no start, end or quotation"))
            continue
        found = text[int(start):int(end)]
        if not quote or found != quote:
            report.wrong.append((node, f"says “{quote[:40]}” where the text says “{found[:40]}”"))


def _values(store: ox.Store, predicate: ox.NamedNode, plan: ox.NamedNode) -> dict[str, str]:
    """The literal of each node that has *predicate*, by the node's IRI."""
    return {str(quad.subject)[1:-1]: quad.object.value
            for quad in store.quads_for_pattern(None, predicate, None, plan) if isinstance(quad.object, ox.Literal)}
