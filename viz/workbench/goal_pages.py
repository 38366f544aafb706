"""Goals against chapters, and what nothing supports."""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response

from viz.model import Division, Edge, Node
from viz.workbench.library import Book
from viz.workbench.site import Site


@dataclass
class Cell:
    """Support of one chapter's tasks for one goal."""

    direct: list[Edge] = field(default_factory=list)
    contributing: list[Edge] = field(default_factory=list)

    @property
    def shade(self) -> int:
        """0 (none) to 5 (most), by direct support; contributing support counts a quarter."""
        weight = len(self.direct) + len(self.contributing) / 4
        return 0 if not weight else min(5, 1 + int(weight // 2))


@dataclass(frozen=True)
class Matrix:
    """Chapters × goals."""

    chapters: tuple[Division, ...]
    goals: tuple[Node, ...]
    cells: dict[tuple[str, str], Cell]
    idle: tuple[Node, ...]
    """Tasks that support no goal."""
    alone: tuple[Node, ...]
    """Goals without direct support."""


def matrix(book: Book) -> Matrix:
    """Count the support of every chapter's tasks for every headline goal."""
    network = book.network
    goals = {goal.iri for goal in book.goals}
    cells: dict[tuple[str, str], Cell] = {}
    busy: set[str] = set()
    direct: set[str] = set()
    for edge in network.edges:
        task = network.nodes[edge.source]
        if edge.relation != "supports" or edge.target not in goals:
            continue
        busy.add(edge.source)
        if edge.strength != "Contributing":
            direct.add(edge.target)
        if task.cls == "Task" and task.chapter:
            cell = cells.setdefault((task.chapter, edge.target), Cell())
            (cell.contributing if edge.strength == "Contributing" else cell.direct).append(edge)
    tasks = [node for node in network.nodes.values() if node.cls == "Task"]
    homes = {task.chapter for task in tasks}
    return Matrix(
        tuple(chapter for chapter in network.chapters() if chapter.iri in homes), book.goals, cells,
        tuple(task for task in tasks if task.iri not in busy),
        tuple(goal for goal in book.goals if goal.iri not in direct),
    )


def goals(site: Site, request: Request) -> Response:
    """The matrix, or with ``?goal=`` and ``?chapter=`` the tasks of one cell with their sentences."""
    book = site.library.book(request.path_params["slug"])
    found = matrix(book)
    plan = book.network.plan
    goal = book.network.nodes.get(f"{plan.iri}/{request.query_params.get('goal', '')}")
    chapter = book.network.divisions.get(f"{plan.iri}/{request.query_params.get('chapter', '')}")
    cell = found.cells.get((chapter.iri, goal.iri)) if goal and chapter else None
    if (request.query_params.get("goal") or request.query_params.get("chapter")) and cell is None:
        return site.missing(request)
    return site.page(request, "goals.html", book=book, plan=plan, matrix=found, goal=goal, chapter=chapter, cell=cell,
                     nodes=book.network.nodes, base=plan.iri + "/")
