"""Which form of a thing or of a result the asker wants."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from queries.stores import Blank, Iri, Solutions, Term, Triple, Value

RDF_FORMS: Mapping[str, tuple[str, ox.RdfFormat]] = {
    "ttl": ("text/turtle", ox.RdfFormat.TURTLE),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
    "nt": ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    "rdf": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
}
RESULT_FORMS: Mapping[str, tuple[str, ox.QueryResultsFormat]] = {
    "json": ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
    "xml": ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
    "csv": ("text/csv", ox.QueryResultsFormat.CSV),
    "tsv": ("text/tab-separated-values", ox.QueryResultsFormat.TSV),
}
ALSO = {"application/json": "application/sparql-results+json", "application/xml": "application/sparql-results+xml"}


def best(accept: str, offered: Mapping[str, str], default: str) -> str | None:
    """Key of the form that *accept* likes best; ``None`` where it likes none.

    :param offered: key → media type, the preferred first.

    >>> best("text/html;q=0.5, text/turtle", {"html": "text/html", "ttl": "text/turtle"}, "html")
    'ttl'
    """
    if not accept.strip():
        return default
    ranges: list[tuple[str, float]] = []
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    weight = float(value)
                except ValueError:
                    weight = 0.0
        ranges.append((ALSO.get(media, media), weight))
    chosen, most = None, 0.0
    for key, media in offered.items():
        # The most exact range decides for a media type, as RFC 9110 has it.
        weight = 0.0
        for wanted in (media, media.partition("/")[0] + "/*", "*/*"):
            found = [q for name, q in ranges if name == wanted]
            if found:
                weight = max(found)
                break
        if weight > most:
            chosen, most = key, weight
    return chosen


def rdf(triples: tuple[Triple, ...], form: str, prefixes: Mapping[str, str]) -> bytes:
    """*triples* in one of :data:`RDF_FORMS`."""
    made = [ox.Triple(_node(s), ox.NamedNode(p.value), _ox(o)) for s, p, o in triples]
    kind = RDF_FORMS[form][1]
    data = ox.serialize(made, format=kind, prefixes=dict(prefixes) if form in ("ttl", "rdf", "jsonld") else None)
    assert data is not None
    return data


def results(solutions: Solutions | bool, form: str) -> bytes:
    """The rows (or the truth) of a query in one of :data:`RESULT_FORMS`, by Oxigraph's own writers."""
    from queries.rendering.rows import to_json

    if isinstance(solutions, bool):
        text = '{"head":{},"boolean":' + ("true" if solutions else "false") + "}"
    else:
        text = to_json(solutions)
    parsed = ox.parse_query_results(text, format=ox.QueryResultsFormat.JSON)
    if isinstance(parsed, ox.QueryBoolean) and form in ("csv", "tsv"):
        return (b"true" if parsed else b"false") + b"\n"
    data = parsed.serialize(format=RESULT_FORMS[form][1])
    assert data is not None
    return data


def _node(term: Term) -> ox.NamedNode | ox.BlankNode:
    return ox.BlankNode(term.label) if isinstance(term, Blank) else ox.NamedNode(term.python())  # type: ignore[arg-type]


def _ox(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if isinstance(term, Value):
        if term.lang:
            return ox.Literal(term.text, language=term.lang)
        return ox.Literal(term.text, datatype=ox.NamedNode(term.datatype))
    return _node(term)


__all__ = ["ALSO", "RDF_FORMS", "RESULT_FORMS", "Iri", "best", "rdf", "results"]
