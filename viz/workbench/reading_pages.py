"""The reader: a plan's text with what it names underlined and what it grounds in the margin; and the way in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from starlette.requests import Request
from starlette.responses import Response

from viz.model import CLASSES, Edge
from viz.workbench.library import Book
from viz.workbench.question_pages import examples
from viz.workbench.site import Site


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is wholly inside or outside of what is named and of what is marked."""

    text: str
    thing: str | None = None
    """IRI of what it names."""
    cls: str | None = None
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A passage as the reader shows it."""

    iri: str
    kind: str
    """``text``, ``Chapter``, ``Section``, ``Box`` or ``Table``."""
    number: str
    pieces: tuple[Piece, ...]
    claims: tuple[Edge, ...]


def pieces(
    text: str, named: Sequence[tuple[int, int, str]], marked: tuple[int, int] | None, book: Book
) -> tuple[Piece, ...]:
    """Cut *text* where names and the marked stretch begin and end; of nested names the longest stands."""
    spans: list[tuple[int, int, str]] = []
    for start, end, iri in sorted(named, key=lambda span: (span[0], -span[1], span[2])):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end, iri))
    cuts = {0, len(text), *(at for start, end, _ in spans for at in (start, end)), *(marked or ())}
    edges = sorted(at for at in cuts if 0 <= at <= len(text))
    result: list[Piece] = []
    for start, end in pairwise(edges):
        inside = next((iri for a, b, iri in spans if a <= start < b), None)
        lit = marked is not None and marked[0] <= start < marked[1]
        result.append(Piece(text[start:end], inside, book.network.nodes[inside].cls if inside else None, lit))
    return tuple(result)


def home(site: Site, request: Request) -> Response:
    """The plans of the dataset, their goals and counts, and a box for questions."""
    return site.page(request, "home.html", books=list(site.library.summaries.values()), examples=examples(site))


def contents(site: Site, request: Request) -> Response:
    """A plan's outline, each heading with the number of statements under it."""
    book = site.library.book(request.path_params["slug"])
    return site.page(request, "contents.html", book=book, plan=book.network.plan, outline=[
        (i, chapter, [d for d in book.network.divisions.values() if chapter and d.chapter == chapter.iri])
        for i, chapter in enumerate(book.chapters)
    ])


def read(site: Site, request: Request) -> Response:
    """One chapter."""
    book = site.library.book(request.path_params["slug"])
    number = request.path_params["number"]
    if number >= len(book.chapters):
        return site.missing(request)
    chapter = book.chapters[number]
    network = book.network
    evidence = network.quotes.get(f"{network.plan.iri}/{request.query_params.get('mark', '')}")
    paragraphs = []
    named: set[str] = set()
    for passage in book.passages.get(chapter.iri if chapter else None, ()):
        division = network.divisions.get(passage.iri)
        named.update(network.nodes[iri].cls for _, _, iri in book.mentions.get(passage.iri, ()))
        marked = None
        if evidence and evidence.passage == passage.iri and evidence.start is not None and evidence.end is not None:
            marked = (evidence.start, evidence.end)
        paragraphs.append(Paragraph(
            passage.iri, division.kind if division else "text", division.number if division else "",
            pieces(passage.text, book.mentions.get(passage.iri, ()), marked, book), book.claims.get(passage.iri, ()),
        ))
    return site.page(
        request, "read.html", book=book, plan=network.plan, number=number, chapter=chapter, paragraphs=paragraphs,
        last=len(book.chapters) - 1, nodes=network.nodes,
        inside=[d for d in network.divisions.values() if chapter and d.chapter == chapter.iri],
        named=[cls for cls in CLASSES if cls in named],
    )
