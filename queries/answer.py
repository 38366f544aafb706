"""Answers: the rows of a stored query put together as things, each with its grounds and their sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ontology.errors import Lang
from ontology.terms import GH
from queries.catalogue import StoredQuery
from queries.names.index import Candidate
from queries.stores import Iri, Solutions, Term, Value

if TYPE_CHECKING:
    import pandas

Scalar = str | int | float | bool
# What a row says of why something is so; all other columns say what is so.
_GROUND_KINDS = frozenset(("claim", "evidence", "quote", "context", "chapter", "section", "passage", "start", "end"))
_WHY = ("strength", "basis", "rule", "confidence")
_SENTENCE_END = re.compile(r"(?<=[。！？；;!?])")
_SHORT = 16
_LONG = 160


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence of the plan, with its place."""

    quote: str
    """Exactly the slice ``[start, end)`` of the source text."""
    sentence: str
    """What to show: the quote, or the sentence around it where the quote is only a name or a number."""
    start: int | None = None
    end: int | None = None
    chapter: str | None = None
    section: str | None = None
    passage: Iri | None = None
    evidence: Iri | None = None
    plan: str | None = None
    """Which plan says so, where the dataset has several."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Why something is so: a statement of the graph with its sentences."""

    claim: Iri | None
    basis: str | None
    """``Explicit``, ``Structural``, ``Indicator`` or ``Thematic``."""
    strength: str | None
    """``Direct`` or ``Contributing``, for support."""
    rule: str | None
    confidence: float | None
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of an answer."""

    label: str
    cls: str | None
    """Local name of its class: ``Task``."""
    thing: Iri | None
    facts: Mapping[str, Scalar]
    """The other columns, by their names: relation, year, value…"""
    links: Mapping[str, Iri]
    """The IRIs of other things in the row: goal, via…"""
    grounds: tuple[Ground, ...]

    @property
    def strength(self) -> str | None:
        """The strength of the first ground that has one."""
        return next((g.strength for g in self.grounds if g.strength), None)

    @property
    def bases(self) -> tuple[str, ...]:
        """All bases, without repetition."""
        return tuple(dict.fromkeys(g.basis for g in self.grounds if g.basis))

    @property
    def quotations(self) -> tuple[Quotation, ...]:
        """All sentences, in order, without repetition."""
        return tuple({(q.start, q.end, q.quote): q for g in self.grounds for q in g.quotations}.values())


@dataclass(frozen=True, slots=True)
class NameReading:
    """How a name in a question was taken."""

    text: str
    """The name as the question has it."""
    chosen: tuple[Candidate, ...]
    """What it was taken for; more than one where the name is that of several things alike."""
    others: tuple[Candidate, ...] = ()
    """What else it might have meant."""

    @property
    def certain(self) -> bool:
        """Whether the name was found as it stands."""
        return bool(self.chosen) and self.chosen[0].score >= 0.95


@dataclass(frozen=True)
class Answer:
    """What was found, why, and how it was asked for."""

    question: str
    lang: Lang
    query: StoredQuery
    parameters: Mapping[str, tuple[str, ...]]
    """What each parameter was bound to, as names."""
    sparql: str
    """The query that was run."""
    items: tuple[Item, ...]
    solutions: Solutions
    sentence: str = ""
    readings: tuple[NameReading, ...] = ()
    notes: tuple[str, ...] = ()
    also: tuple[str, ...] = field(default=())
    """Other stored queries that the question might have meant."""
    total: int = 0
    """How many items there are when only some are shown."""

    @property
    def quotations(self) -> tuple[Quotation, ...]:
        """All sentences of the answer in the order of its items, without repetition."""
        return tuple({(q.start, q.end, q.quote): q for item in self.items for q in item.quotations}.values())

    def page(self, offset: int, limit: int | None) -> Answer:
        """The same answer with only some of its items; :attr:`total` still counts all."""
        end = None if limit is None else offset + limit
        return replace(self, items=self.items[offset:end])

    def _repr_html_(self) -> str:
        """How a notebook shows it: the sentence, the table, the quotations; all text escaped."""
        from queries.rendering.html import to_html

        return to_html(self)

    def __str__(self) -> str:
        from queries.rendering.markdown import to_markdown

        return to_markdown(self)

    def to_dict(self) -> dict[str, object]:
        """All of the answer with IRIs and positions, ready for JSON."""
        from queries.rendering.json import to_dict

        return to_dict(self)

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a ``pandas.DataFrame``: names and numbers as Python has them, IRIs as text.

        :raises ImportError: without pandas.
        """
        return self.solutions.to_pandas()


def items(query: StoredQuery, solutions: Solutions) -> tuple[Item, ...]:
    """Rows that say the same of the same thing become one item with all the grounds."""
    kinds = {column.name: column.kind for column in query.columns}
    grouped: dict[tuple[tuple[str, Term], ...], list[dict[str, Term]]] = {}
    for row in solutions:
        # A row without a thing (a passage that was found, a sentence that describes) stands for itself.
        own = row if "thing" not in row else {
            name: term for name, term in row.items() if kinds.get(name) not in _GROUND_KINDS and name not in _WHY}
        grouped.setdefault(tuple(own.items()), []).append(row)
    return tuple(_item(dict(key), rows, kinds) for key, rows in grouped.items())


def _item(own: Mapping[str, Term], rows: list[dict[str, Term]], kinds: Mapping[str, str]) -> Item:
    facts: dict[str, Scalar] = {}
    links: dict[str, Iri] = {}
    for name, term in own.items():
        if name in ("thing", "label", "class") or name in _WHY or kinds.get(name) in _GROUND_KINDS:
            continue
        if isinstance(term, Iri) and kinds.get(name) in ("thing", "plan"):
            links[name] = term
        else:
            facts[name] = _plain(term)
    kind = own.get("class")
    thing = own.get("thing")
    grounds: dict[Term | None, list[dict[str, Term]]] = {}
    for row in rows:
        grounds.setdefault(row.get("claim"), []).append(row)
    made = tuple(_ground(claim, of) for claim, of in grounds.items())
    label = own.get("label")
    if label is not None:
        shown = str(label.python())
    else:
        shown = next((q.sentence for g in made for q in g.quotations), "")
    return Item(label=shown, cls=str(_plain(kind)) if kind is not None else None,
                thing=thing if isinstance(thing, Iri) else None, facts=facts, links=links, grounds=made)


def _plain(term: Term) -> Scalar:
    """A term of our ontology by its local name; a number as a number."""
    if isinstance(term, Iri):
        return term.value.removeprefix(GH) if term.value.startswith(GH) else term.short()
    return term.python()


def _ground(claim: Term | None, rows: list[dict[str, Term]]) -> Ground:
    first = rows[0]
    confidence = first["confidence"].python() if "confidence" in first else None
    quotations: dict[tuple[int | None, int | None, str], Quotation] = {}
    for row in rows:
        quotation = _quotation(row)
        if quotation is not None:
            quotations.setdefault((quotation.start, quotation.end, quotation.quote), quotation)

    def said(name: str) -> str | None:
        return str(_plain(first[name])) if name in first else None

    return Ground(claim=claim if isinstance(claim, Iri) else None, basis=said("basis"), strength=said("strength"),
                  rule=said("rule"), confidence=float(confidence) if isinstance(confidence, int | float) else None,
                  quotations=tuple(quotations.values()))


def _quotation(row: Mapping[str, Term]) -> Quotation | None:
    quote = row.get("quote")
    if not isinstance(quote, Value):
        return None
    context = row.get("text")
    sentence = quote.text
    if isinstance(context, Value) and len(quote.text) < _SHORT:
        sentence = sentence_around(quote.text, context.text)

    def number(name: str) -> int | None:
        value = row[name].python() if name in row else None
        return value if isinstance(value, int) else None

    def text(name: str) -> str | None:
        return str(row[name].python()) if name in row else None

    passage, evidence = row.get("passage"), row.get("evidence")
    return Quotation(quote=quote.text, sentence=sentence, start=number("start"), end=number("end"),
                     chapter=text("chapter"), section=text("section"),
                     passage=passage if isinstance(passage, Iri) else None,
                     evidence=evidence if isinstance(evidence, Iri) else None)


def sentence_around(quote: str, text: str) -> str:
    """The sentence of *text* that has *quote* in it; the quote itself where none has.

    >>> sentence_around("头门港", "建设港口。推进头门港二期。")
    '推进头门港二期。'
    """
    plain = re.sub(r"\s", "", quote)
    for sentence in _SENTENCE_END.split(text):
        if quote in sentence or plain in re.sub(r"\s", "", sentence):
            return _around(quote, " ".join(sentence.split()))
    return quote


def _around(quote: str, sentence: str) -> str:
    """The part of a long sentence (a table has no full stops) that stands about the quote."""
    if len(sentence) <= _LONG:
        return sentence
    at = max(0, sentence.find(quote))
    begin, end = max(0, at - _LONG // 3), at + len(quote) + _LONG // 3
    return ("…" if begin else "") + sentence[begin:end].strip() + ("…" if end < len(sentence) else "")
