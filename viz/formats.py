"""The same part of the graph for other tools: GraphML (yEd, Cytoscape), GEXF (Gephi), DOT (Graphviz)."""

from __future__ import annotations

from io import BytesIO

import networkx as nx

from viz.layout import Layout
from viz.model import View
from viz.style import CLASS_STYLES, RELATION_COLOURS, words
from viz.subgraph import graph

FORMATS = ("html", "graphml", "gexf", "dot")


def graphml(view: View, layout: Layout) -> str:
    """The view as GraphML, positions and colours included."""
    out = BytesIO()
    nx.write_graphml(_placed(view, layout), out, encoding="utf-8", named_key_ids=True)
    return out.getvalue().decode("utf-8") + "\n"


def gexf(view: View, layout: Layout) -> str:
    """The view as GEXF 1.2 with the viz attributes that Gephi reads."""
    placed = _placed(view, layout)
    drawn = nx.MultiDiGraph(**placed.graph)
    for iri, data in placed.nodes(data=True):
        colour = data.pop("colour")
        drawn.add_node(iri, **{key: value for key, value in data.items() if key not in ("x", "y")}, viz={
            "position": {"x": data["x"], "y": -data["y"], "z": 0.0},
            "color": {"r": int(colour[1:3], 16), "g": int(colour[3:5], 16), "b": int(colour[5:7], 16), "a": 1.0},
            "size": CLASS_STYLES[view.network.nodes[iri].cls].radius,
        })
    for number, (source, target, key, data) in enumerate(placed.edges(keys=True, data=True)):
        drawn.add_edge(source, target, key=number, id=key, label=data["relation"], **data)
    text = "\n".join(nx.generate_gexf(drawn))
    # networkx stamps the day; the same view shall give the same file.
    head, mark, rest = text.partition(' lastmodifieddate="')
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + (head + rest.partition('"')[2] if mark else text) + "\n"


def dot(view: View, layout: Layout, lang: str = "zh") -> str:
    """The view in Graphviz's language; ``neato -n2`` keeps our positions, ``dot`` makes its own."""
    lines = [
        f"digraph {_quoted(view.title)} {{",
        '  graph [rankdir=LR, charset="UTF-8", outputorder=edgesfirst];',
        '  node [style=filled, fontname="Noto Sans CJK SC", fontsize=11];',
        '  edge [fontname="Noto Sans CJK SC", fontsize=9];',
    ]
    for iri in view.nodes:
        node, spot = view.network.nodes[iri], layout.spots[iri]
        style = CLASS_STYLES[node.cls]
        lines.append(
            f"  {_quoted(iri)} [label={_quoted(node.label)}, shape={style.graphviz}, fillcolor={_quoted(style.light)},"
            f' fontcolor={_quoted(_ink(style.light))}, pos="{spot.x:.1f},{-spot.y:.1f}"];'
        )
    for edge in view.edges:
        name = words()[edge.relation][lang]
        dashed = ", style=dashed" if edge.strength == "Contributing" else ""
        colour = RELATION_COLOURS[edge.relation][0]
        lines.append(
            f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [label={_quoted(name)}, color={_quoted(colour)}"
            f"{dashed}, URL={_quoted(edge.iri)}];"
        )
    return "\n".join((*lines, "}")) + "\n"


def _placed(view: View, layout: Layout) -> nx.MultiDiGraph:
    result = graph(view)
    for iri in view.nodes:
        node, spot = view.network.nodes[iri], layout.spots[iri]
        # XML has no room for control characters, wherever a text may have them from.
        data = {key: _xml(value) if isinstance(value, str) else value for key, value in result.nodes[iri].items()}
        data.update(x=spot.x, y=spot.y, colour=CLASS_STYLES[node.cls].light)
        result.nodes[iri].update(data)
    for _, _, data in result.edges(data=True):
        data.update({key: _xml(value) for key, value in data.items() if isinstance(value, str)})
    result.graph = {key: _xml(value) for key, value in result.graph.items()}
    return result


def _xml(text: str) -> str:
    return "".join(char for char in text if char in "\t\n" or (char >= " " and char not in "\ufffe\uffff"))


def _quoted(text: str) -> str:
    """A quoted DOT string: only quotes and backslashes mean something in one."""
    text = " ".join(text.split())
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _ink(colour: str) -> str:
    """Black or white, whichever reads better on *colour*."""
    r, g, b = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#000000" if 0.299 * r + 0.587 * g + 0.114 * b > 140 else "#ffffff"
