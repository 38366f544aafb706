"""Cuts the part of a network that one picture shows, bounded in size, and says what was left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import networkx as nx

from viz.errors import EmptyView, NoWay
from viz.model import Cut, Edge, Kind, Network, Node, View

DEFAULT_LIMITS: Mapping[str, int] = {
    "goal": 90, "focus": 80, "trace": 80, "place": 120, "industry": 120, "query": 200, "all": 20_000,
}
"""How many things a view of each kind draws unless told otherwise."""

QUIET = 24
"""From more contributing lines than this on, a picture of several hops opens without them."""

MEASURES = ("Indicator", "Target")
_TOWARD_GOAL = ("supports", "aimsAt")
_WEIGHT = {relation: i for i, relation in enumerate((
    "supports", "aimsAt", "measuredBy", "advances", "partOf", "locatedIn", "develops", "reliesOn", "hasTarget",
    "implements", "cooperatesWith", "names",
))}


def goal_view(network: Network, goal: Node, limit: int | None = None) -> View:
    """*goal* with what supports it, what measures it, and what its direct supporters advance.

    Direct supporters and measures come first, then contributing supporters (the surer ones first), then what direct
    supporters advance, carry out or set, and last the industries that they develop. Unless a limit is named, only as
    many of such things are taken as leave the picture about the goal: fewer, the more things other than tasks support
    it anyway.
    """
    into = [edge for edge in network.edges if edge.target == goal.iri and edge.relation in _TOWARD_GOAL]
    direct = {edge.source for edge in into if edge.strength != "Contributing"}
    surest: dict[str, float] = {}
    for edge in into:
        surest[edge.source] = max(edge.confidence, surest.get(edge.source, 0.0))
    measures = {edge.target for edge in network.edges if edge.source == goal.iri and edge.relation == "measuredBy"}
    others = {node.iri for node in network.nodes.values() if node.cls in ("Goal", "Place", "Organization")}
    shared: Counter[str] = Counter()
    for edge in network.edges:
        for one, other in ((edge.source, edge.target), (edge.target, edge.source)):
            if one in direct and other not in others:
                shared[other] += 1
    supporters = sorted(surest, key=lambda iri: (iri not in direct, -surest[iri], network.nodes[iri].order, iri))
    things = sorted(
        (iri for iri in shared if iri not in surest and iri not in measures),
        key=lambda iri: (network.nodes[iri].cls == "Industry", -shared[iri], network.nodes[iri].order, iri),
    )
    about = _unique([goal.iri], supporters[: len(direct)], sorted(measures), supporters[len(direct) :])
    wanted = _unique(about, things)
    if limit is None:
        means = sum(network.nodes[iri].cls != "Task" for iri in surest)
        limit = max(min(DEFAULT_LIMITS["goal"], len(about) + max(8, 32 - means)), len(direct) + len(measures) + 1)
    return _view(network, "goal", goal.label, wanted, limit, "supporters", centre=(goal.iri,), only_goals={goal.iri})


def focus_view(
    network: Network, focus: Node, hops: int = 1, limit: int | None = None, *, kind: Kind = "focus",
    seeds: Iterable[str] = (),
) -> View:
    """Everything within *hops* of *focus* (and of *seeds*); hubs end a way unless they are the focus itself."""
    limit = limit or DEFAULT_LIMITS[kind]
    near = _neighbours(network)
    degrees = sorted(len(found) for found in near.values())
    hub = max(30, degrees[int(len(degrees) * 0.99)] if degrees else 0)
    centre = _unique([focus.iri], sorted(seeds))
    distance = dict.fromkeys(centre, 0)
    ranked: list[tuple[int, int, int, str]] = []
    edge_of_ring = list(centre)
    for hop in range(1, hops + 1):
        reached: dict[str, int] = {}
        for iri in edge_of_ring:
            if hop > 1 and len(near[iri]) > hub:
                continue
            for other, relation in near[iri]:
                if other not in distance:
                    reached[other] = min(_WEIGHT[relation], reached.get(other, 99))
        for iri, weight in reached.items():
            distance[iri] = hop
            ranked.append((hop, weight, network.nodes[iri].order, iri))
        edge_of_ring = sorted(reached)
    wanted = _unique(centre, [iri for *_, iri in sorted(ranked)])
    view = _view(network, kind, focus.label, wanted, limit, "neighbours", centre=centre, layers=distance)
    faint = sum(edge.strength == "Contributing" for edge in view.edges)
    return replace(view, quiet=faint) if hops > 1 and faint > QUIET else view


def place_view(network: Network, place: Node, limit: int | None = None) -> View:
    """What is planned at *place* and at the places that are part of it.

    That is what is stated to lie there, the tasks whose paragraph names it, and the things whose own name holds it
    (杜桥医院 for 杜桥): the last two are drawn as relation ``names``, with the words in the text as their evidence.
    """
    parts = _parts(network, place.iri)
    named = _named(network, {place.iri, *parts})
    known = {frozenset((edge.source, edge.target)) for edge in network.edges}
    more = tuple(edge for edge in named if frozenset((edge.source, edge.target)) not in known)
    return focus_view(replace(network, edges=network.edges + more), place, 1, limit, kind="place", seeds=parts)


def industry_view(network: Network, industry: Node, limit: int | None = None) -> View:
    """Who and what develops *industry* and its branches, and on whom it relies, with one step more."""
    parts = _parts(network, industry.iri)
    return focus_view(network, industry, 1, limit, kind="industry", seeds=parts)


def trace_view(network: Network, source: Node, goal: Node, limit: int | None = None) -> View:
    """The ways from *source* to *goal*, with the goal's other direct supporters dimmed.

    A way may follow a statement in either direction (a company is relied on by a task that supports the goal), passes
    through no other goal and, where others exist, through no hub. All ways of the fewest steps are taken, and those
    one step longer while there is room.

    :raises NoWay: nothing leads from one to the other.
    """
    limit = limit or DEFAULT_LIMITS["trace"]
    ways = _ways(network, source.iri, goal.iri)
    if not ways:
        raise NoWay(source=source.label, goal=goal.label)
    lit = _unique(*ways)[:limit]
    steps = {frozenset(pair) for way in ways for pair in pairwise(way)}
    on_way = tuple(
        edge.iri for edge in network.edges
        if frozenset((edge.source, edge.target)) in steps and edge.source in lit and edge.target in lit
    )
    layers: dict[str, int] = {}
    longest = max(len(way) for way in ways) - 1
    for way in ways:
        for hop, iri in enumerate(way):
            layers[iri] = max(hop, layers.get(iri, 0))
    layers[goal.iri] = longest
    beside = [
        edge.source for edge in network.edges
        if edge.target == goal.iri and edge.relation == "supports" and edge.strength == "Direct"
    ]
    for iri in beside:
        layers.setdefault(iri, max(longest - 1, 1))
    view = _view(
        network, "trace", f"{source.label} → {goal.label}", _unique(lit, beside), min(limit, len(lit) + 24),
        "supporters", centre=(source.iri, goal.iri), layers=layers, only_goals={source.iri, goal.iri},
    )
    return View(
        network, "trace", view.title, view.nodes, view.edges, view.centre, tuple(lit), on_way, view.layers, view.cut
    )


def nodes_view(network: Network, title: str, iris: Iterable[str], limit: int | None = None) -> View:
    """Just these things and what is stated between them: the answer of a stored query."""
    wanted = [iri for iri in _unique(iris) if iri in network.nodes]
    return _view(network, "query", title, wanted, limit or DEFAULT_LIMITS["query"], "things")


def all_view(network: Network, limit: int | None = None) -> View:
    """The whole plan; where the limit bites, the least connected things go first (never a headline goal)."""
    degree: Counter[str] = Counter()
    for edge in network.edges:
        degree[edge.source] += 1
        degree[edge.target] += 1
    ranked = sorted(
        network.nodes.values(), key=lambda node: (not node.headline, -degree[node.iri], node.order, node.iri)
    )
    return _view(
        network, "all", network.plan.label, [node.iri for node in ranked], limit or DEFAULT_LIMITS["all"], "things"
    )


def captions(view: View) -> Mapping[str, str]:
    """What each thing of *view* is called in the picture: its name; of targets with one name also whose each is.

    Three clusters may each be set 规上工业产值500亿元: drawn alike, they would look like one thing drawn three times.
    """
    nodes = view.network.nodes
    counted = Counter(nodes[iri].label for iri in view.nodes)
    owners: dict[str, tuple[int, str]] = {}
    for edge in view.network.edges:
        owner = nodes[edge.source]
        if edge.relation == "hasTarget" and counted[nodes[edge.target].label] > 1:
            # A task sets many targets; an industry, a platform or a place is what this one is about.
            rank = (2 if owner.cls == "Task" else 1, owner.label)
            owners[edge.target] = min(rank, owners.get(edge.target, rank))
    shown = {}
    for iri in view.nodes:
        label = nodes[iri].label
        owner_label = owners[iri][1] if iri in owners and counted[label] > 1 else ""
        shown[iri] = f"{label}（{owner_label}）" if owner_label else label
    return shown


def graph(view: View) -> nx.MultiDiGraph:
    """The view as a networkx graph: nodes carry ``label``, ``cls``, ``chapter``…, edges are claims with their IRIs."""
    chapters = view.network.divisions
    result = nx.MultiDiGraph(title=view.title, plan=view.network.plan.iri)
    for iri in view.nodes:
        node = view.network.nodes[iri]
        chapter = chapters.get(node.chapter or "")
        result.add_node(
            iri, label=node.label, cls=node.cls, aliases="；".join(node.aliases), headline=node.headline,
            chapter=chapter.title if chapter else "", mentions=len(node.mentions),
        )
    for edge in view.edges:
        quotes = [" ".join(view.network.quotes[iri].quote.split()) for iri in edge.evidence]
        result.add_edge(
            edge.source, edge.target, key=edge.iri, relation=edge.relation, basis=edge.basis,
            strength=edge.strength or "", confidence=edge.confidence, quote=" … ".join(quotes),
        )
    return result


def _view(
    network: Network, kind: Kind, title: str, wanted: Sequence[str], limit: int, what: str, *,
    centre: Sequence[str] = (), layers: Mapping[str, int] | None = None, only_goals: set[str] | None = None,
) -> View:
    kept = wanted[: max(limit, len(centre), 1)]
    if not kept:
        raise EmptyView(view=title)
    inside = set(kept)
    nodes = tuple(sorted(kept, key=lambda iri: (network.nodes[iri].order, iri)))
    edges = tuple(
        edge for edge in network.edges
        if edge.source in inside and edge.target in inside
        and (only_goals is None or network.nodes[edge.target].cls != "Goal" or edge.target in only_goals)
    )
    cut = Cut(len(wanted) - len(kept), limit, what) if len(kept) < len(wanted) else None
    return View(network, kind, title, nodes, edges, tuple(centre), layers=dict(layers or {}), cut=cut)


def _neighbours(network: Network) -> dict[str, list[tuple[str, str]]]:
    near: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for edge in network.edges:
        near[edge.source].append((edge.target, edge.relation))
        near[edge.target].append((edge.source, edge.relation))
    return near


def _named(network: Network, places: set[str]) -> list[Edge]:
    """Tasks whose paragraph names one of *places*, and other things whose name holds its name."""
    here: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for iri in sorted(places):
        for evidence in network.nodes[iri].mentions:
            here[network.quotes[evidence].passage].append((iri, evidence))
    names = [(iri, network.nodes[iri].label) for iri in sorted(places) if len(network.nodes[iri].label) > 1]
    found: list[Edge] = []
    for node in network.nodes.values():
        if node.iri in places or node.cls not in ("Task", "Project", "Platform", "Program", "Organization"):
            continue
        grounds: dict[str, list[str]] = defaultdict(list)
        if node.cls == "Task":
            for evidence in node.mentions:
                for iri, naming in here.get(network.quotes[evidence].passage, ()):
                    grounds[iri].append(naming)
        else:
            for iri, name in names:
                if name in node.label:
                    grounds[iri].extend(node.mentions[:3])
        for iri, words in grounds.items():
            quoted = tuple(dict.fromkeys(words))
            if quoted:
                found.append(Edge(quoted[0], node.iri, "names", iri, "Explicit", None, 1.0, "named", quoted))
    return found


def _parts(network: Network, whole: str) -> list[str]:
    """What is part of *whole*, at any depth."""
    parts: dict[str, list[str]] = defaultdict(list)
    for edge in network.edges:
        if edge.relation == "partOf":
            parts[edge.target].append(edge.source)
    found: list[str] = []
    waiting = [whole]
    while waiting:
        for part in parts.get(waiting.pop(0), ()):
            if part not in found and part != whole:
                found.append(part)
                waiting.append(part)
    return found


def _ways(network: Network, source: str, goal: str, count: int = 12) -> list[list[str]]:
    links = nx.Graph()
    for edge in network.edges:
        links.add_edge(edge.source, edge.target)
    if source not in links or goal not in links:
        return []
    other_goals = {iri for iri, node in network.nodes.items() if node.cls == "Goal"} - {source, goal}
    hub = max(40, len(network.nodes) // 25)
    hubs = {
        iri for iri in links if links.degree(iri) > hub and network.nodes[iri].cls != "Task"
    } - {source, goal}
    for barred in (other_goals | hubs, other_goals, set[str]()):
        open_links = links.subgraph(iri for iri in links if iri not in barred)
        if not nx.has_path(open_links, source, goal):
            continue
        from_source = nx.single_source_shortest_path_length(open_links, source)
        to_goal = nx.single_source_shortest_path_length(open_links, goal)
        shortest = from_source[goal]
        room = open_links.subgraph(
            iri for iri in open_links if from_source.get(iri, 99) + to_goal.get(iri, 99) <= shortest + 1
        )
        ways: list[list[str]] = []
        for way in nx.all_simple_paths(room, source, goal, cutoff=shortest + (1 if shortest < 4 else 0)):
            ways.append(way)
            if len(ways) >= 400:
                break
        ways.sort(key=lambda way: (len(way), [network.nodes[iri].order for iri in way], way))
        return ways[:count]
    return []


def _unique(*groups: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(iri for group in groups for iri in group))
