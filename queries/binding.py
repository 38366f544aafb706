"""Values of parameters as they are typed (names, numbers, words) turned into RDF terms for a stored query."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ontology.terms import GH, PREFIXES, XSD
from queries import plans
from queries.answer import NameReading
from queries.catalogue import Parameter, StoredQuery
from queries.errors import BadParameter, MissingParameter, NameNotFound
from queries.names.forms import squash
from queries.names.index import Candidate
from queries.stores import Iri, Term, Value, literal

if TYPE_CHECKING:
    from queries.dataset import Dataset

SURE = 0.95
"""From this score on a name counts as found as it stands."""
_LIKELY = 0.6
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Control characters and halves of characters: no plan has them, and servers cut a query at them."""


@dataclass(frozen=True)
class Bound:
    """Values for a stored query's parameters, as terms and as they are shown."""

    terms: Mapping[str, tuple[Term, ...]]
    shown: Mapping[str, tuple[str, ...]]
    readings: tuple[NameReading, ...] = field(default=())


def bind(query: StoredQuery, values: Mapping[str, str | Sequence[str]], dataset: Dataset) -> Bound:
    """Find the terms that *values* stand for.

    :raises UnknownParameter, MissingParameter, BadParameter, NameNotFound: naming what is wrong and what would do.
    """
    terms: dict[str, tuple[Term, ...]] = {}
    shown: dict[str, tuple[str, ...]] = {}
    readings: list[NameReading] = []
    for name, value in values.items():
        parameter = query.parameter(name)
        given = (value,) if isinstance(value, str) else tuple(value)
        if parameter.type == "thing":
            for text in given:
                reading = read_name(text, parameter.classes, dataset)
                readings.append(reading)
                terms[name] = (*terms.get(name, ()), *(c.thing.iri for c in reading.chosen))
                shown[name] = (*shown.get(name, ()), *(c.thing.label for c in reading.chosen))
        else:
            terms[name] = tuple(term for text in given for term in _terms(query, parameter, text, dataset))
            shown[name] = given
    for parameter in query.parameters:
        if parameter.required and not terms.get(parameter.name):
            raise MissingParameter(query=query.name, name=parameter.name, expected=parameter.en)
    return Bound(terms, shown, tuple(readings))


def read_name(text: str, classes: Collection[str], dataset: Dataset) -> NameReading:
    """The thing that a name means: of several the best, with the others; an IRI means itself.

    :raises NameNotFound: with the nearest names.
    """
    if (iri := as_iri(text)) is not None:
        thing = dataset.names.get(iri)
        if thing is None:
            raise NameNotFound(name=text, cls="", nearest="")
        return NameReading(text, (Candidate(thing, text, "exact", 1.0),))
    found = dataset.names.look_up(text, classes)
    if not found or found[0].score < _LIKELY:
        anything = dataset.names.look_up(text)
        near = "、".join(dict.fromkeys(f"{c.thing.label}({c.thing.cls})" for c in (found or anything)[:4]))
        raise NameNotFound(name=text, cls=f" ({'/'.join(classes)})" if classes else "",
                           nearest=f" Nearest: {near}" if near else "")
    return choose(text, found)


def choose(text: str, found: Sequence[Candidate]) -> NameReading:
    """The best candidate, together with those of the same class that bear the very same name."""
    best = found[0]
    same = [c for c in found if c.thing.cls == best.thing.cls and squash(c.thing.label) == squash(best.thing.label)]
    return NameReading(text, tuple(same), tuple(c for c in found if c not in same))


def as_iri(text: str) -> Iri | None:
    """An IRI written in full, in angle brackets, or with one of our prefixes."""
    bare = text.strip().removeprefix("<").removesuffix(">")
    if re.match(r"https?://", bare):
        return Iri(bare)
    prefix, colon, local = bare.partition(":")
    if colon and prefix in PREFIXES and re.fullmatch(r"[\w-]+", local):
        return Iri(PREFIXES[prefix] + local)
    return None


def _terms(query: StoredQuery, parameter: Parameter, text: str, dataset: Dataset) -> tuple[Term, ...]:
    if parameter.type == "plan" and as_iri(text) is None:
        # An area that several plans are for means all of them.
        return tuple(plan.iri for plan in plans.find(text, dataset.plans))
    return (_term(query, parameter, text),)


def _term(query: StoredQuery, parameter: Parameter, text: str) -> Term:
    wrong = BadParameter(query=query.name, name=parameter.name, value=text, expected=_expected(parameter))
    if parameter.type == "text":
        if not text.strip() or _NO_TEXT.search(text):
            raise wrong
        return literal(text)
    if parameter.type == "year":
        if not re.fullmatch(r"[0-9]{4}", text):
            raise wrong
        return Value(text, XSD["gYear"])
    if parameter.type == "number":
        try:
            number = float(text)
        except ValueError:
            raise wrong from None
        if not math.isfinite(number):
            raise wrong
        return literal(int(number) if number.is_integer() else number)
    if parameter.type in ("choice", "word"):
        if text not in parameter.choices:
            raise wrong
        return literal(text) if parameter.type == "word" else Iri(GH[text])
    iri = as_iri(text)
    if iri is not None:
        iri.n3()
        return iri
    raise wrong


def _expected(parameter: Parameter) -> str:
    if parameter.choices:
        return " | ".join(parameter.choices)
    return {"year": "a year (2025)", "number": "a number", "iri": "an IRI", "text": "words"}.get(
        parameter.type, parameter.type)
