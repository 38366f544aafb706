// What is shown, and what of it is lit: worked out once for each change of state, read by every frame.
"use strict";
(() => {
  const { nodes, edges, data } = G;
  const shownNode = new Uint8Array(nodes.length), shownEdge = new Uint8Array(edges.length);
  G.shows = (node) => shownNode[node.id] === 1;
  G.showsEdge = (edge) => shownEdge[edge.id] === 1;
  G.visibleNodes = () => nodes.filter(G.shows);
  G.visibleEdges = () => edges.filter(G.showsEdge);

  G.workOutVisible = () => {
    const off = Object.fromEntries(Object.entries(G.state.off).map(([name, list]) => [name, new Set(list)]));
    let n = 0, m = 0;
    for (const node of nodes) {
      // A thing that several chapters mention stays while one of them is shown; without a chapter it is under -1.
      const chapters = node.chapters.length ? node.chapters : [-1];
      const shown = !off.classes.has(node.cls) && chapters.some((chapter) => !off.chapters.has(String(chapter)));
      shownNode[node.id] = shown || G.centre.has(node.id) ? 1 : 0;
      n += shownNode[node.id];
    }
    for (const edge of edges) {
      shownEdge[edge.id] = shownNode[edge.from] && shownNode[edge.to] && !off.relations.has(edge.relation)
        && !off.basis.has(edge.basis) && !off.strength.has(edge.strength) ? 1 : 0;
      m += shownEdge[edge.id];
    }
    G.count = { nodes: n, edges: m };
  };

  // The lit part: ways to a chosen goal, else what touches the selection, else a trace's ways; null when all is equal.
  G.workOutLit = () => {
    const s = G.state;
    G.ways = null;
    if (s.goal !== null && s.node !== null) {
      G.ways = G.findWays(s.node, s.goal);
      if (G.ways.paths.length) {
        // A trace's own ways include those one step longer.
        const own = data.kind === "trace" && s.node === data.centre[0] && s.goal === data.centre[1];
        G.emphasis = own ? { nodes: G.lit, edges: G.litEdges } : { nodes: G.ways.nodes, edges: G.ways.edges };
        return;
      }
    }
    if (s.edge !== null) {
      const edge = edges[s.edge];
      G.emphasis = { nodes: new Set([edge.from, edge.to]), edges: new Set([edge.id]) };
    } else if (s.node !== null) {
      const lit = { nodes: new Set([s.node]), edges: new Set() };
      for (const edge of nodes[s.node].edges) {
        if (!G.showsEdge(edge)) continue;
        lit.edges.add(edge.id);
        lit.nodes.add(edge.from).add(edge.to);
      }
      G.emphasis = lit;
    } else {
      G.emphasis = data.lit.length ? { nodes: G.lit, edges: G.litEdges } : null;
    }
  };

  // All shortest ways through visible lines, followed in either direction, through no other goal.
  G.findWays = (from, to) => {
    const distance = new Map([[from, 0]]);
    let ring = [from];
    while (ring.length && !distance.has(to)) {
      const next = [];
      for (const at of ring) {
        for (const edge of nodes[at].edges) {
          if (!G.showsEdge(edge)) continue;
          const other = edge.from === at ? edge.to : edge.from;
          if (distance.has(other) || (nodes[other].cls === "Goal" && other !== to)) continue;
          distance.set(other, distance.get(at) + 1);
          next.push(other);
        }
      }
      ring = next;
    }
    const found = { nodes: new Set(), edges: new Set(), paths: [], steps: distance.get(to) ?? 0 };
    if (!distance.has(to) || from === to) return found;
    const walk = (at, path) => {
      if (found.paths.length >= 200) return;
      if (at === from) { found.paths.push([from, ...path]); return; }
      const before = new Set();
      for (const edge of nodes[at].edges) {
        if (!G.showsEdge(edge)) continue;
        const other = edge.from === at ? edge.to : edge.from;
        if (distance.get(other) === distance.get(at) - 1) { found.edges.add(edge.id); before.add(other); }
      }
      for (const other of before) walk(other, [at, ...path]);
    };
    walk(to, []);
    for (const path of found.paths) for (const id of path) found.nodes.add(id);
    return found;
  };
})();
