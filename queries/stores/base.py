"""What every store offers, and the few small types that results are made of.

A store answers SPARQL 1.1 over the union of all its named graphs. Three kinds exist
(:mod:`~queries.stores.embedded`, :mod:`~queries.stores.memory`, :mod:`~queries.stores.remote`); they give the same
rows for the same query, so whoever asks need not know which one answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from ontology.terms import PREFIXES, RDF, XSD
from queries.errors import BadTerm

if TYPE_CHECKING:
    import pandas

_ILLEGAL_IN_IRI = re.compile(r'[\x00-\x20\x7f<>"{}|^`\\]')
_PLAIN_IRI = re.compile(r"[a-z]+://[\w.:/~-]+(#[\w.:/~-]*)?", re.ASCII)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_TO_ESCAPE = re.compile(r'[\\"\n\r\t\x08\x0c]')
_LANGUAGE = re.compile(r"[A-Za-z]+(-[A-Za-z0-9]+)*")
_INTEGERS = frozenset(XSD[n] for n in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger",
                                       "gYear"))
_FLOATS = frozenset(XSD[n] for n in ("decimal", "double", "float"))


@dataclass(frozen=True, slots=True, order=True)
class Iri:
    """An IRI node."""

    value: str

    def n3(self) -> str:
        """The term in SPARQL and Turtle.

        :raises BadTerm: where the text could end the term early; nothing is ever escaped into an IRI.
        """
        if not self.value or _ILLEGAL_IN_IRI.search(self.value):
            raise BadTerm(text=self.value)
        if not _PLAIN_IRI.fullmatch(self.value):
            try:
                ox.NamedNode(self.value)
            except ValueError as error:
                raise BadTerm(text=self.value) from error
        return f"<{self.value}>"

    def python(self) -> str:
        """The IRI as text."""
        return self.value

    def short(self) -> str:
        """``gh:Task`` where a known prefix fits, else the IRI."""
        for prefix, namespace in PREFIXES.items():
            if self.value.startswith(namespace):
                local = self.value[len(namespace):]
                if re.fullmatch(r"[A-Za-z][\w-]*", local):
                    return f"{prefix}:{local}"
        return self.value


@dataclass(frozen=True, slots=True, order=True)
class Value:
    """An RDF literal."""

    text: str
    datatype: str = XSD["string"]
    lang: str | None = None

    def n3(self) -> str:
        """The term in SPARQL and Turtle. Only the short escapes are used: ``\\u`` escapes mean the same nowhere."""
        quoted = '"' + _TO_ESCAPE.sub(lambda m: _ESCAPES[m.group()], self.text) + '"'
        if self.lang:
            if not _LANGUAGE.fullmatch(self.lang):
                raise BadTerm(text=self.lang)
            return f"{quoted}@{self.lang}"
        if self.datatype == XSD["string"]:
            return quoted
        return f"{quoted}^^{Iri(self.datatype).n3()}"

    def python(self) -> str | int | float | bool:
        """The value as Python has it; text where the datatype is unknown or the text does not fit it."""
        try:
            if self.datatype in _INTEGERS:
                return int(self.text)
            if self.datatype in _FLOATS:
                return float(self.text)
        except ValueError:
            return self.text
        if self.datatype == XSD["boolean"]:
            return self.text in ("true", "1")
        return self.text

    def short(self) -> str:
        """The text, as a table shows it."""
        return self.text


@dataclass(frozen=True, slots=True, order=True)
class Blank:
    """A blank node; our own graphs have none, other endpoints may."""

    label: str

    def n3(self) -> str:
        """The term in Turtle."""
        return f"_:{self.label}"

    def python(self) -> str:
        """``_:label``."""
        return self.n3()

    def short(self) -> str:
        """``_:label``."""
        return self.n3()


Term = Iri | Value | Blank
Triple = tuple[Iri | Blank, Iri, Term]


def literal(value: str | int | float | bool, lang: str | None = None) -> Value:
    """A Python value as an RDF literal: integers as ``xsd:integer``, floats as ``xsd:decimal``."""
    if isinstance(value, bool):
        return Value("true" if value else "false", XSD["boolean"])
    if isinstance(value, int):
        return Value(str(value), XSD["integer"])
    if isinstance(value, float):
        return Value(format(value, "f"), XSD["decimal"])
    return Value(value, RDF["langString"] if lang else XSD["string"], lang)


@dataclass(frozen=True, slots=True)
class Solutions:
    """The rows of a SELECT, in the query's order; ``None`` where a variable is unbound."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Term]]:
        """Each row as a mapping of the bound variables."""
        for row in self.rows:
            yield {name: term for name, term in zip(self.variables, row, strict=True) if term is not None}

    def column(self, name: str) -> tuple[Term | None, ...]:
        """All values of one variable.

        :raises KeyError: when the query has no such variable.
        """
        if name not in self.variables:
            raise KeyError(name)
        position = self.variables.index(name)
        return tuple(row[position] for row in self.rows)

    def python(self) -> list[dict[str, str | int | float | bool]]:
        """The rows as plain Python values."""
        return [{name: term.python() for name, term in row.items()} for row in self]

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a ``pandas.DataFrame``, a column for each variable.

        :raises ImportError: without pandas.
        """
        import pandas

        return pandas.DataFrame(self.python(), columns=list(self.variables))

    def _repr_html_(self) -> str:
        """How a notebook shows them: a table of at most 100 rows; all text escaped."""
        from html import escape

        head = "".join(f"<th>{escape(name)}</th>" for name in self.variables)
        body = "".join("<tr>" + "".join(f"<td>{escape('' if term is None else term.short())}</td>" for term in row)
                       + "</tr>" for row in self.rows[:100])
        rest = f"<p><small>… {len(self.rows) - 100} more</small></p>" if len(self.rows) > 100 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a query may take and how much it may bring."""

    seconds: float = 30.0
    rows: int = 500_000
    bytes: int = 256 * 1024 * 1024


class Store(Protocol):
    """A place that answers SPARQL. All methods only read."""

    description: str
    """What a message calls the store: a path or an endpoint's address (never with credentials)."""

    def select(self, query: str, *, limits: Limits | None = None) -> Solutions:
        """The rows of a SELECT query; the prefixes of :mod:`ontology.terms` need no declaration.

        :raises BadSparql: with the position, where the query is not legal.
        :raises QueryTooSlow: when ``limits.seconds`` pass; :raises ResultTooLarge: past ``limits.rows``.
        """
        ...

    def ask(self, query: str, *, limits: Limits | None = None) -> bool:
        """The answer of an ASK query."""
        ...

    def construct(self, query: str, *, limits: Limits | None = None) -> tuple[Triple, ...]:
        """The triples of a CONSTRUCT or DESCRIBE query, sorted."""
        ...

    def close(self) -> None:
        """Give up files and connections."""
        ...


def sorted_triples(triples: Sequence[Triple]) -> tuple[Triple, ...]:
    """Triples without repetition in the order of their N-Triples text."""
    return tuple(sorted(set(triples), key=lambda t: (t[0].n3(), t[1].n3(), t[2].n3())))
