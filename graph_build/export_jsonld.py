"""All named graphs as compact JSON-LD: short names, and types said once, in the context.

A property whose values are all IRIs, all of one datatype or all in one language has that in the context, and its values
are plain JSON then; where they differ, each value says what it is. Expanding the document gives the very same quads.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import IO

import pyoxigraph as ox

from ontology.terms import PREFIXES, RDF, XSD

Json = str | int | bool | list["Json"] | dict[str, "Json"]
_TYPE = RDF["type"]


def write(quads: Iterable[ox.Quad], file: IO[bytes], base: str) -> None:
    """Write *quads*, which are in order, as one JSON-LD document.

    :param base: what the data's own IRIs begin with; the context calls it ``id:``.
    """
    graphs: dict[str, dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]] = {}
    for quad in quads:
        assert isinstance(quad.graph_name, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode)
        assert isinstance(quad.object, (ox.NamedNode, ox.Literal))  # our graphs have no blank nodes
        node = graphs.setdefault(quad.graph_name.value, {}).setdefault(quad.subject.value, {})
        node.setdefault(quad.predicate.value, []).append(quad.object)
    prefixes = {"id": base, **PREFIXES}
    names = _Names(prefixes)
    kinds = _kinds(graphs)
    context: dict[str, Json] = dict(prefixes)
    for predicate, kind in sorted(kinds.items()):
        if kind and predicate != _TYPE:
            term: dict[str, Json] = {"@id": names.iri(predicate)}
            if kind.startswith("@language "):
                term["@language"] = kind.removeprefix("@language ")
            else:
                term["@type"] = kind if kind == "@id" else names.iri(kind)
            context[names.iri(predicate)] = term
    document: dict[str, Json] = {"@context": context, "@graph": [
        {"@id": names.iri(graph), "@graph": [_node(iri, said, kinds, names) for iri, said in nodes.items()]}
        for graph, nodes in graphs.items()]}
    file.write((json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))


class _Names:
    """IRIs by the prefixes of the context."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0]))
        self._known: dict[str, str] = {}

    def iri(self, iri: str) -> str:
        """*iri* as ``prefix:rest`` where a prefix fits."""
        if iri not in self._known:
            self._known[iri] = self._short(iri)
        return self._known[iri]

    def _short(self, iri: str) -> str:
        for prefix, namespace in self._prefixes:
            rest = iri.removeprefix(namespace)
            if rest != iri and rest and not rest.startswith("//"):
                return f"{prefix}:{rest}"
        return iri


def _kinds(graphs: Mapping[str, Mapping[str, Mapping[str, list[ox.NamedNode | ox.Literal]]]]) -> dict[str, str | None]:
    """For each property what all its values are, or ``None`` where they differ or are plain strings and numbers."""
    found: dict[str, set[str]] = {}
    for nodes in graphs.values():
        for said in nodes.values():
            for predicate, values in said.items():
                found.setdefault(predicate, set()).update(_kind(value) for value in values)
    natural = {XSD["string"], XSD["integer"], XSD["boolean"]}
    return {predicate: kind if len(kinds) == 1 and (kind := next(iter(kinds))) not in natural else None
            for predicate, kinds in found.items()}


def _kind(value: ox.NamedNode | ox.Literal) -> str:
    if isinstance(value, ox.NamedNode):
        return "@id"
    return f"@language {value.language}" if value.language else value.datatype.value


def _node(iri: str, said: Mapping[str, list[ox.NamedNode | ox.Literal]], kinds: Mapping[str, str | None],
          names: _Names) -> dict[str, Json]:
    node: dict[str, Json] = {"@id": names.iri(iri)}
    for predicate, values in said.items():
        if predicate == _TYPE:
            made: list[Json] = [names.iri(value.value) for value in values]
        else:
            made = [_value(value, kinds[predicate], names) for value in values]
        node["@type" if predicate == _TYPE else names.iri(predicate)] = made if len(made) > 1 else made[0]
    return node


def _value(value: ox.NamedNode | ox.Literal, kind: str | None, names: _Names) -> Json:
    if isinstance(value, ox.NamedNode):
        return names.iri(value.value) if kind == "@id" else {"@id": names.iri(value.value)}
    datatype = value.datatype.value
    if kind is not None or datatype == XSD["string"]:
        return value.value
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if datatype == XSD["integer"] and str(_integer(value.value)) == value.value:
        return _integer(value.value)
    if datatype == XSD["boolean"] and value.value in ("true", "false"):
        return value.value == "true"
    return {"@value": value.value, "@type": names.iri(datatype)}


def _integer(text: str) -> int:
    """*text* as a number that every JSON reader keeps exactly; 0 where it is none."""
    try:
        number = int(text)
    except ValueError:
        return 0
    return number if abs(number) < 2 ** 53 else 0
