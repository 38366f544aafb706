"""Addresses of the served pages; every value that enters one is quoted here."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from ontology.terms import DATA, GH
from viz.workbench.library import Book


def thing(iri: str) -> str:
    """The page of a thing: its own path under ``/id/``, as its IRI has it."""
    if iri.startswith(DATA):
        return "/id/" + quote(iri[len(DATA) :], safe="/~")
    return "/thing?" + urlencode({"iri": iri})


def ours(iri: str) -> bool:
    """Whether *iri* has a page here whatever it is called: data in their own namespace, terms of the ontology."""
    return iri.startswith((DATA, GH))


def read(book: Book, evidence: str) -> str:
    """The place of a piece of evidence in the reader, highlighted."""
    network = book.network
    passage = network.quotes[evidence].passage
    page = book.page_of.get(passage, 0)
    mark = urlencode({"mark": evidence.removeprefix(network.plan.iri + "/")})
    return f"/plan/{quote(network.plan.slug)}/read/{page}?{mark}#{anchor(passage)}"


def passage(book: Book, iri: str) -> str:
    """A passage's place in the reader."""
    return f"/plan/{quote(book.network.plan.slug)}/read/{book.page_of.get(iri, 0)}#{anchor(iri)}"


def anchor(iri: str) -> str:
    """Fragment of a passage: the tail of its IRI."""
    return quote("-".join(iri.rsplit("/", 2)[-2:]), safe="")


def view(slug: str, kind: str, **parameters: str) -> str:
    """A picture."""
    return f"/plan/{quote(slug)}/view/{quote(kind)}" + ("?" + urlencode(parameters) if parameters else "")


def query(path: str, **parameters: str) -> str:
    """*path* with parameters."""
    return path + "?" + urlencode(parameters)
