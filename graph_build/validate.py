"""Whether a dataset holds to its own rules: shapes (SHACL), evidence, and statements against claims.

What is checked is ``graph.nq`` as it lies on disk, with the texts beside it: a dataset that was edited, cut short or
put together by hand is found out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from graph_build import dataset
from graph_build.errors_build import BrokenGraph, NotADataset
from graph_build.validate_claims import check_claims
from graph_build.validate_evidence import check_store
from ontology import resources
from ontology.terms import GH, SH


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is wrong."""

    check: Literal["shapes", "evidence", "claims", "store"]
    node: str
    """IRI of what is wrong."""
    problem: str
    shape: str = ""
    """IRI of the shape that failed, for ``shapes``."""
    value: str = ""


@dataclass
class Report:
    """The result of a validation."""

    directory: str
    plans: list[str] = field(default_factory=list)
    statements: int = 0
    quotations: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def valid(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    def as_json(self) -> dict[str, object]:
        """The report as plain values."""
        return {"directory": self.directory, "valid": self.valid, "plans": self.plans, "statements": self.statements,
                "quotations": self.quotations, "findings": [asdict(finding) for finding in self.findings]}


def validate(directory: Path, progress: Callable[[str], None] = lambda step: None, shapes: bool = True) -> Report:
    """Check the dataset at *directory*.

    :param progress: told what is being done.
    :param shapes: whether to check the SHACL shapes, which takes most of the time.
    :raises NotADataset: when there is no dataset.
    :raises BrokenGraph: when ``graph.nq`` is not N-Quads.
    """
    if not dataset.is_dataset(directory):
        raise NotADataset(path=directory)
    progress("reading the graph")
    store = _load(directory / dataset.GRAPH)
    report = Report(str(directory), statements=len(store))
    plans = store.query(f"SELECT DISTINCT ?plan {{ GRAPH ?plan {{ ?plan a <{GH['Plan']}> }} }} ORDER BY ?plan")
    assert isinstance(plans, ox.QuerySolutions)
    report.plans = [row["plan"].value for row in plans]
    if not report.plans:
        report.findings.append(Finding("evidence", "", "the graph holds no plan"))
    progress("comparing quotations with the text")
    evidence = check_store(store, directory / dataset.SOURCES)
    report.quotations = evidence.checked
    report.findings += [Finding("evidence", node, problem) for node, problem in evidence.wrong]
    progress("comparing statements with their claims")
    report.findings += [Finding("claims", node, problem) for node, problem in check_claims(store)]
    report.findings += _check_embedded(store, directory / dataset.STORE)
    if shapes:
        for number, plan in enumerate(report.plans, 1):
            progress(f"checking shapes of {plan} ({number} of {len(report.plans)})")
            report.findings += check_shapes(store, plan)
    report.findings.sort()
    return report


def _load(graph: Path) -> ox.Store:
    store = ox.Store()
    try:
        store.bulk_load(path=str(graph), format=ox.RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise BrokenGraph(path=graph, reason=error.msg or error) from error
    return store


def _check_embedded(store: ox.Store, directory: Path) -> list[Finding]:
    """The embedded store must hold what ``graph.nq`` holds, or queries would answer from something else."""
    try:
        embedded = ox.Store.read_only(str(directory))
    except OSError as error:
        return [Finding("store", str(directory), f"the embedded store cannot be opened: {error}")]
    missing = len(store) - len(embedded)
    if missing or any(quad not in store for quad in embedded):
        return [Finding("store", str(directory), "the embedded store does not hold what graph.nq holds; build again")]
    return []


def check_shapes(store: ox.Store, plan: str) -> list[Finding]:
    """Check the named graph *plan* against the shapes that the package carries."""
    # Slow to import, and needed here alone.
    import pyshacl
    import rdflib

    triples = (ox.Triple(q.subject, q.predicate, q.object)
               for q in store.quads_for_pattern(None, None, None, ox.NamedNode(plan)))
    data = rdflib.Graph()
    data.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    # sh:class follows rdfs:subClassOf, which the ontology states.
    data.parse(data=resources.read("guihua.ttl"), format="turtle")
    shapes = rdflib.Graph().parse(data=resources.read("shapes.ttl"), format="turtle")
    conforms, results, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    if conforms:
        return []
    assert isinstance(results, rdflib.Graph)
    failed = results.subjects(rdflib.RDF.type, rdflib.URIRef(SH["ValidationResult"]))
    return [_finding(results, result) for result in failed]


def _finding(results: object, result: object) -> Finding:
    import rdflib

    assert isinstance(results, rdflib.Graph)
    assert isinstance(result, rdflib.term.Node)

    def value(name: str) -> str:
        found = results.value(result, rdflib.URIRef(SH[name]))
        return "" if found is None else str(found)

    messages = sorted(str(m) for m in results.objects(result, rdflib.URIRef(SH["resultMessage"]))
                       if getattr(m, "language", None) in ("en", None))
    return Finding("shapes", value("focusNode"), messages[0] if messages else value("sourceConstraintComponent"),
                   value("sourceShape"), value("value"))
