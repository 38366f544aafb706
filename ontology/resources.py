"""The ontology's files, which the package carries: ``guihua.ttl``, ``alignments.ttl`` and ``shapes.ttl``."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

ONTOLOGY_IRI = "https://w3id.org/guihua/ontology"
ALIGNMENTS_IRI = "https://w3id.org/guihua/alignments"
SHAPES_IRI = "https://w3id.org/guihua/shapes"

_FILES = {ONTOLOGY_IRI: "guihua.ttl", ALIGNMENTS_IRI: "alignments.ttl", SHAPES_IRI: "shapes.ttl"}


@cache
def read(name: str) -> bytes:
    """The bytes of a file of this package, such as ``"guihua.ttl"``."""
    return resources.files(__package__ or "ontology").joinpath(name).read_bytes()


def graphs() -> dict[str, bytes]:
    """The Turtle of each graph that travels with the data, by the graph's IRI."""
    return {iri: read(name) for iri, name in _FILES.items()}


@cache
def version() -> str:
    """The ontology's version, from its ``owl:versionInfo``."""
    found = re.search(rb'owl:versionInfo\s+"([^"]+)"', read("guihua.ttl"))
    assert found is not None, "guihua.ttl states no owl:versionInfo"
    return found[1].decode("ascii")
