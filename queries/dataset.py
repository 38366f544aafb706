"""One graph, opened: the door for notebooks, the command line and the viewer.

>>> import guihua                                    # doctest: +SKIP
>>> ds = guihua.open("guihua-data")                  # doctest: +SKIP
>>> ds.ask("什么支撑双千亿")                          # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from ontology.errors import Lang
from queries.answer import Answer, Quotation
from queries.binding import bind
from queries.catalogue import STORED, Catalogue
from queries.fulltext import SearchIndex, quotation_of
from queries.names.index import NameIndex
from queries.plans import PlanOf, plans_of
from queries.stores import Limits, Solutions, Store, Triple, open_store
from queries.stores.text import form_of

if TYPE_CHECKING:
    import networkx
    import rdflib

    from queries.trace import Trace

DEFAULT = "guihua-data"


class Dataset:
    """A graph that can be asked.

    :param store: where the graph is.
    :param catalogue: the stored queries; those that come with guihua when left out.
    """

    def __init__(self, store: Store, catalogue: Catalogue | None = None) -> None:
        self.store = store
        self.catalogue = catalogue or Catalogue()

    @classmethod
    def open(cls, source: str | Path = DEFAULT, *, queries: Sequence[Path] = ()) -> Dataset:
        """Open a dataset directory, an RDF file or a SPARQL endpoint's address.

        :param queries: folders of further stored queries.
        :raises DatasetMissing: nothing is there; :raises DatasetUnreadable: no graph is in it.
        """
        return cls(open_store(source), Catalogue((*queries, STORED)))

    @cached_property
    def names(self) -> NameIndex:
        """All names of the graph; read once."""
        return NameIndex.of(self.store, lambda: self.search.spellings())

    @cached_property
    def search(self) -> SearchIndex:
        """The search index: passages by their words; read from the dataset, or made when first needed."""
        return SearchIndex.of(self.store)

    def find(self, text: str, *, plan: str | None = None, limit: int = 10) -> tuple[Quotation, ...]:
        """The passages that have the words of *text*, best first; a quotation's ``sentence`` is the part that has most.

        :param plan: only in this plan, by part of its title, its area or its IRI.
        :raises NameNotFound: no such plan.
        """
        from queries.plans import find

        chosen = find(plan, self.plans) if plan is not None else ()
        return tuple(quotation_of(hit, self.plans) for hit in self.search.find(
            text, plans=[p.iri for p in chosen], limit=limit))

    @cached_property
    def plans(self) -> tuple[PlanOf, ...]:
        """The plans of the graph."""
        return plans_of(self.store)

    def ask(self, question: str, *, plan: str | None = None) -> Answer:
        """Answer a question in words, Chinese or English.

        :param plan: the plan to ask alone, by part of its title, its area or its IRI; by default those that the
            question names, or all of them.
        :raises NotUnderstood: with the nearest stored questions and passages; :raises NameNotFound: no such plan.
        """
        from queries.words import ask

        return ask(question, self, plan=plan)

    def query(self, name: str, parameters: Mapping[str, str | Sequence[str]] | None = None, *,
              lang: Lang = "zh", limits: Limits | None = None, **more: str) -> Answer:
        """Run a stored query; values are names of things, IRIs, numbers or words as the parameters say.

        ``ds.query("supports", goal="双千亿")`` and ``ds.query("trace", {"from": "头门港", "to": "双千亿"})``.

        :raises UnknownQuery: no such query; :raises UnknownParameter: no such parameter;
            :raises BadParameter: not of its type; :raises NameNotFound: nothing has that name.
        """
        stored = self.catalogue.get(name)
        bound = bind(stored, {**(parameters or {}), **more}, self)
        from queries.answering import run

        return run(self, stored, bound, question="", lang=lang, limits=limits)

    def sparql(self, query: str, *, limits: Limits | None = None) -> Solutions | bool | tuple[Triple, ...]:
        """Run any SPARQL 1.1 query: rows of a SELECT, truth of an ASK, triples of a CONSTRUCT or DESCRIBE.

        :raises UpdateRefused: for an update; :raises BadSparql: with its position, when it is not legal.
        """
        form = form_of(query)
        if form == "SELECT":
            return self.store.select(query, limits=limits)
        if form == "ASK":
            return self.store.ask(query, limits=limits)
        return self.store.construct(query, limits=limits)

    def trace(self, start: str, goal: str, *, ways: int = 5, hops: int = 4) -> Trace:
        """The ways from a thing to a goal, best first, a sentence for each hop.

        :raises NameNotFound: one of the two is not in the graph.
        """
        from queries.trace import trace

        return trace(self, start, goal, ways=ways, hops=hops)

    @cached_property
    def roads(self) -> networkx.DiGraph:
        """What ways are looked for in (see :mod:`queries.trace`); made when first needed."""
        from queries.trace import network

        return network(self)

    def graph(self) -> rdflib.Dataset:
        """The whole graph as an ``rdflib.Dataset`` whose default graph is the union of all (a copy)."""
        from queries.export import to_rdflib

        return to_rdflib(self.store)

    def network(self) -> networkx.MultiDiGraph:
        """The statements as a ``networkx.MultiDiGraph``: nodes with label and class, edges with relation and why."""
        from queries.export import to_networkx

        return to_networkx(self)

    def __repr__(self) -> str:
        return f"Dataset({self.store.description!r}: {'; '.join(plan.title for plan in self.plans)})"

    def _repr_html_(self) -> str:
        """How a notebook shows it: its plans, and questions that it answers; all text escaped."""
        from html import escape

        from queries.words.helping import examples

        plans = "".join(f"<li>{escape(plan.title)}</li>" for plan in self.plans)
        asked = "".join(f"<li><code>ds.ask({escape(repr(text))})</code></li>"
                        for text in examples("zh", self.names)[:6])
        return f"<p><strong>{escape(self.store.description)}</strong></p><ul>{plans}</ul><ul>{asked}</ul>"

    def close(self) -> None:
        """Give up files and connections."""
        self.store.close()

    def __enter__(self) -> Dataset:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 where: TracebackType | None) -> None:
        self.close()
