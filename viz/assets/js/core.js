// The page's data and its one state. Every other script reads G and registers what must run when the state changes.
"use strict";
const G = {};
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const data = read("guihua-data");
  const spots = read("guihua-nodes");
  G.options = read("guihua-options");
  G.data = data;

  // Text is only ever set as text: there is no place in these scripts where a string becomes markup.
  G.el = (tag, props = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(props)) {
      if (key === "on") for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
      else if (key in node && key !== "list" && key !== "role") node[key] = value;
      else node.setAttribute(key, value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  };
  G.byId = (id) => document.getElementById(id);

  G.nodes = data.nodes.map((row, i) => ({
    id: i, iri: data.base.length ? absolute(row[0]) : row[0], key: row[0], cls: data.classes[row[1]], label: row[2],
    aliases: row[3], initials: row[4], headline: row[5] === 1, chapters: row[6], lines: row[7], side: row[8],
    definition: row[9], facts: row[10], values: row[11], mentions: row[12], described: row[13],
    x: spots[i].x, y: spots[i].y, edges: [],
  }));
  G.edges = data.edges.map((row, i) => ({
    id: i, from: row[0], to: row[1], relation: data.relations[row[2]], basis: data.bases[row[3]],
    strength: data.strengths[row[4]], confidence: row[5], rule: data.rules[row[6]], evidence: row[7], iri: absolute(row[8]),
  }));
  for (const edge of G.edges) {
    G.nodes[edge.from].edges.push(edge);
    if (edge.to !== edge.from) G.nodes[edge.to].edges.push(edge);
  }
  G.centre = new Set(data.centre);
  G.lit = new Set(data.lit);
  G.litEdges = new Set(data.litEdges);
  for (const node of G.nodes) {
    const look = data.look[node.cls];
    const large = G.centre.has(node.id) ? 1.7 : node.headline ? 1.5 : 1;
    node.radius = look[3] * large * (1 + Math.min(0.5, node.edges.length / 80));
    node.rank = (G.centre.has(node.id) ? 1e6 : 0) + (node.headline ? 1e5 : 0) + (G.lit.has(node.id) ? 1e4 : 0) + node.edges.length;
  }

  function absolute(short) {
    if (short.startsWith("~")) return data.plan.iri + "/" + short.slice(1);
    return /^[a-z][a-z0-9+.-]*:/i.test(short) ? short : data.base + short;
  }
  G.quote = (i) => {
    const [passage, start, end, source, iri, words] = data.quotes[i];
    const [text, chapter, section, origin] = data.passages[passage] || ["", -1, -1, ""];
    return { text, start, end, source, iri: absolute(iri), origin,
      words: start < 0 ? words : text.slice(start, end),
      chapter: chapter < 0 ? null : data.chapters[chapter], section: section < 0 ? null : data.sections[section] };
  };

  // --- wording ---
  G.t = (key, values = {}) => {
    const entry = data.words[key];
    let text = entry ? entry[G.state.lang] : key;
    for (const [name, value] of Object.entries(values)) text = text.replaceAll("{" + name + "}", value);
    return text;
  };
  G.basisName = (basis) => G.t(basis === "Indicator" ? "Indicator:basis" : basis);

  // --- state: one frozen record; a change makes a new one, so that a step can be taken back ---
  const FILTERS = { classes: "hc", relations: "hr", chapters: "hh", basis: "hb", strength: "hs" };
  const prefersDark = window.matchMedia && window.matchMedia("(prefers-color-scheme: dark)").matches;
  const initial = {
    // A trace opens on its ways.
    node: data.kind === "trace" ? data.centre[0] : null, edge: null, goal: data.kind === "trace" ? data.centre[1] : null, lang: data.lang, theme: prefersDark ? "dark" : "light",
    off: { classes: [], relations: [], chapters: [], basis: [], strength: data.quiet ? ["Contributing"] : [] },
  };
  const past = [];
  const listeners = [];
  G.state = initial;
  G.onChange = (listener) => listeners.push(listener);
  const apply = (next) => {
    const before = G.state;
    G.state = next;
    for (const listener of listeners) listener(before);
    G.writeFragment();
  };
  G.change = (patch) => {
    past.push(G.state);
    if (past.length > 200) past.shift();
    apply({ ...G.state, ...patch });
  };
  G.undo = () => { if (past.length) apply(past.pop()); };
  G.canUndo = () => past.length > 0;

  // --- permalink: the state in the URL's fragment, things by the path of their IRI ---
  const byKey = new Map(G.nodes.map((node) => [node.key, node.id]));
  const edgeByIri = new Map(G.edges.map((edge) => [edge.iri, edge.id]));
  G.fragment = () => {
    const s = G.state;
    const p = new URLSearchParams();
    if (s.node !== null) p.set("n", G.nodes[s.node].key);
    if (s.edge !== null) p.set("e", G.edges[s.edge].iri);
    if (s.goal !== null) p.set("g", G.nodes[s.goal].key);
    if (s.lang !== initial.lang) p.set("l", s.lang);
    if (s.theme !== initial.theme) p.set("t", s.theme);
    for (const [name, key] of Object.entries(FILTERS)) if (s.off[name].join() !== initial.off[name].join()) p.set(key, s.off[name].join(".") || "-");
    if (G.viewport && !G.fitted) p.set("v", G.viewport());
    return p.toString();
  };
  G.writeFragment = () => {
    const text = G.fragment();
    // Pages opened from disk may not touch history in every browser; the fragment alone always works.
    try { history.replaceState(null, "", "#" + text); } catch { location.replace("#" + text); }
  };
  const names = { classes: data.classes, relations: data.relations, basis: data.bases, strength: data.strengths };
  const chapterNames = [...data.chapters.keys(), -1].map(String);
  G.readFragment = () => {
    const p = new URLSearchParams(location.hash.slice(1));
    const node = byKey.get(p.get("n")), edge = edgeByIri.get(p.get("e")), goal = byKey.get(p.get("g"));
    const off = {};
    for (const [name, key] of Object.entries(FILTERS)) {
      const allowed = names[name] || chapterNames;
      off[name] = p.has(key) ? p.get(key).split(".").filter((value) => allowed.includes(value)) : initial.off[name];
    }
    const fresh = p.size === 0;
    const state = {
      node: node ?? (fresh ? initial.node : null), edge: edge ?? null, goal: goal ?? (fresh ? initial.goal : null), off,
      lang: ["zh", "en"].includes(p.get("l")) ? p.get("l") : initial.lang,
      theme: ["dark", "light"].includes(p.get("t")) ? p.get("t") : initial.theme,
    };
    const v = (p.get("v") || "").split(",").map(Number);
    return { state, viewport: v.length === 3 && v.every(Number.isFinite) && v[2] > 0 ? v : null };
  };
  G.restore = (state) => apply(state);
})();
