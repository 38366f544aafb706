// What is known of one thing or one statement, with the sentences that say so.
"use strict";
(() => {
  const { nodes, edges, data } = G;
  const panel = G.byId("panel");
  const el = G.el;
  const SHOWN = 90; // characters around a quotation before the paragraph is opened
  const FIRST = 6; // items of a list before "more"

  const sentence = (index) => {
    const quote = G.quote(index);
    const place = el("p", { className: "where" }, G.whereText(quote), " · ", G.t("offset", { n: quote.source }), quote.origin ? ` · ${quote.origin}` : "");
    const body = el("p", {});
    const fill = (whole) => {
      if (quote.start < 0) { body.replaceChildren(el("mark", {}, quote.words)); return; }
      const from = whole ? 0 : Math.max(0, quote.start - SHOWN), to = whole ? quote.text.length : Math.min(quote.text.length, quote.end + SHOWN);
      body.replaceChildren(from > 0 ? "…" : "", quote.text.slice(from, quote.start), el("mark", {}, quote.words), quote.text.slice(quote.end, to), to < quote.text.length ? "…" : "");
    };
    fill(false);
    const cut = quote.start >= 0 && (quote.start > SHOWN || quote.text.length - quote.end > SHOWN);
    let whole = false;
    const more = cut ? el("button", { type: "button", className: "whole", on: { click: () => { whole = !whole; fill(whole); more.textContent = G.t(whole ? "less" : "whole"); } } }, G.t("whole")) : null;
    const copy = (name, text) => el("button", { type: "button", className: name, on: { click: () => G.copy(text(quote)) } }, G.t(name));
    return el("blockquote", {}, body, place, el("div", { className: "cite" }, more, copy("copytext", G.citeText), copy("copybib", G.citeBib), copy("copyiri", (q) => q.iri)));
  };

  const thing = (id) => el("button", { type: "button", className: "thing", on: { click: () => { G.select(id); G.show(id); } } }, nodes[id].label);
  const badges = (edge) => [
    edge.strength === "Plain" ? null : el("span", { className: "badge " + edge.strength }, G.t(edge.strength)),
    el("span", { className: "badge", title: `${G.t(edge.basis + ":why")} · ${edge.rule} · ${G.t("confidence", { n: edge.confidence })}` }, G.basisName(edge.basis)),
  ];
  const claim = (edge, from) => {
    const other = edge.from === from ? edge.to : edge.from;
    const box = el("div", { className: "claim " + edge.strength }, thing(other), el("span", { className: "badge" }, G.t(nodes[other].cls)), ...badges(edge));
    const sentences = el("details", {}, el("summary", {}, G.t("whole")));
    box.append(...edge.evidence.slice(0, 1).map(sentence));
    if (edge.evidence.length > 1) {
      sentences.replaceChildren(el("summary", {}, G.t("more", { n: edge.evidence.length - 1 })), ...edge.evidence.slice(1).map(sentence));
      box.append(sentences);
    }
    box.dataset.edge = edge.id;
    return box;
  };
  // Long lists are built when they are opened: a place may have hundreds of mentions.
  const listed = (items, make) => {
    const found = items.slice(0, FIRST).map(make);
    if (items.length > FIRST) {
      const rest = el("details", { on: { toggle: () => { if (rest.open && rest.childElementCount === 1) rest.append(...items.slice(FIRST).map(make)); } } },
        el("summary", {}, G.t("more", { n: items.length - FIRST })));
      found.push(rest);
    }
    return found;
  };

  // A way, hop by hop, a sentence for each.
  const between = (a, b) => nodes[a].edges.filter((edge) => G.showsEdge(edge) && (edge.from === b || edge.to === b))
    .sort((x, y) => (x.strength === "Contributing") - (y.strength === "Contributing") || y.confidence - x.confidence || x.id - y.id)[0];
  const way = (path) => {
    const steps = path.slice(1).map((id, i) => between(path[i], id));
    return el("details", { className: "way", open: G.ways.paths.length === 1 },
      el("summary", {}, path.map((id) => nodes[id].label).join(" · ")),
      ...steps.map((edge) => el("div", { className: "claim " + edge.strength }, thing(edge.from), ` — ${G.t(edge.relation)} → `, thing(edge.to), ...badges(edge), ...edge.evidence.slice(0, 1).map(sentence))));
  };

  const head = (icon, title, sub) => el("header", {}, el("div", {}, icon), el("div", {}, el("h2", {}, title), el("div", { className: "where" }, ...sub)),
    el("button", { type: "button", id: "closepanel", "aria-label": G.t("close"), on: { click: () => G.change({ node: null, edge: null }) } }, "×"));

  const aboutNode = (node) => {
    const facts = [[G.t("fact:class"), G.t(node.cls) + (node.headline ? " · " + G.t("fact:headline") : "")]];
    if (node.aliases.length) facts.push([G.t("fact:aliases"), node.aliases.join("、")]);
    if (node.definition) facts.push([G.t("fact:definition"), node.definition]);
    for (const [key, value] of node.facts) facts.push([G.t("fact:" + key), key === "comparator" ? G.t(value) : value]);
    if (node.chapters.length) facts.push([G.t("fact:chapters"), node.chapters.map((c) => data.chapters[c].filter(Boolean).join(" ")).join("；")]);
    const parts = [
      head(G.icon(node.cls), node.label, [el("button", { type: "button", className: "badge", on: { click: () => G.copy(node.iri) } }, G.t("copyiri"))]),
      el("h3", {}, G.t("facts")), el("dl", {}, ...facts.flatMap(([key, value]) => [el("dt", {}, key), el("dd", {}, value)])),
    ];
    if (node.values.length) {
      const cells = (tag, list) => el("tr", {}, ...list.map((text) => el(tag, {}, text)));
      parts.push(el("h3", {}, G.t("values")), el("table", {}, el("thead", {}, cells("th", [G.t("fact:year"), G.t("role"), G.t("fact:value"), G.t("nature"), G.t("table")])),
        el("tbody", {}, ...[...node.values].sort((a, b) => a[3].localeCompare(b[3])).map(([table, role, value, year, nature]) => cells("td", [year, G.t(role), value, nature ? G.t(nature) : "", table])))));
    }
    const goals = nodes.filter((other) => other.cls === "Goal" && other.id !== node.id && G.shows(other)).sort((a, b) => b.rank - a.rank);
    if (goals.length && node.cls !== "Goal") {
      const menu = el("select", { id: "ways", "aria-label": G.t("ways"), on: { change: (event) => G.change({ goal: event.target.value === "" ? null : Number(event.target.value) }) } },
        el("option", { value: "" }, G.t("choosegoal")), ...goals.map((goal) => el("option", { value: String(goal.id), selected: goal.id === G.state.goal }, goal.label)));
      const told = G.state.goal === null || !G.ways ? "" : G.ways.paths.length ? G.t("waysfound", { n: G.ways.paths.length, k: G.ways.steps }) : G.t("noways");
      parts.push(el("h3", {}, G.t("ways")), menu, el("div", { id: "waystold", className: "where" }, told));
      if (told && G.ways.paths.length) {
        parts.push(...G.ways.paths.slice(0, 8).map(way));
      }
    }
    if (node.described.length) parts.push(el("h3", {}, G.t("described")), ...listed(node.described, sentence));
    const shown = node.edges.filter(G.showsEdge);
    if (shown.length) {
      parts.push(el("h3", {}, `${G.t("claims")} (${shown.length})`));
      for (const relation of data.relations) {
        for (const [key, list] of [["", shown.filter((e) => e.relation === relation && e.from === node.id)], ["by:", shown.filter((e) => e.relation === relation && e.to === node.id && e.from !== node.id)]]) {
          if (!list.length) continue;
          list.sort((a, b) => (a.strength === "Contributing") - (b.strength === "Contributing") || b.confidence - a.confidence || a.id - b.id);
          parts.push(el("h4", {}, `${G.t(key + relation)} (${list.length})`), ...listed(list, (edge) => claim(edge, node.id)));
        }
      }
    }
    if (node.mentions.length) parts.push(el("h3", {}, `${G.t("mentions")} (${node.mentions.length})`), ...listed(node.mentions, sentence));
    return parts;
  };

  const aboutEdge = (edge) => [
    head(G.lineIcon(edge.relation, edge.strength), `${nodes[edge.from].label} ${G.t(edge.relation)} ${nodes[edge.to].label}`, badges(edge).filter(Boolean)),
    el("p", {}, thing(edge.from), ` — ${G.t(edge.relation)} → `, thing(edge.to)),
    el("dl", {}, el("dt", {}, G.t("basis")), el("dd", {}, G.t(edge.basis + ":why")), el("dt", {}, G.t("rule")), el("dd", {}, edge.rule), el("dt", {}, G.t("copyiri")),
      el("dd", {}, el("button", { type: "button", className: "badge", on: { click: () => G.copy(edge.iri) } }, edge.iri))),
    ...edge.evidence.map(sentence),
  ];

  G.drawPanel = (moved) => {
    const s = G.state;
    const was = panel.hidden, top = panel.scrollTop;
    panel.hidden = s.node === null && s.edge === null;
    if (!panel.hidden) panel.replaceChildren(...(s.edge !== null ? aboutEdge(edges[s.edge]) : aboutNode(nodes[s.node])));
    panel.scrollTop = moved ? 0 : top;
    return was !== panel.hidden; // the picture's width changed
  };
})();
