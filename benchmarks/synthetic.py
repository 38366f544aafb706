"""Plans of any size, the same every time, for measuring what a real plan is too small for."""

from __future__ import annotations

import random

from viz.model import CLASSES, RELATIONS, Division, Edge, Network, Node, PlanInfo


def large(things: int, statements: int, chapters: int = 15) -> Network:
    """A network of *things* in *chapters*, tied by *statements*, most of them between things that stand near."""
    chance = random.Random(7)
    plan = PlanInfo("https://w3id.org/guihua/id/large", "large", "大规划", "大规划")
    divisions = {
        f"{plan.iri}/division/{c}": Division(f"{plan.iri}/division/{c}", "Chapter", str(c), f"第{c}章", c, None)
        for c in range(chapters)
    }
    keys = list(divisions)
    nodes: dict[str, Node] = {}
    for i in range(things):
        iri, home = f"{plan.iri}/thing/{i}", keys[i * chapters // things] if keys else None
        cls = "Goal" if i % 700 == 3 else chance.choice(("Task", "Task", *CLASSES[1:]))
        nodes[iri] = Node(iri, cls, f"第{i}号发展事项", headline=i % 700 == 3, order=i, chapter=home,
                          chapters=(home,) if home else ())
    iris = list(nodes)
    edges = []
    for i in range(statements):
        a = chance.randrange(things)
        b = min(things - 1, max(0, a + int(chance.gauss(0, 50))))
        edges.append(Edge(f"{plan.iri}/claim/{i}", iris[a], RELATIONS[i % len(RELATIONS)], iris[b], "Explicit", None,
                          0.9, "", ()))
    return Network(plan, divisions, {}, {}, nodes, tuple(edges))
