"""Indicators with their values, and places by the administrative tree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from viz.model import Node
from viz.names import fold
from viz.workbench.library import Book
from viz.workbench.site import Site, text_of

ROLES = ("Baseline", "PlannedTarget", "PlannedGrowth", "Actual", "ActualGrowth")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


_CEILING = re.compile(r"[≤<＜]|不[高超大多]于|不超过|控制在|以[内下]|低于|小于|下降到|降[至到]")
_FLOOR = re.compile(r"[≥>＞]|不[低少小]于|以上|超过|高于|大于|达到")
_BAD = re.compile(
    r"浓度|死亡|失业|耗地|能耗|水耗|电耗|排放|事故|发生率|犯罪|负债|赤字|恩格尔|抚养比|贫困|下岗|占用|劣[Ⅴ五]类"
)
"""What a plan wants less of, unless the name itself speaks of a fall."""
_FALL = re.compile(r"降低|下降|减少|减排|削减|压减|降幅")

Way = Literal["up", "down", ""]
State = Literal["met", "missed", "unclear", ""]


@dataclass(frozen=True)
class Line:
    """The way from the baseline to the plan or to the result, in a box of 84 × 26."""

    x: float
    y: float
    points: str


@dataclass(frozen=True)
class Row:
    """One indicator as one table sets it."""

    node: Node
    table: str
    nature: str
    values: dict[str, tuple[str, str]]
    """Role → value as printed, year."""
    planned: Line | None
    actual: Line | None
    way: Way
    """Whether more or less is better, as far as the table or the name says."""
    state: State
    """Whether the result is as good as the plan; ``unclear`` where it differs and nothing says which way is better."""
    tasks: tuple[Node, ...]


def _number(text: str) -> float | None:
    found = _NUMBER.search(text.replace(",", "").replace("，", ""))
    return float(found.group()) if found else None


def _lines(values: dict[str, tuple[str, str]]) -> tuple[Line | None, Line | None]:
    """Two lines from the baseline, on one scale."""
    base, planned, actual = (_number(values[role][0]) if role in values else None
                             for role in ("Baseline", "PlannedTarget", "Actual"))
    known = [value for value in (base, planned, actual) if value is not None]
    if base is None or len(known) < 2:
        return None, None
    low, high = min(known), max(known)

    def y(value: float) -> float:
        return 13.0 if high == low else 22 - 18 * (value - low) / (high - low)

    def line(end: float | None) -> Line | None:
        return None if end is None else Line(78.0, y(end), f"6,{y(base):.1f} 78,{y(end):.1f}")

    return line(planned), line(actual)


def judge(label: str, values: Mapping[str, tuple[str, str]]) -> tuple[Way, State]:
    """Which way is better, and whether the result reached the plan.

    The sign that the plan's cell carries decides (``≤25``), then the name (失业率), then a plan above its baseline. A
    plan that is not above its baseline says nothing by itself: shares are sometimes planned to fall, and sometimes
    planned by the method of an earlier year. Growth is compared with growth where no level is planned, and a total
    over the period (``[12]``) with the total reached.
    """
    def printed(role: str) -> str:
        return values[role][0] if role in values else ""

    planned, actual = printed("PlannedTarget"), printed("Actual")
    if not planned:
        planned = printed("PlannedGrowth")
        total, growth = planned.startswith("["), printed("ActualGrowth")
        if growth and growth.startswith("[") == total:
            actual = growth
        elif not total:
            actual = ""
    wanted, got, base = _number(planned), _number(actual), _number(printed("Baseline"))
    way: Way = ""
    if _FALL.search(label):
        way = "up"  # a fall of 15 % is the more the better
    elif _CEILING.search(planned):
        way = "down"
    elif _FLOOR.search(planned):
        way = "up"
    elif _BAD.search(label):
        way = "down"
    elif wanted is not None and (printed("PlannedTarget") == "" or (base is not None and wanted > base)):
        way = "up"
    if wanted is None or got is None:
        return way, ""
    if got == wanted or (way == "up" and got > wanted) or (way == "down" and got < wanted):
        return way, "met"
    return way, "missed" if way else "unclear"


def rows(book: Book) -> list[Row]:
    """The indicators that tables give values for, in the order of the text."""
    network = book.network
    tasks_of = _tasks_behind(book)
    found: list[Row] = []
    for node in network.nodes.values():
        for table in sorted({row[0] for row in node.observations}):
            own = [row for row in node.observations if row[0] == table]
            values = {role: (value, year) for _, role, value, year, _ in own}
            found.append(Row(
                node, table, next((row[4] for row in own if row[4]), ""), values, *_lines(values),
                *judge(node.label, values), tuple(tasks_of.get(node.iri, ())),
            ))
    return sorted(found, key=lambda row: (row.table, row.node.order, row.node.iri))


def _tasks_behind(book: Book) -> Mapping[str, list[Node]]:
    """For each indicator the tasks whose paragraph names it and those that set a target for it, in text order."""
    network = book.network
    found: dict[str, dict[str, Node]] = defaultdict(dict)
    for node in network.nodes.values():
        if node.cls == "Task":
            for evidence in node.mentions:
                for _, _, iri in book.mentions.get(network.quotes[evidence].passage, ()):
                    if iri != node.iri:
                        found[iri][node.iri] = node
    for edge in network.edges:
        task, indicator = network.nodes[edge.source], network.indicator_of.get(edge.target)
        if edge.relation == "hasTarget" and task.cls == "Task" and indicator:
            found[indicator][task.iri] = task
    return {iri: sorted(tasks.values(), key=lambda task: (task.order, task.iri)) for iri, tasks in found.items()}


def indicators(site: Site, request: Request) -> Response:
    """All indicators, filtered by nature, table, result and name."""
    book = site.library.book(request.path_params["slug"])
    every = rows(book)
    nature, table, state = (text_of(request.query_params, name) for name in ("nature", "table", "state"))
    name = text_of(request.query_params, "name")
    shown = [
        row for row in every
        if (not nature or row.nature == nature) and (not table or row.table == table)
        and (not state or row.state == state) and (not name or fold(name) in fold(row.node.label))
    ]
    return site.page(
        request, "indicators.html", book=book, plan=book.network.plan, rows=shown, nature=nature, state=state,
        roles=[role for role in ROLES if any(role in row.values for row in every)],
        table=table, name=name, tables=sorted({row.table for row in every}), total=len(every),
        natures=sorted({row.nature for row in every if row.nature}),
        states=[state for state in ("met", "missed", "unclear") if any(row.state == state for row in every)],
    )


@dataclass(frozen=True)
class Branch:
    """A place with the places in it."""

    node: Node
    inside: tuple[Branch, ...]
    claims: int


def tree(book: Book) -> tuple[Branch, ...]:
    """Places by stated parts, else by their administrative codes."""
    network = book.network
    places = {iri: node for iri, node in network.nodes.items() if node.cls == "Place"}
    by_code = {dict(node.facts)["code"]: iri for iri, node in places.items() if "code" in dict(node.facts)}
    above: dict[str, str] = {}
    for edge in network.edges:
        if edge.relation == "partOf" and edge.source in places and edge.target in places:
            above.setdefault(edge.source, edge.target)
    for code, iri in by_code.items():
        for wider in (code[:6], code[:4] + "00", code[:2] + "0000"):
            if wider != code and wider in by_code and iri not in above:
                above[iri] = by_code[wider]
    below: dict[str | None, list[str]] = defaultdict(list)
    for iri in places:
        below[_above(iri, above)].append(iri)

    def branch(iri: str) -> Branch:
        return Branch(places[iri], grow(below.get(iri, ())), len(book.edges_of.get(iri, ())))

    def grow(iris: Sequence[str]) -> tuple[Branch, ...]:
        return tuple(branch(iri) for iri in iris)

    return grow(below[None])


def _above(iri: str, above: dict[str, str]) -> str | None:
    """What holds *iri*; nothing where the parts run in a circle."""
    seen = {iri}
    at = above.get(iri)
    while at is not None and at not in seen:
        seen.add(at)
        at = above.get(at)
    return above.get(iri) if at is None else None


def places(site: Site, request: Request) -> Response:
    """The places of a plan."""
    book = site.library.book(request.path_params["slug"])
    return site.page(request, "places.html", book=book, plan=book.network.plan, tree=tree(book))
