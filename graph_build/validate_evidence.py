"""Evidence against the text: every quotation equals its slice, every text has the SHA-256 that its plan states."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from graph_build import dataset
from ontology.terms import GH

_PLANS = f"""PREFIX gh: <{GH}>
SELECT ?plan ?file ?sha {{ GRAPH ?plan {{ ?plan a gh:Plan ; gh:sourceText ?file ; gh:sourceSha256 ?sha }} }}
ORDER BY ?plan"""
_QUOTES = f"""PREFIX gh: <{GH}>
SELECT ?plan ?e ?start ?end ?quote {{ GRAPH ?plan {{
    ?e a gh:Evidence ; gh:quote ?quote ; gh:start ?start ; gh:end ?end }} }}"""
_INCOMPLETE = f"""PREFIX gh: <{GH}>
SELECT ?plan ?e {{ GRAPH ?plan {{ ?e a gh:Evidence
    FILTER NOT EXISTS {{ ?e gh:quote ?quote ; gh:start ?start ; gh:end ?end }} }} }}"""


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
    texts = {path.name: path.read_bytes() for path in sources.glob("*.txt")} if sources.is_dir() else {}
    return check_texts(store, texts)


def check_texts(store: ox.Store, texts: Mapping[str, bytes]) -> EvidenceReport:
    """Compare the quotations in *store* with *texts*, which are in UTF-8, by file name."""
    report = EvidenceReport()
    solutions = store.query(_PLANS)
    assert isinstance(solutions, ox.QuerySolutions)
    for plan, file, sha in ((row["plan"].value, row["file"].value, row["sha"].value) for row in solutions):
        data = texts.get(file)
        if data is None:
            report.wrong.append((plan, f"its text sources/{file} is missing"))
            continue
        if hashlib.sha256(data).hexdigest() != sha:
            report.wrong.append((plan, f"sources/{file} is not the text that the graph was built from (SHA-256)"))
        _check_plan(store, plan, data.decode("utf-8", errors="replace"), report)
    report.wrong.sort()
    return report


def _check_plan(store: ox.Store, plan: str, text: str, report: EvidenceReport) -> None:
    for row in _rows(store, _QUOTES, plan):
        report.checked += 1
        start, end, quote = int(row["start"].value), int(row["end"].value), row["quote"].value
        found = text[start:end]
        if not quote or found != quote:
            report.wrong.append((row["e"].value, f"says “{quote[:40]}” where the text says “{found[:40]}”"))
    for row in _rows(store, _INCOMPLETE, plan):
        report.checked += 1
        report.wrong.append((row["e"].value, "has no start, end or quotation"))


def _rows(store: ox.Store, query: str, plan: str) -> ox.QuerySolutions:
    solutions = store.query(query, substitutions={ox.Variable("plan"): ox.NamedNode(plan)})
    assert isinstance(solutions, ox.QuerySolutions)
    return solutions
