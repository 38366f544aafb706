"""The dataset's plans as books: what a page needs of a plan, worked out once."""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ontology.errors import Lang
from queries.answer import Answer
from queries.dataset import Dataset
from queries.errors import BadTerm
from queries.stores import Iri
from viz.errors import UnknownPlan
from viz.model import Division, Edge, Network, Node, Passage, PlanInfo
from viz.reading import holding, load, plans

KEPT = 8
"""Books kept in memory; the one that was not asked for longest goes."""
REMEMBERED = 48
"""Answers kept in memory."""


@dataclass(frozen=True)
class Book:
    """One plan, with the ways in that pages need."""

    network: Network

    @cached_property
    def chapters(self) -> tuple[Division | None, ...]:
        """The pages of the reader: what stands before the first chapter (``None``), then each chapter."""
        found: list[Division | None] = list(self.network.chapters())
        if any(passage.chapter is None for passage in self.network.passages.values()):
            found.insert(0, None)
        return tuple(found)

    @cached_property
    def page_of(self) -> Mapping[str, int]:
        """Number of the reader's page for each passage."""
        numbers = {chapter.iri if chapter else None: i for i, chapter in enumerate(self.chapters)}
        return {iri: numbers[passage.chapter] for iri, passage in self.network.passages.items()
                if passage.chapter in numbers}

    @cached_property
    def passages(self) -> Mapping[str | None, tuple[Passage, ...]]:
        """The passages of each chapter, in order."""
        found: dict[str | None, list[Passage]] = defaultdict(list)
        for passage in self.network.passages.values():
            found[passage.chapter].append(passage)
        return {chapter: tuple(inside) for chapter, inside in found.items()}

    @cached_property
    def mentions(self) -> Mapping[str, tuple[tuple[int, int, str], ...]]:
        """For each passage what it names: start, end, thing."""
        found: dict[str, set[tuple[int, int, str]]] = defaultdict(set)
        for node in self.network.nodes.values():
            for evidence in node.mentions:
                quote = self.network.quotes[evidence]
                if quote.start is not None and quote.end is not None:
                    found[quote.passage].add((quote.start, quote.end, node.iri))
        return {passage: tuple(sorted(spans)) for passage, spans in found.items()}

    @cached_property
    def claims(self) -> Mapping[str, tuple[Edge, ...]]:
        """For each passage the claims that it grounds."""
        found: dict[str, dict[str, Edge]] = defaultdict(dict)
        for edge in self.network.edges:
            for evidence in edge.evidence:
                found[self.network.quotes[evidence].passage][edge.iri] = edge
        return {passage: tuple(edges.values()) for passage, edges in found.items()}

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """For each division how many statements its text grounds."""
        found: dict[str, set[str]] = defaultdict(set)
        for iri, edges in self.claims.items():
            passage = self.network.passages.get(iri)
            if passage:
                for above in {iri, passage.section, passage.chapter} - {None}:
                    found[str(above)].update(edge.iri for edge in edges)
        return {iri: len(claims) for iri, claims in found.items()}

    @cached_property
    def edges_of(self) -> Mapping[str, tuple[Edge, ...]]:
        """For each thing the claims about it."""
        found: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.network.edges:
            found[edge.source].append(edge)
            if edge.target != edge.source:
                found[edge.target].append(edge)
        return {iri: tuple(edges) for iri, edges in found.items()}

    @cached_property
    def goals(self) -> tuple[Node, ...]:
        """The headline goals in the order of the text."""
        return tuple(node for node in self.network.nodes.values() if node.headline)


@dataclass(frozen=True)
class Summary:
    """A plan in a few numbers."""

    plan: PlanInfo
    classes: Mapping[str, int]
    """Local names of classes → how many."""
    goals: tuple[tuple[str, str], ...]
    """Headline goals: IRI and name."""
    grounded: int
    """Paragraphs that ground a statement."""


_COUNTS = """SELECT ?plan ?class (COUNT(DISTINCT ?thing) AS ?n)
WHERE { GRAPH ?plan { ?thing a ?class } FILTER(STRSTARTS(STR(?class), STR(gh:))) } GROUP BY ?plan ?class"""
_GOALS = """SELECT ?plan ?goal ?label (MIN(?at) AS ?first)
WHERE { GRAPH ?plan { ?goal gh:headline true ; skos:prefLabel ?label ; gh:mention/gh:start ?at } }
GROUP BY ?plan ?goal ?label ORDER BY ?plan ?first ?goal"""
_GROUNDED = """SELECT ?plan (COUNT(DISTINCT ?passage) AS ?n)
WHERE { GRAPH ?plan { ?claim a gh:Claim ; prov:wasDerivedFrom/gh:inPassage ?passage . ?passage a gh:Passage } }
GROUP BY ?plan"""


class Library:
    """All plans of a dataset; a plan is read when it is first asked for."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._books: dict[str, Book] = {}
        self._lock = threading.Lock()

    @cached_property
    def plans(self) -> Mapping[str, PlanInfo]:
        """The plans by slug."""
        return {plan.slug: plan for plan in plans(self.dataset.store)}

    @cached_property
    def summaries(self) -> Mapping[str, Summary]:
        """What the home page says of each plan, by slug: counted by the store, no plan is read for it."""
        classes: dict[str, Counter[str]] = defaultdict(Counter)
        goals: dict[str, list[tuple[str, str]]] = defaultdict(list)
        slugs = {plan.iri: slug for slug, plan in self.plans.items()}
        for row in self.dataset.store.select(_COUNTS):
            slug = slugs.get(str(row["plan"].python()))
            if slug:
                classes[slug][str(row["class"].python()).rpartition("#")[2]] += int(row["n"].python())
        for row in self.dataset.store.select(_GOALS):
            slug = slugs.get(str(row["plan"].python()))
            if slug:
                goals[slug].append((str(row["goal"].python()), str(row["label"].python())))
        grounded = {slugs.get(str(row["plan"].python())): int(row["n"].python())
                    for row in self.dataset.store.select(_GROUNDED)}
        return {slug: Summary(plan, classes[slug], tuple(goals[slug]), grounded.get(slug, 0))
                for slug, plan in self.plans.items()}

    def ask(self, question: str) -> Answer:
        """The answer to a question in words; the last ones are kept, since a graph that is served does not change."""
        return self._answer(("ask", question, "", ()))

    def query(self, name: str, values: Mapping[str, str], lang: Lang) -> Answer:
        """The answer of a stored query; the last ones are kept."""
        return self._answer(("query", name, lang, tuple(sorted(values.items()))))

    @cached_property
    def _answer(self) -> Callable[[tuple[str, str, str, tuple[tuple[str, str], ...]]], Answer]:
        @lru_cache(maxsize=REMEMBERED)
        def answer(asked: tuple[str, str, str, tuple[tuple[str, str], ...]]) -> Answer:
            kind, text, lang, values = asked
            if kind == "ask":
                return self.dataset.ask(text)
            return self.dataset.query(text, dict(values), lang="zh" if lang == "zh" else "en")

        return answer

    def book(self, slug: str) -> Book:
        """The plan called *slug*.

        :raises UnknownPlan: there is none.
        """
        if slug not in self.plans:
            raise UnknownPlan(name=slug, plans="、".join(self.plans) or "—")
        with self._lock:
            book = self._books.pop(slug, None) or Book(load(self.dataset.store, self.plans[slug]))
            self._books[slug] = book
            while len(self._books) > KEPT:
                del self._books[next(iter(self._books))]
            return book

    def slug_for(self, iris: Iterable[str]) -> str | None:
        """The plan that most of *iris* are of: the one whose picture shows them; ``None`` where they are of none."""
        found: Counter[str] = Counter()
        shared: list[str] = []
        for iri in iris:
            own = next((slug for slug, plan in self.plans.items() if iri.startswith(plan.iri + "/")), None)
            if own:
                found[own] += 1
            else:
                shared.append(iri)
        if not found:
            for iri in shared[:20]:
                found.update(self.holding(iri))
        return found.most_common(1)[0][0] if found else None

    def labels(self, iris: Iterable[str]) -> Mapping[str, str]:
        """The names of those of *iris* that have one."""
        wanted = [term for term in map(_term, dict.fromkeys(iris)) if term]
        if not wanted:
            return {}
        rows = self.dataset.store.select(
            f"SELECT ?t (MIN(?l) AS ?label) WHERE {{ VALUES ?t {{ {' '.join(wanted)} }} ?t skos:prefLabel ?l }}"
            " GROUP BY ?t"
        )
        return {str(row["t"].python()): str(row["label"].python()) for row in rows}

    def holding(self, iri: str) -> tuple[str, ...]:
        """Slugs of the plans that speak of *iri*."""
        return tuple(plan.slug for plan in holding(self.dataset.store, iri, self.plans.values()))


def _term(iri: str) -> str | None:
    try:
        return Iri(iri).n3()
    except BadTerm:
        return None
