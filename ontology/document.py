"""The ontology as a page of documentation: ``python -m ontology.document`` rewrites ``docs/reference/ontology.md``."""

from __future__ import annotations

import re
from pathlib import Path

import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from ontology import resources
from ontology.terms import GH, PREFIXES

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "ontology.md"

_HEAD = """# Ontology reference

The terms of `gh:` = `{gh}`, version {version}, in the order of
`ontology/guihua.ttl`, from which this page is generated (`python -m ontology.document`). How a graph uses them, with
examples, is in [dataset.md](dataset.md); how they stand to other vocabularies is in `ontology/alignments.ttl`.
"""
_COLUMNS = "| term | kind | 中文 | meaning |\n| --- | --- | --- | --- |\n"


def page() -> str:
    """The page as Markdown."""
    source = resources.read("guihua.ttl").decode("utf-8")
    graph = rdflib.Graph().parse(data=source, format="turtle")
    parts = [_HEAD.format(gh=GH, version=resources.version())]
    for line in re.findall(r"^(?:# --- .*|gh:\w+ a )", source, re.MULTILINE):
        if line.startswith("# --- "):
            parts.append(f"\n## {line[6:].rstrip(' -')}\n\n{_COLUMNS}")
        else:
            parts.append(_row(graph, rdflib.URIRef(GH[line[3:-3]])))
    return "".join(parts)


def _row(graph: rdflib.Graph, term: rdflib.URIRef) -> str:
    def said(predicate: rdflib.URIRef, language: str) -> str:
        return next(str(v) for v in graph.objects(term, predicate) if getattr(v, "language", None) == language)

    cells = (f"`{_short(term)}`", _kind(graph, term), f"{said(RDFS.label, 'zh')}：{said(SKOS.definition, 'zh')}",
             said(SKOS.definition, "en"))
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def _kind(graph: rdflib.Graph, term: rdflib.URIRef) -> str:
    """What the term is and between what it stands: ``class, a gh:Element``, ``gh:Task → gh:Goal``."""
    types = set(graph.objects(term, RDF.type))
    if OWL.Class in types:
        above = sorted(_short(c) for c in graph.objects(term, RDFS.subClassOf))
        return "class" + (f", a {', '.join(above)}" if above else "")
    if OWL.NamedIndividual in types:
        return "a " + ", ".join(sorted(_short(t) for t in types - {OWL.NamedIndividual}))
    domain, range_ = graph.value(term, RDFS.domain), graph.value(term, RDFS.range)
    return f"{_short(domain) if domain else 'any'} → {_short(range_) if range_ else 'any'}"


def _short(term: rdflib.term.Node) -> str:
    for prefix, namespace in PREFIXES.items():
        if str(term).startswith(namespace):
            return f"{prefix}:{str(term).removeprefix(namespace)}"
    return str(term)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
