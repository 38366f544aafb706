"""A named graph as canonical N-Quads lines.

Lines are strings, not term objects: a plan has some sixty thousand statements, and a string that is already in its
final form can be sorted by code point, compared byte for byte and written as it is. Literals are escaped the way
canonical N-Quads (RDF 1.1, and the canonicalization of RDF 1.2) prescribes.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from urllib.parse import quote

from ontology.terms import RDF, XSD

Subject = str
"""An absolute IRI, without angle brackets."""

_ESCAPES: dict[int, str] = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)}
_ESCAPES |= {ord(raw): escaped for raw, escaped in {
    "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}.items()}
_NEEDS_ESCAPE = re.compile(r'[\x00-\x1f\x7f"\\]')
_UNSAFE_IN_PATH = re.compile(r"[^A-Za-z0-9._~/-]")

_INTEGER = f"^^<{XSD['integer']}>"
_DECIMAL = f"^^<{XSD['decimal']}>"
_BOOLEAN = f"^^<{XSD['boolean']}>"
_YEAR = f"^^<{XSD['gYear']}>"
_DATE = f"^^<{XSD['date']}>"
_TYPE = RDF["type"]


@lru_cache(maxsize=65536)
def ascii_path(local: str) -> str:
    """*local* as a path that is legal in an ASCII IRI; what is not is percent-encoded as UTF-8.

    >>> ascii_path("linhai/task/a-1"), ascii_path("表 1")
    ('linhai/task/a-1', '%E8%A1%A8%201')
    """
    return quote(local, safe="/~") if _UNSAFE_IN_PATH.search(local) else local


def literal(value: str) -> str:
    """*value* as a quoted N-Quads string."""
    return f'"{value.translate(_ESCAPES)}"' if _NEEDS_ESCAPE.search(value) else f'"{value}"'


def decimal(value: float | Decimal) -> str:
    """The canonical lexical form of an ``xsd:decimal`` (XSD 1.1: no exponent, no needless zeros).

    >>> decimal(464.84), decimal(1500.0), decimal(1e-05)
    ('464.84', '1500', '0.00001')
    """
    exact = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    text = format(exact, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


@dataclass(frozen=True)
class Counts:
    """Statements in all, instances per class, statements per property; terms by their IRIs."""

    triples: int
    classes: Counter[str]
    properties: Counter[str]


class Graph:
    """Collects the statements of one named graph.

    A statement may be added more than once; :meth:`lines` gives each once. Values that are ``None`` add nothing, so
    that optional facts need no ``if`` where they are written down.
    """

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self._end = f" <{iri}> .\n"
        # Kept by subject: sorting ten thousand short ASCII names and then a few lines of each takes a third of the
        # time that sorting all lines does, and gives the same order, since no "<subject>" begins another.
        self._lines: defaultdict[str, set[str]] = defaultdict(set)

    def lines(self) -> list[str]:
        """The statements as N-Quads lines, each with its line end, in code-point order."""
        ordered: list[str] = []
        for start in sorted(self._lines):
            ordered += sorted(self._lines[start])
        return ordered

    def counts(self) -> Counts:
        """How many statements there are, by class and by property."""
        properties: Counter[str] = Counter()
        classes: Counter[str] = Counter()
        for start, lines in self._lines.items():
            for line in lines:
                end = line.index(" ", len(start) + 1)
                predicate = line[len(start) + 2:end - 1]
                properties[predicate] += 1
                if predicate == _TYPE:
                    classes[line[end + 2:line.index(">", end)]] += 1
        return Counts(properties.total(), classes, properties)

    def _add(self, subject: Subject, rest: str) -> None:
        start = f"<{subject}>"
        self._lines[start].add(f"{start} {rest}{self._end}")

    def link(self, subject: Subject, predicate: str, target: str | None) -> None:
        """A statement whose object is an IRI."""
        if target is not None:
            self._add(subject, f"<{predicate}> <{target}>")

    def type(self, subject: Subject, cls: str) -> None:
        """``subject a cls``."""
        self._add(subject, f"<{_TYPE}> <{cls}>")

    def text(self, subject: Subject, predicate: str, value: str | None, lang: str | None = None) -> None:
        """A plain string, or one in a language."""
        if value is not None:
            tail = f"@{lang}" if lang else ""
            self._add(subject, f"<{predicate}> {literal(value)}{tail}")

    def integer(self, subject: Subject, predicate: str, value: int | None) -> None:
        """An ``xsd:integer``."""
        if value is not None:
            self._add(subject, f'<{predicate}> "{value}"{_INTEGER}')

    def decimal(self, subject: Subject, predicate: str, value: float | Decimal | None) -> None:
        """An ``xsd:decimal`` in canonical form."""
        if value is not None:
            self._add(subject, f'<{predicate}> "{decimal(value)}"{_DECIMAL}')

    def number(self, subject: Subject, predicate: str, value: float | Decimal | None) -> None:
        """``xsd:integer`` for a whole number, else ``xsd:decimal``: what ``1500`` and ``464.84`` mean in SPARQL."""
        if value is not None:
            text = decimal(value)
            self._add(subject, f'<{predicate}> "{text}"{_DECIMAL if "." in text else _INTEGER}')

    def boolean(self, subject: Subject, predicate: str, value: bool | None) -> None:
        """An ``xsd:boolean``."""
        if value is not None:
            self._add(subject, f'<{predicate}> "{str(value).lower()}"{_BOOLEAN}')

    def year(self, subject: Subject, predicate: str, value: int | None) -> None:
        """An ``xsd:gYear``."""
        if value is not None:
            self._add(subject, f'<{predicate}> "{value:04d}"{_YEAR}')

    def date(self, subject: Subject, predicate: str, value: str | None) -> None:
        """An ``xsd:date``; *value* is an ISO 8601 date."""
        if value is not None:
            self._add(subject, f"<{predicate}> {literal(value)}{_DATE}")
