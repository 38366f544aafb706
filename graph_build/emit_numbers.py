"""Numbers in RDF: quantified targets, indicators' observations, and the rows of project lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph_build.emit_names import Names, short_hash
from graph_build.emit_quads import Graph, decimal
from graph_build.emit_units import normalize
from graph_build.model import Evidence, IndicatorRow, ProjectRow, QuantifiedTarget, Table, Thing, Value
from ontology.terms import GH, QB, QUDT, SKOS


@dataclass(frozen=True)
class Rows:
    """Which thing stands for which row of a table: by the place of the row's name, else by the name itself."""

    by_place: Mapping[tuple[int, int], str]
    by_name: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, things: tuple[Thing, ...]) -> Rows:
        """The look-up over *things*; of two things that bear one name, the first keeps it."""
        by_place: dict[tuple[int, int], str] = {}
        by_name: dict[tuple[str, str], str] = {}
        for thing in things:
            if thing.cls not in ("Indicator", "Project"):
                continue
            for mention in thing.mentions:
                by_place.setdefault((mention.evidence.start, mention.evidence.end), thing.key)
            for name in (thing.label, *thing.aliases):
                by_name.setdefault((thing.cls, name), thing.key)
        return cls(by_place, by_name)

    def find(self, cls: str, row: IndicatorRow | ProjectRow) -> str | None:
        """Key of the thing of class *cls* that *row* is about."""
        return self.by_place.get((row.start, row.end)) or self.by_name.get((cls, row.name))


def emit_target(graph: Graph, names: Names, target: QuantifiedTarget, indicator: str | None) -> str:
    """Add *target*; its IRI. *indicator* is the key of the indicator that it is counted by, if there is one."""
    iri = names.part("target", target.key)
    graph.type(iri, GH["Target"])
    shown = target.value_text if target.value_text.endswith(target.unit) else target.value_text + target.unit
    graph.text(iri, SKOS["prefLabel"], f"{target.subject}{shown}", "zh")
    graph.text(iri, GH["subjectLabel"], target.subject)
    graph.link(iri, GH["ofIndicator"], names.thing(indicator) if indicator else None)
    graph.link(iri, GH["comparator"], GH[target.comparator])
    graph.text(iri, GH["valueText"], target.value_text)
    _emit_value(graph, iri, target.value, target.unit)
    graph.year(iri, GH["year"], target.year)
    graph.decimal(iri, GH["confidence"], round(target.confidence, 3))
    graph.text(iri, GH["rule"], target.rule or None)
    graph.link(iri, GH["inPlan"], names.root)
    return iri


def emit_table_rows(graph: Graph, names: Names, table: Table, rows: Rows) -> list[str]:
    """Add what *table*'s rows say of indicators and projects; a line for each row that has no thing."""
    doubts = []
    for row in table.indicators:
        key = rows.find("Indicator", row)
        if key is None:
            doubts.append(f"{table.number or table.title}: no indicator for the row {row.name}")
        else:
            _emit_indicator_row(graph, names, table, row, names.thing(key))
    for project in table.projects:
        key = rows.find("Project", project)
        if key is None:
            doubts.append(f"{table.number or table.title}: no project for the row {project.name}")
        else:
            _emit_project_row(graph, names, table, project, names.thing(key))
    return doubts


def emit_observation_cells(names: Names, table: Table, rows: Rows) -> Iterator[tuple[str, Evidence]]:
    """Each observation of *table* with the cell that prints it."""
    for row in table.indicators:
        if rows.find("Indicator", row) is not None:
            for value in row.values:
                yield _observation(names, table, row, value), Evidence(table.key, value.start, value.end)


def _observation(names: Names, table: Table, row: IndicatorRow, value: Value) -> str:
    return names.part("observation", short_hash(
        table.key, row.name, row.parent or "", value.role, value.year, value.cumulative, value.text))


def _emit_value(graph: Graph, iri: str, value: float | None, unit: str | None) -> None:
    """The number, its unit, and both in the unit in which such values are compared."""
    graph.number(iri, GH["value"], value)
    graph.text(iri, GH["unitLabel"], unit or None)
    if value is not None and unit:
        _emit_normalized(graph, iri, value, unit)


def _emit_normalized(graph: Graph, iri: str, value: float, unit: str) -> None:
    normal = normalize(value, unit)
    graph.number(iri, GH["normalizedValue"], normal.value)
    graph.text(iri, GH["normalizedUnit"], normal.unit)
    graph.link(iri, QUDT["hasUnit"], normal.qudt)


def _emit_indicator_row(graph: Graph, names: Names, table: Table, row: IndicatorRow, indicator: str) -> None:
    graph.text(indicator, GH["indicatorCategory"], row.category, "zh")
    graph.text(indicator, GH["parentIndicator"], row.parent, "zh")
    graph.link(indicator, GH["inTable"], names.node(table))
    for value in row.values:
        iri = _observation(names, table, row, value)
        _emit_observation(graph, names, iri, table, row, value)
        graph.link(iri, GH["ofIndicator"], indicator)
        graph.link(indicator, GH["observation"], iri)


def _emit_observation(graph: Graph, names: Names, iri: str, table: Table, row: IndicatorRow, value: Value) -> None:
    graph.type(iri, GH["Observation"])
    graph.type(iri, QB["Observation"])
    shown = decimal(value.value) if value.value is not None else value.text
    unit = row.unit or ""
    if value.role.endswith("Growth"):
        # Growth is a rate. A total over the period, [12], is an amount of what is measured where it is the row's aim;
        # beside an aim in levels the table does not say what it counts.
        aims = any(other.role == "PlannedTarget" for other in row.values)
        unit = "%" if not value.cumulative else "" if aims else unit
    said = f"{'累计' if value.cumulative else ''}{shown}{unit}" if value.value is not None else shown
    label = " ".join(filter(None, (row.name, str(value.year or ""), said)))
    graph.text(iri, SKOS["prefLabel"], label, "zh")
    graph.text(iri, GH["table"], table.number or table.title)
    graph.link(iri, GH["inTable"], names.node(table))
    graph.integer(iri, GH["row"], row.row)
    graph.text(iri, GH["serial"], row.serial)
    graph.link(iri, GH["role"], GH[value.role])
    graph.text(iri, GH["valueText"], value.text)
    _emit_observed_value(graph, iri, row, value)
    graph.year(iri, GH["year"], value.year)
    graph.link(iri, GH["nature"], GH[row.nature] if row.nature else None)
    graph.boolean(iri, GH["cumulative"], value.cumulative)
    graph.text(iri, GH["indicatorCategory"], row.category, "zh")
    graph.decimal(iri, GH["confidence"], round(row.confidence, 3))
    graph.text(iri, GH["note"], row.note, "zh")
    graph.link(iri, GH["inPlan"], names.root)


def _emit_observed_value(graph: Graph, iri: str, row: IndicatorRow, value: Value) -> None:
    """A growth keeps the row's unit as its label, as the table prints it once for all cells, but is itself a rate."""
    if not value.role.endswith("Growth"):
        _emit_value(graph, iri, value.value, row.unit)
        return
    graph.number(iri, GH["value"], value.value)
    graph.text(iri, GH["unitLabel"], row.unit)
    if value.value is not None and not value.cumulative:
        _emit_normalized(graph, iri, value.value, "%")


def _emit_project_row(graph: Graph, names: Names, table: Table, row: ProjectRow, project: str) -> None:
    graph.link(project, GH["inTable"], names.node(table))
    graph.integer(project, GH["row"], row.row)
    graph.text(project, GH["content"], row.content, "zh")
    graph.text(project, GH["period"], row.period)
    graph.text(project, GH["responsible"], row.organization, "zh")
    graph.text(project, GH["siteLabel"], row.place, "zh")
    _emit_investment(graph, project, row)


def _emit_investment(graph: Graph, project: str, row: ProjectRow) -> None:
    graph.number(project, GH["investment"], row.investment)
    graph.text(project, GH["investmentUnit"], row.investment_unit)
    if row.investment is not None and row.investment_unit:
        normal = normalize(row.investment, row.investment_unit)
        graph.number(project, GH["normalizedInvestment"], normal.value)
        graph.text(project, GH["normalizedUnit"], normal.unit)
