"""The document in RDF: the plan, its chapters, sections, boxes, tables and passages."""

from __future__ import annotations

from graph_build.emit_names import Names, short_hash
from graph_build.emit_quads import Graph
from graph_build.model import Division, Passage, Plan, PlanMetadata, Table
from ontology.terms import DCTERMS, GH, SKOS

_DIVISION_CLASS = {
    "chapter": GH["Chapter"], "section": GH["Section"], "subsection": GH["Section"], "box": GH["Box"],
    "annex": GH["Annex"], "front": GH["FrontMatter"],
}
_HAS_PART, _IS_PART_OF, _IN_PLAN = DCTERMS["hasPart"], DCTERMS["isPartOf"], GH["inPlan"]
_LABEL, _ORDER, _START, _END = SKOS["prefLabel"], GH["order"], GH["start"], GH["end"]


def emit_document(graph: Graph, names: Names, builder_version: str) -> None:
    """Add the plan node and every part of the plan to *graph*."""
    plan = names.plan
    _emit_plan(graph, names, plan, builder_version)
    order = 0
    for node, path in plan.walk():
        order += 1
        iri = names.node(node)
        _emit_place(graph, names, iri, path, order)
        # What a heading says is said in its own chapter or section, as what the paragraphs below it say.
        _emit_holders(graph, names, iri, (*path, node) if isinstance(node, Division) else path)
        graph.integer(iri, _START, node.start)
        graph.integer(iri, _END, node.end)
        if isinstance(node, Division):
            graph.type(iri, _DIVISION_CLASS[node.kind])
            graph.text(iri, _LABEL, node.title, "zh")
            graph.text(iri, GH["text"], node.title)
            graph.text(iri, GH["number"], node.number)
            graph.integer(iri, GH["headingLevel"], node.level)
        elif isinstance(node, Passage):
            _emit_passage(graph, names, node)
        else:
            _emit_table(graph, node, iri)
            for note in node.passages:
                order += 1
                note_iri = names.node(note)
                _emit_passage(graph, names, note)
                _emit_place(graph, names, note_iri, path, order, parent=iri)
                _emit_holders(graph, names, note_iri, path)
                graph.integer(note_iri, _START, note.start)
                graph.integer(note_iri, _END, note.end)
    for term, definition, key in plan.definitions:
        _emit_term(graph, names, term, definition, key)


def _emit_plan(graph: Graph, names: Names, plan: Plan, builder_version: str) -> None:
    about: PlanMetadata = plan.metadata
    iri = names.root
    graph.type(iri, GH["Plan"])
    graph.text(iri, _LABEL, about.title, "zh")
    graph.text(iri, DCTERMS["title"], about.title, "zh")
    graph.text(iri, GH["placeName"], about.place, "zh")
    graph.text(iri, GH["placeCode"], about.place_code)
    graph.text(iri, GH["level"], about.place_level)
    graph.year(iri, GH["periodStart"], about.period_start)
    graph.year(iri, GH["periodEnd"], about.period_end)
    graph.text(iri, GH["kind"], about.kind)
    graph.text(iri, DCTERMS["publisher"], about.issuer, "zh")
    graph.date(iri, DCTERMS["issued"], about.issued)
    graph.date(iri, DCTERMS["available"], about.published)
    graph.text(iri, GH["documentNumber"], about.document_number)
    graph.text(iri, GH["indexNumber"], about.index_number)
    graph.text(iri, GH["approvedBy"], about.approved_by, "zh")
    graph.text(iri, DCTERMS["language"], "zh")
    graph.text(iri, GH["sourceText"], f"{plan.source.slug}.txt")
    graph.text(iri, GH["sourceName"], plan.source.name)
    graph.text(iri, GH["sourceSha256"], plan.source.sha256)
    graph.text(iri, GH["builderVersion"], builder_version)
    for child in plan.children:
        graph.link(iri, _HAS_PART, names.node(child))


def _emit_place(
    graph: Graph, names: Names, iri: str, path: tuple[Division, ...], order: int, parent: str | None = None
) -> None:
    """Where a part stands: its plan, its parent, its order."""
    graph.link(iri, _IN_PLAN, names.root)
    graph.integer(iri, _ORDER, order)
    above = parent or (names.node(path[-1]) if path else names.root)
    graph.link(iri, _IS_PART_OF, above)
    graph.link(above, _HAS_PART, iri)


def _emit_holders(graph: Graph, names: Names, iri: str, path: tuple[Division, ...]) -> None:
    """What a citation names: the chapter, and the section or box nearest to it."""
    if path:
        graph.link(iri, GH["inChapter"], names.node(path[0]))
        nearest = next((d for d in reversed(path[1:]) if d.kind in ("section", "subsection", "box")), None)
        graph.link(iri, GH["inSection"], names.node(nearest) if nearest else None)


def _emit_passage(graph: Graph, names: Names, passage: Passage) -> None:
    iri = names.node(passage)
    graph.type(iri, GH["Passage"])
    graph.text(iri, GH["text"], passage.text)
    graph.text(iri, GH["kind"], passage.kind)
    graph.text(iri, GH["number"], passage.number)
    graph.text(iri, GH["origin"], _origin(names.plan, passage.start))


def _origin(plan: Plan, offset: int) -> str | None:
    """What a citation shows of the original file, such as ``page 12``; a plain text's own lines need no citation."""
    origins = plan.source.origins
    low, high = 0, len(origins)
    while low < high:
        middle = (low + high) // 2
        if origins[middle].start <= offset:
            low = middle + 1
        else:
            high = middle
    if not low or origins[low - 1].kind == "line":
        return None
    found = origins[low - 1]
    return f"{found.kind} {found.label}"


def _emit_table(graph: Graph, table: Table, iri: str) -> None:
    graph.type(iri, GH["Table"])
    graph.text(iri, _LABEL, table.title or table.number, "zh")
    graph.text(iri, GH["number"], table.number)
    graph.text(iri, GH["kind"], table.kind)
    if table.cells:
        graph.text(iri, GH["text"], "\n".join("\t".join(row) for row in table.cells))


def _emit_term(graph: Graph, names: Names, term: str, definition: str, key: str) -> None:
    """An entry of the plan's own glossary (名词解释)."""
    iri = names.part("term", short_hash(term, key))
    graph.type(iri, GH["Term"])
    graph.text(iri, _LABEL, term, "zh")
    graph.text(iri, SKOS["definition"], definition, "zh")
    graph.link(iri, _IN_PLAN, names.root)
    held = names.holder(key)
    graph.link(iri, GH["inPassage"], held[0] if held else None)
